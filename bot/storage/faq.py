"""The FAQ base's documents: loading, seeding, their versions."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import follows, ties
from bot.storage.dialect import hint, one_at_a_time
from bot.storage.tables import ContentVersion, Document, DocumentVersion
from knowledge.codes import Codes
from knowledge.content.base import Base
from knowledge.content.documents import Body, Key, Kind
from knowledge.editing.releases import alike, differences
from knowledge.errors import CivicBotError
from knowledge.town import Town

RELEASE = "release"  # the note of a version that a release brought
CHANNEL = "civic_base"  # on which processes hear that the base has changed; its version is truth


class ForeignBase(CivicBotError):
    """The database serves another town."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What a seeding did, in numbers of documents."""

    added: int
    replaced: int
    waiting: int  # edited by an editor and changed by the release: editors decide (/releases)
    merged: int = 0  # taken away, because another answer of the release replaces them


@dataclass(frozen=True, slots=True)
class Live:
    """The public documents as they are kept, with their versions and the content version."""

    bodies: Mapping[Key, Body]
    versions: Mapping[Key, int]
    version: int


@dataclass(frozen=True, slots=True)
class Version:
    """A document at one of its versions."""

    number: int
    body: Body
    at: datetime
    editor: int | None
    note: str


def fingerprint(body: Body) -> str:
    """Return a digest of a body, the same for the same content whatever the key order."""
    return hashlib.sha256(
        json.dumps(body, sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()


def plain(body: Body) -> dict[str, Any]:
    """Return a body as JSON can hold it (dates become ISO text)."""
    result: dict[str, Any] = json.loads(json.dumps(body, ensure_ascii=False, default=str))
    return result


def version(session: Session) -> int:
    """Return the content version; 0 before the first seeding."""
    return session.scalar(select(ContentVersion.version).where(ContentVersion.id == 1)) or 0


def bump(session: Session) -> int:
    """Raise the content version by one, so that every process rebuilds its index."""
    row = session.get(ContentVersion, 1, populate_existing=True, with_for_update=True)
    if row is None:
        session.add(ContentVersion(id=1, version=1))
    else:
        row.version += 1
    session.flush()
    hint(session, CHANNEL)
    return version(session)


def live(session: Session) -> Live:
    """Return every live document but the bank's, each with its version."""
    rows = session.execute(
        select(Document.kind, Document.code, Document.body, Document.version).where(
            Document.state == "live", Document.kind != Kind.BANK
        )
    ).all()
    return Live(
        {(Kind(kind), code): body for kind, code, body, _ in rows},
        {(Kind(kind), code): number for kind, code, _, number in rows},
        version(session),
    )


def base(session: Session, town: Town | None = None) -> Base:
    """Return the live base at its present version; of the shipped town unless one is given."""
    found = live(session)
    read = Base.from_documents(found.bodies, found.versions, found.version, town)
    return replace(read, meeting_days=ties.days(session))


def seed(
    session: Session, bodies: Mapping[Key, Body], now: datetime, codes: Codes | None = None
) -> Seeded:
    """Lay the release's documents into the base.

    1. A document we do not have is added.
    2. One no editor touched is replaced, as a new version, when the release changed it.
    3. One an editor touched keeps the editor's text; the release's waits beside it, if it says
       anything that the editors have not got or decided on.
    4. One no editor touched, whose place an answer of the release takes, goes into the bin, and
       who followed it follows its heir.
    Nothing else is taken away. Raises ForeignBase if there are answers whose `codes` are not the
    town's.
    """
    one_at_a_time(session, "seed")
    have = {(Kind(row.kind), row.code): row for row in session.scalars(select(Document))}
    if codes is not None:
        refuse_foreign(session, codes)
    added = replaced = waiting = 0
    for (kind, code), raw in bodies.items():
        body, digest = plain(raw), fingerprint(raw)
        row = have.get((kind, code))
        if row is None:
            session.add(Document(kind=kind, code=code, version=1, body=body, seed_hash=digest))
            session.add(_version(kind, code, 1, body, now))
            added += 1
        elif row.seed_hash == digest:
            continue
        elif row.origin == "seed":
            row.version, row.body, row.seed_hash = row.version + 1, body, digest
            session.add(_version(kind, code, row.version, body, now))
            replaced += 1
        else:
            row.seed_hash = digest
            waiting += _lay_beside(session, row, body)
    merged = _merge(session, bodies, have, now)
    if added or replaced or merged:
        session.flush()
        bump(session)
    return Seeded(added, replaced, waiting, merged)


def refuse_foreign(session: Session, codes: Codes) -> None:
    """Raise ForeignBase if the database holds an answer whose code is none of the town's."""
    for code in session.scalars(select(Document.code).where(Document.kind == Kind.ENTRY)):
        if not codes.is_whole(code):
            raise ForeignBase(
                f"DATABASE_URL: the database holds {code}, an answer of another town than that of "
                f"{codes.write(1)}; name another database"
            )


def _lay_beside(session: Session, row: Document, body: dict[str, Any]) -> bool:
    """Let a release's text wait beside the editors' if it says anything new; tell whether so."""
    kind = Kind(row.kind)
    if alike(kind, row.body, body):
        row.waiting, row.settled = None, body
        row.origin = "seed" if row.state == "live" else row.origin
        return False
    if not differences(kind, ancestor(session, row), row.body, body):
        row.waiting, row.settled = None, body
        return False
    row.waiting = body
    return True


def ancestor(session: Session, row: Document) -> Body | None:
    """Return the release's text that the editors' was made from; None if there was none."""
    if row.settled is not None:
        return row.settled
    return session.scalar(
        select(DocumentVersion.body)
        .where(
            DocumentVersion.kind == row.kind,
            DocumentVersion.code == row.code,
            DocumentVersion.note == RELEASE,
        )
        .order_by(DocumentVersion.version.desc())
        .limit(1)
    )


def _merge(
    session: Session, bodies: Mapping[Key, Body], have: Mapping[Key, Document], now: datetime
) -> int:
    heirs = {
        (Kind.ENTRY, old): code
        for (kind, code), body in bodies.items()
        if kind is Kind.ENTRY
        for old in body.get("replaces", ())
    }
    gone = [
        (row, heirs[key])
        for key, row in have.items()
        if key in heirs and key not in bodies and row.state == "live" and row.origin == "seed"
    ]
    for row, heir in gone:
        row.state, row.retired_at = "retired", now
        follows.inherit(session, row.code, heir)
    return len(gone)


def _version(
    kind: str, code: str, number: int, body: dict[str, Any], now: datetime
) -> DocumentVersion:
    return DocumentVersion(
        kind=kind,
        code=code,
        version=number,
        body=body,
        at=now,
        editor=None,
        note=RELEASE,
    )


def history(session: Session, kind: Kind, code: str) -> list[Version]:
    """Return a document's versions, oldest first; empty when there never was such a document."""
    rows = session.scalars(
        select(DocumentVersion)
        .where(DocumentVersion.kind == kind, DocumentVersion.code == code)
        .order_by(DocumentVersion.version)
    )
    return [Version(r.version, r.body, r.at, r.editor, r.note) for r in rows]


def is_retired(session: Session, kind: Kind, code: str) -> bool:
    """Tell whether a document once was public and was taken away since."""
    state = session.scalar(
        select(Document.state).where(Document.kind == kind, Document.code == code)
    )
    return state in ("retired", "gone")
