"""What was taken away and can be brought back, and what an editor did last."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage.database.core_tables import Document, DocumentVersion
from bot.storage.database.row_states import DocumentState
from bot.storage.faq import drafts
from knowledge.content.documents import DocumentKind

TRASH_KEPT = timedelta(days=30)


def trashed_entries(session: Session) -> list[drafts.StoredDocument]:
    """Return the entries in the bin, the latest first."""
    codes = session.scalars(
        select(Document.code)
        .where(Document.kind == DocumentKind.ENTRY, Document.state == DocumentState.RETIRED)
        .order_by(Document.retired_at.desc())
    )
    found = (drafts.load_document(session, DocumentKind.ENTRY, code) for code in codes)
    return [stored for stored in found if stored is not None]


def empty_trash(session: Session, now: datetime) -> int:
    """Mark as gone what has lain in the bin for thirty days; its history stays readable."""
    rows = session.scalars(
        select(Document).where(
            Document.state == DocumentState.RETIRED, Document.retired_at < now - TRASH_KEPT
        )
    ).all()
    for row in rows:
        row.state = DocumentState.GONE
    return len(rows)


def last_publication(session: Session, user_id: int) -> tuple[DocumentKind, str] | None:
    """Return the document an editor published last, for `/faq undo` without a code."""
    row = session.execute(
        select(DocumentVersion.kind, DocumentVersion.code)
        .where(DocumentVersion.editor == user_id, DocumentVersion.note != "import")
        .order_by(DocumentVersion.at.desc())
        .limit(1)
    ).one_or_none()
    return (DocumentKind(row[0]), row[1]) if row else None
