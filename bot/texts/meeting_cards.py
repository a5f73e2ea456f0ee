"""Meetings as message text: the list, one meeting, its agenda, how fresh our word is. Pure."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts import Html, Voice
from bot.texts.moments import Scene, ago, moment, when
from bot.texts.outcome_cards import result, title_of
from knowledge.alerts.keywords import find_issue, readable
from knowledge.meetings.listing import Freshness, Silence
from knowledge.meetings.meeting import OFF, Kind, Meeting, Status
from knowledge.meetings.raw import AgendaItem
from knowledge.meetings.results import is_decided

SHOWN_ITEMS, SHOWN_ISSUES = 40, 4


@dataclass(frozen=True, slots=True)
class Shown:
    """A meeting with the number people type, and the one that replaces it, if any."""

    number: int
    meeting: Meeting
    replacement: Meeting | None = None


# --- when and where -------------------------------------------------------------------------


def name(meeting: Meeting, voice: Voice) -> str:
    """Name the body, and the kind of meeting unless it is a regular one; escaped."""
    body = html.escape(meeting.body)
    if meeting.kind is Kind.REGULAR:
        return body
    return f"{body} ({voice.say(f'meeting-kind-{meeting.kind}')})"


def next_line(meeting: Meeting, voice: Voice) -> str:
    """Name the next meeting in one line of plain text, for an answer."""
    said = {"name": name(meeting, voice), "when": when(meeting, voice)}
    return voice.label(
        "meeting-in-a-line", **{key: html.unescape(text) for key, text in said.items()}
    )


def place(meeting: Meeting, voice: Voice) -> list[str]:
    """Say where it is, and where to join from afar."""
    said = (
        voice.say("meeting-place", place=meeting.location_text)
        if meeting.location_text
        else voice.say("meeting-place-unknown")
    )
    return [
        said,
        *([f"{voice.say('meeting-online')}: {meeting.join_url}"] * bool(meeting.join_url)),
    ]


def subject(meeting: Meeting, voice: Voice) -> list[str]:
    """Say what it is about, in the clerk's words."""
    return [voice.say("meeting-subject", subject=meeting.subject)] if meeting.subject else []


def issue(meeting: Meeting, scene: Scene, voice: Voice) -> list[str]:
    """Say where the bot's own subject stands on the agenda, or in the subject; a line an item."""
    found = find_issue(scene.issue, readable(meeting))
    lines: list[str] = []
    for match in {match.item.sequence: match for match in reversed(found)}.values():
        number = match.item.number
        key = "subject" if match.is_subject else "item" if number else "item-plain"
        title = Html(title_of(match.item.title))
        said = voice.say(f"meeting-issue-{key}", word=match.keyword, number=number, title=title)
        lines.insert(0, f"<b>{said}</b>")
    if len(lines) > SHOWN_ISSUES:
        rest = voice.say("meeting-agenda-rest", count=len(lines) - SHOWN_ISSUES)
        return [*lines[:SHOWN_ISSUES], rest]
    return lines


def status(shown: Shown, voice: Voice) -> list[str]:
    """Say that it is off or in doubt, and why; nothing of one that is simply on."""
    meeting = shown.meeting
    lines = []
    if meeting.status is Status.RESCHEDULED and shown.replacement:
        lines.append(voice.say("meeting-status-moved", when=Html(when(shown.replacement, voice))))
    elif meeting.status not in (Status.SCHEDULED, Status.TENTATIVE):
        lines.append(voice.say(f"meeting-status-{meeting.status}"))
    if not meeting.is_on and is_reason(meeting.status_reason):
        lines.append(voice.say("meeting-reason", reason=meeting.status_reason))
    lines += in_doubt(meeting, voice)
    if meeting.continuation:
        lines.append(voice.say("meeting-continuation", note=meeting.continuation))
    return lines


