"""The audit is only ever added to, whoever asks."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.storage import audit, personal
from bot.storage.engine import Database
from knowledge.editing.roles import Member, Role
from tests.town import NOON


@pytest.fixture
def db(database: Path):
    db = Database(f"sqlite:///{database}")
    db.transact(audit.note, Member(7, Role.EDITOR), "change", "KW-1", NOON, after={"a": 1})
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
    lines, count = db.transact(audit.lines)
    assert (count, lines[0].act, lines[0].editor) == (1, "change", 7)


def test_forgetting_takes_the_id_alone(db: Database) -> None:
    db.transact(personal.erase, 7)
    [line], _ = db.transact(audit.lines)
    assert (line.editor, line.role, line.act, line.after) == (None, "editor", "change", {"a": 1})
