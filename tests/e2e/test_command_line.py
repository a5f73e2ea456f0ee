"""The command line, as a person or a script uses it."""

import json
import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from bot.cli import main
from tests.sharing import keep_playground_index

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parents[2]


def bot(tmp_path: Path, *words: str, said: str):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{tmp_path}/bot.sqlite3",
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=tmp_path,
        env=environment,
        input=said,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path, seeded: Path) -> Path:
    """A folder where the bot was run and played with before: it knows the seed's index."""
    keep_playground_index(seeded, tmp_path)
    shutil.copy(seeded, tmp_path)
    shutil.copy(f"{seeded}.index", tmp_path)
    return tmp_path


def test_json_lines_in_json_lines_out_in_the_same_order(house: Path) -> None:
    asked = [
        '{"text": "What was the vote count on June 30?", "lang": "en"}',
        "this is not json",
        '{"text": "¿Qué es un acuerdo 287(g)?", "lang": "es-419"}',
        '{"lang": "en"}',
        '{"text": "qwzxv plonk frobnicate", "lang": "xx-YY"}',
        '{"text": "hello"}',
        '{"text": "kw 14", "lang": "ht"}',
    ]
    done = bot(house, "ask", "--json", "-", said="\n".join(asked) + "\n")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [line.get("verdict", "error" in line) for line in lines] == [
        "found",
        True,
        "found",
        True,
        "unknown",
        "chat",
        "found",
    ]
    keys = {"verdict", "entry", "function", "scope", "score", "lang", "repeats"}
    keys |= {"answer", "candidates", "reasons"}
    assert all(set(line) == keys for line in lines if "error" not in line)
    assert "6-1" in lines[0]["answer"]
    assert lines[2]["lang"] == "es"
    assert all(len(line["candidates"]) <= 3 for line in lines if "error" not in line)


def test_the_terminal_answers_in_three_languages(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.logs.configure_logging", lambda *_: None)
    monkeypatch.chdir(house)
    said = "KW-16\n/language es\nKW-16\n/language ht\nKW-16\n/quit\n"
    monkeypatch.setattr(sys, "stdin", StringIO(said))
    assert main(["run", "--terminal"]) == 0
    told = capsys.readouterr().out
    for words in ("sources to ", "fuentes: ", "sous: "):
        assert words in told
