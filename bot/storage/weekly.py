"""The editors' weekly list: answers due for review, overtaken by a meeting, or left behind."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import editors, figures, outbox, ties, wishes
from bot.storage.outbox import Planned
from bot.storage.publishing import CARD
from bot.storage.tables import Document
from knowledge.content.documents import Kind, meeting_day
from knowledge.delivery import Urgency
from knowledge.editing.changes import behind
from knowledge.editing.due import Due

_MONDAY, _AT = 0, time(9, 0)


def due(session: Session, today: date) -> Due:
    """Return what wants an editor's eye."""
    rows = session.execute(
        select(Document.code, Document.body).where(
            Document.kind == Kind.ENTRY, Document.state == "live"
        )
    ).all()
    tied = ties.days(session)
    named = {code: str(body.get("expires_with") or "") for code, body in rows}
    planned = {code: meeting_day(name) for code, name in named.items()}
    now = {code: tied.get((code, name), planned[code]) for code, name in named.items()}
    overtaken = [(code, day.isoformat()) for code, day in now.items() if day and day < today]
    off = [(code, day.isoformat()) for code, day in planned.items() if day and now[code] is None]
    return Due(
        review=tuple(figures.due_for_review(session, today)),
        overtaken=tuple(sorted(overtaken, key=lambda item: item[1])),
        off=tuple(sorted(off, key=lambda item: item[1])),
        behind=tuple(code for code, body in rows if behind(body)),
        waiting=wishes.waiting(session)[1],
    )


def plan(session: Session, now: datetime, zone: ZoneInfo, owners: Iterable[int]) -> int:
    """Queue the list to every editor on Monday morning, once a week."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(days=(local.weekday() - _MONDAY) % 7)
    at = datetime.combine(monday, _AT, zone)
    if not at <= local < at + timedelta(days=1):
        return 0
    year, week, _ = local.isocalendar()
    everyone = dict.fromkeys([*owners, *(m.user_id for m in editors.everyone(session))])
    return outbox.enqueue(
        session,
        [
            Planned(
                key=f"weekly:{year}-{week}:{user_id}", chat_id=user_id, card=CARD,
                facts={"what": "weekly"}, urgency=Urgency.ROUTINE, due_at=now, not_before=now,
                expires_at=now + timedelta(days=2),
            )
            for user_id in everyone
        ],
    )  # fmt: skip
