"""Expand, then contract: what rolls while older and newer processes serve side by side."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.replication.schema_check import SchemaCheck
from bot.storage import migrate
from bot.storage.database.engine import Database
from bot.storage.migrate import NewerDatabaseError, OldReplicasError
from bot.storage.replicas import heartbeats
from bot.storage.replicas.heartbeats import Beat
from tests import postgres
from tests.e2e.conftest import ROOT
from tests.e2e.small import Forked

NEXT = '''"""A later release's step."""
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "{name}", "{after}", None, None
{extra}

def upgrade():
    {does}
'''


def script(folder: Path, name: str, after: str, does: str, extra: str = "") -> None:
    written = NEXT.format(name=name, after=after, does=does, extra=extra)
    (folder / "versions" / f"{name}_later.py").write_text(written)


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The migrations of a later release: one that adds, then one that takes away."""
    folder = tmp_path / "migrations"
    shutil.copytree(ROOT / "bot" / "storage" / "migrations", folder)
    present = migrate.head_revision()
    add = 'op.add_column("people", sa.Column("colour", sa.Text(), nullable=True))'
    script(folder, "9001", present, add)
    script(folder, "9002", "9001", 'op.drop_column("people", "colour")', "contracts = True")
    monkeypatch.setattr(migrate, "_FOLDER", folder)
    for cached in (migrate.known_revisions, migrate.head_revision):
        cached.cache_clear()
    yield folder
    monkeypatch.undo()
    for cached in (migrate.known_revisions, migrate.head_revision):
        cached.cache_clear()


def lives(db: Database, name: str, revision: str) -> None:
    db.transact(heartbeats.record_beat, Beat(name, revision, 0, False, False), 28)


def tables(db: Database) -> Any:
    return db.transact(migrate.present_revision)


def test_nothing_is_taken_away_that_a_living_process_may_need(db: Database, later: Path) -> None:
    before = tables(db)
    lives(db, "old", before)
    lives(db, "new", "9002")
    with pytest.raises(OldReplicasError, match="9002 takes away"):
        migrate.upgrade_tables(db)
    assert tables(db) == before  # all or nothing
    lives(db, "old", "9001")  # it knows what was added, not that it goes
    with pytest.raises(OldReplicasError):
        migrate.upgrade_tables(db)
    db.transact(heartbeats.remove_replica, "old")
    migrate.upgrade_tables(db)
    assert tables(db) == "9002"


def test_what_only_adds_is_applied_while_older_processes_serve(db: Database, later: Path) -> None:
    lives(db, "old", tables(db))
    (later / "versions" / "9002_later.py").unlink()
    migrate.upgrade_tables(db)
    assert tables(db) == "9001"
    lives(db, "old", "0015")  # and it serves on: its beats are answered
    assert db.transact(lambda s: s.scalar(text("SELECT count(*) FROM replicas"))) == 1


async def test_a_process_waits_for_older_tables_and_says_so_once(
    server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.WARNING)
    db = Database(server.database())
    waiting = SchemaCheck(db)
    assert [await waiting.is_current(), await waiting.is_current()] == [False, False]
    migrate.upgrade_tables(db)
    assert [await waiting.is_current(), await waiting.is_current()] == [False, False]
    said = [record.getMessage() for record in caplog.records]
    assert [words.rpartition(" ")[2] for words in said] == ["migrate", "seed"]
    db.close()


async def test_a_process_ends_before_newer_tables_and_serves_before_its_own(db: Database) -> None:
    assert await SchemaCheck(db).is_current()
    db.transact(lambda s: s.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(NewerDatabaseError, match="newer release"):
        await SchemaCheck(db).is_current()


async def test_several_migrate_at_once_and_one_does_it(
    server: postgres.Server, tmp_path: Path
) -> None:
    url = server.database()
    errors = tmp_path / "errors.log"
    running = [
        Forked({"DATABASE_URL": url}, tmp_path, errors, (command,))
        for command in ("migrate", "seed", "migrate", "seed")
    ]
    assert [await process.wait() for process in running] == [0, 0, 0, 0], errors.read_text()
    db = Database(url)
    assert await SchemaCheck(db).is_current()
    assert migrate.schema_differences(db) == []
    db.close()
