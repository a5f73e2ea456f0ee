"""The bank of test questions, and the base as it was before the last publication."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage.database import base_version
from bot.storage.database.core_tables import Document, DocumentVersion
from bot.storage.database.row_states import DocumentState
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.matching.quality.bank_evaluation import BankQuestion, read_bank
from knowledge.town import Town


def load_question_bank(session: Session) -> list[BankQuestion]:
    """Return every question of the bank; empty for a town that has none."""
    rows = session.scalars(
        select(Document.body).where(
            Document.kind == DocumentKind.BANK, Document.state == DocumentState.LIVE
        )
    )
    return [asked for body in rows for asked in read_bank(body)]


def base_before_publication(session: Session, town: Town | None = None) -> FaqBase | None:
    """Return the base without what editors published last; None if they never did."""
    newest = session.scalar(
        select(func.max(DocumentVersion.at)).where(DocumentVersion.editor.is_not(None))
    )
    if newest is None:
        return None
    rows = session.scalars(select(Document).where(Document.state == DocumentState.LIVE)).all()
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
        key = (DocumentKind(row.kind), row.code)
        bodies[key], versions[key] = body, number
    return FaqBase.from_documents(bodies, versions, base_version.content_version(session), town)
