"""/follow and /unfollow: be told when one answer changes."""

import html

from telegram import Update

from bot.context import BotContext
from bot.storage import follows
from bot.texts import Html, Voice
from handlers import reply
from handlers.hosts import Met, may_change, meet
from knowledge.content.documents import Entry


async def follow(update: Update, context: BotContext) -> None:
    """`/follow AB-14`; without a code, what is followed."""
    met = await meet(update, context)
    typed = " ".join(context.args or [])
    if not typed:
        await _list(update, context, met)
        return
    entry = context.services.library.base.find(typed)
    if entry is None:
        await reply.say(update, met.voice.say("ask-no-such-code", code=typed[:40]))
    else:
        await begin(update, context, met, met.voice, entry)


async def begin(update: Update, context: BotContext, met: Met, voice: Voice, entry: Entry) -> None:
    """Follow one answer for this chat, if the sender may decide that."""
    if not await may_change(update, context):
        await reply.say(update, voice.say("settings-admins-only"))
        return
    new = await context.services.db.run(follows.follow, met.person.chat_id, entry.code)
    key = "follow-set" if new else "follow-already"
    title = context.services.library.base.title(entry.code, voice.language)
    await reply.say(update, voice.say(key, code=entry.code, title=title))


async def _list(update: Update, context: BotContext, met: Met) -> None:
    base, voice = context.services.library.base, met.voice
    codes = await context.services.db.run(follows.followed, met.person.chat_id)
    if not codes:
        await reply.say(update, voice.say("follow-none"))
        return
    lines = [f"• {code}: {html.escape(base.title(code, voice.language))}" for code in codes]
    await reply.say(update, voice.say("follow-list", list=Html("\n".join(lines))))


async def unfollow(update: Update, context: BotContext) -> None:
    """`/unfollow AB-14`, or `/unfollow all`."""
    met = await meet(update, context)
    typed = " ".join(context.args or [])
    entry = context.services.library.base.find(typed)
    code = entry.code if entry else typed.strip().upper()
    if not typed:
        await _list(update, context, met)
    elif not await may_change(update, context):
        await reply.say(update, met.voice.say("settings-admins-only"))
    else:
        chosen = None if typed.lower() in ("all", "todo", "todas", "tout") else code
        ended = await context.services.db.run(follows.unfollow, met.person.chat_id, chosen)
        await reply.say(update, met.voice.say("follow-ended" if ended else "follow-none"))
