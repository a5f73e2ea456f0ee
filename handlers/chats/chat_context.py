"""Who is speaking, in which language, and whether they are speaking to us."""

from dataclasses import dataclass

from telegram import Chat, ChatMember, Message, MessageEntity, Update
from telegram.error import BadRequest

from bot.context import BotContext, is_group
from bot.storage.chats import chat_records
from bot.storage.chats.chat_records import ChatRecord
from bot.texts import Localizer
from knowledge.editing.roles import Role, TeamMember
from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class ChatContext:
    """A chat we are talking with, and the localizer for it."""

    record: ChatRecord
    localizer: Localizer
    member: TeamMember | None = None  # who keeps the base, in their own private chat


async def load_chat_context(update: Update, context: BotContext) -> ChatContext:
    """Look the chat up (one statement), notice a newer base, and find its localizer."""
    services, chat, user = context.services, update.effective_chat, update.effective_user
    assert chat is not None  # every route of ours needs a chat
    hint = services.settings.default_language if is_group(chat) else services.guess_language(user)
    person = await services.db.run(
        chat_records.load_chat, chat.id, chat.type, hint, services.now()
    )
    await services.faq.refresh(person.content_version)
    member = person.member if chat.type == Chat.PRIVATE else None
    if user is not None and user.id == chat.id and services.is_owner(user):
        member = TeamMember(user.id, Role.OWNER)
    localizer = services.localizer(person.language, plain=person.plain)
    return ChatContext(person, localizer, member)


def pause_notice(chat: ChatContext) -> str | None:
    """Return the public notice while editors have the answers off, or None."""
    if chat.record.pause is None:
        return None
    return f"{chat.localizer.html('start-paused')}\n\n{chat.record.pause['text']}"


def chat_localizer(chat: ChatContext, context: BotContext, language: Language) -> Localizer:
    """Return the same manner of speaking in another language."""
    return context.services.localizer(language, plain=chat.record.plain)


def text_for_bot(message: Message, context: BotContext) -> str | None:
    """Return what was said to us: all of it in private; in a group only a mention or a reply.

    Never a card of ours that somebody sent from a look-up.
    """
    if message.via_bot is not None and message.via_bot.id == context.bot.id:
        return None
    text = (message.text or "").strip()
    if message.chat.type == Chat.PRIVATE:
        return text
    me = context.bot
    mention = f"@{me.username}".lower()
    named = [
        found
        for found in message.parse_entities([MessageEntity.MENTION]).values()
        if found.lower() == mention
    ]
    for found in named:
        text = text.replace(found, " ")
    answered = message.reply_to_message
    to_us = (
        answered is not None and answered.from_user is not None and answered.from_user.id == me.id
    )
    return text.strip() if named or to_us else None


async def may_change_settings(update: Update, context: BotContext) -> bool:
    """Tell whether the sender may change this chat's settings, asked of Telegram at this moment.

    In private anyone may. In a group or a channel its admins may, one who speaks as the chat
    itself (an anonymous admin, a channel's post) included. A tap is always its presser's.
    """
    chat, user, query = update.effective_chat, update.effective_user, update.callback_query
    if chat is None:
        return False
    if chat.type == Chat.PRIVATE:
        return True
    message = update.message or update.channel_post
    if query is None and message is not None and message.sender_chat is not None:
        return message.sender_chat.id == chat.id
    if query is None and chat.type == Chat.CHANNEL:
        return update.channel_post is not None
    if user is None:
        return False
    try:
        member = await context.bot.get_chat_member(chat.id, user.id)
    except BadRequest:  # Telegram does not know them there, or does not tell us
        return False
    return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
