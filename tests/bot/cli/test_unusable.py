"""A database that cannot be used: one plain line and an exit code, whatever the command."""

import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.storage.backup import backup_files
from bot.storage.database.engine import Database, MissingDriverError
from knowledge.folders import base_folder
from knowledge.folders.base_folder import TownFolder
from knowledge.town import town_folder
from tests.content.village import bodies
from tests.town import NOON

COMMANDS = ("migrate", "seed", "export", "backup")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.configure_logging", lambda *_: None)


def run(url: str, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        code = cli.main(words)
    return code, capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_file(command: str, tmp_path: Path, capsys) -> None:
    (tmp_path / "bad.sqlite3").write_bytes(b"no database " * 500)
    code, said = run(f"sqlite:///{tmp_path}/bad.sqlite3", capsys, command)
    assert code == 2
    assert len(said.splitlines()) == 1
    assert "damaged" in said or "not a database" in said


@pytest.mark.parametrize("command", ["migrate", "seed"])
def test_a_database_of_a_newer_release(command: str, database: Path, capsys) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.close()
    code, said = run(f"sqlite:///{database}", capsys, command)
    assert (code, len(said.splitlines())) == (2, 1)
    assert "newer release" in said
    assert "'0099'" in said


@pytest.mark.parametrize("command", ["migrate", "export"])
def test_a_place_that_cannot_be_written(command: str, tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_text("")
    code, said = run(f"sqlite:///{tmp_path}/file/bot.sqlite3", capsys, command)
    assert (code, len(said.splitlines())) == (2, 1)
    assert "see who owns it" in said


@pytest.mark.parametrize("command", ["migrate", "export"])
def test_a_server_that_is_not_there(command: str, tmp_path: Path, capsys) -> None:
    url = f"postgresql+psycopg://u:geheim@/x?host={tmp_path}"
    code, said = run(url, capsys, command)
    assert (code, len(said.splitlines())) == (1, 1)
    assert "does not work at this moment" in said
    assert "geheim" not in said


def test_a_database_that_the_server_does_not_have(server, capsys) -> None:
    code, said = run(server.url("no_such_town"), capsys, "migrate")
    assert (code, len(said.splitlines())) == (2, 1)
    assert "no_such_town" in said


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingDriverError, match="make setup EXTRA=postgresql"):
        Database("postgresql+psycopg://nobody@nowhere/x")


def test_a_restore_on_the_command_line_says_where_the_present_database_went(
    either: str, capsys: pytest.CaptureFixture[str]
) -> None:
    db = Database(either)
    assert db.folder is not None
    made = backup_files.make_backup(db, db.folder, NOON)
    db.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", either)
        assert cli.main(["restore", str(made.path), "--yes"]) == 0
    said = capsys.readouterr().out
    assert "Restored to 2026-11-24 17:00 UTC" in said
    assert "The database as it was until now:" in said


def test_check_names_what_others_may_read(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{database}"
    tmp_path.chmod(0o755)
    (tmp_path / "backups").mkdir(mode=0o755)
    (tmp_path / "backups" / "civic-bot-1.sqlite3").touch(0o644)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        small = TownFolder(town_folder.shipped_town(), bodies())
        patch.setattr(
            base_folder, "load_town_folder", lambda place: small
        )  # a small FAQ: the shipped one is checked elsewhere
        cli.main(["check"])
    said = capsys.readouterr().out
    assert f"chmod 700 {tmp_path}" in said
    assert f"chmod 700 {tmp_path}/backups" in said
    assert f"chmod 600 {tmp_path}/backups/civic-bot-1.sqlite3" in said
    assert f"chmod 600 {database}" not in said  # ours: tightened when it was opened
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_what_the_bot_makes_is_for_its_own_user_alone(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/data/new.sqlite3")
    db.transact(lambda session: session.connection().exec_driver_sql("CREATE TABLE t (n)"))
    made = [tmp_path / "data", *(tmp_path / "data").iterdir()]
    assert {path.name for path in made} == {
        "data", "new.sqlite3", "new.sqlite3-wal", "new.sqlite3-shm",
    }  # fmt: skip
    assert [path.name for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
    db.close()
