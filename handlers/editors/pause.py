"""/off and /on: answers pause with a public notice. /go: sending begins again after a restore."""

from telegram import Update

from bot.callback_data import CallbackDataError, Prefix
from bot.context import BotContext
from bot.storage.editors import guarded_flags
from handlers.authorization import EditorSession, editor_command, editor_tap
from handlers.chats.decorators import Tap
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.content.document_fields import Field, InputForm
from knowledge.editing import editable_fields
from knowledge.editing.roles import Right

_NOTICE_FIELD = Field("notice", InputForm.HTML)
_MAX_NOTICE_LENGTH = 500


@editor_command(Right.PAUSE)
async def on_off_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/off message`: pause the answers; `/off alerts message`: the alerts as well."""
    alerts = not (words and words[0].lower() == "alerts")
    message = update.message
    typed = (message.text or "").partition(" ")[2] if message else ""
    if not alerts:
        typed = typed.strip()[len("alerts") :]
    text = editable_fields.parse_field(_NOTICE_FIELD, typed)
    if not text or len(text) > _MAX_NOTICE_LENGTH:
        await replies.send_reply(
            update, editor.localizer.html("editors-off-usage", limit=_MAX_NOTICE_LENGTH)
        )
        return
    services = context.services
    await services.db.run(guarded_flags.pause_answers, editor.actor, text, alerts, services.now())
    key = "editors-off" if alerts else "editors-off-alerts"
    other = "alerts" if alerts else "answers"
    row = [make_button(editor.localizer.label(f"editors-off-{other}-too"), Prefix.SWITCH, other)]
    row.append(make_button(editor.localizer.label("editors-on-button"), Prefix.SWITCH, "on"))
    await replies.send_reply(update, editor.localizer.html(key, notice=""), make_keyboard([row]))
    await replies.send_reply(update, text)


@editor_command(Right.PAUSE)
async def on_on_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/on`: answer again."""
    await _resume_answers(update, context, editor)


async def _resume_answers(update: Update, context: BotContext, editor: EditorSession) -> None:
    services = context.services
    was_off = await services.db.run(guarded_flags.resume_answers, editor.actor, services.now())
    await replies.send_reply(
        update, editor.localizer.html("editors-on" if was_off else "editors-on-already")
    )


@editor_tap(Right.PAUSE)
async def on_switch_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap under the notice of a pause, or under the question after a restore."""
    services = context.services
    match tap.verb:
        case "on":
            await _resume_answers(update, context, editor)
        case "alerts" | "answers":
            paused = await services.db.run(guarded_flags.current_pause)
            if paused is None:
                await replies.send_reply(update, editor.localizer.html("editors-on-already"))
                return
            alerts = tap.verb == "answers"
            await services.db.run(
                guarded_flags.pause_answers, editor.actor, paused["text"], alerts, services.now()
            )
            key = "editors-off" if alerts else "editors-off-alerts"
            await replies.send_reply(update, editor.localizer.html(key))
        case "send" | "drop":
            await _end_restore_hold(update, context, editor, drop=tap.verb == "drop")
        case _:
            raise CallbackDataError


@editor_command(Right.TEAM)
async def on_go_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/go`: what waits since a restore; `/go send` or `/go drop` ends the hold."""
    word = words[0].lower() if words else ""
    hold, waiting = await context.services.db.run(guarded_flags.current_hold)
    localizer = editor.localizer
    if hold is None:
        await replies.send_reply(update, localizer.html("editors-go-nothing"))
    elif word in ("send", "drop"):
        await _end_restore_hold(update, context, editor, drop=word == "drop")
    else:
        row = [
            make_button(localizer.label("editors-go-send"), Prefix.SWITCH, "send"),
            make_button(localizer.label("editors-go-drop"), Prefix.SWITCH, "drop"),
        ]
        words_ = localizer.html("editors-go-held", count=waiting)
        await replies.send_reply(update, words_, make_keyboard([row]))


async def _end_restore_hold(
    update: Update, context: BotContext, editor: EditorSession, *, drop: bool
) -> None:
    services = context.services
    count = await services.db.run(
        guarded_flags.release_hold, editor.actor, services.now(), drop=drop
    )
    key = "editors-go-dropped" if drop else "editors-go-sending"
    await replies.send_reply(update, editor.localizer.html(key, count=count))
