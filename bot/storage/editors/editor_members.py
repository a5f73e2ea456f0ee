"""Who keeps the base: members, one-time invitations, and the check before every act."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.storage.database.editor_tables import AuditEntry, Draft, Editor, Invite
from bot.storage.editors import audit_log
from knowledge.editing.roles import Right, Role, TeamMember
from knowledge.errors import CivicBotError
from knowledge.language import Language

INVITATION_VALID = timedelta(hours=48)


class NotAllowedError(CivicBotError):
    """The person has no right to this act, or has it no longer."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an update, as Telegram vouches for them; owners are in the settings."""

    user_id: int
    is_owner: bool


def load_member(session: Session, actor: Actor) -> TeamMember | None:
    """Return what a person is at this moment, or None if they do not keep the base."""
    if actor.is_owner:
        return TeamMember(actor.user_id, Role.OWNER)
    row = session.get(Editor, actor.user_id)
    return member_of_row(row) if row else None


def member_of_row(row: Editor) -> TeamMember:
    """Return the member that a row tells of."""
    languages = tuple(Language(tag) for tag in row.languages.split())
    return TeamMember(row.user_id, Role(row.role), languages, row.label)


def require_right(session: Session, actor: Actor, right: Right) -> TeamMember:
    """Return the member if they have a right at this moment; raises NotAllowedError otherwise."""
    found = load_member(session, actor)
    if found is None or not found.has_right(right):
        raise NotAllowedError(f"this act needs the right to {right}")
    return found


def list_members(session: Session) -> list[TeamMember]:
    """Return the members in the order they came; owners are not among them."""
    return [member_of_row(row) for row in session.scalars(select(Editor).order_by(Editor.since))]


def create_invitation(
    session: Session,
    actor: Actor,
    role: Role,
    languages: tuple[Language, ...],
    label: str,
    now: datetime,
) -> str:
    """Make an invitation and return its secret, which is kept as a hash alone."""
    owner = require_right(session, actor, Right.TEAM)
    secret = secrets.token_urlsafe(24)
    session.add(
        Invite(
            hash=_secret_hash(secret),
            role=role,
            languages=" ".join(languages),
            label=label[:40],
            expires_at=now + INVITATION_VALID,
        )
    )
    audit_log.add_audit_entry(session, owner, "invite", role, now, label=label[:40])
    return secret


def _secret_hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def accept_invitation(
    session: Session, user_id: int, secret: str, now: datetime
) -> TeamMember | None:
    """Use an invitation up; None if it never was, was used, or has expired."""
    row = session.get(Invite, _secret_hash(secret), with_for_update=True)
    if row is None or row.expires_at <= now:
        return None
    session.delete(row)
    editor = session.get(Editor, user_id) or Editor(user_id=user_id, since=now)
    editor.role, editor.languages, editor.label = row.role, row.languages, row.label
    session.add(editor)
    session.flush()
    joined = member_of_row(editor)
    invited = update(AuditEntry).where(
        AuditEntry.act == "invite", AuditEntry.at == row.expires_at - INVITATION_VALID
    )
    session.execute(invited.where(AuditEntry.label == row.label).values(about=user_id))
    audit_log.add_audit_entry(
        session, joined, "join", joined.role, now, about=joined.user_id, label=joined.label
    )
    return joined


def change_role(
    session: Session,
    actor: Actor,
    user_id: int,
    role: Role,
    languages: tuple[Language, ...],
    now: datetime,
) -> TeamMember | None:
    """Give a member another role; None if there is no such member."""
    owner = require_right(session, actor, Right.TEAM)
    row = session.get(Editor, user_id)
    if row is None:
        return None
    before = {"role": row.role, "languages": row.languages}
    row.role, row.languages = role, " ".join(languages)
    after = {"role": row.role, "languages": row.languages}
    changed = member_of_row(row)
    _audit_member(session, owner, "promote", changed, now, before=before, after=after)
    return changed


def remove_member(
    session: Session, actor: Actor, user_id: int, now: datetime
) -> TeamMember | None:
    """End a membership at once, unfinished edits included; None if there was none."""
    owner = require_right(session, actor, Right.TEAM)
    row = session.get(Editor, user_id)
    if row is None:
        return None
    gone = member_of_row(row)
    session.delete(row)
    session.execute(delete(Draft).where(Draft.editor == user_id))
    _audit_member(session, owner, "remove", gone, now, before={"role": gone.role})
    return gone


def _audit_member(
    session: Session, owner: TeamMember, act: str, whom: TeamMember, now: datetime, **how: Any
) -> None:
    audit_log.add_audit_entry(
        session,
        owner,
        act,
        audit_log.MEMBER_SUBJECT,
        now,
        about=whom.user_id,
        label=whom.label,
        **how,
    )


def editor_label(session: Session, user_id: int | None, owners: tuple[int, ...]) -> str:
    """Return what to call an editor in a history: the label, `owner`, or nothing."""
    if user_id is None:
        return ""
    row = session.get(Editor, user_id)
    if row is not None and row.label:
        return row.label
    return Role.OWNER.value if user_id in owners else (row.role if row else "")


def prune_invitations(session: Session, now: datetime) -> None:
    """Delete invitations nobody used in time, and what those who never came were called."""
    unused = update(AuditEntry).where(AuditEntry.act == "invite", AuditEntry.about.is_(None))
    session.execute(
        unused.where(AuditEntry.at <= now - INVITATION_VALID, AuditEntry.label != "").values(
            label=""
        )
    )
    session.execute(delete(Invite).where(Invite.expires_at <= now))
