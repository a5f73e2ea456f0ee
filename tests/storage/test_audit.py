"""The audit is only ever added to, whoever asks."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.storage.chats import chat_records, personal_data
from bot.storage.database.engine import Database
from bot.storage.editors import audit_log, editor_members
from bot.storage.editors.editor_members import Actor
from knowledge.editing.roles import Role, TeamMember
from tests.town import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def db(database: Path):
    db = Database(f"sqlite:///{database}")
    db.transact(
        audit_log.add_audit_entry,
        TeamMember(7, Role.EDITOR),
        "change",
        "KW-1",
        NOON,
        after={"a": 1},
    )
    yield db
    db.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit",
        "UPDATE audit SET act = 'other'",
        'UPDATE audit SET "after" = NULL',
        "UPDATE audit SET role = 'owner'",
    ],
)
def test_an_act_once_written_stays(db: Database, statement: str) -> None:
    with pytest.raises(IntegrityError, match="only ever added to"):
        db.transact(lambda session: session.execute(text(statement)))
    lines, count = db.transact(audit_log.audit_page)
    assert (count, lines[0].act, lines[0].editor) == (1, "change", 7)


@pytest.mark.parametrize("removed", [False, True])
def test_what_the_owner_calls_an_editor_is_forgotten_with_them(either: str, removed: bool) -> None:
    db, boss = Database(either), Actor(1, is_owner=True)
    for number, name in ((7, "Zanzibarqux"), (8, "Clara"), (None, "Nobody Came")):
        secret = db.transact(editor_members.create_invitation, boss, Role.EDITOR, (), name, NOON)
        if number is not None:
            db.transact(editor_members.accept_invitation, number, secret, NOON + HOUR)
            db.transact(editor_members.change_role, boss, number, Role.REVIEWER, (), NOON)
    if removed:
        db.transact(editor_members.remove_member, boss, 7, NOON)
    whom = sorted(line.whom for line in db.transact(audit_log.audit_page)[0])
    assert whom == ["Clara"] * 3 + ["Nobody Came"] + ["Zanzibarqux"] * (4 if removed else 3)
    db.transact(chat_records.forget_chat, 7, NOON)
    db.transact(editor_members.prune_invitations, NOON + editor_members.INVITATION_VALID)
    acts = db.transact(lambda session: session.execute(text("SELECT * FROM audit")).all())
    assert "Zanzibarqux" not in str(acts)
    assert "Nobody Came" not in str(acts)
    assert str(acts).count("Clara") == 3
    assert len(acts) == (8 if removed else 7)
    db.close()


def test_forgetting_takes_the_id_alone(db: Database) -> None:
    db.transact(personal_data.erase_chat, 7)
    [line], _ = db.transact(audit_log.audit_page)
    assert (line.editor, line.role, line.act, line.after) == (None, "editor", "change", {"a": 1})
