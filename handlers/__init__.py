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

from bot.context import SHARED_IDS, BotApplication, Services
from handlers import editors, error_handler
from handlers.about import non_text, privacy, start
from handlers.alerts import alert_settings, subscription_commands
from handlers.asking import feedback, inline_mode, questions, requests
from handlers.chats import chat_settings, membership
from handlers.chats.message_limit import MessageLimiter
from handlers.faq import answers, browsing, following
from handlers.meetings import meeting_commands, owner_commands


def register_handlers(application: BotApplication) -> None:
    """Add every route, in order; the first that fits takes the update."""
    application.add_handler(TypeHandler(Update, MessageLimiter().on_any_update), group=-1)
    application.bot_data[feedback.SUGGESTION_GATE] = MessageLimiter(
        feedback.SUGGESTION_BURST, feedback.SECONDS_PER_SUGGESTION, gate=feedback.SUGGESTION_GATE
    )
    editors.register_editor_handlers(application)

    # A command that is edited into another is carried out as well.
    typed = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    for command, callback in {
        "start": start.on_start_command,
        "help": start.on_help_command,
        "about": start.on_about_command,
        "cancel": start.on_cancel_command,
        "topics": browsing.on_topics_command,
        "timeline": browsing.on_timeline_command,
        "sources": browsing.on_sources_command,
        "verify": browsing.on_verify_command,
        "settings": chat_settings.on_settings_command,
        "privacy": privacy.on_privacy_command,
        "mydata": privacy.on_mydata_command,
        "forget": privacy.on_forget_command,
        "none": answers.on_none_command,
        "more": answers.on_more_command,
        "why": answers.on_why_command,
        "share": answers.on_share_command,
        "helpful": feedback.on_helpful_command,
        "nothelpful": feedback.on_nothelpful_command,
        "send": feedback.on_send_command,
        "meetings": meeting_commands.on_meetings_command,
        "meeting": meeting_commands.on_meeting_command,
        "agenda": meeting_commands.on_agenda_command,
        "calendar": meeting_commands.on_calendar_command,
        "mute": meeting_commands.on_mute_command,
        "unmute": meeting_commands.on_unmute_command,
        "mine": subscription_commands.on_mine_command,
        "follow": following.on_follow_command,
        "unfollow": following.on_unfollow_command,
    }.items():
        application.add_handler(CommandHandler(command, callback, filters=typed))
    for command, callback in {  # a channel speaks by its posts
        "subscribe": subscription_commands.on_subscribe_command,
        "unsubscribe": subscription_commands.on_unsubscribe_command,
        "alerts": alert_settings.on_alerts_command,
        "stop": privacy.on_stop_command,
        "language": chat_settings.on_language_command,
    }.items():
        posted = typed | filters.UpdateType.CHANNEL_POST
        application.add_handler(CommandHandler(command, callback, filters=posted))
    _register_owner_commands(application)

    for room, callback in {
        "ask": answers.on_ask_tap,
        "answer": answers.on_answer_tap,
        "rate": feedback.on_rate_tap,
        "suggest": feedback.on_suggest_tap,
        "browse": browsing.on_browse_tap,
        "language": chat_settings.on_language_tap,
        "settings": chat_settings.on_settings_tap,
        "forget": privacy.on_forget_tap,
        "meeting": meeting_commands.on_meeting_tap,
        "alerts": alert_settings.on_alerts_tap,
        "held": owner_commands.on_held_tap,
        "request": requests.on_request_tap,
    }.items():
        application.add_handler(CallbackQueryHandler(callback, pattern=f"^{room}:"))
    application.add_handler(CallbackQueryHandler(answers.on_foreign_tap))

    gate = MessageLimiter(inline_mode.QUERY_BURST, inline_mode.SECONDS_PER_QUERY)
    application.bot_data[inline_mode.INLINE_GATE] = gate
    application.add_handler(InlineQueryHandler(inline_mode.on_inline_query))
    application.add_handler(ChosenInlineResultHandler(inline_mode.on_chosen_result))
    application.add_handler(ChatMemberHandler(membership.on_bot_membership))
    message = filters.UpdateType.MESSAGE
    application.add_handler(
        MessageHandler(message & filters.StatusUpdate.MIGRATE, membership.on_chat_migration)
    )
    application.add_handler(
        MessageHandler(message & filters.Regex(r"(?i)^/sources_\d+"), browsing.on_sources_command)
    )
    prefix = application.bot_data["services"].town.codes.prefix
    application.add_handler(
        MessageHandler(message & filters.Regex(rf"(?i)^/{prefix}_\d+"), answers.on_code_command)
    )
    for command, callback in {
        "meeting": meeting_commands.on_meeting_command,
        "agenda": meeting_commands.on_agenda_command,
        "calendar": meeting_commands.on_calendar_command,
        "mute": meeting_commands.on_mute_command,
        "unmute": meeting_commands.on_unmute_command,
    }.items():
        numbered = filters.Regex(rf"(?i)^/{command}_\d+")
        application.add_handler(MessageHandler(message & numbered, callback))
    application.add_handler(MessageHandler(message & filters.COMMAND, start.on_unknown_command))
    edited = filters.UpdateType.EDITED_MESSAGE & ~filters.COMMAND
    application.add_handler(
        MessageHandler((message | edited) & filters.TEXT, questions.on_text_message)
    )
    application.add_handler(
        MessageHandler(message & ~filters.StatusUpdate.ALL, non_text.on_non_text)
    )
    application.add_error_handler(error_handler.on_error)


def _register_owner_commands(application: BotApplication) -> None:
    """Add what only the people in ADMIN_IDS may do about meetings, in private."""
    services: Services = application.bot_data["services"]
    owners = filters.User([one for one in services.settings.admin_ids if one not in SHARED_IDS])
    private = owners & filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    for command, callback in {
        "health": owner_commands.on_health_command,
        "approve": owner_commands.on_approve_command,
        "drop": owner_commands.on_drop_command,
        "accept": owner_commands.on_accept_command,
        "addmeeting": owner_commands.on_addmeeting_command,
        "editmeeting": owner_commands.on_editmeeting_command,
        "cancelmeeting": owner_commands.on_cancelmeeting_command,
    }.items():
        application.add_handler(CommandHandler(command, callback, filters=private))
