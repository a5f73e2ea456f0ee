"""The buttons under an answer, a choice or a miss, and for editors the way into its edit."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callback_data import Prefix, entry_argument
from bot.texts import Localizer, answer_cards
from bot.texts.answer_cards import AnswerView
from handlers.chats.chat_context import ChatContext
from handlers.messages.keyboards import entry_rows, language_switch_row, make_button, make_keyboard
from knowledge.content.documents import Entry
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.verdict import Outcome, Verdict

EDIT_PREFIXES = (Prefix.FAQ, Prefix.PHRASE)
AnswerRows = list[list[InlineKeyboardButton]]


def verdict_keyboard(
    base: FaqBase, verdict: Verdict, localizer: Localizer, chat: ChatContext
) -> InlineKeyboardMarkup | None:
    """Return the buttons under a verdict; another language than the chat's is offered to keep."""
    rows: AnswerRows = []
    match verdict.outcome:
        case Outcome.FOUND if verdict.entry:
            rows = answer_rows(base, base.entries[verdict.entry], localizer, verdict.also)
        case Outcome.MAYBE:
            rows = entry_rows(
                [
                    (c.entry, base.entry_title(c.entry, localizer.language))
                    for c in verdict.candidates
                ],
                localizer.language,
                "choose",
            )
            rows.append([make_button(localizer.label("ask-none"), Prefix.ASK, "none")])
        case Outcome.REFER if verdict.scope and verdict.scope in base.scopes:
            found = (*(c.entry for c in verdict.candidates), *base.scopes[verdict.scope].related)
            near = [
                (e.code, base.entry_title(e.code, localizer.language))
                for e in map(base.find_entry, dict.fromkeys(found))
                if e
            ]
            rows = entry_rows(near, localizer.language)
        case Outcome.UNKNOWN:
            rows = [send_question_row(localizer)]
    if verdict.outcome not in (Outcome.CHAT, Outcome.OPEN):
        rows += edit_shortcut_rows(chat, verdict.entry, localizer.language, is_asked=True)
    if rows and localizer.language is not chat.record.language:
        rows.append(language_switch_row(localizer, localizer.language))
    return make_keyboard(rows)


def answer_rows(
    base: FaqBase,
    entry: Entry,
    localizer: Localizer,
    also: str | None = None,
    *,
    view: AnswerView = AnswerView.CARD,
) -> AnswerRows:
    """Return the rows under an answer: its other views, what is near, the two opinions.

    Everything a tap needs stands in the buttons, so they work as long as the message does.
    """
    near = dict(answer_cards.related_entries(base, entry, localizer.language))
    if also:
        near = {also: base.entry_title(also, localizer.language), **near}
    near_by = list(near.items())[: answer_cards.MAX_RELATED]
    return [
        *_view_rows(base, entry, localizer, view),
        *entry_rows(near_by, localizer.language),
        [
            make_button(localizer.label("ask-helpful"), Prefix.RATE, "yes", entry.version_stamp),
            make_button(
                localizer.label("ask-not-helpful"), Prefix.RATE, "no", entry.version_stamp
            ),
        ],
    ]


def _view_rows(base: FaqBase, entry: Entry, localizer: Localizer, view: AnswerView) -> AnswerRows:
    """Return the rows that show more of an answer in place, its sources, share or follow it."""
    wording = base.filled_wording(entry, localizer.language)[0]

    def to(key: str, verb: str) -> InlineKeyboardButton:
        argument = entry_argument(entry.code, localizer.language)
        return make_button(localizer.label(key), Prefix.ANSWER, verb, argument)

    shorter = to("ask-shorter", AnswerView.CARD)
    more = [shorter if view is AnswerView.MORE else to("ask-more", AnswerView.MORE)] * bool(
        wording.detail
    )
    why = [shorter if view is AnswerView.WHY else to("ask-how-known", AnswerView.WHY)] * bool(
        wording.basis
    )
    first = [*more, to("ask-show-sources", "sources"), to("ask-share", "share")]
    return [first, why, [to("ask-follow", "follow")]]


def send_question_row(localizer: Localizer) -> list[InlineKeyboardButton]:
    """Return the button that sends a question to the editors."""
    return [make_button(localizer.label("ask-send"), Prefix.SUGGEST, "send")]


def edit_shortcut_rows(
    chat: ChatContext, code: str | None, language: Language, *, is_asked: bool
) -> AnswerRows:
    """Return the row of an answer's edit; none for a resident.

    `is_asked` tells that the message answers a question in words, which can become a phrasing.
    """
    if chat.member is None:
        return []
    row = []
    if code is not None:
        argument = entry_argument(code, language)
        row.append(make_button(chat.localizer.label("editors-edit"), Prefix.FAQ, "edit", argument))
        row.append(
            make_button(chat.localizer.label("editors-history"), Prefix.FAQ, "history", code)
        )
    if is_asked:
        row.append(make_button(chat.localizer.label("editors-phrase"), Prefix.PHRASE, "choose"))
    return [row] if row else []
