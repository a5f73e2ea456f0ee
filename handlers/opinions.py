"""What people think of answers, and questions they choose to send to the editors."""

from telegram import Message, Update

from bot.context import BotContext
from bot.storage import questions
from handlers import buttons, reply, shortcuts
from handlers.ask import LONGEST
from handlers.flood import Flood
from handlers.hosts import Met, meet
from knowledge.content.contacts import phones
from knowledge.masking import masked

GATE = "sends"  # the gate's name in `bot_data`: what is sent is kept, and read by people
SENDS, SECONDS_A_SEND = 10, 600.0
WHYS = ("wrong", "unclear", "missing", "old")


async def rated(update: Update, context: BotContext) -> None:
    """A tap on "Helpful", "Not helpful" or a reason: counted once, without whose it is."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    met = await meet(update, context)
    code = context.services.town.codes.read(press.argument)
    if press.verb not in ("yes", "no", *WHYS) or code is None or code[1] is None:
        raise buttons.BadButton("this button is none of ours")
    await reply.acknowledge(query, met.voice.label("ask-thanks"))
    await _count(update, context, met, press.argument, press.verb)
    if press.verb != "no":
        message = query.message if isinstance(query.message, Message) else None
        below = message.reply_markup if message else None
        rows = buttons.rows_of(below, "answer", "ask", "browse", "language", *shortcuts.ROOMS)
        await reply.rebutton(query, buttons.keyboard(rows))
        return
    reasons = [
        [buttons.button(met.voice.label(f"ask-why-{why}"), "rate", why, press.argument)]
        for why in WHYS
    ]
    await reply.say(update, met.voice.say("ask-why"), buttons.keyboard(reasons))


async def _count(update: Update, context: BotContext, met: Met, stamp: str, opinion: str) -> None:
    services = context.services
    await services.db.run(
        questions.rate,
        update.update_id,
        stamp,
        met.voice.language,
        opinion,
        services.now(),
        services.settings.timezone,
    )


async def typed_helpful(update: Update, context: BotContext) -> None:
    """`/helpful`: the last answer helped."""
    await _typed(update, context, "yes")


async def typed_not_helpful(update: Update, context: BotContext) -> None:
    """`/nothelpful`: the last answer did not help."""
    await _typed(update, context, "no")


async def _typed(update: Update, context: BotContext, opinion: str) -> None:
    met = await meet(update, context)
    entry = context.services.library.base.find(met.person.answered or "")
    if entry is None:
        await reply.say(update, met.voice.say("ask-nothing-to-rate"))
        return
    await _count(update, context, met, entry.stamp, opinion)
    await reply.say(update, met.voice.say("ask-thanks"))


async def typed_send(update: Update, context: BotContext) -> None:
    """`/send …`, or `/send` answering the question itself: hand it to the editors."""
    met = await meet(update, context)
    text = " ".join(context.args or [])[:LONGEST] or _answered(update.effective_message)
    if not text:
        await reply.say(update, met.voice.say("ask-send-usage"))
        return
    await _send(update, context, met, text)


async def tapped(update: Update, context: BotContext) -> None:
    """A tap on "Send this to the editors" or on "Tell me here"."""
    query = update.callback_query
    assert query is not None
    press = buttons.read(query.data)
    await reply.acknowledge(query)
    met = await meet(update, context)
    if press.verb == "tell":
        await _tell(update, context, met, press.argument)
        await reply.rebutton(query, None)
        return
    text = _answered(query.message if isinstance(query.message, Message) else None)
    if not text:
        await reply.say(update, met.voice.say("ask-send-lost"))
        return
    await reply.rebutton(query, None)
    await _send(update, context, met, text)


def _answered(message: Message | None) -> str:
    """Return the text of the message that this one answers, as Telegram still shows it."""
    asked = message.reply_to_message if message else None
    return (asked.text or "").strip()[:LONGEST] if asked else ""


async def _send(update: Update, context: BotContext, met: Met, text: str) -> None:
    """Keep what a person sends, without the numbers that tell who they are, and show it so."""
    services = context.services
    kept = masked(text[:LONGEST], phones(services.library.base))
    gate: Flood = context.bot_data[GATE]
    if await gate.spend(services, met.person.chat_id, services.now()) is not None:
        await reply.say(update, met.voice.say("ask-sent-enough"))
        return
    if await services.db.run(questions.is_waiting, kept):
        await reply.say(update, met.voice.say("ask-sent-already"))
        return
    ticket = await services.db.run(
        questions.suggest,
        update.update_id,
        met.person.chat_id,
        met.voice.language,
        kept,
        services.now(),
    )
    said = met.voice.say("ask-sent")
    if kept != text[:LONGEST]:
        said = f"{said}\n\n{met.voice.say('ask-sent-masked', text=kept)}"
    tell = buttons.button(met.voice.label("ask-tell-me"), "suggest", "tell", ticket)
    await reply.say(update, said, buttons.keyboard([[tell]]))


async def _tell(update: Update, context: BotContext, met: Met, argument: str) -> None:
    waits = await context.services.db.run(
        questions.tell_when_answered, argument, met.person.chat_id
    )
    await reply.say(update, met.voice.say("ask-tell-me-set" if waits else "ask-tell-me-gone"))
