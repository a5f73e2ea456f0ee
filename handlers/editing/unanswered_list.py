"""/unanswered: what people could not find, and the ways to put it right."""

import html
from datetime import timedelta

from telegram import CallbackQuery, InlineKeyboardButton, Update

from bot.context import BotContext
from bot.storage.database.row_states import DocumentState
from bot.storage.faq import drafts, unanswered
from bot.storage.faq.unanswered import NegativeFeedback, UnansweredQuestion
from bot.storage.notices import feedback_notices
from bot.texts import Localizer
from handlers.authorization import EditorSession, editor_command, editor_tap
from handlers.editing import draft_editing, draft_preview, matcher_trials
from handlers.messages import keyboards, replies
from knowledge.content.documents import DocumentKind
from knowledge.editing import editable_fields
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.numbers import parse_number

_QUESTIONS_PER_PAGE = 5
MAX_UNANSWERED_PAGES = 9999
_FEEDBACK_IN = timedelta(days=30)
MIN_COUNT_SHOWN = 5  # fewer than this is not told, lest it point at one person


@editor_command(Right.LOOK)
async def on_unanswered_command(
    update: Update, context: BotContext, clerk: EditorSession, words: list[str]
) -> None:
    """`/unanswered [page]`, `/unanswered s12 [add AB-14|new|dismiss]`, `/unanswered on|off`."""
    if words and words[0].lower() in ("on", "off"):
        await _set_feedback_notices(update, context, clerk, wanted=words[0].lower() == "on")
        return
    if words and (words[0][:1] in "sm") and len(words[0]) > 1:
        verb = words[1].lower() if len(words) > 1 else "see"
        codes = context.services.town.codes
        code = codes.parse_code(words[2]) if len(words) > 2 else None
        await _act_on_question(update, context, clerk, verb, words[0], code[0] if code else "")
        return
    page = parse_number(words[0], MAX_UNANSWERED_PAGES) if words else None
    await _list_unanswered(update, context, clerk, max(0, (page or 1) - 1))


async def _list_unanswered(
    update: Update, context: BotContext, clerk: EditorSession, page: int
) -> None:
    services, voice = context.services, clerk.localizer
    found, count = await services.db.run(
        unanswered.unanswered_page, _QUESTIONS_PER_PAGE, page * _QUESTIONS_PER_PAGE
    )
    since = services.today() - _FEEDBACK_IN
    unhappy = await services.db.run(unanswered.negative_feedback, since) if page == 0 else []
    lines = [voice.html("editors-unanswered", count=count) if count else
             voice.html("editors-unanswered-none")]  # fmt: skip
    rows: list[list[InlineKeyboardButton]] = []
    for wish in found:
        lines.append(_unanswered_line(voice, wish))
        rows.append([keyboards.make_button(f"{wish.name}: {wish.text}", "wish", "see", wish.name)])
    lines += _unhelpful_lines(voice, unhappy)
    if (page + 1) * _QUESTIONS_PER_PAGE < count:
        rows.append(
            [keyboards.make_button(voice.label("browse-next"), "wish", "page", str(page + 1))]
        )
    await replies.send_reply(update, "\n".join(lines), keyboards.make_keyboard(rows))


async def _set_feedback_notices(
    update: Update, context: BotContext, clerk: EditorSession, *, wanted: bool
) -> None:
    """Begin or end the hourly word of what residents sent and did not find helpful."""
    await context.services.db.run(
        feedback_notices.choose_feedback_notices, clerk.chat.record, wanted
    )
    voice = clerk.localizer
    other = "off" if wanted else "on"
    row = [keyboards.make_button(voice.label(f"editors-desk-{other}"), "wish", other)]
    key = f"editors-desk-is-{'on' if wanted else 'off'}"
    await replies.send_reply(update, voice.html(key), keyboards.make_keyboard([row]))


def _unanswered_line(voice: Localizer, wish: UnansweredQuestion) -> str:
    key = "editors-wish-sent" if wish.name.startswith("s") else "editors-wish-missed"
    text = voice.html(
        key, name=wish.name, text=wish.text, chats=wish.chats,
        language=voice.label(f"language-{wish.language}"),
    )  # fmt: skip
    return f"{text} {voice.html('editors-wish-waits')}" if wish.waits else text


