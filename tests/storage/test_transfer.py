"""All of a database in another: what is copied is what the tables are, not a list of ours."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Table, select, text

from bot.cli import main
from bot.storage.backup import database_copy
from bot.storage.backup.database_copy import CopyError
from bot.storage.chats import chat_records, erasures
from bot.storage.database import runtime_flags
from bot.storage.database.core_tables import TableRow
from bot.storage.database.engine import Database
from bot.storage.faq import follows
from knowledge.language import Language
from tests import postgres
from tests.storage.table_rows import TABLES, sample
from tests.town import NOON

Make = Callable[[], str]


def fitting(column: Column[Any], number: int) -> Any:
    value, most = sample(column, number), getattr(column.type, "length", None)
    return value[:most] if isinstance(value, str) and most else value


@pytest.fixture
def source(template: Path, tmp_path: Path) -> Database:
    """A SQLite database with several rows in every table there is."""
    (tmp_path / "old").mkdir()
    db = Database(f"sqlite:///{shutil.copy(template, tmp_path / 'old' / 'town.sqlite3')}")
    for table in TABLES.values():
        for number in range(2000, 2003):
            row = {column.name: fitting(column, number) for column in table.columns}
            db.transact(lambda s, table=table, row=row: s.execute(table.insert(), row))
    db.transact(
        chat_records.choose_plain,
        chat_records.ChatRecord(77, "private", Language.ES, True, False, (), 0),
        False,
    )
    db.transact(chat_records.forget_chat, 88, NOON)
    return db


@pytest.fixture
def target(server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.chdir(tmp_path)
    return Database(server.database())


def rows(db: Database, table: Table) -> list[tuple[Any, ...]]:
    query = select(table).order_by(*table.primary_key)
    return [tuple(row) for row in db.transact(lambda session: session.execute(query).all())]


def test_every_row_of_every_table_arrives_and_counting_goes_on(
    source: Database, target: Database
) -> None:
    copied = database_copy.copy_database(source, target)
    assert {one.name for one in copied} == set(TableRow.metadata.tables) - {"replicas"}
    assert all(one.count >= 3 for one in copied if one.name != "content_version")
    for table in database_copy.copied_tables():
        assert rows(source, table) == rows(target, table)
    campaigns = TableRow.metadata.tables["campaigns"]
    values = {
        column.name: fitting(column, 5) for column in campaigns.columns if column.name != "id"
    }
    target.transact(lambda session: session.execute(campaigns.insert(), values))
    assert max(row[0] for row in rows(target, campaigns)) == 2003
    source.close()
    target.close()


def test_who_was_forgotten_stays_so_and_is_known_by_the_same_key(
    source: Database, target: Database
) -> None:
    database_copy.copy_database(source, target)
    assert target.transact(runtime_flags.installation_key) == source.transact(
        runtime_flags.installation_key
    )
    folder = target.folder
    assert folder is not None
    name = target.transact(runtime_flags.keyed_hash, "erasure", 88)
    assert name in dict(erasures.read_erasures(folder))
    assert name in dict(target.transact(erasures.erasures_since, NOON - timedelta(days=1)))
    target.transact(follows.follow_answer, 77, "KW-1")
    source.close()
    target.close()


def test_a_target_that_holds_anything_is_refused_and_stays_as_it_was(
    source: Database, target: Database
) -> None:
    target.transact(lambda session: session.execute(text("CREATE TABLE others (a INT)")))
    target.transact(lambda session: session.execute(text("INSERT INTO others VALUES (1)")))
    with pytest.raises(CopyError, match=r"not empty .*others"):
        database_copy.copy_database(source, target)
    there = text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    assert target.transact(lambda session: session.scalar(there)) == 1
    source.close()
    target.close()


def test_a_copy_that_differs_is_taken_back(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = database_copy._row_pages

    def lossy(session: Any, table: Table) -> Any:
        for page in pages(session, table):
            lost = table.name == "follows" and session.get_bind().dialect.name == "sqlite"
            yield page[:-1] if lost and not lossy.digests else page

    lossy.digests = False
    digest = database_copy._table_digest

    def digesting(session: Any, table: Table) -> Any:
        lossy.digests = True
        try:
            return digest(session, table)
        finally:
            lossy.digests = False

    monkeypatch.setattr(database_copy, "_row_pages", lossy)
    monkeypatch.setattr(database_copy, "_table_digest", digesting)
    with pytest.raises(CopyError, match="follows did not arrive as it was"):
        database_copy.copy_database(source, target)
    assert rows(target, TableRow.metadata.tables["people"]) == []
    source.close()
    target.close()


def test_a_value_that_the_target_cannot_hold_is_told_plainly(
    source: Database, target: Database
) -> None:
    wide = text("UPDATE people SET language = 'zanzibarqux' WHERE chat_id = 77")
    source.transact(lambda session: session.execute(wide))
    with pytest.raises(CopyError, match="people: a row has a value"):
        database_copy.copy_database(source, target)
    assert rows(target, TableRow.metadata.tables["documents"]) == []
    source.close()
    target.close()


def test_the_way_back_and_the_command_line(
    source: Database, server: postgres.Server, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    first, there, back = str(source.url), server.database(), f"sqlite:///{tmp_path}/new.sqlite3"
    source.close()
    assert main(["copy-database", "--from", first, "--to", there]) == 0
    assert main(["copy-database", "--from", there, "--to", back]) == 0
    one, other = capsys.readouterr().out.split("Copied and verified: ")[:2]
    assert one.splitlines() == other.splitlines()[1:]  # the same counts and digests
    assert main(["copy-database", "--from", first, "--to", back]) == 2
    assert main(["copy-database", "--from", "sqlite:///nowhere.sqlite3", "--to", back]) == 2
    assert main(["copy-database", "--from", "mysql://x", "--to", back]) == 2
    assert "Traceback" not in capsys.readouterr().err
