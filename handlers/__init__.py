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
from handlers import (
    admin,
    alerts,
    answers,
    ask,
    browse,
    errors,
    follow,
    inline,
    media,
    meetings,
    membership,
    opinions,
    owner_meetings,
    privacy,
    requests,
    settings,
    start,
    subscriptions,
)
from handlers.flood import Flood


def register(application: BotApplication) -> None:
    """Add every route, in order; the first that fits takes the update."""
    application.add_handler(TypeHandler(Update, Flood().check), group=-1)
    application.bot_data[opinions.GATE] = Flood(
        opinions.SENDS, opinions.SECONDS_A_SEND, gate=opinions.GATE
    )
    admin.register(application)

    # A command that is edited into another is carried out as well.
    typed = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
    for command, callback in {
        "start": start.start,
        "help": start.help_,
        "about": start.about,
        "cancel": start.cancel,
        "topics": browse.topics,
        "timeline": browse.timeline,
        "sources": browse.sources,
        "verify": browse.verify,
        "settings": settings.settings,
        "privacy": privacy.privacy,
        "mydata": privacy.mydata,
        "forget": privacy.forget,
        "none": answers.typed_none,
        "more": answers.typed_more,
        "why": answers.typed_why,
        "share": answers.typed_share,
        "helpful": opinions.typed_helpful,
        "nothelpful": opinions.typed_not_helpful,
        "send": opinions.typed_send,
        "meetings": meetings.meetings_,
        "meeting": meetings.meeting,
        "agenda": meetings.agenda,
        "calendar": meetings.calendar,
        "mute": meetings.mute,
        "unmute": meetings.unmute,
        "mine": subscriptions.mine,
        "follow": follow.follow,
        "unfollow": follow.unfollow,
    }.items():
        application.add_handler(CommandHandler(command, callback, filters=typed))
    for command, callback in {  # a channel speaks by its posts
        "subscribe": subscriptions.subscribe,
        "unsubscribe": subscriptions.unsubscribe,
        "alerts": alerts.alerts,
        "stop": privacy.stop,
        "language": settings.language,
    }.items():
        posted = typed | filters.UpdateType.CHANNEL_POST
        application.add_handler(CommandHandler(command, callback, filters=posted))
    _owners(application)

    for room, callback in {
        "ask": answers.tapped,
        "answer": answers.turned,
        "rate": opinions.rated,
        "suggest": opinions.tapped,
        "browse": browse.tapped,
        "language": settings.language_tapped,
        "settings": settings.settings_tapped,
        "forget": privacy.forget_tapped,
        "meeting": meetings.tapped,
        "alerts": alerts.tapped,
        "held": owner_meetings.held_tapped,
        "request": requests.tapped,
    }.items():
        application.add_handler(CallbackQueryHandler(callback, pattern=f"^{room}:"))
    application.add_handler(CallbackQueryHandler(answers.foreign))

    gate = Flood(inline.LOOK_UPS, inline.SECONDS_A_LOOK_UP)
    application.bot_data[inline.GATE] = gate
    application.add_handler(InlineQueryHandler(inline.asked))
    application.add_handler(ChosenInlineResultHandler(inline.chosen))
    application.add_handler(ChatMemberHandler(membership.changed))
    message = filters.UpdateType.MESSAGE
    application.add_handler(
        MessageHandler(message & filters.StatusUpdate.MIGRATE, membership.migrated)
    )
    application.add_handler(
        MessageHandler(message & filters.Regex(r"(?i)^/sources_\d+"), browse.sources)
    )
    prefix = application.bot_data["services"].town.codes.prefix
    application.add_handler(
        MessageHandler(message & filters.Regex(rf"(?i)^/{prefix}_\d+"), answers.typed_code)
    )
    for command, callback in {
        "meeting": meetings.meeting,
        "agenda": meetings.agenda,
        "calendar": meetings.calendar,
        "mute": meetings.mute,
        "unmute": meetings.unmute,
    }.items():
        numbered = filters.Regex(rf"(?i)^/{command}_\d+")
        application.add_handler(MessageHandler(message & numbered, callback))
    application.add_handler(MessageHandler(message & filters.COMMAND, start.unknown_command))
    edited = filters.UpdateType.EDITED_MESSAGE & ~filters.COMMAND
    application.add_handler(MessageHandler((message | edited) & filters.TEXT, ask.ask))
    application.add_handler(MessageHandler(message & ~filters.StatusUpdate.ALL, media.not_text))
    application.add_error_handler(errors.failed)


def _owners(application: BotApplication) -> None:
    """Add what only the people in ADMIN_IDS may do about meetings, in private."""
    services: Services = application.bot_data["services"]
    owners = filters.User([one for one in services.settings.admin_ids if one not in SHARED_IDS])
    private = owners & filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    for command, callback in {
        "health": owner_meetings.health,
        "approve": owner_meetings.approve,
        "drop": owner_meetings.drop,
        "accept": owner_meetings.accept,
        "addmeeting": owner_meetings.addmeeting,
        "editmeeting": owner_meetings.editmeeting,
        "cancelmeeting": owner_meetings.cancelmeeting,
    }.items():
        application.add_handler(CommandHandler(command, callback, filters=private))
