"""Meetings as message text: the list, one meeting, its agenda, how fresh our word is. Pure."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts import Html, Localizer
from bot.texts.outcome_cards import item_title, result_text
from bot.texts.time_texts import RenderContext, meeting_time, moment_text, time_ago
from knowledge.alerts.keyword_matching import find_issue, readable_items
from knowledge.meetings.calendar_view import EmptyReason, Freshness
from knowledge.meetings.meeting import OFF_STATUSES, Meeting, MeetingKind, MeetingStatus
from knowledge.meetings.raw_records import AgendaItem
from knowledge.meetings.sync.agenda_results import is_decided

MAX_ITEMS_SHOWN, MAX_ISSUES_SHOWN = 40, 4


@dataclass(frozen=True, slots=True)
class ShownMeeting:
    """A meeting with the number people type, and the one that replaces it, if any."""

    number: int
    meeting: Meeting
    replacement: Meeting | None = None


# --- when and where -------------------------------------------------------------------------


def meeting_name(meeting: Meeting, voice: Localizer) -> str:
    """Name the body, and the kind of meeting unless it is a regular one; escaped."""
    body = html.escape(meeting.body)
    if meeting.kind is MeetingKind.REGULAR:
        return body
    return f"{body} ({voice.html(f'meeting-kind-{meeting.kind}')})"


def next_meeting_line(meeting: Meeting, voice: Localizer) -> str:
    """Name the next meeting in one line of plain text, for an answer."""
    said = {"name": meeting_name(meeting, voice), "when": meeting_time(meeting, voice)}
    return voice.label(
        "meeting-in-a-line", **{key: html.unescape(text) for key, text in said.items()}
    )


def place_lines(meeting: Meeting, voice: Localizer) -> list[str]:
    """Say where it is, and where to join from afar."""
    said = (
        voice.html("meeting-place", place=meeting.location_text)
        if meeting.location_text
        else voice.html("meeting-place-unknown")
    )
    return [
        said,
        *([f"{voice.html('meeting-online')}: {meeting.join_url}"] * bool(meeting.join_url)),
    ]


def subject_lines(meeting: Meeting, voice: Localizer) -> list[str]:
    """Say what it is about, in the clerk's words."""
    return [voice.html("meeting-subject", subject=meeting.subject)] if meeting.subject else []


def issue_lines(meeting: Meeting, scene: RenderContext, voice: Localizer) -> list[str]:
    """Say where the bot's own subject stands on the agenda, or in the subject; a line an item."""
    found = find_issue(scene.issue, readable_items(meeting))
    lines: list[str] = []
    for match in {match.item.sequence: match for match in reversed(found)}.values():
        number = match.item.number
        key = "subject" if match.is_subject else "item" if number else "item-plain"
        title = Html(item_title(match.item.title))
        said = voice.html(f"meeting-issue-{key}", word=match.keyword, number=number, title=title)
        lines.insert(0, f"<b>{said}</b>")
    if len(lines) > MAX_ISSUES_SHOWN:
        rest = voice.html("meeting-agenda-rest", count=len(lines) - MAX_ISSUES_SHOWN)
        return [*lines[:MAX_ISSUES_SHOWN], rest]
    return lines


def status_lines(shown: ShownMeeting, voice: Localizer) -> list[str]:
    """Say that it is off or in doubt, and why; nothing of one that is simply on."""
    meeting = shown.meeting
    lines = []
    if meeting.status is MeetingStatus.RESCHEDULED and shown.replacement:
        lines.append(
            voice.html("meeting-status-moved", when=Html(meeting_time(shown.replacement, voice)))
        )
    elif meeting.status not in (MeetingStatus.SCHEDULED, MeetingStatus.TENTATIVE):
        lines.append(voice.html(f"meeting-status-{meeting.status}"))
    if not meeting.is_on and is_reason(meeting.status_reason):
        lines.append(voice.html("meeting-reason", reason=meeting.status_reason))
    lines += doubt_lines(meeting, voice)
    if meeting.continuation:
        lines.append(voice.html("meeting-continuation", note=meeting.continuation))
    return lines