def _unhelpful_lines(voice: Localizer, found: list[NegativeFeedback]) -> list[str]:
    if not found:
        return []
    lines = ["", voice.html("editors-unhappy")]
    for one in found:
        often = (
            str(one.count)
            if one.count >= MIN_COUNT_SHOWN
            else voice.label("editors-few", floor=MIN_COUNT_SHOWN)
        )
        why = voice.label(f"ask-why-{one.why}" if one.why != "none" else "ask-none")
        lines.append(f"• {html.escape(one.stamp)}: {html.escape(why)}, {html.escape(often)}")
    return lines


@editor_tap(Right.LOOK)
async def on_unanswered_tap(
    update: Update,
    context: BotContext,
    clerk: EditorSession,
    query: CallbackQuery,
    press: keyboards.CallbackData,
) -> None:
    """A tap on a question that waits, or on what to do with it."""
    if press.verb in ("on", "off"):
        await _set_feedback_notices(update, context, clerk, wanted=press.verb == "on")
        return
    if press.verb == "page":
        await _list_unanswered(
            update,
            context,
            clerk,
            keyboards.parse_callback_number(press.argument, MAX_UNANSWERED_PAGES),
        )
        return
    name, _, code = press.argument.partition(".")
    await _act_on_question(update, context, clerk, press.verb, name, code)


async def _act_on_question(
    update: Update, context: BotContext, clerk: EditorSession, verb: str, name: str, code: str
) -> None:
    services, voice = context.services, clerk.localizer
    wish = await services.db.run(unanswered.find_unanswered, name)
    if wish is None:
        await replies.send_reply(update, voice.html("editors-wish-gone"))
        return
    match verb:
        case "add" if code:
            await add_question_to_entry(update, context, clerk, wish, code)
        case "new":
            body = {wish.language.value: {"phrasings": [wish.text]}}
            await draft_editing.begin_document(
                update, context, clerk, DocumentKind.ENTRY,
                about=wish.name, body=body, language=wish.language,
            )  # fmt: skip
        case "dismiss":
            await services.db.run(unanswered.dismiss_question, clerk.actor, name, services.now())
            await replies.send_reply(update, voice.html("editors-wish-dismissed"))
        case _:
            await _show_question(update, context, clerk, wish)


async def _show_question(
    update: Update, context: BotContext, clerk: EditorSession, wish: UnansweredQuestion
) -> None:
    """Show one question with the answers nearest to it, each one tap from taking it in."""
    voice, base = clerk.localizer, context.services.faq.base
    verdict = context.services.faq.index.ask(wish.text, wish.language)
    rows = [
        [
            keyboards.make_button(
                voice.label(
                    "editors-wish-add", code=one.entry, score=f"{one.score:.2f}",
                    title=base.entry_title(one.entry, voice.language),
                ),
                "wish", "add", f"{wish.name}.{one.entry}",
            )
        ]
        for one in verdict.candidates
        if one.entry in base.entries
    ]  # fmt: skip
    rows.append(
        [
            keyboards.make_button(voice.label("editors-wish-new"), "wish", "new", wish.name),
            keyboards.make_button(
                voice.label("editors-wish-dismiss"), "wish", "dismiss", wish.name
            ),
        ]
    )
    words = f"{_unanswered_line(voice, wish)}\n\n{voice.html('editors-wish-how', name=wish.name)}"
    await replies.send_reply(update, words, keyboards.make_keyboard(rows))


async def add_question_to_entry(
    update: Update, context: BotContext, clerk: EditorSession, wish: UnansweredQuestion, code: str
) -> None:
    """Add a question as one more way of asking; the preview tells its score before and after."""
    services, voice = context.services, clerk.localizer
    stored = await services.db.run(drafts.load_document, DocumentKind.ENTRY, code)
    base = services.faq.base
    if stored is None or stored.state != DocumentState.LIVE or code not in base.entries:
        await replies.send_reply(update, voice.html("ask-no-such-code", code=code))
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
        update, context, clerk, stored, language, body=body, about=wish.name
    )
    trial = await matcher_trials.begin_impact_check(context, draft)

    async def scores() -> str:
        after = await trial.wait_for_index() if trial else services.faq.index
        return voice.html(
            "editors-wish-scores",
            code=code,
            before=f"{_entry_score(before, wish, code):.2f}",
            after=f"{_entry_score(after, wish, code):.2f}",
        )

    before = services.faq.index
    await draft_preview.show_preview(update, context, clerk, draft, scores)


def _entry_score(index: FaqIndex, wish: UnansweredQuestion, code: str) -> float:
    verdict = index.ask(wish.text, Language(wish.language))
    return next((c.score for c in verdict.candidates if c.entry == code), 0.0)
