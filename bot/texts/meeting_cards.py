"""Meetings as message text: the list, one meeting, its agenda, how fresh our word is. Pure."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts import Html, Localizer
from bot.texts.outcome_cards import item_title
from bot.texts.time_texts import RenderContext, meeting_time, moment_text, time_ago
from knowledge.alerts.keyword_matching import find_issue, readable_items
from knowledge.meetings.calendar_view import EmptyReason, Freshness
from knowledge.meetings.meeting import OFF_STATUSES, Meeting, MeetingKind, MeetingStatus

MAX_ISSUES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ShownMeeting:
    """A meeting with the number people type, and the one that replaces it, if any."""

    number: int
    meeting: Meeting
    replacement: Meeting | None = None


# --- when and where -------------------------------------------------------------------------


def meeting_name(meeting: Meeting, localizer: Localizer) -> str:
    """Name the body, and the kind of meeting unless it is a regular one; escaped."""
    body = html.escape(meeting.body)
    if meeting.kind is MeetingKind.REGULAR:
        return body
    return f"{body} ({localizer.html(f'meeting-kind-{meeting.kind}')})"


def next_meeting_line(meeting: Meeting, localizer: Localizer) -> str:
    """Name the next meeting in one line of plain text, for an answer."""
    said = {"name": meeting_name(meeting, localizer), "when": meeting_time(meeting, localizer)}
    return localizer.label(
        "meeting-in-a-line", **{key: html.unescape(text) for key, text in said.items()}
    )


def place_lines(meeting: Meeting, localizer: Localizer) -> list[str]:
    """Say where it is, and where to join from afar."""
    said = (
        localizer.html("meeting-place", place=meeting.location_text)
        if meeting.location_text
        else localizer.html("meeting-place-unknown")
    )
    return [
        said,
        *([f"{localizer.html('meeting-online')}: {meeting.join_url}"] * bool(meeting.join_url)),
    ]


def subject_lines(meeting: Meeting, localizer: Localizer) -> list[str]:
    """Say what it is about, in the clerk's words."""
    return [localizer.html("meeting-subject", subject=meeting.subject)] if meeting.subject else []


def issue_lines(meeting: Meeting, rendering: RenderContext, localizer: Localizer) -> list[str]:
    """Say where the bot's own subject stands on the agenda, or in the subject; a line an item."""
    found = find_issue(rendering.issue, readable_items(meeting))
    lines: list[str] = []
    for match in {match.item.sequence: match for match in reversed(found)}.values():
        number = match.item.number
        key = "subject" if match.is_subject else "item" if number else "item-plain"
        title = Html(item_title(match.item.title))
        said = localizer.html(
            f"meeting-issue-{key}", word=match.keyword, number=number, title=title
        )
        lines.insert(0, f"<b>{said}</b>")
    if len(lines) > MAX_ISSUES_SHOWN:
        rest = localizer.html("meeting-agenda-rest", count=len(lines) - MAX_ISSUES_SHOWN)
        return [*lines[:MAX_ISSUES_SHOWN], rest]
    return lines


def status_lines(shown: ShownMeeting, localizer: Localizer) -> list[str]:
    """Say that it is off or in doubt, and why; nothing of one that is simply on."""
    meeting = shown.meeting
    lines = []
    if meeting.status is MeetingStatus.RESCHEDULED and shown.replacement:
        lines.append(
            localizer.html(
                "meeting-status-moved", when=Html(meeting_time(shown.replacement, localizer))
            )
        )
    elif meeting.status not in (MeetingStatus.SCHEDULED, MeetingStatus.TENTATIVE):
        lines.append(localizer.html(f"meeting-status-{meeting.status}"))
    if not meeting.is_on and is_reason(meeting.status_reason):
        lines.append(localizer.html("meeting-reason", reason=meeting.status_reason))
    lines += doubt_lines(meeting, localizer)
    if meeting.continuation:
        lines.append(localizer.html("meeting-continuation", note=meeting.continuation))
    return lines


def doubt_lines(meeting: Meeting, localizer: Localizer) -> list[str]:
    """Say what speaks against it, and what the calendar says that is not confirmed yet."""
    lines = []
    if "cancelled" in meeting.doubts:
        lines.append(localizer.html("meeting-doubt"))
    if "note" in meeting.doubts:
        lines.append(localizer.html("meeting-doubt-note", note=meeting.note))
    if meeting.checking_status in OFF_STATUSES:
        lines.append(localizer.html("meeting-checking-off"))
    elif meeting.checking:
        lines.append(localizer.html("meeting-checking"))
    return lines


def is_reason(words: str) -> bool:
    """Tell a reason from the bare status word of the source: "Cancelled" explains nothing."""
    return len(words.split()) > 1


# --- how sure we are ------------------------------------------------------------------------


def freshness_line(
    meeting: Meeting | None, fresh: Freshness, rendering: RenderContext, localizer: Localizer
) -> str:
    """Say when the calendar was last checked, or since when it could not be."""
    if meeting and all(key.startswith("manual|") for key in meeting.records):
        return localizer.html(
            "meeting-by-hand", moment=moment_text(meeting.revised_at, rendering, localizer)
        )
    if fresh.checked_at is None:
        return localizer.html("meeting-never")
    if fresh.is_stale:
        return localizer.html(
            "meeting-stale", moment=moment_text(fresh.checked_at, rendering, localizer)
        )
    key = "meeting-looked" if meeting and not meeting.is_confirmed else "meeting-fresh"
    return localizer.html(key, ago=time_ago(fresh.checked_at, rendering.now, localizer))


