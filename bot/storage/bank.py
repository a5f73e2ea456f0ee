"""The bank of test questions, and the base as it was before the last publication."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage import faq
from bot.storage.tables import Document, DocumentVersion
from knowledge.content.base import Base
from knowledge.content.documents import Kind
from knowledge.matching.evaluation import Asked, read_bank
from knowledge.town import Town


def questions(session: Session) -> list[Asked]:
    """Return every question of the bank; empty for a town that has none."""
    rows = session.scalars(
        select(Document.body).where(Document.kind == Kind.BANK, Document.state == "live")
    )
    return [asked for body in rows for asked in read_bank(body)]


def before_last_publication(session: Session, town: Town | None = None) -> Base | None:
    """Return the base without what editors published last; None if they never did."""
    newest = session.scalar(
        select(func.max(DocumentVersion.at)).where(DocumentVersion.editor.is_not(None))
    )
    if newest is None:
        return None
    rows = session.scalars(select(Document).where(Document.state == "live")).all()
    fresh = {
        (v.kind, v.code): v.version
        for v in session.scalars(select(DocumentVersion).where(DocumentVersion.at == newest))
    }
    bodies, versions = {}, {}
    for row in rows:
        body, number = row.body, row.version
        if fresh.get((row.kind, row.code)) == number:
            old = session.get(DocumentVersion, (row.kind, row.code, number - 1))
            if old is None:
                continue
            body, number = old.body, old.version
        key = (Kind(row.kind), row.code)
        bodies[key], versions[key] = body, number
    return Base.from_documents(bodies, versions, faq.version(session), town)
