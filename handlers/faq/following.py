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
    chat = await load_chat_context(update, context)
    typed = " ".join(context.args or [])
    if not typed:
        await _list_followed(update, context, chat)
        return
    entry = context.services.faq.base.find_entry(typed)
    if entry is None:
        await replies.send_reply(update, chat.localizer.html("ask-no-such-code", code=typed[:40]))
    else:
        await follow_entry(update, context, chat, chat.localizer, entry)


async def follow_entry(
    update: Update, context: BotContext, chat: ChatContext, localizer: Localizer, entry: Entry
) -> None:
    """Follow one answer for this chat, if the sender may decide that."""
    if not await may_change_settings(update, context):
        await replies.send_reply(update, localizer.html("settings-admins-only"))
        return
    new = await context.services.db.run(follows.follow_answer, chat.record.chat_id, entry.code)
    key = "follow-set" if new else "follow-already"
    title = context.services.faq.base.entry_title(entry.code, localizer.language)
    await replies.send_reply(update, localizer.html(key, code=entry.code, title=title))


async def _list_followed(update: Update, context: BotContext, chat: ChatContext) -> None:
    base, localizer = context.services.faq.base, chat.localizer
    codes = await context.services.db.run(follows.followed_codes, chat.record.chat_id)
    if not codes:
        await replies.send_reply(update, localizer.html("follow-none"))
        return
    lines = [
        f"• {code}: {html.escape(base.entry_title(code, localizer.language))}" for code in codes
    ]
    await replies.send_reply(update, localizer.html("follow-list", list=Html("\n".join(lines))))


async def on_unfollow_command(update: Update, context: BotContext) -> None:
    """`/unfollow AB-14`, or `/unfollow all`."""
    chat = await load_chat_context(update, context)
    typed = " ".join(context.args or [])
    entry = context.services.faq.base.find_entry(typed)
    code = entry.code if entry else typed.strip().upper()
    if not typed:
        await _list_followed(update, context, chat)
    elif not await may_change_settings(update, context):
        await replies.send_reply(update, chat.localizer.html("settings-admins-only"))
    else:
        chosen = None if typed.lower() in ("all", "todo", "todas", "tout") else code
        ended = await context.services.db.run(
            follows.unfollow_answers, chat.record.chat_id, chosen
        )
        await replies.send_reply(
            update, chat.localizer.html("follow-ended" if ended else "follow-none")
        )
