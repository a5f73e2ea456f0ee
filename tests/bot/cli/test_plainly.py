"""What can be wrong with the place the bot runs in: one plain line, no traceback, no password."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TextIO

import pytest

from bot.cli import main
from bot.proxies import check_proxies
from knowledge.folders import base_folder
from knowledge.town import town_folder
from tests.town import documents

ROOT = Path(__file__).parents[3]
COMMANDS = (["run"], ["ask", "what is 287g"], ["migrate"], ["seed"], ["export"])


class Shell:
    """A command line in a folder of its own, with its own .env."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        self.folder = folder
        self._patch, self._capsys = monkeypatch, capsys
        monkeypatch.chdir(folder)

    def fails(self, *words: str, **environment: str) -> str:
        """Run a command that cannot start; return the one line that it says."""
        assert self.runs(*words, **environment) == 2
        return self.said.strip()

    def runs(self, *words: str, **environment: str) -> int:
        """Run a command; whatever it raises fails the test, as it would print a traceback."""
        for name, value in environment.items():
            self._patch.setenv(name, value)
        code = main(words)
        self.said = self._capsys.readouterr().err
        return code


@pytest.fixture
def shell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Shell]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield Shell(monkeypatch, capsys, tmp_path)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_file_that_is_no_database_is_said_so_by_every_command(
    shell: Shell, words: list[str]
) -> None:
    file = shell.folder / "town.sqlite3"
    file.write_bytes(b"this is a shopping list, and no database at all " * 99)
    token = {"TELEGRAM_BOT_TOKEN": "123456:ABCDEFGHIJKLMNOP"}
    assert shell.fails(*words, DATABASE_URL=f"sqlite:///{file}", **token) == (
        f"The database {file} is damaged, or no SQLite file; put a backup back with python -m bot "
        "restore FILE, or move it away to begin anew"
    )


def test_a_damaged_database_is_said_so(shell: Shell, seeded: Path) -> None:
    file = shell.folder / "town.sqlite3"
    data = bytearray(seeded.read_bytes())
    data[100:60_000] = b"\xa5" * 59_900
    file.write_bytes(bytes(data))
    said = shell.fails("ask", "hello", DATABASE_URL=f"sqlite:///{file}")
    assert said.startswith(f"The database {file} is damaged")
    assert "restore FILE" in said


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///{}/folder", "Is a directory; see DATABASE_URL"),
        ("sqlite:///{}/file/town.sqlite3", "see DATABASE_URL"),
        ("sqlite:////proc/none/town.sqlite3", "see DATABASE_URL"),
        ("sqlite:///", "must name a file"),
        ("mysql://u:SECRET@host/x", "must begin with"),
        ("postgresql+psycopg://u:SECRET@host:port/x", "port as a number"),
        ("postgresql+psycopg://u:SECRET@[::1/x", "as %40"),
        ("postgresql+psycopg://u:SEC:RET@1@host:5x/x", "as %40"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_so_without_its_password(
    shell: Shell, url: str, says: str
) -> None:
    (shell.folder / "folder").mkdir()
    (shell.folder / "file").touch()
    said = shell.fails("migrate", DATABASE_URL=url.format(shell.folder))
    assert says in said
    assert "SEC" not in said
    assert "RET" not in said


def test_a_server_that_is_away_is_named_without_its_password(shell: Shell) -> None:
    """It may be back in a moment, so the code is another; without its driver it never will be."""
    code = shell.runs("migrate", DATABASE_URL="postgresql+psycopg://u:SECRET@127.0.0.1:9/x")
    is_away = "the server at 127.0.0.1 cannot be reached" in shell.said
    assert (code, is_away) in ((1, True), (2, False))
    assert is_away or "PostgreSQL driver" in shell.said
    assert "SECRET" not in shell.said


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("OPERATOR_NAME=José\n".encode("cp1252"), ".env: line 1 is not UTF-8"),
        (b"LOG_LEVEL=INFO\n\nOPERATOR_NAME=\xe9\xe8\n", ".env: line 3 is not UTF-8"),
        ("OPERATOR_NAME=José\n".encode("utf-16"), ".env: is written in UTF-16"),
    ],
)
def test_settings_in_another_encoding_are_named_with_file_and_line(
    shell: Shell, written: bytes, says: str
) -> None:
    (shell.folder / ".env").write_bytes(written)
    assert shell.fails("migrate").startswith(says)


def test_settings_with_a_mark_of_utf_8_and_windows_line_ends_are_read(shell: Shell) -> None:
    text = f"\ufeffDATABASE_URL=sqlite:///{shell.folder}/x.sqlite3\r\nOPERATOR_NAME=José\r\n"
    (shell.folder / ".env").write_bytes(text.encode())
    assert shell.runs("migrate") == 0
    assert (shell.folder / "x.sqlite3").is_file()


@pytest.mark.parametrize("name", ["ALL_PROXY", "https_proxy", "HTTP_PROXY"])
@pytest.mark.parametrize("address", ["socks4://127.0.0.1:9", "ftp://127.0.0.1:9"])
@pytest.mark.parametrize("command", ["run", "doctor", "playground"])
def test_a_proxy_that_cannot_be_used_is_named(
    shell: Shell, name: str, address: str, command: str
) -> None:
    said = shell.fails(command, **{name: address})
    assert said.startswith(f"{name.upper()}: a {address[: address.index(':')]} proxy")
    assert "\n" not in said


def test_a_socks_proxy_is_named_where_its_part_is_not_installed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.proxies.find_spec", lambda name: None)
    said = shell.fails("doctor", ALL_PROXY="socks5://127.0.0.1:9")
    assert said.startswith("ALL_PROXY: a socks5 proxy")
    monkeypatch.setattr("bot.proxies.find_spec", lambda name: object())
    check_proxies()


def test_what_needs_no_network_minds_no_proxy(shell: Shell) -> None:
    url = f"sqlite:///{shell.folder}/x.sqlite3"
    assert shell.runs("migrate", ALL_PROXY="socks4://127.0.0.1:9", DATABASE_URL=url) == 0


@pytest.fixture
def unheard() -> TextIO:
    """A pipe whose reader has gone: what `head -0` leaves."""
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "w")


@pytest.mark.parametrize("words", [["ask", "--json", "-"], ["export"]], ids=lambda it: it[0])
def test_nobody_listening_any_more_is_no_fault(
    shell: Shell, database: Path, unheard: TextIO, monkeypatch: pytest.MonkeyPatch,
    words: list[str],
) -> None:  # fmt: skip
    town = base_folder.TownFolder(town_folder.shipped_town(), documents())
    monkeypatch.setattr(base_folder, "load_town_folder", lambda _place: town)
    monkeypatch.setattr(sys, "stdin", StringIO('{"text": "what is 287g"}\n' * 300))
    monkeypatch.setattr(sys, "stdout", unheard)
    code = shell.runs(*words, DATABASE_URL=f"sqlite:///{database}")
    assert (code, shell.said) == (141, "")
    unheard.close()  # as Python does at the end: nothing is said then either


def test_nobody_listening_any_more_is_no_fault_at_the_end_of_a_process_either() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    child.stdout.close()
    _, erred = child.communicate()
    assert erred == ""
    assert child.returncode in (0, 141)
