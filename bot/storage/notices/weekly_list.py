"""The editors' weekly list: answers due for review, overtaken by a meeting, or left behind."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import Document
from bot.storage.database.row_states import DocumentState, EditorNotice
from bot.storage.editors import editor_members
from bot.storage.faq import answer_ties, unanswered
from bot.storage.faq.publishing import EDITOR_CARD
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from bot.storage.questions import usage_figures
from knowledge.content.documents import DocumentKind, meeting_day
from knowledge.delivery import Urgency
from knowledge.editing.field_changes import outdated_translations
from knowledge.editing.weekly_review import WeeklyReview

_MONDAY, _HOUR = 0, time(9, 0)


def weekly_due(session: Session, today: date) -> WeeklyReview:
    """Return what wants an editor's eye."""
    rows = session.execute(
        select(Document.code, Document.body).where(
            Document.kind == DocumentKind.ENTRY, Document.state == DocumentState.LIVE
        )
    ).all()
    tied = answer_ties.tied_days(session)
    named = {code: str(body.get("expires_with") or "") for code, body in rows}
    planned = {code: meeting_day(name) for code, name in named.items()}
    now = {code: tied.get((code, name), planned[code]) for code, name in named.items()}
    overtaken = [(code, day.isoformat()) for code, day in now.items() if day and day < today]
    off = [(code, day.isoformat()) for code, day in planned.items() if day and now[code] is None]
    return WeeklyReview(
        review=tuple(usage_figures.entries_due_for_review(session, today)),
        overtaken=tuple(sorted(overtaken, key=lambda item: item[1])),
        off=tuple(sorted(off, key=lambda item: item[1])),
        behind=tuple(code for code, body in rows if outdated_translations(body)),
        waiting=unanswered.unanswered_page(session)[1],
    )


def plan_weekly_lists(
    session: Session, now: datetime, zone: ZoneInfo, owners: Iterable[int]
) -> int:
    """Queue the list to every editor on Monday morning, once a week."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(days=(local.weekday() - _MONDAY) % 7)
    at = datetime.combine(monday, _HOUR, zone)
    if not at <= local < at + timedelta(days=1):
        return 0
    year, week, _ = local.isocalendar()
    everyone = dict.fromkeys([*owners, *(m.user_id for m in editor_members.list_members(session))])
    return delivery_queue.enqueue(
        session,
        [
            PlannedDelivery(
                key=f"weekly:{year}-{week}:{user_id}", chat_id=user_id, card=EDITOR_CARD,
                facts={"what": EditorNotice.WEEKLY}, urgency=Urgency.ROUTINE, due_at=now,
                not_before=now, expires_at=now + timedelta(days=2),
            )
            for user_id in everyone
        ],
    )  # fmt: skip