def in_doubt(meeting: Meeting, voice: Voice) -> list[str]:
    """Say what speaks against it, and what the calendar says that is not confirmed yet."""
    lines = []
    if "cancelled" in meeting.doubts:
        lines.append(voice.say("meeting-doubt"))
    if "note" in meeting.doubts:
        lines.append(voice.say("meeting-doubt-note", note=meeting.note))
    if meeting.checking_status in OFF:
        lines.append(voice.say("meeting-checking-off"))
    elif meeting.checking:
        lines.append(voice.say("meeting-checking"))
    return lines


def is_reason(words: str) -> bool:
    """Tell a reason from the bare status word of the source: "Cancelled" explains nothing."""
    return len(words.split()) > 1


# --- how sure we are ------------------------------------------------------------------------


def sure(meeting: Meeting | None, fresh: Freshness, scene: Scene, voice: Voice) -> str:
    """Say when the calendar was last checked, or since when it could not be."""
    if meeting and all(key.startswith("manual|") for key in meeting.records):
        return voice.say("meeting-by-hand", moment=moment(meeting.revised_at, scene, voice))
    if fresh.checked_at is None:
        return voice.say("meeting-never")
    if fresh.is_stale:
        return voice.say("meeting-stale", moment=moment(fresh.checked_at, scene, voice))
    key = "meeting-looked" if meeting and not meeting.is_confirmed else "meeting-fresh"
    return voice.say(key, ago=ago(fresh.checked_at, scene.now, voice))


def nothing(silence: Silence, fresh: Freshness, scene: Scene, voice: Voice) -> str:
    """Say why there is nothing to list: three different truths."""
    at = fresh.checked_at
    match silence:
        case Silence.NEVER_REACHED:
            return voice.say("meeting-none-never")
        case Silence.SOURCE_DOWN:
            since = moment(at, scene, voice) if at else "–"
            return voice.say("meeting-none-down", moment=since)
        case Silence.NO_MEETING:
            return voice.say("meeting-none", ago=ago(at, scene.now, voice) if at else "–")


# --- whole messages -------------------------------------------------------------------------


def listed(shown: Shown, voice: Voice) -> str:
    """Word one meeting of a list, in a few lines."""
    meeting = shown.meeting
    lines = [f"<b>{shown.number}. {name(meeting, voice)}</b>"]
    said = status(shown, voice)
    lines += [f"<b>{line}</b>" for line in said[:1]]
    lines += [*subject(meeting, voice), when(meeting, voice)]
    lines.append(html.escape(meeting.location_text) or voice.say("meeting-place-unknown"))
    if meeting.is_on:
        key = "meeting-agenda-there-short" if meeting.agenda.is_available else "meeting-agenda-not"
        lines.append(voice.say(key))
    return "\n".join(lines)


def next_ones(shown: Sequence[Shown], sure: str, scene: Scene, voice: Voice) -> str:
    """Answer a question about coming meetings: each in a few lines, and how fresh that is."""
    head = voice.say("meeting-next" if len(shown) == 1 else "meeting-found")
    zone = voice.say("meeting-zone", city=scene.city.name)
    tail = voice.say("meeting-next-more", number=str(shown[0].number))
    return "\n\n".join((head, *(listed(one, voice) for one in shown), f"{zone} {sure}", tail))


def none_such(first: Shown, sure: str, voice: Voice) -> str:
    """Say that no meeting is as asked for, and which is next."""
    return "\n\n".join((voice.say("meeting-none-such"), listed(first, voice), sure))


def listing(
    shown: Sequence[Shown], more: int, head: str, tail: str, scene: Scene, voice: Voice
) -> str:
    """Word the list of what is coming; `more` are not shown."""
    parts = [head, *(listed(one, voice) for one in shown)]
    if more:
        parts.append(voice.say("meeting-list-rest", count=more))
    parts.append(voice.say("meeting-zone", city=scene.city.name))
    parts.append(tail)
    parts.append(voice.say("meeting-list-more", number=str(shown[0].number)))
    return "\n\n".join(parts)


