"""Whatever is no text: nothing of it is fetched or listened to, and there is a menu to tap."""

from telegram import Chat, InlineKeyboardMarkup, Update

from bot.context import BotContext
from handlers import buttons, reply, start
from handlers.hosts import Met, meet
from handlers.settings import language_rows
from knowledge.content.base import Base

MENU_QUESTIONS = 3  # of the first topics, the first question of each


async def not_text(update: Update, context: BotContext) -> None:
    """A voice message, sticker, photo or place: a kind menu in private, silence in groups."""
    message = update.message
    if message is None or message.chat.type != Chat.PRIVATE:
        return
    met = await meet(update, context)
    spoken = message.voice or message.audio or message.video_note
    words = met.voice.say("ask-spoken" if spoken else "ask-media")
    await reply.say(update, words, _menu(context.services.library.base, met))


def _menu(base: Base, met: Met) -> InlineKeyboardMarkup | None:
    """Return what one can do by tapping alone: a few questions, what else there is, languages."""
    voice = met.voice
    first = [entry for topic in base.shelves() for entry in base.shelf(topic.code)[:1]]
    titles = [(e.code, base.title(e.code, voice.language)) for e in first[:MENU_QUESTIONS]]
    below = start.doors(voice)
    return buttons.keyboard(
        [
            *buttons.entries(titles, voice.language),
            *(below.inline_keyboard if below else ()),
            *language_rows(voice),
        ]
    )
