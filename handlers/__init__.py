"""Every conversation, and the one page that says which update goes where."""

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.context import BotApplication
from handlers import (
    admin,
    answers,
    ask,
    browse,
    errors,
    membership,
    opinions,
    privacy,
    settings,
    start,
)
from handlers.flood import Flood


def register(application: BotApplication) -> None:
    """Add every route, in order; the first that fits takes the update."""
    application.add_handler(TypeHandler(Update, Flood().check), group=-1)

    for command, callback in {
        "start": start.start,
        "help": start.help_,
        "about": start.about,
        "cancel": start.cancel,
        "topics": browse.topics,
        "timeline": browse.timeline,
        "sources": browse.sources,
        "verify": browse.verify,
        "language": settings.language,
        "settings": settings.settings,
        "privacy": privacy.privacy,
        "mydata": privacy.mydata,
        "forget": privacy.forget,
        "stop": privacy.stop,
        "none": answers.typed_none,
        "helpful": opinions.typed_helpful,
        "nothelpful": opinions.typed_not_helpful,
        "send": opinions.typed_send,
    }.items():
        application.add_handler(
            CommandHandler(command, callback, filters=filters.UpdateType.MESSAGE)
        )

    for room, callback in {
        "ask": answers.tapped,
        "rate": opinions.rated,
        "suggest": opinions.tapped,
        "browse": browse.tapped,
        "language": settings.language_tapped,
        "settings": settings.settings_tapped,
        "forget": privacy.forget_tapped,
    }.items():
        application.add_handler(CallbackQueryHandler(callback, pattern=f"^{room}:"))
    admin.register(application)
    application.add_handler(CallbackQueryHandler(answers.foreign))

    application.add_handler(ChatMemberHandler(membership.changed))
    message = filters.UpdateType.MESSAGE
    application.add_handler(
        MessageHandler(message & filters.StatusUpdate.MIGRATE, membership.migrated)
    )
    application.add_handler(
        MessageHandler(message & filters.Regex(r"(?i)^/sources_\d+"), browse.sources)
    )
    application.add_handler(
        MessageHandler(message & filters.Regex(r"(?i)^/kw_\d+"), answers.typed_code)
    )
    application.add_handler(MessageHandler(message & filters.COMMAND, start.unknown_command))
    application.add_handler(
        MessageHandler((message | filters.UpdateType.EDITED_MESSAGE) & filters.TEXT, ask.ask)
    )
    application.add_handler(MessageHandler(message & ~filters.StatusUpdate.ALL, ask.not_text))
    application.add_error_handler(errors.failed)
