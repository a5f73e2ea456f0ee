"""Chats that let us in, put us out, or change their number. Nothing is said on being added."""

from telegram import ChatMember, Update

from bot.context import BotContext
from bot.storage.chats import chat_records


async def on_bot_membership(update: Update, context: BotContext) -> None:
    """Note that a chat blocked or removed the bot, or let it in again."""
    change = update.my_chat_member
    if change is None:
        return
    services = context.services
    if change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await services.db.run(chat_records.mark_chat_left, change.chat.id, services.now())
    else:
        await services.db.run(chat_records.mark_chat_returned, change.chat.id, services.now())


async def on_chat_migration(update: Update, context: BotContext) -> None:
    """Follow a group that became a supergroup."""
    message = update.message
    if message is not None and message.migrate_to_chat_id is not None:
        await context.services.db.run(
            chat_records.migrate_chat, message.chat.id, message.migrate_to_chat_id
        )
