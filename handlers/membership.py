"""Chats that let us in, put us out, or change their number. Nothing is said on being added."""

from telegram import ChatMember, Update

from bot.context import BotContext
from bot.storage import people


async def changed(update: Update, context: BotContext) -> None:
    """Note that a chat blocked or removed the bot, or let it in again."""
    change = update.my_chat_member
    if change is None:
        return
    services = context.services
    if change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await services.db.run(people.left, change.chat.id, services.now())
    else:
        await services.db.run(people.returned, change.chat.id, services.now())


async def migrated(update: Update, context: BotContext) -> None:
    """Follow a group that became a supergroup."""
    message = update.message
    if message is not None and message.migrate_to_chat_id is not None:
        await context.services.db.run(people.migrated, message.chat.id, message.migrate_to_chat_id)
