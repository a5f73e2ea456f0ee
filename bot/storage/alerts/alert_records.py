"""The ledger of what each chat is owed about meetings: planned once, tied to what carries it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.database.dialect import insert_new
from bot.storage.database.meeting_tables import AlertRow
from bot.storage.database.outbox_table import Delivery
from bot.storage.database.row_states import AlertRowState
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.alerts.alert import Alert, AlertKind, AlertReason, KeywordMatch
from knowledge.alerts.subscription import Subscription
from knowledge.delivery import DeliveryState, Urgency
from knowledge.language import Language
from knowledge.meetings.raw_records import AgendaItem

ALERT_CARD, CORRECTION_CARD, FILE_CARD = "alert", "amended", "calendar"
CHUNK_SIZE = 500


def split_chunks(items: Sequence[Any], size: int = CHUNK_SIZE) -> Iterator[Sequence[Any]]:
    """Yield a sequence in pieces that a statement can hold."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def add_alerts(session: Session, alerts: Sequence[Alert]) -> int:
    """Write down what is newly owed and queue what carries it; return how many were new.

    Alerts of one bundle and moment travel together, unless that message has already left.
    """
    fresh = _new_alerts(session, alerts)
    if not fresh:
        return 0
    parcels = _alerts_by_delivery(session, fresh)
    rows = [_alert_row(alert, key) for key, group in parcels.items() for alert in group]
    new = insert_new(session, AlertRow, rows)
    plans = [_planned_delivery(key, group) for key, group in parcels.items()]
    plans += [_planned_file(alert) for alert in fresh if alert.sends_file]
    delivery_queue.enqueue(session, plans)
    return new


def _new_alerts(session: Session, alerts: Sequence[Alert]) -> list[Alert]:
    known = {
        key
        for some in split_chunks(alerts)
        for key in session.scalars(
            select(AlertRow.key).where(AlertRow.key.in_([a.dedupe_key for a in some]))
        )
    }
    return [alert for alert in alerts if alert.dedupe_key not in known]


def _alerts_by_delivery(session: Session, alerts: Sequence[Alert]) -> dict[str, list[Alert]]:
    """Return alerts by the key of the delivery that carries them."""
    wanted: dict[str, list[Alert]] = {}
    for alert in alerts:
        wanted.setdefault(f"{alert.bundle}@{alert.due_at:%y%m%d%H%M%S}", []).append(alert)
    taken = {
        key: state
        for some in split_chunks(list(wanted))
        for key, state in session.execute(
            select(Delivery.key, Delivery.state).where(Delivery.key.in_(some))
        )
    }
    found: dict[str, list[Alert]] = {}
    for key, group in wanted.items():
        place, chosen = 1, key
        while taken.get(chosen, DeliveryState.QUEUED) != DeliveryState.QUEUED:
            place, chosen = place + 1, f"{key}+{place + 1}"
            again = session.scalar(select(Delivery.state).where(Delivery.key == chosen))
            taken |= {chosen: again} if again else {}
        found[chosen] = group
    return found


def _alert_row(alert: Alert, delivery: str) -> dict[str, Any]:
    return {
        "key": alert.dedupe_key,
        "chat_id": alert.chat_id,
        "language": alert.language,
        "meeting_id": alert.meeting_id,
        "kind": alert.kind,
        "revision": alert.revision,
        "why": alert.why,
        "claim": alert.claim,
        "session": alert.session,
        "lead": alert.lead,
        "matches": [_match_json(match) for match in alert.matches],
        "silent": alert.is_silent,
        "wanted_at": alert.wanted_at,
        "due_at": alert.due_at,
        "expires_at": alert.expires_at,
        "delivery": delivery,
        "state": AlertRowState.PLANNED,
        "reason": "",
        "shown_place": "",
    }


def keyword_meetings(
    session: Session, meetings: Sequence[str], chats: Sequence[Subscription]
) -> dict[int, frozenset[str]]:
    """Return which of these meetings a word brought to each chat of a page in order of ids."""
    if not chats:
        return {}
    rows = session.execute(
        select(AlertRow.chat_id, AlertRow.meeting_id).where(
            AlertRow.meeting_id.in_(meetings),
            AlertRow.chat_id.between(chats[0].chat_id, chats[-1].chat_id),
            AlertRow.kind.in_((AlertKind.ISSUE, AlertKind.KEYWORD)),
            AlertRow.state == AlertRowState.CARRIED,
        )
    )
    found: dict[int, frozenset[str]] = {}
    for chat_id, meeting_id in rows:
        found[chat_id] = found.get(chat_id, frozenset()) | {meeting_id}
    return found


def _match_json(match: KeywordMatch) -> list[Any]:
    return [match.keyword, match.item.sequence, match.item.title, match.is_issue]


def _planned_delivery(key: str, group: Sequence[Alert]) -> PlannedDelivery:
    meetings = {alert.meeting_id for alert in group}
    due = min(alert.due_at for alert in group)
    return PlannedDelivery(
        key=key,
        chat_id=group[0].chat_id,
        card=ALERT_CARD,
        facts={},
        urgency=min(alert.urgency for alert in group),
        due_at=due,
        not_before=due,
        expires_at=max(alert.expires_at for alert in group),
        about=f"meeting:{meetings.pop()}" if len(meetings) == 1 else "meetings",
    )


def _planned_file(alert: Alert) -> PlannedDelivery:
    """Return the new calendar file that follows an alert."""
    return PlannedDelivery(
        key=f"file:{alert.chat_id}:{alert.meeting_id}:{alert.revision}",
        chat_id=alert.chat_id,
        card=FILE_CARD,
        facts={"meeting": alert.meeting_id, "revision": alert.revision},
        urgency=alert.urgency,
        due_at=alert.due_at,
        not_before=alert.due_at,
        expires_at=alert.expires_at + timedelta(seconds=1),  # after the words it goes with
        about=f"meeting:{alert.meeting_id}",
    )


def read_alert_row(row: AlertRow) -> Alert:
    """Return a row as the rules know it; urgency and change are not stored with it."""
    return Alert(
        dedupe_key=row.key,
        chat_id=row.chat_id,
        kind=AlertKind(row.kind),
        meeting_id=row.meeting_id,
        revision=row.revision,
        due_at=row.due_at,
        expires_at=row.expires_at,
        urgency=Urgency.ROUTINE,
        language=Language(row.language),
        why=AlertReason(row.why),
        claim=row.claim,
        bundle=row.delivery,
        wanted_at=row.wanted_at,
        is_silent=row.silent,
        session=row.session,
        lead=row.lead,
        matches=tuple(
            KeywordMatch(keyword, AgendaItem(sequence, title), is_issue=bool(rest and rest[0]))
            for keyword, sequence, title, *rest in row.matches
        ),
    )
