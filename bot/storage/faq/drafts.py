"""Edits not yet public: one an editor and document, kept through restarts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import Document
from bot.storage.database.editor_tables import Draft
from bot.storage.database.row_states import DocumentState, DraftAct, DraftState
from bot.storage.editors import editor_members
from bot.storage.editors.editor_members import Actor
from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from knowledge.editing.roles import Right
from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.numbers import parse_number
from knowledge.town.code_format import CodeFormat


class NoDraftError(CivicBotError):
    """The edit is no longer open: it was published, discarded, or is someone else's."""


@dataclass(frozen=True, slots=True)
class PendingDraft:
    """A draft as handlers see it; `digest` names exactly this content."""

    id: int
    editor: int
    kind: str
    code: str
    act: DraftAct
    version: int
    body: dict[str, Any]
    asks: str
    language: Language
    state: DraftState
    previewed: str
    about: str
    at: datetime

    @property
    def digest(self) -> str:
        """A short name of this very content on this very version."""
        return base_documents.body_fingerprint(
            {"body": self.body, "on": self.version, "act": self.act}
        )[:10]


def _pending_draft(row: Draft) -> PendingDraft:
    return PendingDraft(
        row.id, row.editor, row.kind, row.code, DraftAct(row.act), row.version, row.body, row.asks,
        Language(row.language), DraftState(row.state), row.previewed, row.about, row.at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the base as it is kept, public or in the bin."""

    kind: DocumentKind
    code: str
    version: int
    body: dict[str, Any]
    state: DocumentState
    waiting: dict[str, Any] | None
    retired_at: datetime | None


def load_document(session: Session, kind: DocumentKind, code: str) -> StoredDocument | None:
    """Return a document, public or in the bin."""
    row = session.get(Document, (kind.value, code))
    if row is None:
        return None
    return StoredDocument(
        kind,
        row.code,
        row.version,
        row.body,
        DocumentState(row.state),
        row.waiting,
        row.retired_at,
    )


def free_code(session: Session, kind: DocumentKind, codes: CodeFormat, slug: str = "") -> str:
    """Return a code no document and no draft has: the next number, or a name for the others."""
    taken = set(session.scalars(select(Document.code).where(Document.kind == kind)))
    taken |= set(session.scalars(select(Draft.code).where(Draft.kind == kind)))
    prefix = {DocumentKind.ENTRY: f"{codes.prefix}-", DocumentKind.FACT: "F"}.get(kind)
    if prefix is None:
        stem = slug or kind.value
        numbers = (f"{stem}-{n}" if n > 1 else stem for n in range(1, len(taken) + 2))
        return next(code for code in numbers if code not in taken)
    digits = [code.removeprefix(prefix) for code in taken if code.startswith(prefix)]
    newest = max(
        (number for digit in digits if (number := parse_number(digit)) is not None), default=0
    )
    return codes.format_code(newest + 1) if kind is DocumentKind.ENTRY else f"F{newest + 1:03d}"


def open_draft(
    session: Session,
    actor: Actor,
    kind: str,
    code: str,
    body: Mapping[str, Any],
    version: int,
    now: datetime,
    *,
    act: DraftAct = DraftAct.PUBLISH,
    language: Language = Language.EN,
    about: str = "",
    afresh: bool = False,
) -> PendingDraft:
    """Open the editor's draft of a document; one already open is taken up again.

    `afresh` begins anew from `body` instead. Raises NotAllowedError.
    """
    editor_members.require_right(session, actor, Right.WORD)
    stop_asking(session, actor.user_id)
    row = session.scalar(
        select(Draft).where(Draft.editor == actor.user_id, Draft.kind == kind, Draft.code == code)
    )
    if row is None or afresh or row.act != act:
        if row is None:
            row = Draft(editor=actor.user_id, kind=kind, code=code)
            session.add(row)
        row.act, row.version, row.body, row.about = act, version, dict(body), about
        row.state, row.previewed, row.asks = DraftState.OPEN, "", ""
    row.language, row.at = language, now
    session.flush()
    return _pending_draft(row)


def load_draft(session: Session, actor: Actor, draft_id: int) -> PendingDraft:
    """Return a draft of one's own, or one that waits for a review one may give.

    Raises NoDraftError, and NotAllowedError for whoever keeps nothing.
    """
    reader = editor_members.require_right(session, actor, Right.LOOK)
    row = session.get(Draft, draft_id)
    is_mine = row is not None and row.editor == actor.user_id
    if row is None or not (
        is_mine or (row.state == DraftState.REVIEW and reader.has_right(Right.REVIEW))
    ):
        raise NoDraftError("this edit is no longer open")
    return _pending_draft(row)


def latest_draft(session: Session, actor: Actor) -> PendingDraft:
    """Return the draft the editor touched last; raises NoDraftError when there is none."""
    editor_members.require_right(session, actor, Right.LOOK)
    row = session.scalar(
        select(Draft)
        .where(Draft.editor == actor.user_id, Draft.state == DraftState.OPEN)
        .order_by(Draft.at.desc(), Draft.id.desc())
        .limit(1)
    )
    if row is None:
        raise NoDraftError("there is no open edit")
    return _pending_draft(row)


def visible_drafts(session: Session, actor: Actor) -> list[PendingDraft]:
    """Return the editor's drafts, and those that wait for a review, newest first."""
    reader = editor_members.require_right(session, actor, Right.LOOK)
    query = select(Draft).order_by(Draft.at.desc())
    rows = session.scalars(query).all()
    return [
        _pending_draft(row)
        for row in rows
        if row.editor == actor.user_id
        or (row.state == DraftState.REVIEW and reader.has_right(Right.REVIEW))
    ]


def other_editors_on(session: Session, user_id: int, kind: str, code: str) -> list[int]:
    """Return the other editors who have an edit of this document open."""
    return list(
        session.scalars(
            select(Draft.editor).where(
                Draft.kind == kind, Draft.code == code, Draft.editor != user_id
            )
        )
    )


def change_draft(
    session: Session, /, actor: Actor, draft_id: int, now: datetime, **parts: Any
) -> PendingDraft:
    """Change parts of a draft of one's own; another body takes it back from review.

    Raises NoDraftError and NotAllowedError.
    """
    editor_members.require_right(session, actor, Right.WORD)
    row = session.get(Draft, draft_id)
    if row is None or row.editor != actor.user_id:
        raise NoDraftError("this edit is no longer open")
    if parts.get("asks"):
        stop_asking(session, actor.user_id)
    if "body" in parts:
        row.state = DraftState.OPEN
    for name, value in parts.items():
        setattr(row, name, value)
    row.at = now
    session.flush()
    return _pending_draft(row)


def stop_asking(session: Session, user_id: int) -> None:
    """Stop waiting for a text from a person; their edits stay as they are."""
    session.execute(update(Draft).where(Draft.editor == user_id, Draft.asks != "").values(asks=""))


def discard_draft(session: Session, actor: Actor, draft_id: int) -> PendingDraft:
    """Throw a draft away; raises NoDraftError when it is not there to throw."""
    found = load_draft(session, actor, draft_id)
    session.execute(delete(Draft).where(Draft.id == draft_id))
    return found
