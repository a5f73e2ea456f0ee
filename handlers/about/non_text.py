"""Whatever is no text: nothing of it is fetched or listened to, and there is a menu to tap."""

from telegram import Chat, InlineKeyboardMarkup, Update

from bot.context import BotContext
from handlers.about import start
from handlers.chats.chat_context import ChatContext, load_chat_context
from handlers.chats.chat_settings import language_rows
from handlers.messages import replies
from handlers.messages.keyboards import entry_rows, make_keyboard
from knowledge.content.faq_base import FaqBase

MAX_MENU_QUESTIONS = 3  # of the first topics, the first question of each


async def on_non_text(update: Update, context: BotContext) -> None:
    """A voice message, sticker, photo or place: a kind menu in private, silence in groups."""
    message = update.message
    if message is None or message.chat.type != Chat.PRIVATE:
        return
    chat = await load_chat_context(update, context)
    spoken = message.voice or message.audio or message.video_note
    words = chat.localizer.html("ask-spoken" if spoken else "ask-media")
    await replies.send_reply(update, words, _tap_menu(context.services.faq.base, chat))


def _tap_menu(base: FaqBase, chat: ChatContext) -> InlineKeyboardMarkup | None:
    """Return what one can do by tapping alone: a few questions, what else there is, languages."""
    localizer = chat.localizer
    first = [entry for topic in base.used_topics() for entry in base.topic_entries(topic.code)[:1]]
    titles = [
        (e.code, base.entry_title(e.code, localizer.language)) for e in first[:MAX_MENU_QUESTIONS]
    ]
    below = start.help_keyboard(localizer)
    return make_keyboard(
        [
            *entry_rows(titles, localizer.language),
            *(below.inline_keyboard if below else ()),
            *language_rows(localizer),
        ]
    )
