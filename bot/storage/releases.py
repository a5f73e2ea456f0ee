"""Texts of a release that wait beside the editors', and what becomes of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import audit, editors, faq
from bot.storage.editors import Actor
from bot.storage.tables import Document
from knowledge.content.documents import Body, Kind
from knowledge.editing import fields
from knowledge.editing.releases import Difference, differences
from knowledge.editing.roles import Right

ABOUT = "release:"  # of a draft: which text of a release it decides on


@dataclass(frozen=True, slots=True)
class Waiting:
    """A public document and the release's text of it; `base` is what ours was made from."""

    kind: Kind
    code: str
    version: int
    ours: dict[str, Any]
    theirs: dict[str, Any]
    base: Body | None

    @property
    def key(self) -> tuple[str, str]:
        """Kind and code, as a draft spells them."""
        return self.kind.value, self.code

    @property
    def about(self) -> str:
        """What a draft that decides on this very text says it is about."""
        return tag(self.theirs)

    @property
    def differences(self) -> list[Difference]:
        """Return the parts to decide on."""
        return differences(self.kind, self.base, self.ours, self.theirs)


def tag(theirs: Body) -> str:
    """Return the name of one text of a release."""
    return f"{ABOUT}{faq.fingerprint(theirs)[:16]}"


def waiting(session: Session) -> list[Waiting]:
    """Return what waits beside public documents, answers first, each kind by code."""
    rows = session.scalars(
        select(Document).where(Document.waiting.is_not(None), Document.state == "live")
    )
    found = [_waiting(session, row) for row in rows if row.kind in list(fields.FIELDS)]
    kinds = list(fields.FIELDS)
    return sorted(found, key=lambda one: (kinds.index(one.kind), len(one.code), one.code))


def find(session: Session, kind: Kind, code: str) -> Waiting | None:
    """Return what waits beside a public document; None if nothing does."""
    row = session.get(Document, (kind.value, code))
    is_there = row is not None and row.waiting is not None and row.state == "live"
    return _waiting(session, row) if row is not None and is_there else None


def _waiting(session: Session, row: Document) -> Waiting:
    base = faq.ancestor(session, row)
    return Waiting(Kind(row.kind), row.code, row.version, row.body, row.waiting or {}, base)


def is_about_older(row: Document, about: str) -> bool:
    """Tell whether a draft decides on a text of a release in whose place a newer one waits."""
    decides = about.startswith(ABOUT)
    return decides and row.waiting is not None and tag(row.waiting) != about


def settle(row: Document) -> None:
    """Note that the editors decided on what waits: the next release is compared with it."""
    row.settled, row.waiting = row.waiting, None


def keep(session: Session, actor: Actor, kind: Kind, code: str, about: str, now: datetime) -> bool:
    """Leave the editors' text as it is; False if that text of a release waits no longer.

    Raises NotAllowed.
    """
    member = editors.require(session, actor, Right.EDIT)
    row = session.get(Document, (kind.value, code), with_for_update=True)
    if row is None or row.waiting is None or tag(row.waiting) != about:
        return False
    settle(row)
    audit.note(session, member, "keep", code, now)
    session.flush()
    return True
