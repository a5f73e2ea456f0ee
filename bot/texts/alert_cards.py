"""Messages nobody asked for at this moment: what happened, what is due, why you hear it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.texts import Html, Localizer, alert_facts, outcome_cards
from bot.texts.meeting_cards import (
    ShownMeeting,
    agenda_lines,
    doubt_lines,
    freshness_line,
    is_reason,
    issue_lines,
    meeting_name,
    official_lines,
    participation_lines,
    place_lines,
    status_lines,
    subject_lines,
    typed_commands_line,
)
from bot.texts.time_texts import (
    RenderContext,
    duration_text,
    lead_text,
    meeting_days,
    meeting_time,
    moment_text,
    time_until,
)
from knowledge.alerts.alert import Alert, AlertKind, AlertReason
from knowledge.alerts.lead_time import LeadTime
from knowledge.alerts.reminders import deadline_moments, find_session
from knowledge.meetings.calendar_view import Freshness
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.meeting_change import MeetingChange

MAX_ALERTS_SHOWN = 25
MAX_FULL_ALERTS = 2  # so many are told in full; more become a line each


@dataclass(frozen=True, slots=True)
class AlertView:
    """One thing a message says: the alert, the meeting as it stands, and how fresh that is."""

    alert: Alert
    shown: ShownMeeting
    fresh: Freshness
    change: MeetingChange | None = None
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


def alert_text(said: Sequence[AlertView], rendering: RenderContext, localizer: Localizer) -> str:
    """Word a message of one or several pieces."""
    if len(said) <= MAX_FULL_ALERTS:
        return "\n\n—\n\n".join(_full_text(one, rendering, localizer) for one in said)
    lines = [localizer.html("alert-several", count=len(said))]
    lines += [_short_text(one, rendering, localizer) for one in said[:MAX_ALERTS_SHOWN]]
    if len(said) > MAX_ALERTS_SHOWN:
        lines.append(localizer.html("meeting-list-rest", count=len(said) - MAX_ALERTS_SHOWN))
    stalest = min(
        said,
        key=lambda one: one.fresh.checked_at or datetime.min.replace(tzinfo=rendering.now.tzinfo),
    )
    lines.append(freshness_line(stalest.shown.meeting, stalest.fresh, rendering, localizer))
    lines.append(localizer.html("alert-several-why"))
    return "\n\n".join(lines)


def _short_text(one: AlertView, rendering: RenderContext, localizer: Localizer) -> str:
    meeting = one.shown.meeting
    if one.kind is AlertKind.OUTCOME and one.change:
        decided = outcome_cards.result_paragraphs(
            one.change, one.alert, one.shown.number, localizer
        )
        return "\n".join([f"{one.shown.number}. {_headline(one, localizer)}", *decided])
    lines = [f"{one.shown.number}. {_headline(one, localizer)}", meeting_time(meeting, localizer)]
    lines += subject_lines(meeting, localizer)
    lines += [line for line in status_lines(one.shown, localizer)[:1] if not meeting.is_on]
    if one.kind is AlertKind.REMINDER and meeting.is_on:
        lines += _start_lines(one, rendering, localizer)
    lines += issue_lines(meeting, rendering, localizer) if meeting.is_on else []
    return "\n".join(lines)


def _full_text(one: AlertView, rendering: RenderContext, localizer: Localizer) -> str:
    if one.kind is AlertKind.OUTCOME:
        return _outcome_text(one, localizer)
    meeting = one.shown.meeting
    parts = [_headline(one, localizer)]
    facts = [*subject_lines(meeting, localizer), f"<b>{meeting_time(meeting, localizer)}</b>"]
    if one.kind in (AlertKind.REMINDER, AlertKind.DEADLINE):
        facts += _start_lines(one, rendering, localizer)
    facts += _difference_lines(one, rendering, localizer)
    facts += _status_lines(one, localizer)
    if meeting.is_on:
        facts += place_lines(meeting, localizer)
        facts += agenda_lines(one.shown, rendering, localizer)
    parts.append("\n".join(facts))
    if meeting.is_on:
        parts += (
            ["\n".join(lines)] if (lines := issue_lines(meeting, rendering, localizer)) else []
        )
    parts += alert_facts.agenda_change_lines(one.change, localizer)
    parts += alert_facts.match_lines(one.alert.matches, localizer)
    return "\n\n".join([*parts, *_footer_lines(one, rendering, localizer)])


def _footer_lines(one: AlertView, rendering: RenderContext, localizer: Localizer) -> list[str]:
    """Say what stands under every message: all of it in a person's first days, then one line."""
    meeting = one.shown.meeting
    checked = freshness_line(meeting, one.fresh, rendering, localizer)
    if not one.is_new:
        return [f"{checked} {localizer.html('alert-details', number=str(one.shown.number))}"]
    return [
        *participation_lines(meeting, rendering, localizer),
        "\n".join((checked, *official_lines(meeting, localizer))),
        f"{_reason_line(one, localizer)}\n{typed_commands_line(one.shown, localizer)}",
    ]


def _outcome_text(one: AlertView, localizer: Localizer) -> str:
    """Word what was decided: the results with names, how final they are, the official page."""
    meeting = one.shown.meeting
    parts = [_headline(one, localizer), f"<b>{meeting_days(meeting, localizer)}</b>"]
    if one.change:
        parts += outcome_cards.outcome_card(one.change, one.alert, one.shown.number, localizer)
    parts[-1] += "\n" + "\n".join(official_lines(meeting, localizer))
    details = localizer.html("alert-details", number=str(one.shown.number))
    return "\n\n".join([*parts, _reason_line(one, localizer) if one.is_new else details])


