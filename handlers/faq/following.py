"""/follow and /unfollow: be told when one answer changes."""

import html

from telegram import Update

from bot.context import BotContext
from bot.storage.faq import follows
from bot.texts import Html
from handlers.chats.chat_context import ChatContext
from handlers.chats.decorators import chat_command, for_admins
from handlers.messages import replies
from knowledge.content.documents import Entry


@chat_command
async def on_follow_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/follow AB-14`; without a code, what is followed."""
    typed = " ".join(context.args or [])
    if not typed:
        await _list_followed(update, context, chat)
        return
    entry = context.services.faq.base.find_entry(typed)
    if entry is None:
        await replies.send_reply(update, chat.localizer.html("ask-no-such-code", code=typed[:40]))
    else:
        await follow_entry(update, context, chat, entry)


@for_admins
async def follow_entry(
    update: Update, context: BotContext, chat: ChatContext, entry: Entry
) -> None:
    """Follow one answer for this chat, if the sender may decide that."""
    localizer = chat.localizer
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


@chat_command
async def on_unfollow_command(update: Update, context: BotContext, chat: ChatContext) -> None:
    """`/unfollow AB-14`, or `/unfollow all`."""
    typed = " ".join(context.args or [])
    if not typed:
        await _list_followed(update, context, chat)
    else:
        await _unfollow(update, context, chat, typed)


@for_admins
async def _unfollow(update: Update, context: BotContext, chat: ChatContext, typed: str) -> None:
    """Follow one answer no longer, or none, if the sender may decide that."""
    entry = context.services.faq.base.find_entry(typed)
    code = entry.code if entry else typed.strip().upper()
    chosen = None if typed.lower() in ("all", "todo", "todas", "tout") else code
    ended = await context.services.db.run(follows.unfollow_answers, chat.record.chat_id, chosen)
    await replies.send_reply(
        update, chat.localizer.html("follow-ended" if ended else "follow-none")
    )
