"""What editors did, only ever added to; of a forgotten editor role and act stay, no more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage.database.editor_tables import AuditEntry, Editor
from knowledge.editing.roles import TeamMember

AUDIT_PAGE_SIZE = 10
MEMBER_SUBJECT = "member"  # the subject of an act that concerned one


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act; `label` is what the owner calls the editor, `whom` the member it concerned.

    Both are empty when unknown by now.
    """

    id: int
    at: datetime
    editor: int | None
    label: str
    role: str
    act: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    whom: str = ""


def add_audit_entry(
    session: Session,
    member: TeamMember,
    act: str,
    subject: str,
    now: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    about: int | None = None,
    label: str = "",
) -> None:
    """Add an act to the audit; a label belongs into `label` alone, which can be forgotten."""
    session.add(
        AuditEntry(
            at=now,
            editor=member.user_id,
            role=member.role,
            act=act,
            subject=subject[:100],
            before=before,
            after=after,
            about=about,
            label=label,
        )
    )


def audit_page(session: Session, page: int = 0, subject: str = "") -> tuple[list[AuditLine], int]:
    """Return a page of acts, newest first, and how many there are in all."""
    chosen = select(AuditEntry, Editor.label).outerjoin(
        Editor, Editor.user_id == AuditEntry.editor
    )
    count = select(func.count()).select_from(AuditEntry)
    if subject:
        chosen, count = (
            chosen.where(AuditEntry.subject == subject),
            count.where(AuditEntry.subject == subject),
        )
    rows = session.execute(
        chosen.order_by(AuditEntry.id.desc()).limit(AUDIT_PAGE_SIZE).offset(page * AUDIT_PAGE_SIZE)
    ).all()
    found = [
        AuditLine(
            a.id, a.at, a.editor, name or "", a.role, a.act, a.subject, a.before, a.after, a.label
        )
        for a, name in rows
    ]
    return found, session.scalar(count) or 0
