"""What the process takes at rest fits a small host."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, Line, Process

pytestmark = pytest.mark.e2e
MOST_MB = 250  # just under on Linux with glibc; see docs/decisions.md


def taken(pid: int) -> int:
    """Return the megabytes a process has in memory."""
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        pytest.skip("this system does not tell what a process takes")
    return int(status.read_text().partition("VmRSS:")[2].split()[0]) // 1024


@pytest.mark.parametrize("shipped", [Process], indirect=True)
async def test_at_rest_the_bot_takes_no_more_than_a_small_host_has(shipped: Line) -> None:
    rosa = shipped.telegram.add_user("Rosa", "en")
    rosa.says("What was the vote count on June 30?")
    await shipped.process.start()
    await shipped.until(lambda: len(rosa.chat.from_bot) == 1)
    assert shipped.process.running is not None
    assert taken(shipped.process.running.pid) <= MOST_MB
    assert await shipped.process.stop() == 0


def loaded(code: str, *names: str) -> str:
    """Return which of these modules a process has loaded when it has run a piece of code."""
    whole = f"import sys\n{code}\nprint({set(names)!r} & set(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", whole], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stderr.strip()


def test_a_process_that_serves_loads_nothing_that_only_others_need() -> None:
    drawing_and_learning = ("scipy", "matplotlib", "sklearn")
    others = ("alembic", "bot.playground", "knowledge.fitting")
    assert loaded("import bot.cli.run_command", *drawing_and_learning, *others) == "set()"


def test_the_help_is_told_before_anything_large_is_loaded() -> None:
    code = "from bot.cli import build_parser\nbuild_parser().format_help()"
    assert loaded(code, "sqlalchemy", "pydantic", "telegram", "numpy") == "set()"
