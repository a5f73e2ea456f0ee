"""The editors' room, in the chat: every route of it on one page."""

from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.context import BotApplication
from handlers.admin import (
    audit,
    campaigns,
    contacts,
    documents,
    edits,
    faq,
    files,
    insight,
    off,
    phrase,
    posters,
    releases,
    stats,
    team,
    trials,
)


def register(application: BotApplication) -> None:
    """Add the editors' routes; whoever is no editor meets the same replies as before."""
    message = filters.UpdateType.MESSAGE
    for command, callback in {
        "faq": faq.typed,
        "draft": edits.typed,
        **{name: documents.typed(name) for name in documents.KINDS},
        "contacts": contacts.typed,
        "unanswered": insight.typed,
        "try": trials.try_,
        "testall": trials.testall,
        "stats": stats.typed,
        "poster": posters.typed,
        "releases": releases.typed,
        "import": files.import_,
        "export": files.export_,
        "broadcast": campaigns.broadcast,
        "correct": campaigns.correct,
        "off": off.off,
        "on": off.on,
        "go": off.go,
        "audit": audit.typed,
        "team": team.typed,
    }.items():
        application.add_handler(CommandHandler(command, callback, filters=message))
    for room, tapped in {
        "faq": faq.tapped,
        "draft": edits.tapped,
        "document": documents.tapped,
        "contact": contacts.tapped,
        "wish": insight.tapped,
        "phrase": phrase.tapped,
        "pick": edits.picked,
        "release": releases.tapped,
        "campaign": campaigns.tapped,
        "switch": off.tapped,
        "audit": audit.tapped,
        "team": team.tapped,
    }.items():
        application.add_handler(CallbackQueryHandler(tapped, pattern=f"^{room}:"))
    joining = message & filters.Regex(rf"^/start(@\w+)? {team.JOIN}")
    application.add_handler(MessageHandler(joining, team.join))
    private = message & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(private & filters.Document.ALL, files.received))
