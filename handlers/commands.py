"""Every command and every button of the bot: one line each, from which all else follows.

From `COMMANDS` follow the routes, Telegram's menus and what /help, docs/commands.md and the texts
must name. To add a command: its callback, its line here, `menu-…` and a line of `start-help` in
three languages, its row in docs/commands.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, Flag

from bot.callback_data import Prefix
from bot.context import CommandMenus
from handlers.about import privacy, start
from handlers.alerts import alert_settings, subscription_commands
from handlers.asking import feedback, requests
from handlers.chats import chat_settings
from handlers.chats.decorators import UpdateHandler
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
from handlers.faq import answers, browsing, following
from handlers.meetings import calendar_command, meeting_commands, owner_commands


class Audience(Enum):
    """Who may use a command; to everyone else it does not exist."""

    RESIDENT = "resident"
    EDITOR = "editor"
    OWNER = "owner"


class Menu(Flag):
    """In which of its audience's menus a command stands."""

    NONE = 0
    PRIVATE = 1
    BOTH = 3
    """In groups as well."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it calls, who may use it, where it is offered.

    `in_channels`: a channel speaks by its posts, and may post it. `is_numbered`: `/name_2` is
    understood, as it can be tapped in a list.
    """

    name: str
    callback: UpdateHandler
    menu: Menu = Menu.NONE
    audience: Audience = Audience.RESIDENT
    in_channels: bool = False
    is_numbered: bool = False


_PRIVATE, _BOTH = Menu.PRIVATE, Menu.BOTH
_EDITOR, _OWNER = Audience.EDITOR, Audience.OWNER

COMMANDS = (  # in the order of the menus
    Command("start", start.on_start_command, _PRIVATE),
    Command("help", start.on_help_command, _BOTH),
    Command("topics", browsing.on_topics_command, _BOTH),
    Command("timeline", browsing.on_timeline_command, _BOTH),
    Command("sources", browsing.on_sources_command, _PRIVATE, is_numbered=True),
    Command("meetings", meeting_commands.on_meetings_command, _BOTH),
    Command("calendar", calendar_command.on_calendar_command, _PRIVATE, is_numbered=True),
    Command("subscribe", subscription_commands.on_subscribe_command, _BOTH, in_channels=True),
    Command("alerts", alert_settings.on_alerts_command, _BOTH, in_channels=True),
    Command("mine", subscription_commands.on_mine_command, _PRIVATE),
    Command("follow", following.on_follow_command, _PRIVATE),
    Command("language", chat_settings.on_language_command, _BOTH, in_channels=True),
    Command("settings", chat_settings.on_settings_command, _PRIVATE),
    Command("verify", browsing.on_verify_command, _PRIVATE),
    Command("send", feedback.on_send_command, _PRIVATE),
    Command("privacy", privacy.on_privacy_command, _BOTH),
    Command("mydata", privacy.on_mydata_command, _PRIVATE),
    Command("forget", privacy.on_forget_command, _PRIVATE),
    Command("stop", privacy.on_stop_command, _BOTH, in_channels=True),
    Command("about", start.on_about_command, _BOTH),
    Command("cancel", start.on_cancel_command, _PRIVATE),
    # In no menu: what a button under an answer, a choice, a meeting or a list does, typed.
    Command("more", answers.on_more_command),
    Command("why", answers.on_why_command),
    Command("share", answers.on_share_command),
    Command("helpful", feedback.on_helpful_command),
    Command("nothelpful", feedback.on_nothelpful_command),
    Command("none", answers.on_none_command),
    Command("meeting", meeting_commands.on_meeting_command, is_numbered=True),
    Command("agenda", meeting_commands.on_agenda_command, is_numbered=True),
    Command("mute", meeting_commands.on_mute_command, is_numbered=True),
    Command("unmute", meeting_commands.on_unmute_command, is_numbered=True),
    Command("unsubscribe", subscription_commands.on_unsubscribe_command, in_channels=True),
    Command("unfollow", following.on_unfollow_command),  # named in what /follow lists
    Command("faq", faq_command.on_faq_command, _PRIVATE, _EDITOR),
    Command("draft", draft_routing.on_draft_command, _PRIVATE, _EDITOR),
    *(
        Command(name, document_commands.document_command(name), _PRIVATE, _EDITOR)
        for name in document_commands.KIND_BY_COMMAND
    ),
    Command("contacts", contact_checks.on_contacts_command, _PRIVATE, _EDITOR),
    Command("unanswered", unanswered_list.on_unanswered_command, _PRIVATE, _EDITOR),
    Command("try", matcher_trials.on_try_command, _PRIVATE, _EDITOR),
    Command("testall", matcher_trials.on_testall_command, _PRIVATE, _EDITOR),
    Command("releases", release_review.on_releases_command, _PRIVATE, _EDITOR),
    Command("stats", usage_stats.on_stats_command, _PRIVATE, _EDITOR),
    Command("poster", poster_command.on_poster_command, _PRIVATE, _EDITOR),
    Command("import", base_files.on_import_command, _PRIVATE, _EDITOR),
    Command("export", base_files.on_export_command, _PRIVATE, _EDITOR),
    Command("broadcast", broadcasts.on_broadcast_command, _PRIVATE, _EDITOR),
    Command("correct", broadcasts.on_correct_command, _PRIVATE, _EDITOR),
    Command("off", pause.on_off_command, _PRIVATE, _EDITOR),
    Command("on", pause.on_on_command, _PRIVATE, _EDITOR),
    Command("audit", audit_view.on_audit_command, _PRIVATE, _EDITOR),
    Command("team", team.on_team_command, _PRIVATE, _OWNER),
    Command("go", pause.on_go_command, _PRIVATE, _OWNER),
    Command("health", owner_commands.on_health_command, _PRIVATE, _OWNER),
    Command("addmeeting", owner_commands.on_addmeeting_command, _PRIVATE, _OWNER),
    Command("editmeeting", owner_commands.on_editmeeting_command, _PRIVATE, _OWNER),
    Command("cancelmeeting", owner_commands.on_cancelmeeting_command, _PRIVATE, _OWNER),
    Command("approve", owner_commands.on_approve_command, _PRIVATE, _OWNER),
    Command("drop", owner_commands.on_drop_command, _PRIVATE, _OWNER),
    Command("accept", owner_commands.on_accept_command, _PRIVATE, _OWNER),
)

