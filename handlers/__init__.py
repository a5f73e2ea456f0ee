"""Every conversation, and the one page that says which update goes where."""

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.context import BotApplication, Services
from handlers import error_handler
from handlers.about import non_text, start
from handlers.asking import feedback, inline_mode, questions
from handlers.chats import membership
from handlers.chats.message_limit import MessageLimiter
from handlers.commands import COMMANDS, MENUS, TAPS, Audience
from handlers.editors import base_files, team
from handlers.faq import answers

MESSAGE, EDITED = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE


def register_handlers(application: BotApplication) -> None:
    """Add every route, in order; the first that fits takes the update."""
    services: Services = application.bot_data["services"]
    services.menus = MENUS
    _register_limits(application)
    joining = MESSAGE & filters.Regex(rf"^/start(@\w+)? {team.JOIN_PAYLOAD}")
    application.add_handler(MessageHandler(joining, team.on_join_link))
    _register_commands(application, services.town.codes.prefix)
    for prefix, tapped in TAPS.items():
        application.add_handler(CallbackQueryHandler(tapped, pattern=f"^{prefix}:"))
    application.add_handler(CallbackQueryHandler(answers.on_foreign_tap))
    application.add_handler(InlineQueryHandler(inline_mode.on_inline_query))
    application.add_handler(ChosenInlineResultHandler(inline_mode.on_chosen_result))
    application.add_handler(ChatMemberHandler(membership.on_bot_membership))
    text = (MESSAGE | (EDITED & ~filters.COMMAND)) & filters.TEXT
    file = MESSAGE & filters.ChatType.PRIVATE & filters.Document.ALL
    for fitting, callback in (
        (MESSAGE & filters.StatusUpdate.MIGRATE, membership.on_chat_migration),
        (text, questions.on_text_message),
        (file, base_files.on_document_message),
        (MESSAGE & ~filters.StatusUpdate.ALL, non_text.on_non_text),
    ):
        application.add_handler(MessageHandler(fitting, callback))
    application.add_error_handler(error_handler.on_error)


def _register_limits(application: BotApplication) -> None:
    application.add_handler(TypeHandler(Update, MessageLimiter().on_any_update), group=-1)
    application.bot_data[feedback.SUGGESTION_GATE] = MessageLimiter(
        feedback.SUGGESTION_BURST, feedback.SECONDS_PER_SUGGESTION, gate=feedback.SUGGESTION_GATE
    )
    application.bot_data[inline_mode.INLINE_GATE] = MessageLimiter(
        inline_mode.QUERY_BURST, inline_mode.SECONDS_PER_QUERY
    )


def _register_commands(application: BotApplication, code_prefix: str) -> None:
    """Add every command, what can be tapped in a text, and last what we do not know.

    A resident's command that is edited into another is carried out as well.
    """
    for command in COMMANDS:
        fitting = MESSAGE | EDITED if command.audience is Audience.RESIDENT else MESSAGE
        if command.in_channels:
            fitting |= filters.UpdateType.CHANNEL_POST
        application.add_handler(CommandHandler(command.name, command.callback, filters=fitting))
    tapped = {command.name: command.callback for command in COMMANDS if command.is_numbered}
    for name, callback in {**tapped, code_prefix: answers.on_code_command}.items():
        numbered = filters.Regex(rf"(?i)^/{name}_\d+")
        application.add_handler(MessageHandler(MESSAGE & numbered, callback))
    application.add_handler(MessageHandler(MESSAGE & filters.COMMAND, start.on_unknown_command))
