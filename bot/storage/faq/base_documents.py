"""The FAQ base's documents: loading, seeding, their versions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.database import base_version
from bot.storage.database.core_tables import Document, DocumentVersion
from bot.storage.database.dialect import lock_until_commit
from bot.storage.database.row_states import DocumentState
from bot.storage.faq import answer_ties, follows
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.editing.release_merge import release_differences, say_the_same
from knowledge.errors import CivicBotError
from knowledge.town import Town
from knowledge.town.code_format import CodeFormat

RELEASE_NOTE = "release"  # the note of a version that a release brought


class ForeignBaseError(CivicBotError):
    """The database serves another town."""


@dataclass(frozen=True, slots=True)
class SeedResult:
    """What a seeding did, in numbers of documents."""

    added: int
    replaced: int
    waiting: int  # edited by an editor and changed by the release: editors decide (/releases)
    merged: int = 0  # taken away, because another answer of the release replaces them


@dataclass(frozen=True, slots=True)
class LiveDocuments:
    """The public documents as they are kept, with their versions and the content version."""

    bodies: Mapping[DocumentKey, DocumentBody]
    versions: Mapping[DocumentKey, int]
    version: int


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A document at one of its versions."""

    number: int
    body: DocumentBody
    at: datetime
    editor: int | None
    note: str


def body_fingerprint(body: DocumentBody) -> str:
    """Return a digest of a body, the same for the same content whatever the key order."""
    return hashlib.sha256(
        json.dumps(body, sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()


def json_body(body: DocumentBody) -> dict[str, Any]:
    """Return a body as JSON can hold it (dates become ISO text)."""
    result: dict[str, Any] = json.loads(json.dumps(body, ensure_ascii=False, default=str))
    return result


def load_live_documents(session: Session) -> LiveDocuments:
    """Return every live document but the bank's, each with its version."""
    rows = session.execute(
        select(Document.kind, Document.code, Document.body, Document.version).where(
            Document.state == DocumentState.LIVE, Document.kind != DocumentKind.BANK
        )
    ).all()
    return LiveDocuments(
        {(DocumentKind(kind), code): body for kind, code, body, _ in rows},
        {(DocumentKind(kind), code): number for kind, code, _, number in rows},
        base_version.content_version(session),
    )


def load_base(session: Session, town: Town | None = None) -> FaqBase:
    """Return the live base at its present version; of the shipped town unless one is given."""
    found = load_live_documents(session)
    read = FaqBase.from_documents(found.bodies, found.versions, found.version, town)
    return replace(read, meeting_days=answer_ties.tied_days(session))


def seed_documents(
    session: Session,
    bodies: Mapping[DocumentKey, DocumentBody],
    now: datetime,
    codes: CodeFormat | None = None,
) -> SeedResult:
    """Lay the release's documents into the base.

    1. A document we do not have is added.
    2. One no editor touched is replaced, as a new version, when the release changed it.
    3. One an editor touched keeps the editor's text; the release's waits beside it, if it says
       anything that the editors have not got or decided on.
    4. One no editor touched, whose place an answer of the release takes, goes into the bin, and
       who followed it follows its heir.
    Nothing else is taken away. Raises ForeignBaseError if there are answers whose `codes` are not
    the town's.
    """
    lock_until_commit(session, "seed")
    have = {(DocumentKind(row.kind), row.code): row for row in session.scalars(select(Document))}
    if codes is not None:
        check_answer_codes(session, codes)
    added = replaced = waiting = 0
    for (kind, code), raw in bodies.items():
        body, digest = json_body(raw), body_fingerprint(raw)
        row = have.get((kind, code))
        if row is None:
            session.add(Document(kind=kind, code=code, version=1, body=body, seed_hash=digest))
            session.add(_seed_version(kind, code, 1, body, now))
            added += 1
        elif row.seed_hash == digest:
            continue
        elif row.origin == "seed":
            row.version, row.body, row.seed_hash = row.version + 1, body, digest
            session.add(_seed_version(kind, code, row.version, body, now))
            replaced += 1
        else:
            row.seed_hash = digest
            waiting += _store_waiting_text(session, row, body)
    merged = _retire_replaced(session, bodies, have, now)
    if added or replaced or merged:
        session.flush()
        base_version.raise_content_version(session)
    return SeedResult(added, replaced, waiting, merged)


def check_answer_codes(session: Session, codes: CodeFormat) -> None:
    """Raise ForeignBaseError if the database holds an answer whose code is none of the town's."""
    for code in session.scalars(select(Document.code).where(Document.kind == DocumentKind.ENTRY)):
        if not codes.is_exact_code(code):
            raise ForeignBaseError(
                f"DATABASE_URL: the database holds {code}, an answer of another town than that of "
                f"{codes.format_code(1)}; name another database"
            )


def _store_waiting_text(session: Session, row: Document, body: dict[str, Any]) -> bool:
    """Let a release's text wait beside the editors' if it says anything new; tell whether so."""
    kind = DocumentKind(row.kind)
    if say_the_same(kind, row.body, body):
        row.waiting, row.settled = None, body
        row.origin = "seed" if row.state == DocumentState.LIVE else row.origin
        return False
    if not release_differences(kind, release_ancestor(session, row), row.body, body):
        row.waiting, row.settled = None, body
        return False
    row.waiting = body
    return True


def release_ancestor(session: Session, row: Document) -> DocumentBody | None:
    """Return the release's text that the editors' was made from; None if there was none."""
    if row.settled is not None:
        return row.settled
    return session.scalar(
        select(DocumentVersion.body)
        .where(
            DocumentVersion.kind == row.kind,
            DocumentVersion.code == row.code,
            DocumentVersion.note == RELEASE_NOTE,
        )
        .order_by(DocumentVersion.version.desc())
        .limit(1)
    )


def _retire_replaced(
    session: Session,
    bodies: Mapping[DocumentKey, DocumentBody],
    have: Mapping[DocumentKey, Document],
    now: datetime,
) -> int:
    heirs = {
        (DocumentKind.ENTRY, old): code
        for (kind, code), body in bodies.items()
        if kind is DocumentKind.ENTRY
        for old in body.get("replaces", ())
    }
    gone = [
        (row, heirs[key])
        for key, row in have.items()
        if key in heirs
        and key not in bodies
        and row.state == DocumentState.LIVE
        and row.origin == "seed"
    ]
    for row, heir in gone:
        row.state, row.retired_at = DocumentState.RETIRED, now
        follows.inherit_follows(session, row.code, heir)
    return len(gone)


def _seed_version(
    kind: str, code: str, number: int, body: dict[str, Any], now: datetime
) -> DocumentVersion:
    return DocumentVersion(
        kind=kind,
        code=code,
        version=number,
        body=body,
        at=now,
        editor=None,
        note=RELEASE_NOTE,
    )


def document_history(session: Session, kind: DocumentKind, code: str) -> list[StoredVersion]:
    """Return a document's versions, oldest first; empty when there never was such a document."""
    rows = session.scalars(
        select(DocumentVersion)
        .where(DocumentVersion.kind == kind, DocumentVersion.code == code)
        .order_by(DocumentVersion.version)
    )
    return [StoredVersion(r.version, r.body, r.at, r.editor, r.note) for r in rows]


def is_retired(session: Session, kind: DocumentKind, code: str) -> bool:
    """Tell whether a document once was public and was taken away since."""
    state = session.scalar(
        select(Document.state).where(Document.kind == kind, Document.code == code)
    )
    return state in (DocumentState.RETIRED, DocumentState.GONE)