def _headline(one: AlertView, localizer: Localizer) -> str:
    key = f"alert-{one.kind.value.replace('_', '-')}"
    if one.kind is AlertKind.SITTINGS and one.change and one.change.before:
        is_off = {*one.change.after.off_times} - {*one.change.before.off_times}
        key += "-off" if is_off else "-on"
    if one.kind is AlertKind.OUTCOME and one.change:
        is_correction = outcome_cards.is_correction(
            outcome_cards.announced_results(one.change, one.alert)
        )
        key += "-corrected" if is_correction else ""
    words = [match.keyword for match in one.alert.matches if match.is_issue]
    return "<b>{}</b>".format(
        localizer.html(
            key,
            name=Html(meeting_name(one.shown.meeting, localizer)),
            words=words[0] if words else "",
        )
    )


def _start_lines(one: AlertView, rendering: RenderContext, localizer: Localizer) -> list[str]:
    """Say in how long it starts, or until when a request must be made; as of now."""
    meeting, now = one.shown.meeting, rendering.now
    if one.kind is AlertKind.DEADLINE:
        for rule, at, due in deadline_moments(meeting, rendering.city):
            if due.lead == one.alert.lead:
                ends = moment_text(at, rendering, localizer)
                return [localizer.html(f"alert-deadline-{rule.purpose}", moment=ends)]
        return []
    session = find_session(meeting, one.alert.session)
    if session is None:
        return []
    begins = meeting.begins_at(session)
    if begins <= now:
        return []
    if session.number == 1:
        return [time_until(begins, rendering, localizer)]
    key = "alert-starts-session" + ("-usual" if session.is_usual else "")
    hour = moment_text(begins, rendering, localizer)
    return [localizer.html(key, span=duration_text(begins - now, localizer), time=hour)]


def _difference_lines(one: AlertView, rendering: RenderContext, localizer: Localizer) -> list[str]:
    """Say what it was before, or in how long a new meeting begins."""
    change, target = one.change, one.shown.meeting
    if change is None:
        return []
    if change.before is None:
        start = target.start_at
        if start is None or start <= rendering.now:
            return []
        return [time_until(start, rendering, localizer)]
    return alert_facts.former_lines(change, target, localizer)


def _status_lines(one: AlertView, localizer: Localizer) -> list[str]:
    meeting = one.former or one.shown.meeting
    lines = []
    if one.kind is AlertKind.UNCONFIRMED:
        lines.append(localizer.html("alert-unconfirmed-means"))
    if one.kind is AlertKind.UNLISTED:
        lines.append(localizer.html("alert-unlisted-means"))
    if one.kind is AlertKind.POSTPONED:
        lines.append(localizer.html("alert-postponed-means"))
    if not meeting.is_on and is_reason(meeting.status_reason):
        lines.append(localizer.html("meeting-reason", reason=meeting.status_reason))
    return lines + doubt_lines(one.shown.meeting, localizer)


def _reason_line(one: AlertView, localizer: Localizer) -> str:
    if not one.is_subscribed:
        return localizer.html("alert-why-file")
    match one.alert.why:
        case AlertReason.LEAD:
            leads = [
                lead_text(LeadTime.from_key(key), localizer)
                for key in one.leads or (one.alert.lead,)
            ]
            return localizer.html(
                "alert-why-lead", lead=f" {localizer.label('meeting-and')} ".join(leads)
            )
        case AlertReason.KEYWORD:
            own = (match.keyword for match in one.alert.matches if not match.is_issue)
            return localizer.html("alert-why-keyword", words=", ".join(dict.fromkeys(own)))
        case AlertReason.ISSUE:
            return localizer.html("alert-why-issue")
        case AlertReason.TOLD:
            return localizer.html("alert-why-told")
        case AlertReason.DEADLINE:
            return localizer.html("alert-why-deadline", body=one.shown.meeting.body)
        case AlertReason.EVERY_BODY:
            return localizer.html("alert-why-every")
        case AlertReason.BODY:
            return localizer.html("alert-why-body", body=one.shown.meeting.body)


def corrected_alert_text(
    said: Sequence[AlertView], rendering: RenderContext, localizer: Localizer
) -> str:
    """Word a sent message anew, from what is true now, and say that it was changed."""
    at = moment_text(rendering.now, rendering, localizer)
    parts = [f"<i>{localizer.html('alert-amended', moment=at)}</i>"]
    for one in said[:MAX_ALERTS_SHOWN]:
        lines = [f"<b>{meeting_name(one.shown.meeting, localizer)}</b>"]
        lines += [f"<b>{line}</b>" for line in status_lines(one.shown, localizer)]
        lines += [
            *subject_lines(one.shown.meeting, localizer),
            meeting_time(one.shown.meeting, localizer),
        ]
        if one.shown.meeting.is_on:
            lines += place_lines(one.shown.meeting, localizer)
        parts.append("\n".join(lines))
    last = said[-1]
    parts.append(freshness_line(last.shown.meeting, last.fresh, rendering, localizer))
    parts.append(typed_commands_line(last.shown, localizer))
    return "\n\n".join(parts)


def file_caption(meeting: Meeting, localizer: Localizer, *, is_new: bool) -> str:
    """Word what stands under a calendar file."""
    key = "meeting-file" if is_new else "meeting-file-renewed"
    return localizer.html(
        key,
        name=Html(meeting_name(meeting, localizer)),
        when=Html(meeting_time(meeting, localizer)),
    )
