"""Messages nobody asked for at this moment: what happened, what is due, why you hear it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.texts import Html, Voice, alert_facts, outcome_cards
from bot.texts.meeting_cards import (
    Shown,
    agenda_line,
    in_doubt,
    is_reason,
    issue,
    name,
    official,
    place,
    status,
    subject,
    sure,
    taking_part,
    typed,
)
from bot.texts.moments import Scene, days, lead, moment, span, until, when
from knowledge.alerts.alert import Alert, AlertKind, Why
from knowledge.alerts.lead import Lead
from knowledge.alerts.reminders import deadline_moments, session_of
from knowledge.meetings.change import Change
from knowledge.meetings.listing import Freshness
from knowledge.meetings.meeting import Meeting

SHOWN_TOGETHER = 25
ALONE = 2  # so many are told in full; more become a line each


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a message says: the alert, the meeting as it stands, and how fresh that is."""

    alert: Alert
    shown: Shown
    fresh: Freshness
    change: Change | None = None
    is_subscribed: bool = True
    is_new: bool = True  # the reader is in their first days with us
    former: Meeting | None = None  # the meeting whose place `shown` took
    leads: tuple[str, ...] = ()  # of the reminders that fell together

    @property
    def kind(self) -> AlertKind:
        """The headline: of the change as the chat hears it, or of what is due."""
        if self.change and self.alert.kind not in (AlertKind.KEYWORD, AlertKind.ISSUE):
            return AlertKind(self.change.kind.value)
        return self.alert.kind


def alert(said: Sequence[Said], scene: Scene, voice: Voice) -> str:
    """Word a message of one or several pieces."""
    if len(said) <= ALONE:
        return "\n\n—\n\n".join(_full(one, scene, voice) for one in said)
    lines = [voice.say("alert-several", count=len(said))]
    lines += [_short(one, scene, voice) for one in said[:SHOWN_TOGETHER]]
    if len(said) > SHOWN_TOGETHER:
        lines.append(voice.say("meeting-list-rest", count=len(said) - SHOWN_TOGETHER))
    stalest = min(
        said, key=lambda one: one.fresh.checked_at or datetime.min.replace(tzinfo=scene.now.tzinfo)
    )
    lines.append(sure(stalest.shown.meeting, stalest.fresh, scene, voice))
    lines.append(voice.say("alert-several-why"))
    return "\n\n".join(lines)


def _short(one: Said, scene: Scene, voice: Voice) -> str:
    meeting = one.shown.meeting
    if one.kind is AlertKind.OUTCOME and one.change:
        decided = outcome_cards.results(one.change, one.alert, one.shown.number, voice)
        return "\n".join([f"{one.shown.number}. {_head(one, voice)}", *decided])
    lines = [f"{one.shown.number}. {_head(one, voice)}", when(meeting, voice)]
    lines += subject(meeting, voice)
    lines += [line for line in status(one.shown, voice)[:1] if not meeting.is_on]
    if one.kind is AlertKind.REMINDER and meeting.is_on:
        lines += _starts(one, scene, voice)
    lines += issue(meeting, scene, voice) if meeting.is_on else []
    return "\n".join(lines)


def _full(one: Said, scene: Scene, voice: Voice) -> str:
    if one.kind is AlertKind.OUTCOME:
        return _decided(one, voice)
    meeting = one.shown.meeting
    parts = [_head(one, voice)]
    facts = [*subject(meeting, voice), f"<b>{when(meeting, voice)}</b>"]
    if one.kind in (AlertKind.REMINDER, AlertKind.DEADLINE):
        facts += _starts(one, scene, voice)
    facts += _differences(one, scene, voice)
    facts += _said_of_status(one, voice)
    if meeting.is_on:
        facts += place(meeting, voice)
        facts += agenda_line(one.shown, scene, voice)
    parts.append("\n".join(facts))
    if meeting.is_on:
        parts += ["\n".join(lines)] if (lines := issue(meeting, scene, voice)) else []
    parts += alert_facts.agenda_changes(one.change, voice)
    parts += alert_facts.matches(one.alert.matches, voice)
    return "\n\n".join([*parts, *_standing(one, scene, voice)])


def _standing(one: Said, scene: Scene, voice: Voice) -> list[str]:
    """Say what stands under every message: all of it in a person's first days, then one line."""
    meeting = one.shown.meeting
    checked = sure(meeting, one.fresh, scene, voice)
    if not one.is_new:
        return [f"{checked} {voice.say('alert-details', number=str(one.shown.number))}"]
    return [
        *taking_part(meeting, scene, voice),
        "\n".join((checked, *official(meeting, voice))),
        f"{_why(one, voice)}\n{typed(one.shown, voice)}",
    ]


def _decided(one: Said, voice: Voice) -> str:
    """Word what was decided: the results with names, how final they are, the official page."""
    meeting = one.shown.meeting
    parts = [_head(one, voice), f"<b>{days(meeting, voice)}</b>"]
    if one.change:
        parts += outcome_cards.card(one.change, one.alert, one.shown.number, voice)
    parts[-1] += "\n" + "\n".join(official(meeting, voice))
    details = voice.say("alert-details", number=str(one.shown.number))
    return "\n\n".join([*parts, _why(one, voice) if one.is_new else details])


