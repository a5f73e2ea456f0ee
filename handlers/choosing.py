"""What became of a choice of questions that was offered: counted, not by whom."""

from telegram import Update

from bot.context import BotContext
from bot.storage import questions
from handlers.hosts import Met


async def count(update: Update, context: BotContext, met: Met, codes: str, became: str) -> None:
    """Count that one of the questions was taken, or that none fitted; nobody waits for it."""
    services = context.services
    await services.db.note(
        questions.rate, update.update_id, codes, met.voice.language, became,
        services.now(), services.settings.timezone,
    )  # fmt: skip