def detail(shown: Shown, fresh: Freshness, why: Sequence[str], scene: Scene, voice: Voice) -> str:
    """Word everything about one meeting, and `why` the reader hears of it."""
    meeting = shown.meeting
    head = [f"<b>{name(meeting, voice)}</b>", *(f"<b>{s}</b>" for s in status(shown, voice))]
    facts = [*subject(meeting, voice), when(meeting, voice), *place(meeting, voice)]
    facts += [*agenda_line(shown, scene, voice), *issue(meeting, scene, voice)]
    if any(session.is_usual for session in meeting.sessions):
        facts.append(voice.say("meeting-usual-note"))
    parts = ["\n".join(head), "\n".join(facts), *taking_part(meeting, scene, voice)]
    parts.append("\n".join((sure(meeting, fresh, scene, voice), *official(meeting, voice))))
    parts.append("\n".join((*why, typed(shown, voice))))
    return "\n\n".join(parts)


def agenda_line(shown: Shown, scene: Scene, voice: Voice) -> list[str]:
    """Say whether the agenda is posted, and link it."""
    agenda = shown.meeting.agenda
    if not shown.meeting.is_on:
        return []
    if not agenda.is_available:
        return [voice.say("meeting-agenda-not")]
    said = voice.say("meeting-agenda-there")
    if agenda.posted_at:
        said += f" ({moment(agenda.posted_at, scene, voice)})"
    return [f'<a href="{html.escape(agenda.url)}">{said}</a>']


def taking_part(meeting: Meeting, scene: Scene, voice: Voice) -> list[str]:
    """Say how to speak or comment, or that this one is closed; nothing where it is off."""
    if not meeting.is_on:
        return []
    if meeting.kind is Kind.CLOSED:
        return [voice.say("meeting-closed")]
    said = voice.say("meeting-take-part")
    codes = " ".join(f"/{code.replace('-', '_')}" for code in scene.taking_part)
    return [f"{said} {voice.say('meeting-take-part-codes', codes=codes)}" if codes else said]


def official(meeting: Meeting, voice: Voice) -> list[str]:
    """Link the official page: we are not the notice."""
    if not meeting.detail_url:
        return [voice.say("meeting-official-none")]
    return [f'<a href="{html.escape(meeting.detail_url)}">{voice.say("meeting-official")}</a>']


def typed(shown: Shown, voice: Voice) -> str:
    """Name the typed way for each button."""
    key = "meeting-typed" if shown.meeting.is_on else "meeting-typed-off"
    return voice.say(key, number=str(shown.number))


def agenda(shown: Shown, scene: Scene, voice: Voice) -> str:
    """Word the items of an agenda, or say that there are none to show."""
    meeting = shown.meeting
    head = voice.say(
        "meeting-agenda-of", name=Html(name(meeting, voice)), when=Html(when(meeting, voice))
    )
    items = meeting.agenda.items
    parts = [head]
    parts += [f"<b>{line}</b>" for line in status(shown, voice)]
    if not meeting.agenda.is_available:
        parts.append(voice.say("meeting-agenda-none-yet"))
    elif not items:
        parts += [voice.say("meeting-agenda-no-items"), *agenda_line(shown, scene, voice)]
    else:
        lines = [_item(item, voice) for item in items[:SHOWN_ITEMS]]
        parts.append("\n".join(lines))
        if len(items) > SHOWN_ITEMS:
            parts.append(voice.say("meeting-agenda-rest", count=len(items) - SHOWN_ITEMS))
        parts += agenda_line(shown, scene, voice)
    parts.append(voice.say("meeting-agenda-language"))
    return "\n\n".join(parts)


def _item(item: AgendaItem, voice: Voice) -> str:
    said = f"• {html.escape(item.number)} {title_of(item.title)}".replace("•  ", "• ")
    if is_decided(item) and item.outcome:
        return f"{said}: <b>{result(item.outcome, voice)}</b>"
    return said
