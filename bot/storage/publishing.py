"""From a draft to the public base: checked for rights and races, written as a version, audited.

Everything here happens in the one transaction that makes it public, so that no right lost and no
rival's edit can slip in between.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.storage import audit, drafts, editors, faq, follows, outbox, releases, switches, wishes
from bot.storage.drafts import NoDraft, Pending
from bot.storage.editors import Actor, NotAllowed
from bot.storage.outbox import Planned
from bot.storage.tables import Document, DocumentVersion
from bot.storage.tables_editors import Draft
from knowledge.codes import Codes
from knowledge.content.documents import Body, Kind
from knowledge.delivery import Urgency
from knowledge.editing.changes import changed, stamped
from knowledge.editing.releases import alike
from knowledge.editing.roles import Member, Right
from knowledge.errors import CivicBotError

CARD = "editors"  # word to an editor: to review, given back, the weekly list


class NotPreviewed(CivicBotError):
    """The draft changed since its preview was shown, or was never shown."""


@dataclass(frozen=True, slots=True)
class Done:
    """The draft is public: the document's code and version, and how many followers are told."""

    code: str
    version: int
    told: int = 0


@dataclass(frozen=True, slots=True)
class NeedsReview:
    """The two-person rule is on: the draft waits for someone else; whom to tell."""

    draft: Pending
    reviewers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Raced:
    """Someone else published first: what they wrote, which version, and who."""

    code: str
    version: int
    body: Body
    editor: int | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The document was taken away meanwhile; the draft stays."""

    code: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """A newer release changed its text meanwhile, on which the draft decides; it stays."""

    code: str


Undone = Raced | Withdrawn | Renewed
Outcome = Done | NeedsReview | Undone


def publish(
    session: Session,
    actor: Actor,
    draft_id: int,
    digest: str,
    now: datetime,
    owners: tuple[int, ...] = (),
) -> Outcome:
    """Carry a draft out: publish, retire or restore what it says.

    `digest` names the content that was previewed. Raises NoDraft, NotPreviewed, NotAllowed.
    """
    draft = drafts.get(session, actor, draft_id)
    if draft.digest != digest or draft.previewed != digest:
        raise NotPreviewed("this is not the edit as it was last previewed")
    author = _may_carry_out(session, actor, draft)
    if switches.two_persons(session) and draft.state != "review":
        return _send_to_review(session, draft, owners)
    if draft.editor == actor.user_id and draft.state == "review":
        raise NotAllowed("someone else has to approve this")
    outcome = _ACTS[draft.act](session, draft, author, now)
    if isinstance(outcome, Done):
        session.execute(delete(Draft).where(Draft.id == draft.id))
        session.flush()
        faq.bump(session)
    return outcome


def _may_carry_out(session: Session, actor: Actor, draft: Pending) -> Member:
    """Return the member whose act this is; a translator may word their own languages alone."""
    if draft.editor != actor.user_id:
        return editors.require(session, actor, Right.REVIEW)
    author = editors.require(session, actor, Right.WORD)
    if author.may(Right.EDIT):
        return author
    kind, row = Kind(draft.kind), session.get(Document, (draft.kind, draft.code))
    if draft.act != "publish" or row is None:
        raise NotAllowed("a translator changes the words of what is public, nothing else")
    for change in changed(kind, row.body, draft.body):
        if not author.may_word(change.language):
            raise NotAllowed(f"{change.field.name} is not in a language of this translator's")
    return author


def _send_to_review(session: Session, draft: Pending, owners: tuple[int, ...]) -> NeedsReview:
    row = session.get_one(Draft, draft.id)
    row.state, row.asks = "review", ""
    reviewers = [m.user_id for m in editors.everyone(session) if m.may(Right.REVIEW)]
    whom = tuple(u for u in dict.fromkeys([*reviewers, *owners]) if u != draft.editor)
    return NeedsReview(drafts._pending(row), whom)


def _publish(session: Session, draft: Pending, author: Member, now: datetime) -> Done | Undone:
    kind, code = Kind(draft.kind), draft.code
    row = session.get(Document, (kind.value, code), with_for_update=True)
    if row is not None and draft.version == 0:  # someone took this number meanwhile
        codes = Codes(code.partition("-")[0])
        code, row = drafts.fresh_code(session, kind, codes, code), None
    if row is not None and row.state != "live":
        return Withdrawn(code)
    if row is not None and row.version != draft.version:
        return raced(session, row)
    if row is not None and releases.is_about_older(row, draft.about):
        return Renewed(code)
    return write(session, kind, code, draft.body, author, now, note="edit", about=draft.about)


def raced(session: Session, row: Document) -> Raced:
    """Return what someone else made of a document meanwhile."""
    newest = session.get(DocumentVersion, (row.kind, row.code, row.version))
    return Raced(row.code, row.version, row.body, newest.editor if newest else None)


def write(
    session: Session,
    kind: Kind,
    code: str,
    body: dict[str, Any],
    author: Member,
    now: datetime,
    *,
    note: str,
    about: str = "",
) -> Done:
    """Write one document as its next version; the caller raises the content version.

    A release's text that waits beside it goes on waiting, unless this is what decides on it.
    """
    row = session.get(Document, (kind.value, code))
    before = row.body if row else None
    if row is None:
        row = Document(kind=kind, code=code, version=0, body={})
        session.add(row)
    number = row.version + 1
    final = dict(body)
    if kind is Kind.ENTRY:
        past = [version.body for version in faq.history(session, kind, code)]
        final = stamped(before or {}, body, number, past)
    row.version, row.body, row.origin, row.state = number, final, "editor", "live"
    row.retired_at = None
    if row.waiting is not None and about == releases.tag(row.waiting):
        row.origin = "seed" if alike(kind, final, row.waiting) else row.origin
        releases.settle(row)
    session.add(
        DocumentVersion(
            kind=kind, code=code, version=number, body=final, at=now,
            editor=author.user_id, note=note,
        )
    )  # fmt: skip
    act = "change" if before is not None else "add"
    audit.note(session, author, act, code, now, before=before, after=final)
    session.flush()
    told = 0
    if kind is Kind.ENTRY:
        wishes.fulfil(session, about, code, now)
        if before is not None and _is_news(before, final):
            told = follows.tell_followers(session, code, number - 1, number, now)
    return Done(code, number, told)


def _is_news(before: Body, after: Body) -> bool:
    """Tell whether a reader of the answer would notice; ways of asking are no news."""
    return any(c.field.name not in ("phrasings", "terms", "slug", "related")
               for c in changed(Kind.ENTRY, before, after))  # fmt: skip


def _retire(session: Session, draft: Pending, author: Member, now: datetime) -> Done | Raced:
    row = session.get(Document, (draft.kind, draft.code), with_for_update=True)
    if row is None or row.state != "live":
        raise NoDraft("there is no such answer to remove")
    if row.version != draft.version:
        return raced(session, row)
    row.state, row.retired_at, row.origin = "retired", now, "editor"
    audit.note(session, author, "retire", row.code, now, before=row.body)
    told = follows.tell_followers(session, row.code, row.version, row.version, now, gone=True)
    return Done(row.code, row.version, told)


def _restore(session: Session, draft: Pending, author: Member, now: datetime) -> Done | Raced:
    row = session.get(Document, (draft.kind, draft.code), with_for_update=True)
    if row is None or row.state != "retired":
        raise NoDraft("there is no such answer in the bin")
    row.state, row.retired_at = "live", None
    audit.note(session, author, "restore", row.code, now, after=row.body)
    return Done(row.code, row.version)


def _import(session: Session, draft: Pending, author: Member, now: datetime) -> Done | Raced:
    """Write every document of an import, or none: one changed meanwhile stops them all."""
    for kind, code, version, _ in draft.body["documents"]:
        row = session.get(Document, (kind, code), with_for_update=True)
        if (row.version if row else 0) != version:
            return raced(session, row) if row else Raced(code, 0, {}, None)
    for kind, code, _, body in draft.body["documents"]:
        write(session, Kind(kind), code, body, author, now, note="import")
    audit.note(session, author, "import", draft.code, now)
    return Done(draft.code, len(draft.body["documents"]))


_ACTS: dict[str, Callable[[Session, Pending, Member, datetime], Done | Undone]] = {
    "publish": _publish,
    "retire": _retire,
    "restore": _restore,
    "import": _import,
}


def send_back(session: Session, actor: Actor, draft_id: int, now: datetime) -> None:
    """Give a draft back to its author, who is told; raises NoDraft, NotAllowed."""
    editors.require(session, actor, Right.REVIEW)
    row = session.get(Draft, draft_id)
    if row is None or row.state != "review":
        raise NoDraft("this edit no longer waits for a review")
    row.state, row.previewed = "open", ""
    _tell(session, "back", row.id, row.code, [row.editor], now)


def call_reviewers(
    session: Session, draft: Pending, reviewers: Sequence[int], now: datetime
) -> int:
    """Queue word to everyone who may approve a draft."""
    return _tell(session, "review", draft.id, draft.code, reviewers, now)


def _tell(
    session: Session, what: str, draft_id: int, code: str, whom: Sequence[int], now: datetime
) -> int:
    return outbox.enqueue(
        session,
        [
            Planned(
                key=f"{what}:{draft_id}:{now.timestamp():.0f}:{user_id}",
                chat_id=user_id,
                card=CARD,
                facts={"what": what, "draft": draft_id, "code": code},
                urgency=Urgency.ROUTINE,
                due_at=now,
                not_before=now,
                about=f"draft:{draft_id}",
            )
            for user_id in whom
        ],
    )
