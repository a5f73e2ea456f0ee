"""What was taken away and can be brought back, and what an editor did last."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import drafts
from bot.storage.tables import Document, DocumentVersion
from knowledge.content.documents import Kind

KEPT = timedelta(days=30)


def entries(session: Session) -> list[drafts.Stored]:
    """Return the entries in the bin, the latest first."""
    codes = session.scalars(
        select(Document.code)
        .where(Document.kind == Kind.ENTRY, Document.state == "retired")
        .order_by(Document.retired_at.desc())
    )
    found = (drafts.document(session, Kind.ENTRY, code) for code in codes)
    return [stored for stored in found if stored is not None]


def empty(session: Session, now: datetime) -> int:
    """Mark as gone what has lain in the bin for thirty days; its history stays readable."""
    rows = session.scalars(
        select(Document).where(Document.state == "retired", Document.retired_at < now - KEPT)
    ).all()
    for row in rows:
        row.state = "gone"
    return len(rows)


def last_act(session: Session, user_id: int) -> tuple[Kind, str] | None:
    """Return the document an editor published last, for `/faq undo` without a code."""
    row = session.execute(
        select(DocumentVersion.kind, DocumentVersion.code)
        .where(DocumentVersion.editor == user_id, DocumentVersion.note != "import")
        .order_by(DocumentVersion.at.desc())
        .limit(1)
    ).one_or_none()
    return (Kind(row[0]), row[1]) if row else None
