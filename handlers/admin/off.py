"""/off and /on: answers pause with a public notice. /go: sending begins again after a restore."""

from telegram import CallbackQuery, Update

from bot.context import BotContext
from bot.storage import rules
from handlers import buttons, reply
from handlers.admin.desk import Clerk, command, tap
from knowledge.editing import fields
from knowledge.editing.fields import Field, Form
from knowledge.editing.roles import Right

_NOTICE = Field("notice", Form.HTML)
_LONGEST = 500


@command(Right.PAUSE)
async def off(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/off message`: pause the answers; `/off alerts message`: the alerts as well."""
    alerts = not (words and words[0].lower() == "alerts")
    message = update.message
    typed = (message.text or "").partition(" ")[2] if message else ""
    if not alerts:
        typed = typed.strip()[len("alerts") :]
    text = fields.read(_NOTICE, typed)
    if not text or len(text) > _LONGEST:
        await reply.say(update, clerk.voice.say("editors-off-usage", limit=_LONGEST))
        return
    services = context.services
    await services.db.run(rules.pause, clerk.actor, text, alerts, services.now())
    key = "editors-off" if alerts else "editors-off-alerts"
    other = "alerts" if alerts else "answers"
    row = [buttons.button(clerk.voice.label(f"editors-off-{other}-too"), "switch", other)]
    row.append(buttons.button(clerk.voice.label("editors-on-button"), "switch", "on"))
    await reply.say(update, clerk.voice.say(key, notice=""), buttons.keyboard([row]))
    await reply.say(update, text)


@command(Right.PAUSE)
async def on(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/on`: answer again."""
    await _on(update, context, clerk)


async def _on(update: Update, context: BotContext, clerk: Clerk) -> None:
    services = context.services
    was_off = await services.db.run(rules.resume, clerk.actor, services.now())
    await reply.say(update, clerk.voice.say("editors-on" if was_off else "editors-on-already"))


@tap(Right.PAUSE)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap under the notice of a pause, or under the question after a restore."""
    services = context.services
    match press.verb:
        case "on":
            await _on(update, context, clerk)
        case "alerts" | "answers":
            paused = await services.db.run(rules.paused)
            if paused is None:
                await reply.say(update, clerk.voice.say("editors-on-already"))
                return
            alerts = press.verb == "answers"
            await services.db.run(rules.pause, clerk.actor, paused["text"], alerts, services.now())
            key = "editors-off" if alerts else "editors-off-alerts"
            await reply.say(update, clerk.voice.say(key))
        case "send" | "drop":
            await _go(update, context, clerk, drop=press.verb == "drop")
        case _:
            raise buttons.BadButton("this button is none of ours")


@command(Right.TEAM)
async def go(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/go`: what waits since a restore; `/go send` or `/go drop` ends the hold."""
    word = words[0].lower() if words else ""
    hold, waiting = await context.services.db.run(rules.held)
    voice = clerk.voice
    if hold is None:
        await reply.say(update, voice.say("editors-go-nothing"))
    elif word in ("send", "drop"):
        await _go(update, context, clerk, drop=word == "drop")
    else:
        row = [
            buttons.button(voice.label("editors-go-send"), "switch", "send"),
            buttons.button(voice.label("editors-go-drop"), "switch", "drop"),
        ]
        words_ = voice.say("editors-go-held", count=waiting)
        await reply.say(update, words_, buttons.keyboard([row]))


async def _go(update: Update, context: BotContext, clerk: Clerk, *, drop: bool) -> None:
    services = context.services
    count = await services.db.run(rules.release, clerk.actor, services.now(), drop=drop)
    key = "editors-go-dropped" if drop else "editors-go-sending"
    await reply.say(update, clerk.voice.say(key, count=count))