def doubt_lines(meeting: Meeting, voice: Localizer) -> list[str]:
    """Say what speaks against it, and what the calendar says that is not confirmed yet."""
    lines = []
    if "cancelled" in meeting.doubts:
        lines.append(voice.html("meeting-doubt"))
    if "note" in meeting.doubts:
        lines.append(voice.html("meeting-doubt-note", note=meeting.note))
    if meeting.checking_status in OFF_STATUSES:
        lines.append(voice.html("meeting-checking-off"))
    elif meeting.checking:
        lines.append(voice.html("meeting-checking"))
    return lines


def is_reason(words: str) -> bool:
    """Tell a reason from the bare status word of the source: "Cancelled" explains nothing."""
    return len(words.split()) > 1


# --- how sure we are ------------------------------------------------------------------------


def freshness_line(
    meeting: Meeting | None, fresh: Freshness, scene: RenderContext, voice: Localizer
) -> str:
    """Say when the calendar was last checked, or since when it could not be."""
    if meeting and all(key.startswith("manual|") for key in meeting.records):
        return voice.html("meeting-by-hand", moment=moment_text(meeting.revised_at, scene, voice))
    if fresh.checked_at is None:
        return voice.html("meeting-never")
    if fresh.is_stale:
        return voice.html("meeting-stale", moment=moment_text(fresh.checked_at, scene, voice))
    key = "meeting-looked" if meeting and not meeting.is_confirmed else "meeting-fresh"
    return voice.html(key, ago=time_ago(fresh.checked_at, scene.now, voice))


def no_meetings_text(
    silence: EmptyReason, fresh: Freshness, scene: RenderContext, voice: Localizer
) -> str:
    """Say why there is nothing to list: three different truths."""
    at = fresh.checked_at
    match silence:
        case EmptyReason.NEVER_REACHED:
            return voice.html("meeting-none-never")
        case EmptyReason.SOURCE_DOWN:
            since = moment_text(at, scene, voice) if at else "–"
            return voice.html("meeting-none-down", moment=since)
        case EmptyReason.NO_MEETING:
            return voice.html("meeting-none", ago=time_ago(at, scene.now, voice) if at else "–")


# --- whole messages -------------------------------------------------------------------------


def listed_meeting(shown: ShownMeeting, voice: Localizer) -> str:
    """Word one meeting of a list, in a few lines."""
    meeting = shown.meeting
    lines = [f"<b>{shown.number}. {meeting_name(meeting, voice)}</b>"]
    said = status_lines(shown, voice)
    lines += [f"<b>{line}</b>" for line in said[:1]]
    lines += [*subject_lines(meeting, voice), meeting_time(meeting, voice)]
    lines.append(html.escape(meeting.location_text) or voice.html("meeting-place-unknown"))
    if meeting.is_on:
        key = "meeting-agenda-there-short" if meeting.agenda.is_available else "meeting-agenda-not"
        lines.append(voice.html(key))
    return "\n".join(lines)


def next_meetings_text(
    shown: Sequence[ShownMeeting], sure: str, scene: RenderContext, voice: Localizer
) -> str:
    """Answer a question about coming meetings: each in a few lines, and how fresh that is."""
    head = voice.html("meeting-next" if len(shown) == 1 else "meeting-found")
    zone = voice.html("meeting-zone", city=scene.city.name)
    tail = voice.html("meeting-next-more", number=str(shown[0].number))
    return "\n\n".join(
        (head, *(listed_meeting(one, voice) for one in shown), f"{zone} {sure}", tail)
    )


def no_match_text(first: ShownMeeting, sure: str, voice: Localizer) -> str:
    """Say that no meeting is as asked for, and which is next."""
    return "\n\n".join((voice.html("meeting-none-such"), listed_meeting(first, voice), sure))


def meeting_list_text(
    shown: Sequence[ShownMeeting],
    more: int,
    head: str,
    tail: str,
    scene: RenderContext,
    voice: Localizer,
) -> str:
    """Word the list of what is coming; `more` are not shown."""
    parts = [head, *(listed_meeting(one, voice) for one in shown)]
    if more:
        parts.append(voice.html("meeting-list-rest", count=more))
    parts.append(voice.html("meeting-zone", city=scene.city.name))
    parts.append(tail)
    parts.append(voice.html("meeting-list-more", number=str(shown[0].number)))
    return "\n\n".join(parts)


