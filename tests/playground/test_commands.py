"""The playground as it is started: what it says, what it refuses."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.cli import main
from bot.playground.simulator.simulated_telegram import SIMULATED_TOKEN

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.e2e


def environment(**settings: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "LOG_LEVEL": "WARNING", **settings}


@contextmanager
def started(folder: Path, *command: str, **settings: str) -> Iterator[str]:
    """Start a command; yield what it says, up to the address of the page."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *command],
        cwd=folder,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    try:
        while not re.search(r"(in your browser:|who write to it are at) http", said):
            line = process.stdout.readline()
            assert line, said
            said += line
        yield said
    finally:
        process.terminate()
        process.communicate(timeout=120)  # patience for a busy machine, not a measure
    assert process.returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        ["playground"],
        ["playground", "--api-only"],
        ["playground", "--terminal"],
        ["run", "--terminal"],
    ],
)
def test_it_does_not_start_near_a_real_token(
    tmp_path: Path,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:a-real-one-it-seems")
    assert main(command) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("TELEGRAM_BOT_TOKEN is set")
    assert "a-real-one" not in said.err


def test_a_taken_port_is_named_another_one_used_and_nothing_left_behind(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        taken = holder.getsockname()[1]
        with started(tmp_path, "run", PLAYGROUND_PORT=str(taken), TMPDIR=str(tmp_path)) as said:
            assert said.startswith(f"Port {taken} is taken; this is another one.\n")
            url = re.findall(r"http://\S+", said)[0]
            assert httpx.get(url).status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_the_bot_api_alone_says_when_its_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        taken = holder.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "bot", "playground", "--api-only", "--port", str(taken)],
            cwd=tmp_path,
            env=environment(PLAYGROUND_PORT="0"),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"Port {taken} is taken; give --port another, or leave it out.\n"


def test_the_bot_api_alone_answers_any_bot_on_the_port_it_was_given(
    tmp_path: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        free = holder.getsockname()[1]
    command = ("playground", "--api-only", "--port", str(free))
    with started(tmp_path, *command, PLAYGROUND_PORT="0") as said:
        assert f"http://127.0.0.1:{free}\n" in said
        assert SIMULATED_TOKEN in said
        answer = httpx.get(f"http://127.0.0.1:{free}/bot{SIMULATED_TOKEN}/getMe").json()
        assert answer["result"]["username"] == "CivicTestBot"
