"""Edits not yet public: one an editor and document, kept through restarts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.storage import editors, faq
from bot.storage.editors import Actor
from bot.storage.tables import Document
from bot.storage.tables_editors import Draft
from knowledge.codes import Codes
from knowledge.content.documents import Kind
from knowledge.editing.roles import Right
from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.numbers import whole


class NoDraft(CivicBotError):
    """The edit is no longer open: it was published, discarded, or is someone else's."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A draft as handlers see it; `digest` names exactly this content."""

    id: int
    editor: int
    kind: str
    code: str
    act: str
    version: int
    body: dict[str, Any]
    asks: str
    language: Language
    state: str
    previewed: str
    about: str
    at: datetime

    @property
    def digest(self) -> str:
        """A short name of this very content on this very version."""
        return faq.fingerprint({"body": self.body, "on": self.version, "act": self.act})[:10]


def _pending(row: Draft) -> Pending:
    return Pending(
        row.id, row.editor, row.kind, row.code, row.act, row.version, row.body, row.asks,
        Language(row.language), row.state, row.previewed, row.about, row.at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stored:
    """A document of the base as it is kept, public or in the bin."""

    kind: Kind
    code: str
    version: int
    body: dict[str, Any]
    state: str
    waiting: dict[str, Any] | None
    retired_at: datetime | None


def document(session: Session, kind: Kind, code: str) -> Stored | None:
    """Return a document, public or in the bin."""
    row = session.get(Document, (kind.value, code))
    if row is None:
        return None
    return Stored(kind, row.code, row.version, row.body, row.state, row.waiting, row.retired_at)


def fresh_code(session: Session, kind: Kind, codes: Codes, slug: str = "") -> str:
    """Return a code no document and no draft has: the next number, or a name for the others."""
    taken = set(session.scalars(select(Document.code).where(Document.kind == kind)))
    taken |= set(session.scalars(select(Draft.code).where(Draft.kind == kind)))
    prefix = {Kind.ENTRY: f"{codes.prefix}-", Kind.FACT: "F"}.get(kind)
    if prefix is None:
        stem = slug or kind.value
        numbers = (f"{stem}-{n}" if n > 1 else stem for n in range(1, len(taken) + 2))
        return next(code for code in numbers if code not in taken)
    digits = [code.removeprefix(prefix) for code in taken if code.startswith(prefix)]
    newest = max((number for digit in digits if (number := whole(digit)) is not None), default=0)
    return codes.write(newest + 1) if kind is Kind.ENTRY else f"F{newest + 1:03d}"


def open_(
    session: Session,
    actor: Actor,
    kind: str,
    code: str,
    body: Mapping[str, Any],
    version: int,
    now: datetime,
    *,
    act: str = "publish",
    language: Language = Language.EN,
    about: str = "",
    afresh: bool = False,
) -> Pending:
    """Open the editor's draft of a document; one already open is taken up again.

    `afresh` begins anew from `body` instead. Raises NotAllowed.
    """
    editors.require(session, actor, Right.WORD)
    ask_nothing(session, actor.user_id)
    row = session.scalar(
        select(Draft).where(Draft.editor == actor.user_id, Draft.kind == kind, Draft.code == code)
    )
    if row is None or afresh or row.act != act:
        if row is None:
            row = Draft(editor=actor.user_id, kind=kind, code=code)
            session.add(row)
        row.act, row.version, row.body, row.about = act, version, dict(body), about
        row.state, row.previewed, row.asks = "open", "", ""
    row.language, row.at = language, now
    session.flush()
    return _pending(row)


def get(session: Session, actor: Actor, draft_id: int) -> Pending:
    """Return a draft of one's own, or one that waits for a review one may give.

    Raises NoDraft, and NotAllowed for whoever keeps nothing.
    """
    reader = editors.require(session, actor, Right.LOOK)
    row = session.get(Draft, draft_id)
    is_mine = row is not None and row.editor == actor.user_id
    if row is None or not (is_mine or (row.state == "review" and reader.may(Right.REVIEW))):
        raise NoDraft("this edit is no longer open")
    return _pending(row)


def latest(session: Session, actor: Actor) -> Pending:
    """Return the draft the editor touched last; raises NoDraft when there is none."""
    editors.require(session, actor, Right.LOOK)
    row = session.scalar(
        select(Draft)
        .where(Draft.editor == actor.user_id, Draft.state == "open")
        .order_by(Draft.at.desc(), Draft.id.desc())
        .limit(1)
    )
    if row is None:
        raise NoDraft("there is no open edit")
    return _pending(row)


def mine(session: Session, actor: Actor) -> list[Pending]:
    """Return the editor's drafts, and those that wait for a review, newest first."""
    reader = editors.require(session, actor, Right.LOOK)
    query = select(Draft).order_by(Draft.at.desc())
    rows = session.scalars(query).all()
    return [
        _pending(row)
        for row in rows
        if row.editor == actor.user_id or (row.state == "review" and reader.may(Right.REVIEW))
    ]


def others_on(session: Session, user_id: int, kind: str, code: str) -> list[int]:
    """Return the other editors who have an edit of this document open."""
    return list(
        session.scalars(
            select(Draft.editor).where(
                Draft.kind == kind, Draft.code == code, Draft.editor != user_id
            )
        )
    )


def change(
    session: Session, /, actor: Actor, draft_id: int, now: datetime, **parts: Any
) -> Pending:
    """Change parts of a draft of one's own; another body takes it back from review.

    Raises NoDraft and NotAllowed.
    """
    editors.require(session, actor, Right.WORD)
    row = session.get(Draft, draft_id)
    if row is None or row.editor != actor.user_id:
        raise NoDraft("this edit is no longer open")
    if parts.get("asks"):
        ask_nothing(session, actor.user_id)
    if "body" in parts:
        row.state = "open"
    for name, value in parts.items():
        setattr(row, name, value)
    row.at = now
    session.flush()
    return _pending(row)


def ask_nothing(session: Session, user_id: int) -> None:
    """Stop waiting for a text from a person; their edits stay as they are."""
    session.execute(update(Draft).where(Draft.editor == user_id, Draft.asks != "").values(asks=""))


def discard(session: Session, actor: Actor, draft_id: int) -> Pending:
    """Throw a draft away; raises NoDraft when it is not there to throw."""
    found = get(session, actor, draft_id)
    session.execute(delete(Draft).where(Draft.id == draft_id))
    return found