def _head(one: Said, voice: Voice) -> str:
    key = f"alert-{one.kind.value.replace('_', '-')}"
    if one.kind is AlertKind.SITTINGS and one.change and one.change.before:
        is_off = {*one.change.after.off_times} - {*one.change.before.off_times}
        key += "-off" if is_off else "-on"
    if one.kind is AlertKind.OUTCOME and one.change:
        is_correction = outcome_cards.is_correction(outcome_cards.told(one.change, one.alert))
        key += "-corrected" if is_correction else ""
    words = [match.keyword for match in one.alert.matches if match.is_issue]
    return "<b>{}</b>".format(
        voice.say(key, name=Html(name(one.shown.meeting, voice)), words=words[0] if words else "")
    )


def _starts(one: Said, scene: Scene, voice: Voice) -> list[str]:
    """Say in how long it starts, or until when a request must be made; as of now."""
    meeting, now = one.shown.meeting, scene.now
    if one.kind is AlertKind.DEADLINE:
        for rule, at, due in deadline_moments(meeting, scene.city):
            if due.lead == one.alert.lead:
                ends = moment(at, scene, voice)
                return [voice.say(f"alert-deadline-{rule.purpose}", moment=ends)]
        return []
    session = session_of(meeting, one.alert.session)
    if session is None:
        return []
    begins = meeting.begins_at(session)
    if begins <= now:
        return []
    if session.number == 1:
        return [until(begins, scene, voice)]
    key = "alert-starts-session" + ("-usual" if session.is_usual else "")
    hour = moment(begins, scene, voice)
    return [voice.say(key, span=span(begins - now, voice), time=hour)]


def _differences(one: Said, scene: Scene, voice: Voice) -> list[str]:
    """Say what it was before, or in how long a new meeting begins."""
    change, target = one.change, one.shown.meeting
    if change is None:
        return []
    if change.before is None:
        start = target.start_at
        if start is None or start <= scene.now:
            return []
        return [until(start, scene, voice)]
    return alert_facts.was(change, target, voice)


def _said_of_status(one: Said, voice: Voice) -> list[str]:
    meeting = one.former or one.shown.meeting
    lines = []
    if one.kind is AlertKind.UNCONFIRMED:
        lines.append(voice.say("alert-unconfirmed-means"))
    if one.kind is AlertKind.UNLISTED:
        lines.append(voice.say("alert-unlisted-means"))
    if one.kind is AlertKind.POSTPONED:
        lines.append(voice.say("alert-postponed-means"))
    if not meeting.is_on and is_reason(meeting.status_reason):
        lines.append(voice.say("meeting-reason", reason=meeting.status_reason))
    return lines + in_doubt(one.shown.meeting, voice)


def _why(one: Said, voice: Voice) -> str:
    if not one.is_subscribed:
        return voice.say("alert-why-file")
    match one.alert.why:
        case Why.LEAD:
            leads = [lead(Lead.from_key(key), voice) for key in one.leads or (one.alert.lead,)]
            return voice.say("alert-why-lead", lead=f" {voice.label('meeting-and')} ".join(leads))
        case Why.KEYWORD:
            own = (match.keyword for match in one.alert.matches if not match.is_issue)
            return voice.say("alert-why-keyword", words=", ".join(dict.fromkeys(own)))
        case Why.ISSUE:
            return voice.say("alert-why-issue")
        case Why.TOLD:
            return voice.say("alert-why-told")
        case Why.DEADLINE:
            return voice.say("alert-why-deadline", body=one.shown.meeting.body)
        case Why.EVERY_BODY:
            return voice.say("alert-why-every")
        case Why.BODY:
            return voice.say("alert-why-body", body=one.shown.meeting.body)


def amended(said: Sequence[Said], scene: Scene, voice: Voice) -> str:
    """Word a sent message anew, from what is true now, and say that it was changed."""
    at = moment(scene.now, scene, voice)
    parts = [f"<i>{voice.say('alert-amended', moment=at)}</i>"]
    for one in said[:SHOWN_TOGETHER]:
        lines = [f"<b>{name(one.shown.meeting, voice)}</b>"]
        lines += [f"<b>{line}</b>" for line in status(one.shown, voice)]
        lines += [*subject(one.shown.meeting, voice), when(one.shown.meeting, voice)]
        if one.shown.meeting.is_on:
            lines += place(one.shown.meeting, voice)
        parts.append("\n".join(lines))
    last = said[-1]
    parts.append(sure(last.shown.meeting, last.fresh, scene, voice))
    parts.append(typed(last.shown, voice))
    return "\n\n".join(parts)


def file_caption(meeting: Meeting, voice: Voice, *, is_new: bool) -> str:
    """Word what stands under a calendar file."""
    key = "meeting-file" if is_new else "meeting-file-renewed"
    return voice.say(key, name=Html(name(meeting, voice)), when=Html(when(meeting, voice)))
