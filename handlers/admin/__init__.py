"""The editors' room, in the chat: every route of it on one page."""

from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.context import BotApplication
from handlers.admin import edits, faq, trials


def register(application: BotApplication) -> None:
    """Add the editors' routes; whoever is no editor meets the same replies as before."""
    private = filters.UpdateType.MESSAGE
    for command, callback in {
        "faq": faq.typed,
        "draft": edits.typed,
        "try": trials.try_,
        "testall": trials.testall,
    }.items():
        application.add_handler(CommandHandler(command, callback, filters=private))
    for room, callback in {
        "faq": faq.tapped,
        "draft": edits.tapped,
    }.items():
        application.add_handler(CallbackQueryHandler(callback, pattern=f"^{room}:"))
