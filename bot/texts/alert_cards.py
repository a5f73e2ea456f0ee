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
from bot.texts.moments import Scene, days, lead, moment, span, when
from knowledge.alerts.alert import Alert, AlertKind, Why
from knowledge.alerts.lead import Lead
from knowledge.alerts.reminders import deadline_moments, session_of
from knowledge.meetings.change import Change
from knowledge.meetings.listing import Freshness, agenda_is_overdue
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
        if one.kind is AlertKind.REMINDER and agenda_is_overdue(meeting, scene.now, scene.city):
            facts.append(voice.say("alert-agenda-expected"))
    parts.append("\n".join(facts))
    if meeting.is_on:
        parts += ["\n".join(lines)] if (lines := issue(meeting, scene, voice)) else []
    parts += alert_facts.agenda_changes(one.change, voice)
    parts += alert_facts.matches(one.alert.matches, voice)
    parts += taking_part(meeting, scene, voice)
    parts.append("\n".join((sure(meeting, one.fresh, scene, voice), *official(meeting, voice))))
    parts.append(f"{_why(one, voice)}\n{typed(one.shown, voice)}")
    return "\n\n".join(parts)


def _decided(one: Said, voice: Voice) -> str:
    """Word what was decided: the results with names, how final they are, the official page."""
    meeting = one.shown.meeting
    parts = [_head(one, voice), f"<b>{days(meeting, voice)}</b>"]
    if one.change:
        parts += outcome_cards.card(one.change, one.alert, one.shown.number, voice)
    parts[-1] += "\n" + "\n".join(official(meeting, voice))
    return "\n\n".join([*parts, _why(one, voice)])


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
                until = moment(at, scene, voice)
                return [voice.say(f"alert-deadline-{rule.purpose}", moment=until)]
        return []
    session = session_of(meeting, one.alert.session)
    if session is None:
        return []
    begins = meeting.begins_at(session)
    if begins <= now:
        return []
    key = "alert-starts-session" if session.number > 1 else "alert-starts-in"
    key += "-usual" if session.is_usual else ""
    hour = moment(begins, scene, voice)
    return [voice.say(key, span=span(begins - now, voice), time=hour)]


def _differences(one: Said, scene: Scene, voice: Voice) -> list[str]:
    """Say what it was before, or in how long a new meeting begins."""
    change, target = one.change, one.shown.replacement or one.shown.meeting
    if change is None:
        return []
    if change.before is None:
        start = target.start_at
        if start is None or start <= scene.now:
            return []
        return [voice.say("alert-starts-in", span=span(start - scene.now, voice))]
    if one.shown.replacement is not None:
        return [voice.say("alert-now", when=Html(when(target, voice)))]
    return alert_facts.was(change, target, voice)


def _said_of_status(one: Said, voice: Voice) -> list[str]:
    meeting = one.shown.meeting
    lines = []
    if one.kind is AlertKind.UNLISTED:
        lines.append(voice.say("alert-unlisted-means"))
    if one.kind is AlertKind.POSTPONED:
        lines.append(voice.say("alert-postponed-means"))
    if not meeting.is_on and is_reason(meeting.status_reason):
        lines.append(voice.say("meeting-reason", reason=meeting.status_reason))
    return lines + in_doubt(meeting, voice)


def _why(one: Said, voice: Voice) -> str:
    if not one.is_subscribed:
        return voice.say("alert-why-file")
    match one.alert.why:
        case Why.LEAD:
            words = lead(Lead.from_key(one.alert.lead), voice)
            return voice.say("alert-why-lead", lead=words)
        case Why.KEYWORD:
            own = (match.keyword for match in one.alert.matches if not match.is_issue)
            return voice.say("alert-why-keyword", words=", ".join(dict.fromkeys(own)))
        case Why.ISSUE:
            return voice.say("alert-why-issue")
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
    parts.append(voice.say("meeting-typed", number=str(last.shown.number)))
    return "\n\n".join(parts)


def file_caption(meeting: Meeting, voice: Voice, *, is_new: bool) -> str:
    """Word what stands under a calendar file."""
    key = "meeting-file" if is_new else "meeting-file-renewed"
    return voice.say(key, name=Html(name(meeting, voice)), when=Html(when(meeting, voice)))