TAPS: Mapping[Prefix, UpdateHandler] = {
    Prefix.ASK: answers.on_ask_tap,
    Prefix.ANSWER: answers.on_answer_tap,
    Prefix.RATE: feedback.on_rate_tap,
    Prefix.SUGGEST: feedback.on_suggest_tap,
    Prefix.BROWSE: browsing.on_browse_tap,
    Prefix.LANGUAGE: chat_settings.on_language_tap,
    Prefix.SETTINGS: chat_settings.on_settings_tap,
    Prefix.FORGET: privacy.on_forget_tap,
    Prefix.MEETING: meeting_commands.on_meeting_tap,
    Prefix.ALERTS: subscription_commands.on_alerts_tap,
    Prefix.HELD: owner_commands.on_held_tap,
    Prefix.REQUEST: requests.on_request_tap,
    Prefix.FAQ: faq_command.on_faq_tap,
    Prefix.DRAFT: draft_routing.on_draft_tap,
    Prefix.DOCUMENT: document_commands.on_document_tap,
    Prefix.CONTACT: contact_checks.on_contact_tap,
    Prefix.UNANSWERED: unanswered_list.on_unanswered_tap,
    Prefix.PHRASE: phrasing_additions.on_phrase_tap,
    Prefix.PICK: draft_routing.on_pick_tap,
    Prefix.RELEASE: release_review.on_release_tap,
    Prefix.CAMPAIGN: broadcasts.on_campaign_tap,
    Prefix.SWITCH: pause.on_switch_tap,
    Prefix.AUDIT: audit_view.on_audit_tap,
    Prefix.TEAM: team.on_team_tap,
}


def _menu(commands: Iterable[Command], where: Menu, *audiences: Audience) -> tuple[str, ...]:
    return tuple(c.name for c in commands if c.audience in audiences and where in c.menu)


MENUS = CommandMenus(
    private=_menu(COMMANDS, Menu.PRIVATE, Audience.RESIDENT),
    group=_menu(COMMANDS, Menu.BOTH, Audience.RESIDENT),
    editor=_menu(COMMANDS, Menu.PRIVATE, Audience.RESIDENT, Audience.EDITOR),
    owner=_menu(COMMANDS, Menu.PRIVATE, *Audience),
)
