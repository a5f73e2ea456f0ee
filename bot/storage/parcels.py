"""Opening a planned message when it is about to leave: what is still true and wanted goes in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import alerts, meetings, subscriptions
from bot.storage.meetings import Numbered
from bot.storage.outbox import Queued
from bot.storage.tables import Person
from bot.storage.tables_meetings import AlertRow
from bot.storage.tables_outbox import Delivery
from knowledge.alerts.alert import Alert, AlertKind
from knowledge.alerts.claims import TIMED, WhyNot, claim, objection
from knowledge.alerts.subscription import Subscription
from knowledge.delivery import State
from knowledge.language import Language
from knowledge.meetings.calendar import Calendar, SourceMemory
from knowledge.meetings.change import Change
from knowledge.meetings.city import City
from knowledge.meetings.listing import is_unread
from knowledge.meetings.meeting import Meeting
from knowledge.meetings.revisions import combine

_HELD = (State.SENT, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to say: the alert, the meeting as it stands now, and the change it tells."""

    alert: Alert
    meeting: Meeting
    number: int
    change: Change | None = None
    replacement: Numbered | None = None
    leads: tuple[str, ...] = ()  # of the reminders that fell together


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message's content; no pieces means that nothing of it is to be sent, and `why_not`."""

    language: Language
    plain: bool
    pieces: tuple[Piece, ...]
    sources: tuple[SourceMemory, ...]
    is_subscribed: bool = False
    is_new: bool = False  # the chat is in its first days with us
    thread_id: int | None = None  # the forum topic it is to go to
    why_not: str = ""


def unpack(session: Session, queued: Queued, now: datetime, city: City) -> Parcel:
    """Decide what a planned message says, and write down what it carries and what was left out."""
    rows = session.scalars(
        select(AlertRow)
        .where(AlertRow.delivery == queued.key, AlertRow.state != alerts.WITHDRAWN)
        .order_by(AlertRow.expires_at, AlertRow.id)
    ).all()
    found = meetings.some(session, {row.meeting_id for row in rows})
    wishes = subscriptions.wishes(
        session, queued.chat_id, [numbered.meeting for numbered in found.values()]
    )
    pieces: list[Piece] = []
    reasons: list[WhyNot] = []
    told = _Told(session, queued.chat_id)
    for row in rows:
        alert, numbered = alerts.read(row), found.get(row.meeting_id)
        why = objection(alert, numbered.meeting if numbered else None, wishes, now)
        change, is_news = None, alert.kind not in TIMED
        if why is None and is_news:
            change, why = told.news(alert)
        elif why is None and numbered is not None:
            why = _needless(session, queued, alert, numbered.meeting, now, city)
        if why is not None or numbered is None:
            why = why or WhyNot.SUPERSEDED
            if not queued.lost_answers:  # else it may have been read, and stays said
                row.state, row.reason = alerts.WITHDRAWN, why
            reasons.append(why)
            continue
        row.state, row.shown_place = alerts.CARRIED, numbered.meeting.location_key
        if change is not None or not is_news:  # else an earlier piece says it already
            pieces.append(_piece(session, alert, numbered, change))
    session.flush()
    return _parcel(session, queued.chat_id, _together(pieces), wishes, reasons, now)


def _needless(
    session: Session, queued: Queued, alert: Alert, meeting: Meeting, now: datetime, city: City
) -> WhyNot | None:
    """Return why something due need not be said: it was just said, or is in doubt no more.

    A reminder that left when another of the same start was due already has said that one too.
    """
    if alert.kind is AlertKind.UNCONFIRMED:
        calendar = Calendar(sources=meetings.sources(session))
        return None if is_unread(calendar, meeting, now, city) else WhyNot.SUPERSEDED
    said = session.scalar(
        select(AlertRow.id)
        .join(Delivery, Delivery.key == AlertRow.delivery)
        .where(
            AlertRow.chat_id == alert.chat_id,
            AlertRow.meeting_id == alert.meeting_id,
            AlertRow.kind == alert.kind,
            AlertRow.session == alert.session,
            AlertRow.claim == alert.claim,
            AlertRow.state == alerts.CARRIED,
            Delivery.key != queued.key,
            Delivery.state.in_(_HELD),
            Delivery.settled_at >= alert.wanted_at,
        )
    )
    is_reminder = alert.kind is AlertKind.REMINDER
    return WhyNot.JUST_ANNOUNCED if is_reminder and said is not None else None


