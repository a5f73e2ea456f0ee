"""A message to many at once: who gets it, its start, its stop, its report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.storage.database.editor_tables import Campaign, Draft
from bot.storage.database.row_states import CampaignState, EditorNotice
from bot.storage.editors import audit_log, editor_members
from bot.storage.editors.editor_members import Actor
from bot.storage.faq import drafts
from bot.storage.faq.drafts import NoDraftError, PendingDraft
from bot.storage.faq.publishing import EDITOR_CARD, NotPreviewedError
from bot.storage.outbox import audience, delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.delivery import UNSENT_STATES, Urgency
from knowledge.editing.roles import Right
from knowledge.language import Language
from knowledge.numbers import parse_number

BROADCAST = "broadcast"
BROADCAST_EXPIRES_IN = timedelta(days=2)
_KEY_PREFIX = "campaign:"  # before the number, in what messages and a draft are about


@dataclass(frozen=True, slots=True)
class CampaignProgress:
    """A campaign and how many of its messages are in each state."""

    id: int
    kind: str
    about: str
    texts: dict[str, Any]
    total: int
    state: CampaignState
    counts: dict[str, int]

    @property
    def unsent(self) -> int:
        """How many are still to be sent."""
        return sum(self.counts.get(state, 0) for state in UNSENT_STATES)


def count_recipients(session: Session, default: Language) -> Counter[Language]:
    """Count who would get a message to all, by language."""
    return Counter(language for _, language in audience.reachable_audience(session, default))


def start_campaign(
    session: Session, actor: Actor, draft_id: int, digest: str, now: datetime, default: Language,
    languages: Sequence[Language] = tuple(Language),
) -> CampaignProgress:  # fmt: skip
    """Queue a previewed message to all who asked to be told of something and read what is written.

    While one of the town's `languages` is still to be written the draft stays and asks for it, and
    sending it again reaches the rest: nobody gets the message twice. Raises NoDraftError,
    NotPreviewedError, NotAllowedError.
    """
    member = editor_members.require_right(session, actor, Right.SEND)
    draft = drafts.load_draft(session, actor, draft_id)
    if draft.editor != actor.user_id:
        raise NoDraftError("someone else's message")
    if draft.digest != digest or draft.previewed != digest:
        raise NotPreviewedError("this is not the message as it was last previewed")
    row = _campaign_of_draft(session, draft, actor, now)
    row.total += delivery_queue.enqueue(
        session,
        [
            PlannedDelivery(
                key=f"campaign:{row.id}:{chat_id}",
                chat_id=chat_id,
                card=BROADCAST,
                facts={"campaign": row.id, "language": language.value},
                urgency=Urgency.ROUTINE,
                due_at=now,
                not_before=now,
                expires_at=now + BROADCAST_EXPIRES_IN,
                about=_campaign_key(row.id),
            )
            for chat_id, language in audience.reachable_audience(session, default)
            if row.texts.get(language.value)
        ],
    )
    missing = [language for language in languages if not row.texts.get(language.value)]
    if missing:
        drafts.stop_asking(session, actor.user_id)
        kept = session.get_one(Draft, draft.id)
        kept.about, kept.previewed = _campaign_key(row.id), ""
        kept.asks, kept.language = asked_part(missing[0]), missing[0]
    else:
        session.execute(delete(Draft).where(Draft.id == draft.id))
    audit_log.add_audit_entry(
        session, member, draft.kind, f"{draft.kind} {row.id}", now, after=draft.body
    )
    return _campaign_progress(session, row)


def asked_part(language: Language) -> str:
    """Spell what the draft of a message asks for: its text in a language."""
    return f"message.{language}"


def _campaign_of_draft(
    session: Session, draft: PendingDraft, actor: Actor, now: datetime
) -> Campaign:
    """Return the message a draft goes on with, or a new one; what was sent keeps its words.

    Raises NoDraftError when it was stopped meanwhile.
    """
    number = parse_number(draft.about.removeprefix(_KEY_PREFIX))
    row = session.get(Campaign, number) if number is not None else None
    if row is None:
        row = Campaign(
            kind=draft.kind, about=draft.code, editor=actor.user_id, texts=draft.body, total=0,
            at=now,
        )  # fmt: skip
        session.add(row)
    elif row.state == CampaignState.STOPPED:
        raise NoDraftError("the message was stopped")
    else:
        row.texts, row.state = {**draft.body, **row.texts}, CampaignState.SENDING
    session.flush()
    return row


def sent_languages(session: Session, draft: PendingDraft) -> tuple[Language, ...]:
    """Return the languages a draft was already sent in."""
    number = parse_number(draft.about.removeprefix(_KEY_PREFIX))
    row = session.get(Campaign, number) if number is not None else None
    return tuple(tag for tag in Language if row is not None and row.texts.get(tag.value))


def _campaign_key(campaign_id: int) -> str:
    return f"{_KEY_PREFIX}{campaign_id}"


def _campaign_progress(session: Session, row: Campaign) -> CampaignProgress:
    counts = delivery_queue.count_by_state(session, _campaign_key(row.id))
    return CampaignProgress(
        row.id, row.kind, row.about, row.texts, row.total, CampaignState(row.state), counts
    )


def load_campaign(session: Session, campaign_id: int) -> CampaignProgress | None:
    """Return a campaign as it stands."""
    row = session.get(Campaign, campaign_id)
    return _campaign_progress(session, row) if row else None


def latest_campaign(session: Session) -> CampaignProgress | None:
    """Return the newest campaign."""
    row = session.scalar(select(Campaign).order_by(Campaign.id.desc()).limit(1))
    return _campaign_progress(session, row) if row else None


def stop_campaign(
    session: Session, actor: Actor, campaign_id: int, now: datetime
) -> CampaignProgress | None:
    """Take back everything of a campaign that is not on the wire yet."""
    member = editor_members.require_right(session, actor, Right.SEND)
    row = session.get(Campaign, campaign_id)
    if row is None:
        return None
    if row.state == CampaignState.SENDING:
        row.state = CampaignState.STOPPED
        session.execute(delete(Draft).where(Draft.about == _campaign_key(row.id)))
        delivery_queue.drop_deliveries(session, now, about=_campaign_key(row.id))
        audit_log.add_audit_entry(session, member, "stop", f"{row.kind} {row.id}", now)
    return _campaign_progress(session, row)


def queue_final_reports(session: Session, now: datetime) -> int:
    """Queue the final report of every campaign that has nothing left to send."""
    ended = [
        (row, running)
        for row in session.scalars(
            select(Campaign).where(Campaign.state != CampaignState.REPORTED)
        )
        if (running := _campaign_progress(session, row)).unsent == 0
    ]
    for row, running in ended:
        facts = {
            "what": EditorNotice.REPORT,
            "campaign": row.id,
            "stopped": row.state == CampaignState.STOPPED,
        }
        row.state = CampaignState.REPORTED
        if row.editor is None:
            continue
        planned = PlannedDelivery(
            key=f"report:{row.id}:{running.total}", chat_id=row.editor, card=EDITOR_CARD,
            facts={**facts, "total": running.total, "counts": running.counts},
            urgency=Urgency.ROUTINE, due_at=now, not_before=now,
        )  # fmt: skip
        delivery_queue.enqueue(session, [planned])
    return len(ended)
