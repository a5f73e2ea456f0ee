"""What editors do in the chat: every route of theirs on one page."""

from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.context import BotApplication
from handlers.editing import broadcasts, matcher_trials, phrasing_additions, unanswered_list
from handlers.editors import (
    audit_view,
    base_files,
    contact_checks,
    document_commands,
    draft_routing,
    faq_command,
    pause,
    poster_command,
    release_review,
    team,
    usage_stats,
)


def register_editor_handlers(application: BotApplication) -> None:
    """Add the editors' routes; whoever is no editor meets the same replies as before."""
    message = filters.UpdateType.MESSAGE
    for command, callback in {
        "faq": faq_command.on_faq_command,
        "draft": draft_routing.on_draft_command,
        **{
            name: document_commands.document_command(name)
            for name in document_commands.KIND_BY_COMMAND
        },
        "contacts": contact_checks.on_contacts_command,
        "unanswered": unanswered_list.on_unanswered_command,
        "try": matcher_trials.on_try_command,
        "testall": matcher_trials.on_testall_command,
        "stats": usage_stats.on_stats_command,
        "poster": poster_command.on_poster_command,
        "releases": release_review.on_releases_command,
        "import": base_files.on_import_command,
        "export": base_files.on_export_command,
        "broadcast": broadcasts.on_broadcast_command,
        "correct": broadcasts.on_correct_command,
        "off": pause.on_off_command,
        "on": pause.on_on_command,
        "go": pause.on_go_command,
        "audit": audit_view.on_audit_command,
        "team": team.on_team_command,
    }.items():
        application.add_handler(CommandHandler(command, callback, filters=message))
    for room, tapped in {
        "faq": faq_command.on_faq_tap,
        "draft": draft_routing.on_draft_tap,
        "document": document_commands.on_document_tap,
        "contact": contact_checks.on_contact_tap,
        "wish": unanswered_list.on_unanswered_tap,
        "phrase": phrasing_additions.on_phrase_tap,
        "pick": draft_routing.on_pick_tap,
        "release": release_review.on_release_tap,
        "campaign": broadcasts.on_campaign_tap,
        "switch": pause.on_switch_tap,
        "audit": audit_view.on_audit_tap,
        "team": team.on_team_tap,
    }.items():
        application.add_handler(CallbackQueryHandler(tapped, pattern=f"^{room}:"))
    joining = message & filters.Regex(rf"^/start(@\w+)? {team.JOIN_PAYLOAD}")
    application.add_handler(MessageHandler(joining, team.on_join_link))
    private = message & filters.ChatType.PRIVATE
    application.add_handler(
        MessageHandler(private & filters.Document.ALL, base_files.on_document_message)
    )
