"""What editors want to hear of soon: questions sent, answers that do not help, releases.

Gathered into one quiet message an hour at most, to those who may change answers and did not turn
it off. How far was told is a state of the whole bot: a row of `switches`.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage import editors, outbox, people, switches
from bot.storage.outbox import Planned
from bot.storage.people import Known
from bot.storage.publishing import CARD
from bot.storage.tables import Document, Feedback, Person, Suggestion
from knowledge.delivery import Urgency
from knowledge.editing.roles import Right

TOLD = "desk-news"  # {"suggestion": newest id told of, "stamps", "releases": told of, "at": when}
NOT_HELPFUL = 3  # opinions on one version of an answer
WITHIN = timedelta(days=30)
GATHERED = timedelta(hours=1)


def plan(session: Session, now: datetime, today: date, owners: Iterable[int]) -> int:
    """Queue word of what is new since the last time; the number of messages."""
    told = switches.get(session, TOLD) or {"suggestion": 0, "stamps": [], "at": ""}
    if told.get("at") and now - datetime.fromisoformat(told["at"]) < GATHERED:
        return 0
    fresh = session.scalars(
        select(Suggestion.id).where(Suggestion.id > told["suggestion"], Suggestion.state == "open")
    ).all()
    unhappy = _unhappy(session, today)
    stamps = [stamp for stamp in unhappy if stamp not in told["stamps"]]
    waiting = _waiting(session)
    releases = [name for name in waiting if name not in told.get("releases", ())]
    if not fresh and not stamps and not releases:
        return 0
    newest = max(fresh, default=told["suggestion"])
    value = {
        "suggestion": newest, "stamps": unhappy, "releases": waiting, "at": now.isoformat(),
    }  # fmt: skip
    switches.put(session, TOLD, value)
    facts = {"what": "desk", "count": len(fresh), "stamps": stamps, "releases": len(releases)}
    return outbox.enqueue(
        session,
        [
            Planned(
                key=f"desk:{now:%Y%m%dT%H%M%S}:{user_id}", chat_id=user_id, card=CARD,
                facts=facts, urgency=Urgency.ROUTINE, due_at=now, not_before=now,
                expires_at=now + timedelta(days=2),
            )
            for user_id in _readers(session, owners)
        ],
    )  # fmt: skip


def _unhappy(session: Session, today: date) -> list[str]:
    """Return the answers, by version, that were often called not helpful of late."""
    rows = session.scalars(
        select(Feedback.stamp)
        .where(Feedback.verdict == "no", Feedback.on > today - WITHIN)
        .group_by(Feedback.stamp)
        .having(func.count() >= NOT_HELPFUL)
        .order_by(Feedback.stamp)
    )
    return list(rows)


def _waiting(session: Session) -> list[str]:
    """Return the texts of releases that wait beside editors' public ones, each by a name."""
    rows = session.execute(
        select(Document.kind, Document.code, Document.seed_hash)
        .where(Document.waiting.is_not(None), Document.state == "live")
        .order_by(Document.kind, Document.code)
    )
    return [f"{kind}:{code}:{digest[:8]}" for kind, code, digest in rows]


def _readers(session: Session, owners: Iterable[int]) -> list[int]:
    members = [m.user_id for m in editors.everyone(session) if m.may(Right.EDIT)]
    off = set(session.scalars(select(Person.chat_id).where(Person.desk_news.is_(False))))
    return [user_id for user_id in dict.fromkeys([*owners, *members]) if user_id not in off]


def choose(session: Session, known: Known, wanted: bool) -> None:
    """Remember whether an editor wants to hear of these."""
    people.row(session, known).desk_news = wanted