def meeting_card(
    shown: ShownMeeting,
    fresh: Freshness,
    why: Sequence[str],
    scene: RenderContext,
    voice: Localizer,
) -> str:
    """Word everything about one meeting, and `why` the reader hears of it."""
    meeting = shown.meeting
    head = [
        f"<b>{meeting_name(meeting, voice)}</b>",
        *(f"<b>{s}</b>" for s in status_lines(shown, voice)),
    ]
    facts = [
        *subject_lines(meeting, voice),
        meeting_time(meeting, voice),
        *place_lines(meeting, voice),
    ]
    facts += [*agenda_lines(shown, scene, voice), *issue_lines(meeting, scene, voice)]
    if any(session.is_usual for session in meeting.sessions):
        facts.append(voice.html("meeting-usual-note"))
    parts = ["\n".join(head), "\n".join(facts), *participation_lines(meeting, scene, voice)]
    parts.append(
        "\n".join((freshness_line(meeting, fresh, scene, voice), *official_lines(meeting, voice)))
    )
    parts.append("\n".join((*why, typed_commands_line(shown, voice))))
    return "\n\n".join(parts)


def agenda_lines(shown: ShownMeeting, scene: RenderContext, voice: Localizer) -> list[str]:
    """Say whether the agenda is posted, and link it."""
    agenda = shown.meeting.agenda
    if not shown.meeting.is_on:
        return []
    if not agenda.is_available:
        return [voice.html("meeting-agenda-not")]
    said = voice.html("meeting-agenda-there")
    if agenda.posted_at:
        said += f" ({moment_text(agenda.posted_at, scene, voice)})"
    return [f'<a href="{html.escape(agenda.url)}">{said}</a>']


def participation_lines(meeting: Meeting, scene: RenderContext, voice: Localizer) -> list[str]:
    """Say how to speak or comment, or that this one is closed; nothing where it is off."""
    if not meeting.is_on:
        return []
    if meeting.kind is MeetingKind.CLOSED:
        return [voice.html("meeting-closed")]
    said = voice.html("meeting-take-part")
    codes = " ".join(f"/{code.replace('-', '_')}" for code in scene.taking_part)
    return [f"{said} {voice.html('meeting-take-part-codes', codes=codes)}" if codes else said]


def official_lines(meeting: Meeting, voice: Localizer) -> list[str]:
    """Link the official page: we are not the notice."""
    if not meeting.detail_url:
        return [voice.html("meeting-official-none")]
    return [f'<a href="{html.escape(meeting.detail_url)}">{voice.html("meeting-official")}</a>']


def typed_commands_line(shown: ShownMeeting, voice: Localizer) -> str:
    """Name the typed way for each button."""
    key = "meeting-typed" if shown.meeting.is_on else "meeting-typed-off"
    return voice.html(key, number=str(shown.number))


def agenda_text(shown: ShownMeeting, scene: RenderContext, voice: Localizer) -> str:
    """Word the items of an agenda, or say that there are none to show."""
    meeting = shown.meeting
    head = voice.html(
        "meeting-agenda-of",
        name=Html(meeting_name(meeting, voice)),
        when=Html(meeting_time(meeting, voice)),
    )
    items = meeting.agenda.items
    parts = [head]
    parts += [f"<b>{line}</b>" for line in status_lines(shown, voice)]
    if not meeting.agenda.is_available:
        parts.append(voice.html("meeting-agenda-none-yet"))
    elif not items:
        parts += [voice.html("meeting-agenda-no-items"), *agenda_lines(shown, scene, voice)]
    else:
        lines = [_agenda_item_line(item, voice) for item in items[:MAX_ITEMS_SHOWN]]
        parts.append("\n".join(lines))
        if len(items) > MAX_ITEMS_SHOWN:
            parts.append(voice.html("meeting-agenda-rest", count=len(items) - MAX_ITEMS_SHOWN))
        parts += agenda_lines(shown, scene, voice)
    parts.append(voice.html("meeting-agenda-language"))
    return "\n\n".join(parts)


def _agenda_item_line(item: AgendaItem, voice: Localizer) -> str:
    said = f"• {html.escape(item.number)} {item_title(item.title)}".replace("•  ", "• ")
    if is_decided(item) and item.outcome:
        return f"{said}: <b>{result_text(item.outcome, voice)}</b>"
    return said
