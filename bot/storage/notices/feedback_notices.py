"""What editors want to hear of soon: questions sent, answers that do not help, releases.

Gathered into one quiet message an hour at most, to those who may change answers and did not turn
it off. How far was told is a state of the whole bot: a row of `switches`.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage.chats import chat_records
from bot.storage.chats.chat_records import ChatRecord
from bot.storage.database import runtime_flags
from bot.storage.database.core_tables import ChatRow, Document, Feedback, Suggestion
from bot.storage.database.row_states import DocumentState, EditorNotice, QuestionState
from bot.storage.editors import editor_members
from bot.storage.faq.publishing import EDITOR_CARD
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.delivery import Urgency
from knowledge.editing.roles import Right

FEEDBACK_NOTICE = (
    "desk-news"  # {"suggestion": newest id told of, "stamps", "releases": told of, "at": when}
)
NOT_HELPFUL_LIMIT = 3  # opinions on one version of an answer
FEEDBACK_SPAN = timedelta(days=30)
FEEDBACK_EVERY = timedelta(hours=1)


def plan_feedback_notices(
    session: Session, now: datetime, today: date, owners: Iterable[int]
) -> int:
    """Queue word of what is new since the last time; the number of messages."""
    told = runtime_flags.load_flag(session, FEEDBACK_NOTICE) or {
        "suggestion": 0,
        "stamps": [],
        "at": "",
    }
    if told.get("at") and now - datetime.fromisoformat(told["at"]) < FEEDBACK_EVERY:
        return 0
    fresh = session.scalars(
        select(Suggestion.id).where(
            Suggestion.id > told["suggestion"], Suggestion.state == QuestionState.OPEN
        )
    ).all()
    unhappy = _unhelpful_answers(session, today)
    stamps = [stamp for stamp in unhappy if stamp not in told["stamps"]]
    waiting = _waiting_text_names(session)
    releases = [name for name in waiting if name not in told.get("releases", ())]
    if not fresh and not stamps and not releases:
        return 0
    newest = max(fresh, default=told["suggestion"])
    value = {
        "suggestion": newest, "stamps": unhappy, "releases": waiting, "at": now.isoformat(),
    }  # fmt: skip
    runtime_flags.store_flag(session, FEEDBACK_NOTICE, value)
    facts = {
        "what": EditorNotice.DESK,
        "count": len(fresh),
        "stamps": stamps,
        "releases": len(releases),
    }
    return delivery_queue.enqueue(
        session,
        [
            PlannedDelivery(
                key=f"desk:{now:%Y%m%dT%H%M%S}:{user_id}", chat_id=user_id, card=EDITOR_CARD,
                facts=facts, urgency=Urgency.ROUTINE, due_at=now, not_before=now,
                expires_at=now + timedelta(days=2),
            )
            for user_id in _feedback_recipients(session, owners)
        ],
    )  # fmt: skip


def _unhelpful_answers(session: Session, today: date) -> list[str]:
    """Return the answers, by version, that were often called not helpful of late."""
    rows = session.scalars(
        select(Feedback.stamp)
        .where(Feedback.verdict == "no", Feedback.on > today - FEEDBACK_SPAN)
        .group_by(Feedback.stamp)
        .having(func.count() >= NOT_HELPFUL_LIMIT)
        .order_by(Feedback.stamp)
    )
    return list(rows)


def _waiting_text_names(session: Session) -> list[str]:
    """Return the texts of releases that wait beside editors' public ones, each by a name."""
    rows = session.execute(
        select(Document.kind, Document.code, Document.seed_hash)
        .where(Document.waiting.is_not(None), Document.state == DocumentState.LIVE)
        .order_by(Document.kind, Document.code)
    )
    return [f"{kind}:{code}:{digest[:8]}" for kind, code, digest in rows]


def _feedback_recipients(session: Session, owners: Iterable[int]) -> list[int]:
    members = [m.user_id for m in editor_members.list_members(session) if m.has_right(Right.EDIT)]
    off = set(session.scalars(select(ChatRow.chat_id).where(ChatRow.desk_news.is_(False))))
    return [user_id for user_id in dict.fromkeys([*owners, *members]) if user_id not in off]


def choose_feedback_notices(session: Session, known: ChatRecord, wanted: bool) -> None:
    """Remember whether an editor wants to hear of these."""
    chat_records.chat_row(session, known).desk_news = wanted
