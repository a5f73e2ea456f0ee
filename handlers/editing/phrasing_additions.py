"""The question an editor just asked, put into an entry as one more way of asking.

The question is kept nowhere: it stands in the message that the answer replies to.
"""

from telegram import CallbackQuery, InlineKeyboardButton, Message, Update

from bot.callback_data import CallbackDataError, Prefix
from bot.context import BotContext
from bot.faq.faq_cache import FaqCache
from bot.storage.database.row_states import DocumentState
from bot.storage.faq import drafts
from bot.storage.faq.unanswered import UnansweredQuestion
from bot.texts import Localizer
from handlers.authorization import EditorSession, editor_tap
from handlers.chats.decorators import Tap
from handlers.editing import draft_editing, draft_preview, matcher_trials
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.content.documents import DocumentKind
from knowledge.editing import editable_fields
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.matching import FaqIndex

MAX_PHRASING_TEXT = 300  # characters of a way of asking


@editor_tap(Right.WORD)
async def on_phrase_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap on "Add phrasing", then on the entry it goes into, or on a new one."""
    asked = _question_replied_to(tap.query)
    if asked is None:
        await replies.send_reply(update, editor.localizer.html("editors-phrase-usage"))
        return
    match tap.verb:
        case "choose":
            await replies.edit_tapped_keyboard(
                tap.query, make_keyboard(_nearest_entry_rows(context, editor.localizer, asked))
            )
        case "into":
            await add_phrasing(update, context, editor, tap.argument, asked)
        case "new":
            wish = phrasing_as_question(context, editor, asked)
            await begin_entry_asked_for(update, context, editor, wish)
        case _:
            raise CallbackDataError


async def add_typed_phrasing(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/faq phrase AB-14 the question`: the same for any entry."""
    codes = context.services.town.codes
    read = codes.parse_code(words[0]) if words else None
    if read is None or len(words) < 2:
        await replies.send_reply(update, editor.localizer.html("editors-phrase-usage"))
        return
    await add_phrasing(update, context, editor, read[0], " ".join(words[1:]))


async def add_phrasing(
    update: Update, context: BotContext, editor: EditorSession, code: str, asked: str
) -> None:
    """Add a question to an entry's ways of asking, and show the preview."""
    await add_question_to_entry(
        update, context, editor, phrasing_as_question(context, editor, asked), code
    )


def phrasing_as_question(
    context: BotContext, editor: EditorSession, asked: str
) -> UnansweredQuestion:
    """Return a question as something that was asked for, in the language it is in."""
    text = " ".join(asked.split())[:MAX_PHRASING_TEXT]
    language = context.services.faq.index.ask(text, editor.localizer.language).language
    return UnansweredQuestion("", Language(language), text, 1, False)


def _question_replied_to(query: CallbackQuery) -> str | None:
    answer = query.message if isinstance(query.message, Message) else None
    asked = answer.reply_to_message if answer else None
    return (asked.text or "").strip() or None if asked else None


def _nearest_entry_rows(
    context: BotContext, localizer: Localizer, asked: str
) -> list[list[InlineKeyboardButton]]:
    """Return the entries a question is nearest to, and the way to a new one."""
    near = nearest_entries(context.services.faq, localizer, asked, localizer.language)
    rows = [[make_button(label, Prefix.PHRASE, "into", code)] for code, label in near]
    new = make_button(localizer.label("editors-wish-new"), Prefix.PHRASE, "new")
    return [*rows, [new]]


def nearest_entries(
    faq: FaqCache, localizer: Localizer, text: str, language: Language
) -> list[tuple[str, str]]:
    """Return (code, label) of the entries a question is nearest to, its score in the label."""
    return [
        (
            one.entry,
            localizer.label(
                "editors-wish-add",
                code=one.entry,
                score=f"{one.score:.2f}",
                title=faq.base.entry_title(one.entry, localizer.language),
            ),
        )
        for one in faq.index.ask(text, language).candidates
        if one.entry in faq.base.entries
    ]


async def begin_entry_asked_for(
    update: Update, context: BotContext, editor: EditorSession, wish: UnansweredQuestion
) -> None:
    """Begin a new entry with a question as its first way of asking."""
    body = {wish.language.value: {"phrasings": [wish.text]}}
    await draft_editing.begin_document(
        update, context, editor, DocumentKind.ENTRY,
        about=wish.name, body=body, language=wish.language,
    )  # fmt: skip


async def add_question_to_entry(
    update: Update, context: BotContext, editor: EditorSession, wish: UnansweredQuestion, code: str
) -> None:
    """Add a question as one more way of asking; the preview tells its score before and after."""
    services, localizer = context.services, editor.localizer
    stored = await services.db.run(drafts.load_document, DocumentKind.ENTRY, code)
    base = services.faq.base
    if stored is None or stored.state != DocumentState.LIVE or code not in base.entries:
        await replies.send_reply(update, localizer.html("ask-no-such-code", code=code))
        return
    language = wish.language
    if language not in base.entries[code].wordings:
        language = next(iter(base.entries[code].wordings))
    one = editable_fields.find_field(DocumentKind.ENTRY, "phrasings")
    asked = [
        *editable_fields.field_value(DocumentKind.ENTRY, stored.body, one, language),
        wish.text,
    ]
    body = editable_fields.with_field_value(
        DocumentKind.ENTRY, stored.body, one, language, list(dict.fromkeys(asked))
    )
    draft = await draft_editing.open_document_draft(
        update, context, editor, stored, language, body=body, about=wish.name
    )
    trial = await matcher_trials.begin_impact_check(context, draft)

    async def scores() -> str:
        after = await trial.wait_for_index() if trial else services.faq.index
        return localizer.html(
            "editors-wish-scores",
            code=code,
            before=f"{_entry_score(before, wish, code):.2f}",
            after=f"{_entry_score(after, wish, code):.2f}",
        )

    before = services.faq.index
    await draft_preview.show_preview(update, context, editor, draft, scores)


def _entry_score(index: FaqIndex, wish: UnansweredQuestion, code: str) -> float:
    verdict = index.ask(wish.text, Language(wish.language))
    return next((c.score for c in verdict.candidates if c.entry == code), 0.0)
