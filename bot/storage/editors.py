"""Who keeps the base: members, one-time invitations, and the check before every act."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.storage import audit
from bot.storage.tables_editors import Act, Draft, Editor, Invite
from knowledge.editing.roles import Member, Right, Role
from knowledge.errors import CivicBotError
from knowledge.language import Language

INVITED_FOR = timedelta(hours=48)


class NotAllowed(CivicBotError):
    """The person has no right to this act, or has it no longer."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an update, as Telegram vouches for them; owners are in the settings."""

    user_id: int
    is_owner: bool


def member(session: Session, actor: Actor) -> Member | None:
    """Return what a person is at this moment, or None if they do not keep the base."""
    if actor.is_owner:
        return Member(actor.user_id, Role.OWNER)
    row = session.get(Editor, actor.user_id)
    return _member(row) if row else None


def _member(row: Editor) -> Member:
    languages = tuple(Language(tag) for tag in row.languages.split())
    return Member(row.user_id, Role(row.role), languages, row.label)


def require(session: Session, actor: Actor, right: Right) -> Member:
    """Return the member if they have a right at this moment; raises NotAllowed otherwise."""
    found = member(session, actor)
    if found is None or not found.may(right):
        raise NotAllowed(f"this act needs the right to {right}")
    return found


def everyone(session: Session) -> list[Member]:
    """Return the members in the order they came; owners are not among them."""
    return [_member(row) for row in session.scalars(select(Editor).order_by(Editor.since))]


def invite(
    session: Session,
    actor: Actor,
    role: Role,
    languages: tuple[Language, ...],
    label: str,
    now: datetime,
) -> str:
    """Make an invitation and return its secret, which is kept as a hash alone."""
    owner = require(session, actor, Right.TEAM)
    secret = secrets.token_urlsafe(24)
    session.add(
        Invite(
            hash=_hash(secret),
            role=role,
            languages=" ".join(languages),
            label=label[:40],
            expires_at=now + INVITED_FOR,
        )
    )
    audit.note(session, owner, "invite", role, now, label=label[:40])
    return secret


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def join(session: Session, user_id: int, secret: str, now: datetime) -> Member | None:
    """Use an invitation up; None if it never was, was used, or has expired."""
    row = session.get(Invite, _hash(secret), with_for_update=True)
    if row is None or row.expires_at <= now:
        return None
    session.delete(row)
    editor = session.get(Editor, user_id) or Editor(user_id=user_id, since=now)
    editor.role, editor.languages, editor.label = row.role, row.languages, row.label
    session.add(editor)
    session.flush()
    joined = _member(editor)
    invited = update(Act).where(Act.act == "invite", Act.at == row.expires_at - INVITED_FOR)
    session.execute(invited.where(Act.label == row.label).values(about=user_id))
    audit.note(session, joined, "join", joined.role, now, about=joined.user_id, label=joined.label)
    return joined


def promote(
    session: Session,
    actor: Actor,
    user_id: int,
    role: Role,
    languages: tuple[Language, ...],
    now: datetime,
) -> Member | None:
    """Give a member another role; None if there is no such member."""
    owner = require(session, actor, Right.TEAM)
    row = session.get(Editor, user_id)
    if row is None:
        return None
    before = {"role": row.role, "languages": row.languages}
    row.role, row.languages = role, " ".join(languages)
    after = {"role": row.role, "languages": row.languages}
    changed = _member(row)
    _note_about(session, owner, "promote", changed, now, before=before, after=after)
    return changed


def remove(session: Session, actor: Actor, user_id: int, now: datetime) -> Member | None:
    """End a membership at once, unfinished edits included; None if there was none."""
    owner = require(session, actor, Right.TEAM)
    row = session.get(Editor, user_id)
    if row is None:
        return None
    gone = _member(row)
    session.delete(row)
    session.execute(delete(Draft).where(Draft.editor == user_id))
    _note_about(session, owner, "remove", gone, now, before={"role": gone.role})
    return gone


def _note_about(
    session: Session, owner: Member, act: str, whom: Member, now: datetime, **how: Any
) -> None:
    audit.note(session, owner, act, audit.MEMBER, now, about=whom.user_id, label=whom.label, **how)


def label(session: Session, user_id: int | None, owners: tuple[int, ...]) -> str:
    """Return what to call an editor in a history: the label, `owner`, or nothing."""
    if user_id is None:
        return ""
    row = session.get(Editor, user_id)
    if row is not None and row.label:
        return row.label
    return Role.OWNER.value if user_id in owners else (row.role if row else "")


def prune(session: Session, now: datetime) -> None:
    """Delete invitations nobody used in time, and what those who never came were called."""
    unused = update(Act).where(Act.act == "invite", Act.about.is_(None))
    session.execute(unused.where(Act.at <= now - INVITED_FOR, Act.label != "").values(label=""))
    session.execute(delete(Invite).where(Invite.expires_at <= now))
