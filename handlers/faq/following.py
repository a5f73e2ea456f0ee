"""/follow and /unfollow: be told when one answer changes."""

import html

from telegram import Update

from bot.context import BotContext
from bot.storage.faq import follows
from bot.texts import Html, Localizer
from handlers.chats.chat_context import ChatContext, load_chat_context, may_change_settings
from handlers.messages import replies
from knowledge.content.documents import Entry


async def on_follow_command(update: Update, context: BotContext) -> None:
    """`/follow AB-14`; without a code, what is followed."""
    met = await load_chat_context(update, context)
    typed = " ".join(context.args or [])
    if not typed:
        await _list_followed(update, context, met)
        return
    entry = context.services.faq.base.find_entry(typed)
    if entry is None:
        await replies.send_reply(update, met.localizer.html("ask-no-such-code", code=typed[:40]))
    else:
        await follow_entry(update, context, met, met.localizer, entry)


async def follow_entry(
    update: Update, context: BotContext, met: ChatContext, voice: Localizer, entry: Entry
) -> None:
    """Follow one answer for this chat, if the sender may decide that."""
    if not await may_change_settings(update, context):
        await replies.send_reply(update, voice.html("settings-admins-only"))
        return
    new = await context.services.db.run(follows.follow_answer, met.record.chat_id, entry.code)
    key = "follow-set" if new else "follow-already"
    title = context.services.faq.base.entry_title(entry.code, voice.language)
    await replies.send_reply(update, voice.html(key, code=entry.code, title=title))


async def _list_followed(update: Update, context: BotContext, met: ChatContext) -> None:
    base, voice = context.services.faq.base, met.localizer
    codes = await context.services.db.run(follows.followed_codes, met.record.chat_id)
    if not codes:
        await replies.send_reply(update, voice.html("follow-none"))
        return
    lines = [f"• {code}: {html.escape(base.entry_title(code, voice.language))}" for code in codes]
    await replies.send_reply(update, voice.html("follow-list", list=Html("\n".join(lines))))


async def on_unfollow_command(update: Update, context: BotContext) -> None:
    """`/unfollow AB-14`, or `/unfollow all`."""
    met = await load_chat_context(update, context)
    typed = " ".join(context.args or [])
    entry = context.services.faq.base.find_entry(typed)
    code = entry.code if entry else typed.strip().upper()
    if not typed:
        await _list_followed(update, context, met)
    elif not await may_change_settings(update, context):
        await replies.send_reply(update, met.localizer.html("settings-admins-only"))
    else:
        chosen = None if typed.lower() in ("all", "todo", "todas", "tout") else code
        ended = await context.services.db.run(follows.unfollow_answers, met.record.chat_id, chosen)
        await replies.send_reply(
            update, met.localizer.html("follow-ended" if ended else "follow-none")
        )
