"""A message to many at once: who gets it, its start, its stop, its report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage import audience, audit, drafts, editors, outbox
from bot.storage.drafts import NoDraft, Pending
from bot.storage.editors import Actor
from bot.storage.outbox import Planned
from bot.storage.publishing import CARD, NotPreviewed
from bot.storage.tables_editors import Campaign, Draft
from knowledge.delivery import Urgency
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.numbers import whole

BROADCAST = "broadcast"
WANTED_FOR = timedelta(days=2)
_ABOUT = "campaign:"  # before the number, in what messages and a draft are about
_LEFT = ("queued", "claimed", "sending")


@dataclass(frozen=True, slots=True)
class Running:
    """A campaign and how many of its messages are in each state."""

    id: int
    kind: str
    about: str
    texts: dict[str, Any]
    total: int
    state: str
    counts: dict[str, int]

    @property
    def left(self) -> int:
        """How many are still to be sent."""
        return sum(self.counts.get(state, 0) for state in _LEFT)


def recipients(session: Session, default: Language) -> Counter[Language]:
    """Count who would get a message to all, by language."""
    return Counter(language for _, language in audience.everyone(session, default))


def start(
    session: Session, actor: Actor, draft_id: int, digest: str, now: datetime, default: Language,
    languages: Sequence[Language] = tuple(Language),
) -> Running:  # fmt: skip
    """Queue a previewed message to all who asked to be told of something and read what is written.

    While one of the town's `languages` is still to be written the draft stays, and sending it
    again reaches the rest: nobody gets the message twice. Raises NoDraft, NotPreviewed,
    NotAllowed.
    """
    member = editors.require(session, actor, Right.SEND)
    draft = drafts.get(session, actor, draft_id)
    if draft.editor != actor.user_id:
        raise NoDraft("someone else's message")
    if draft.digest != digest or draft.previewed != digest:
        raise NotPreviewed("this is not the message as it was last previewed")
    row = _begun(session, draft, actor, now)
    row.total += outbox.enqueue(
        session,
        [
            Planned(
                key=f"campaign:{row.id}:{chat_id}",
                chat_id=chat_id,
                card=BROADCAST,
                facts={"campaign": row.id, "language": language.value},
                urgency=Urgency.ROUTINE,
                due_at=now,
                not_before=now,
                expires_at=now + WANTED_FOR,
                about=_about(row.id),
            )
            for chat_id, language in audience.everyone(session, default)
            if row.texts.get(language.value)
        ],
    )
    if all(row.texts.get(language.value) for language in languages):
        session.execute(delete(Draft).where(Draft.id == draft.id))
    else:
        kept = session.get_one(Draft, draft.id)
        kept.about, kept.previewed = _about(row.id), ""
    audit.note(session, member, draft.kind, f"{draft.kind} {row.id}", now, after=draft.body)
    return _running(session, row)


def _begun(session: Session, draft: Pending, actor: Actor, now: datetime) -> Campaign:
    """Return the message a draft goes on with, or a new one; what was sent keeps its words.

    Raises NoDraft when it was stopped meanwhile.
    """
    number = whole(draft.about.removeprefix(_ABOUT))
    row = session.get(Campaign, number) if number is not None else None
    if row is None:
        row = Campaign(
            kind=draft.kind, about=draft.code, editor=actor.user_id, texts=draft.body, total=0,
            at=now,
        )  # fmt: skip
        session.add(row)
    elif row.state == "stopped":
        raise NoDraft("the message was stopped")
    else:
        row.texts, row.state = {**draft.body, **row.texts}, "sending"
    session.flush()
    return row


def sent_in(session: Session, draft: Pending) -> tuple[Language, ...]:
    """Return the languages a draft was already sent in."""
    number = whole(draft.about.removeprefix(_ABOUT))
    row = session.get(Campaign, number) if number is not None else None
    return tuple(tag for tag in Language if row is not None and row.texts.get(tag.value))


def _about(campaign_id: int) -> str:
    return f"{_ABOUT}{campaign_id}"


def _running(session: Session, row: Campaign) -> Running:
    counts = outbox.counts(session, _about(row.id))
    return Running(row.id, row.kind, row.about, row.texts, row.total, row.state, counts)


def get(session: Session, campaign_id: int) -> Running | None:
    """Return a campaign as it stands."""
    row = session.get(Campaign, campaign_id)
    return _running(session, row) if row else None


def latest(session: Session) -> Running | None:
    """Return the newest campaign."""
    row = session.scalar(select(Campaign).order_by(Campaign.id.desc()).limit(1))
    return _running(session, row) if row else None


def stop(session: Session, actor: Actor, campaign_id: int, now: datetime) -> Running | None:
    """Take back everything of a campaign that is not on the wire yet."""
    member = editors.require(session, actor, Right.SEND)
    row = session.get(Campaign, campaign_id)
    if row is None:
        return None
    if row.state == "sending":
        row.state = "stopped"
        session.execute(delete(Draft).where(Draft.about == _about(row.id)))
        outbox.drop(session, now, about=_about(row.id))
        audit.note(session, member, "stop", f"{row.kind} {row.id}", now)
    return _running(session, row)


def report(session: Session, now: datetime) -> int:
    """Queue the final report of every campaign that has nothing left to send."""
    ended = [
        (row, running)
        for row in session.scalars(select(Campaign).where(Campaign.state != "reported"))
        if (running := _running(session, row)).left == 0
    ]
    for row, running in ended:
        facts = {"what": "report", "campaign": row.id, "stopped": row.state == "stopped"}
        row.state = "reported"
        if row.editor is None:
            continue
        planned = Planned(
            key=f"report:{row.id}:{running.total}", chat_id=row.editor, card=CARD,
            facts={**facts, "total": running.total, "counts": running.counts},
            urgency=Urgency.ROUTINE, due_at=now, not_before=now,
        )  # fmt: skip
        outbox.enqueue(session, [planned])
    return len(ended)