def _together(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with one reminder a meeting, of its first session, for all its leads."""
    found: dict[tuple[AlertKind, str, str], Piece] = {}
    for piece in pieces:
        alert = piece.alert
        is_reminder = alert.kind is AlertKind.REMINDER
        name = (alert.kind, alert.meeting_id, "" if is_reminder else alert.dedupe_key)
        first = found.get(name, piece)
        leads = dict.fromkeys((*first.leads, *([alert.lead] if is_reminder else [])))
        found[name] = replace(first, leads=tuple(leads))
    return list(found.values())


def _piece(session: Session, alert: Alert, numbered: Numbered, change: Change | None) -> Piece:
    after = numbered.meeting.superseded_by
    replacement = meetings.find(session, after) if after else None
    return Piece(alert, numbered.meeting, numbered.number, change, replacement)


def _parcel(
    session: Session,
    chat_id: int,
    pieces: Iterable[Piece],
    wishes: Subscription | None,
    reasons: Sequence[WhyNot],
    now: datetime,
) -> Parcel:
    person = session.get(Person, chat_id)
    pieces = tuple(pieces)
    language = wishes.language if wishes else Language.EN
    if wishes is None and pieces:
        language = pieces[0].alert.language
    return Parcel(
        language=language,
        plain=bool(person and person.plain),
        pieces=pieces,
        sources=meetings.sources(session),
        is_subscribed=bool(wishes and not wishes.is_holder),
        is_new=bool(wishes and wishes.is_new(now)),
        thread_id=wishes.thread_id if wishes else None,
        why_not=",".join(sorted({reason.value for reason in reasons})) or "nothing to say",
    )


class _Told:
    """What one chat has and has not heard of the changes of a meeting."""

    def __init__(self, session: Session, chat_id: int) -> None:
        self._session, self._chat_id = session, chat_id
        self._said = set[str]()

    def news(self, alert: Alert) -> tuple[Change | None, WhyNot | None]:
        """Return what is new to the chat up to this alert, or why there is nothing to say.

        Earlier changes that never reached it are folded in; what a later message has already told
        is not told again, and what was taken back meanwhile is not told at all. Neither: an
        earlier alert of the same message tells it. Another message that may have arrived counts
        as heard: who read "cancelled" must be told that it is on again.
        """
        if alert.meeting_id in self._said:
            return None, None
        rows = self._session.execute(
            select(AlertRow.revision, AlertRow.delivery, AlertRow.state, Delivery)
            .outerjoin(Delivery, Delivery.key == AlertRow.delivery)
            .where(
                AlertRow.chat_id == self._chat_id,
                AlertRow.meeting_id == alert.meeting_id,
                AlertRow.kind.not_in([kind.value for kind in TIMED]),
            )
        ).all()
        heard = [
            revision
            for revision, key, state, carrier in rows
            if state == alerts.CARRIED
            and carrier
            and (carrier.state in _HELD or (carrier.lost_answers and key != alert.bundle))
        ]
        newest = max(heard, default=0)
        if newest >= alert.revision:
            return None, WhyNot.SUPERSEDED
        together = [r for r, key, _, _ in rows if key == alert.bundle]
        last = max([alert.revision, *together])
        open_ = sorted({r for r, *_ in rows if newest < r <= last})
        known = meetings.changes(self._session, [(alert.meeting_id, r) for r in open_])
        change = combine([known[name] for name in sorted(known)]) if known else None
        if change is None:
            return None, WhyNot.SUPERSEDED
        self._said.add(alert.meeting_id)
        return change, None


# --- messages that were sent and must be put right ------------------------------------------


def amend(session: Session, queued: Queued, now: datetime) -> Parcel:
    """Return what a sent message is to say now, and write down that it says so."""
    rows = session.scalars(
        select(AlertRow)
        .where(AlertRow.key.in_(queued.facts["alerts"]))
        .order_by(AlertRow.expires_at, AlertRow.id)
    ).all()
    found = meetings.some(session, {row.meeting_id for row in rows})
    pieces = []
    for row in rows:
        numbered = found.get(row.meeting_id)
        if numbered is None:
            continue
        alert = alerts.read(row)
        pieces.append(_piece(session, alert, numbered, None))
        row.claim = claim(alert.kind, numbered.meeting, alert.session)
        row.shown_place = numbered.meeting.location_key
    wishes = subscriptions.of(session, queued.chat_id)
    return _parcel(session, queued.chat_id, pieces, wishes, (), now)
