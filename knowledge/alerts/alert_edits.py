"""Sent messages that a change has made untrue: to be edited in place, after all new ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from knowledge.alerts.alert import Alert, AlertKind
from knowledge.alerts.alert_claims import alert_claim
from knowledge.meetings.meeting_change import MeetingChange
from knowledge.meetings.sync.meeting_revisions import differing_facts

# What a person may still go by when they scroll back.
EDITED_KINDS = frozenset(
    {
        AlertKind.REMINDER,
        AlertKind.DEADLINE,
        AlertKind.NEW_MEETING,
        AlertKind.RESCHEDULED,
        AlertKind.TIME_CHANGED,
        AlertKind.TIME_SET,
        AlertKind.SITTINGS,
        AlertKind.LOCATION_CHANGED,
        AlertKind.REINSTATED,
    }
)


# What names the day, the hour and the place beside its news.
KINDS_NAMING_FACTS = frozenset(
    {
        AlertKind.AGENDA_POSTED,
        AlertKind.AGENDA_REVISED,
        AlertKind.SUBJECT,
        AlertKind.KEYWORD,
        AlertKind.ISSUE,
        AlertKind.CHECK,
        AlertKind.UNCONFIRMED,
    }
)


@dataclass(frozen=True, slots=True)
class SentAlert:
    """An alert and the message that carried it; several may share one message."""

    alert: Alert
    message_id: int
    sent_at: datetime
    shown_place: str = ""  # the place key it showed


@dataclass(frozen=True, slots=True)
class EditIntent:
    """A message to render anew from the present facts; unique by `dedupe_key`."""

    dedupe_key: str
    chat_id: int
    message_id: int
    alert_keys: tuple[str, ...]  # every alert that the message carried
    meeting_id: str
    revision: int
    due_at: datetime
    expires_at: datetime


def plan_edits(
    changes: Iterable[MeetingChange], sent: Iterable[SentAlert], now: datetime
) -> list[EditIntent]:
    """Return the messages to edit, at most one intent per message and revision of a meeting."""
    sent = list(sent)
    found: dict[str, EditIntent] = {}
    for change in changes:
        for one in sent:
            if one.alert.meeting_id != change.meeting_id or not _is_untrue(one, change):
                continue
            chat, message = one.alert.chat_id, one.message_id
            key = f"edit:{chat}:{message}:{change.meeting_id}:{change.revision}"
            carried = tuple(
                s.alert.dedupe_key
                for s in sent
                if (s.alert.chat_id, s.message_id) == (chat, message)
            )
            ends = max(change.target_meeting.closes_at, one.alert.expires_at)
            found[key] = EditIntent(
                key, chat, message, carried, change.meeting_id, change.revision, now, ends
            )
    return [intent for intent in found.values() if now < intent.expires_at]


def _is_untrue(one: SentAlert, change: MeetingChange) -> bool:
    """Tell whether a sent message now says something false about status, start or place."""
    alert, meeting = one.alert, change.after
    if alert.kind in KINDS_NAMING_FACTS:
        return change.before is not None and bool(differing_facts(change.before, meeting))
    if alert.kind not in EDITED_KINDS:
        return False
    has_moved = bool(one.shown_place) and one.shown_place != meeting.location_key
    return has_moved or alert_claim(alert.kind, meeting, alert.session) != alert.claim