def no_meetings_text(
    silence: EmptyReason, fresh: Freshness, rendering: RenderContext, localizer: Localizer
) -> str:
    """Say why there is nothing to list: three different truths."""
    at = fresh.checked_at
    match silence:
        case EmptyReason.NEVER_REACHED:
            return localizer.html("meeting-none-never")
        case EmptyReason.SOURCE_DOWN:
            since = moment_text(at, rendering, localizer) if at else "–"
            return localizer.html("meeting-none-down", moment=since)
        case EmptyReason.NO_MEETING:
            return localizer.html(
                "meeting-none", ago=time_ago(at, rendering.now, localizer) if at else "–"
            )


# --- whole messages -------------------------------------------------------------------------


def listed_meeting(shown: ShownMeeting, localizer: Localizer) -> str:
    """Word one meeting of a list, in a few lines."""
    meeting = shown.meeting
    lines = [f"<b>{shown.number}. {meeting_name(meeting, localizer)}</b>"]
    said = status_lines(shown, localizer)
    lines += [f"<b>{line}</b>" for line in said[:1]]
    lines += [*subject_lines(meeting, localizer), meeting_time(meeting, localizer)]
    lines.append(html.escape(meeting.location_text) or localizer.html("meeting-place-unknown"))
    if meeting.is_on:
        key = "meeting-agenda-there-short" if meeting.agenda.is_available else "meeting-agenda-not"
        lines.append(localizer.html(key))
    return "\n".join(lines)


def next_meetings_text(
    shown: Sequence[ShownMeeting], sure: str, rendering: RenderContext, localizer: Localizer
) -> str:
    """Answer a question about coming meetings: each in a few lines, and how fresh that is."""
    head = localizer.html("meeting-next" if len(shown) == 1 else "meeting-found")
    zone = localizer.html("meeting-zone", city=rendering.city.name)
    tail = localizer.html("meeting-next-more", number=str(shown[0].number))
    return "\n\n".join(
        (head, *(listed_meeting(one, localizer) for one in shown), f"{zone} {sure}", tail)
    )


def no_match_text(first: ShownMeeting, sure: str, localizer: Localizer) -> str:
    """Say that no meeting is as asked for, and which is next."""
    return "\n\n".join(
        (localizer.html("meeting-none-such"), listed_meeting(first, localizer), sure)
    )


def meeting_list_text(
    shown: Sequence[ShownMeeting],
    more: int,
    head: str,
    tail: str,
    rendering: RenderContext,
    localizer: Localizer,
) -> str:
    """Word the list of what is coming; `more` are not shown."""
    parts = [head, *(listed_meeting(one, localizer) for one in shown)]
    if more:
        parts.append(localizer.html("meeting-list-rest", count=more))
    parts.append(localizer.html("meeting-zone", city=rendering.city.name))
    parts.append(tail)
    parts.append(localizer.html("meeting-list-more", number=str(shown[0].number)))
    return "\n\n".join(parts)


def meeting_card(
    shown: ShownMeeting,
    fresh: Freshness,
    why: Sequence[str],
    rendering: RenderContext,
    localizer: Localizer,
) -> str:
    """Word everything about one meeting, and `why` the reader hears of it."""
    meeting = shown.meeting
    head = [
        f"<b>{meeting_name(meeting, localizer)}</b>",
        *(f"<b>{s}</b>" for s in status_lines(shown, localizer)),
    ]
    facts = [
        *subject_lines(meeting, localizer),
        meeting_time(meeting, localizer),
        *place_lines(meeting, localizer),
    ]
    facts += [
        *agenda_lines(shown, rendering, localizer),
        *issue_lines(meeting, rendering, localizer),
    ]
    if any(session.is_usual for session in meeting.sessions):
        facts.append(localizer.html("meeting-usual-note"))
    parts = [
        "\n".join(head),
        "\n".join(facts),
        *participation_lines(meeting, rendering, localizer),
    ]
    parts.append(
        "\n".join(
            (
                freshness_line(meeting, fresh, rendering, localizer),
                *official_lines(meeting, localizer),
            )
        )
    )
    parts.append("\n".join((*why, typed_commands_line(shown, localizer))))
    return "\n\n".join(parts)


def agenda_lines(shown: ShownMeeting, rendering: RenderContext, localizer: Localizer) -> list[str]:
    """Say whether the agenda is posted, and link it."""
    agenda = shown.meeting.agenda
    if not shown.meeting.is_on:
        return []
    if not agenda.is_available:
        return [localizer.html("meeting-agenda-not")]
    said = localizer.html("meeting-agenda-there")
    if agenda.posted_at:
        said += f" ({moment_text(agenda.posted_at, rendering, localizer)})"
    return [f'<a href="{html.escape(agenda.url)}">{said}</a>']


def participation_lines(
    meeting: Meeting, rendering: RenderContext, localizer: Localizer
) -> list[str]:
    """Say how to speak or comment, or that this one is closed; nothing where it is off."""
    if not meeting.is_on:
        return []
    if meeting.kind is MeetingKind.CLOSED:
        return [localizer.html("meeting-closed")]
    said = localizer.html("meeting-take-part")
    codes = " ".join(f"/{code.replace('-', '_')}" for code in rendering.taking_part)
    return [f"{said} {localizer.html('meeting-take-part-codes', codes=codes)}" if codes else said]


def official_lines(meeting: Meeting, localizer: Localizer) -> list[str]:
    """Link the official page: we are not the notice."""
    if not meeting.detail_url:
        return [localizer.html("meeting-official-none")]
    return [
        f'<a href="{html.escape(meeting.detail_url)}">{localizer.html("meeting-official")}</a>'
    ]


def typed_commands_line(shown: ShownMeeting, localizer: Localizer) -> str:
    """Name the typed way for each button."""
    key = "meeting-typed" if shown.meeting.is_on else "meeting-typed-off"
    return localizer.html(key, number=str(shown.number))
