"""What became of a choice of questions that was offered: counted, not by whom."""

from telegram import Update

from bot.context import BotContext
from bot.storage.questions import question_records
from handlers.chats.chat_context import ChatContext


async def count_choice(
    update: Update, context: BotContext, chat: ChatContext, codes: str, became: str
) -> None:
    """Count that one of the questions was taken, or that none fitted; nobody waits for it."""
    services = context.services
    await services.db.run_later(
        question_records.record_opinion, update.update_id, codes, chat.localizer.language, became,
        services.now(), services.settings.timezone,
    )  # fmt: skip
