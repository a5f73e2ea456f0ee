"""Texts of a release that wait beside the editors', and what becomes of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import Document
from bot.storage.database.row_states import DocumentState
from bot.storage.editors import audit_log, editor_members
from bot.storage.editors.editor_members import Actor
from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentBody, DocumentKind
from knowledge.editing import editable_fields
from knowledge.editing.release_merge import PartDifference, release_differences
from knowledge.editing.roles import Right

RELEASE_PREFIX = "release:"  # of a draft: which text of a release it decides on


@dataclass(frozen=True, slots=True)
class WaitingText:
    """A public document and the release's text of it; `base` is what ours was made from."""

    kind: DocumentKind
    code: str
    version: int
    ours: dict[str, Any]
    theirs: dict[str, Any]
    base: DocumentBody | None

    @property
    def key(self) -> tuple[str, str]:
        """Kind and code, as a draft spells them."""
        return self.kind.value, self.code

    @property
    def about(self) -> str:
        """What a draft that decides on this very text says it is about."""
        return release_tag(self.theirs)

    @property
    def differences(self) -> list[PartDifference]:
        """Return the parts to decide on."""
        return release_differences(self.kind, self.base, self.ours, self.theirs)


def release_tag(theirs: DocumentBody) -> str:
    """Return the name of one text of a release."""
    return f"{RELEASE_PREFIX}{base_documents.body_fingerprint(theirs)[:16]}"


def load_waiting_texts(session: Session) -> list[WaitingText]:
    """Return what waits beside public documents, answers first, each kind by code."""
    rows = session.scalars(
        select(Document).where(Document.waiting.is_not(None), Document.state == DocumentState.LIVE)
    )
    found = [
        _waiting_text(session, row)
        for row in rows
        if row.kind in list(editable_fields.EDITABLE_FIELDS)
    ]
    kinds = list(editable_fields.EDITABLE_FIELDS)
    return sorted(found, key=lambda one: (kinds.index(one.kind), len(one.code), one.code))


def find_waiting_text(session: Session, kind: DocumentKind, code: str) -> WaitingText | None:
    """Return what waits beside a public document; None if nothing does."""
    row = session.get(Document, (kind.value, code))
    is_there = row is not None and row.waiting is not None and row.state == DocumentState.LIVE
    return _waiting_text(session, row) if row is not None and is_there else None


def _waiting_text(session: Session, row: Document) -> WaitingText:
    base = base_documents.release_ancestor(session, row)
    return WaitingText(
        DocumentKind(row.kind), row.code, row.version, row.body, row.waiting or {}, base
    )


def is_about_older_release(row: Document, about: str) -> bool:
    """Tell whether a draft decides on a text of a release in whose place a newer one waits."""
    decides = about.startswith(RELEASE_PREFIX)
    return decides and row.waiting is not None and release_tag(row.waiting) != about


def mark_decided(row: Document) -> None:
    """Note that the editors decided on what waits: the next release is compared with it."""
    row.settled, row.waiting = row.waiting, None


def keep_own_text(
    session: Session, actor: Actor, kind: DocumentKind, code: str, about: str, now: datetime
) -> bool:
    """Leave the editors' text as it is; False if that text of a release waits no longer.

    Raises NotAllowedError.
    """
    member = editor_members.require_right(session, actor, Right.EDIT)
    row = session.get(Document, (kind.value, code), with_for_update=True)
    if row is None or row.waiting is None or release_tag(row.waiting) != about:
        return False
    mark_decided(row)
    audit_log.add_audit_entry(session, member, "keep", code, now)
    session.flush()
    return True
