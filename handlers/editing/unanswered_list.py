"""/unanswered: what people could not find, and the ways to put it right."""

import html
from datetime import timedelta

from telegram import InlineKeyboardButton, Update

from bot.callback_data import Prefix, parse_callback_number
from bot.context import BotContext
from bot.storage.faq import unanswered
from bot.storage.faq.unanswered import NegativeFeedback, UnansweredQuestion
from bot.storage.notices import feedback_notices
from bot.texts import Localizer
from handlers.authorization import EditorSession, editor_command, editor_tap
from handlers.chats.decorators import Tap
from handlers.editing import phrasing_additions
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.editing.roles import Right
from knowledge.numbers import parse_number

_QUESTIONS_PER_PAGE = 5
MAX_UNANSWERED_PAGES = 9999
_FEEDBACK_IN = timedelta(days=30)
MIN_COUNT_SHOWN = 5  # fewer than this is not told, lest it point at one person


@editor_command(Right.LOOK)
async def on_unanswered_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/unanswered [page]`, `/unanswered s12 [add AB-14|new|dismiss]`, `/unanswered on|off`."""
    if words and words[0].lower() in ("on", "off"):
        await _set_feedback_notices(update, context, editor, wanted=words[0].lower() == "on")
        return
    if words and (words[0][:1] in "sm") and len(words[0]) > 1:
        verb = words[1].lower() if len(words) > 1 else "see"
        codes = context.services.town.codes
        code = codes.parse_code(words[2]) if len(words) > 2 else None
        await _act_on_question(update, context, editor, verb, words[0], code[0] if code else "")
        return
    page = parse_number(words[0], MAX_UNANSWERED_PAGES) if words else None
    await _list_unanswered(update, context, editor, max(0, (page or 1) - 1))


async def _list_unanswered(
    update: Update, context: BotContext, editor: EditorSession, page: int
) -> None:
    services, localizer = context.services, editor.localizer
    found, count = await services.db.run(
        unanswered.unanswered_page, _QUESTIONS_PER_PAGE, page * _QUESTIONS_PER_PAGE
    )
    since = services.today() - _FEEDBACK_IN
    unhappy = await services.db.run(unanswered.negative_feedback, since) if page == 0 else []
    lines = [localizer.html("editors-unanswered", count=count) if count else
             localizer.html("editors-unanswered-none")]  # fmt: skip
    rows: list[list[InlineKeyboardButton]] = []
    for wish in found:
        lines.append(_unanswered_line(localizer, wish))
        rows.append(
            [make_button(f"{wish.name}: {wish.text}", Prefix.UNANSWERED, "see", wish.name)]
        )
    lines += _unhelpful_lines(localizer, unhappy)
    if (page + 1) * _QUESTIONS_PER_PAGE < count:
        rows.append(
            [make_button(localizer.label("browse-next"), Prefix.UNANSWERED, "page", str(page + 1))]
        )
    await replies.send_reply(update, "\n".join(lines), make_keyboard(rows))


async def _set_feedback_notices(
    update: Update, context: BotContext, editor: EditorSession, *, wanted: bool
) -> None:
    """Begin or end the hourly word of what residents sent and did not find helpful."""
    await context.services.db.run(
        feedback_notices.choose_feedback_notices, editor.chat.record, wanted
    )
    localizer = editor.localizer
    other = "off" if wanted else "on"
    row = [make_button(localizer.label(f"editors-desk-{other}"), Prefix.UNANSWERED, other)]
    key = f"editors-desk-is-{'on' if wanted else 'off'}"
    await replies.send_reply(update, localizer.html(key), make_keyboard([row]))


def _unanswered_line(localizer: Localizer, wish: UnansweredQuestion) -> str:
    key = "editors-wish-sent" if wish.name.startswith("s") else "editors-wish-missed"
    text = localizer.html(
        key, name=wish.name, text=wish.text, chats=wish.chats,
        language=localizer.label(f"language-{wish.language}"),
    )  # fmt: skip
    return f"{text} {localizer.html('editors-wish-waits')}" if wish.waits else text


def _unhelpful_lines(localizer: Localizer, found: list[NegativeFeedback]) -> list[str]:
    if not found:
        return []
    lines = ["", localizer.html("editors-unhappy")]
    for one in found:
        often = (
            str(one.count)
            if one.count >= MIN_COUNT_SHOWN
            else localizer.label("editors-few", floor=MIN_COUNT_SHOWN)
        )
        why = localizer.label(f"ask-why-{one.why}" if one.why != "none" else "ask-none")
        lines.append(f"• {html.escape(one.stamp)}: {html.escape(why)}, {html.escape(often)}")
    return lines


@editor_tap(Right.LOOK)
async def on_unanswered_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap on a question that waits, or on what to do with it."""
    if tap.verb in ("on", "off"):
        await _set_feedback_notices(update, context, editor, wanted=tap.verb == "on")
        return
    if tap.verb == "page":
        await _list_unanswered(
            update, context, editor, parse_callback_number(tap.argument, MAX_UNANSWERED_PAGES)
        )
        return
    name, _, code = tap.argument.partition(".")
    await _act_on_question(update, context, editor, tap.verb, name, code)


async def _act_on_question(
    update: Update, context: BotContext, editor: EditorSession, verb: str, name: str, code: str
) -> None:
    services, localizer = context.services, editor.localizer
    wish = await services.db.run(unanswered.find_unanswered, name)
    if wish is None:
        await replies.send_reply(update, localizer.html("editors-wish-gone"))
        return
    match verb:
        case "add" if code:
            await phrasing_additions.add_question_to_entry(update, context, editor, wish, code)
        case "new":
            await phrasing_additions.begin_entry_asked_for(update, context, editor, wish)
        case "dismiss":
            await services.db.run(unanswered.dismiss_question, editor.actor, name, services.now())
            await replies.send_reply(update, localizer.html("editors-wish-dismissed"))
        case _:
            await _show_question(update, context, editor, wish)


async def _show_question(
    update: Update, context: BotContext, editor: EditorSession, wish: UnansweredQuestion
) -> None:
    """Show one question with the answers nearest to it, each one tap from taking it in."""
    localizer = editor.localizer
    rows = [
        [make_button(label, Prefix.UNANSWERED, "add", f"{wish.name}.{code}")]
        for code, label in phrasing_additions.nearest_entries(
            context.services.faq, localizer, wish.text, wish.language
        )
    ]
    rows.append(
        [
            make_button(localizer.label("editors-wish-new"), Prefix.UNANSWERED, "new", wish.name),
            make_button(
                localizer.label("editors-wish-dismiss"), Prefix.UNANSWERED, "dismiss", wish.name
            ),
        ]
    )
    how = localizer.html("editors-wish-how", name=wish.name)
    words = f"{_unanswered_line(localizer, wish)}\n\n{how}"
    await replies.send_reply(update, words, make_keyboard(rows))
