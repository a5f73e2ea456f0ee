"""What editors did, only ever added to. A forgotten editor's acts keep the role, not the id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.storage.tables_editors import Act, Editor
from knowledge.editing.roles import Member

PAGE = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One act; `label` is what the owner calls the editor, empty when unknown by now."""

    id: int
    at: datetime
    editor: int | None
    label: str
    role: str
    act: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def note(
    session: Session,
    member: Member,
    act: str,
    subject: str,
    now: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add an act to the audit."""
    session.add(
        Act(
            at=now,
            editor=member.user_id,
            role=member.role,
            act=act,
            subject=subject[:100],
            before=before,
            after=after,
        )
    )


def lines(session: Session, page: int = 0, subject: str = "") -> tuple[list[Line], int]:
    """Return a page of acts, newest first, and how many there are in all."""
    chosen = select(Act, Editor.label).outerjoin(Editor, Editor.user_id == Act.editor)
    count = select(func.count()).select_from(Act)
    if subject:
        chosen, count = chosen.where(Act.subject == subject), count.where(Act.subject == subject)
    rows = session.execute(chosen.order_by(Act.id.desc()).limit(PAGE).offset(page * PAGE)).all()
    found = [
        Line(a.id, a.at, a.editor, label or "", a.role, a.act, a.subject, a.before, a.after)
        for a, label in rows
    ]
    return found, session.scalar(count) or 0
