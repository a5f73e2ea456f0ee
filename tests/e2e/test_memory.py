"""What the process takes at rest fits a small host."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, Line, Process

pytestmark = pytest.mark.e2e
MOST_MB = 250  # just under on Linux with glibc; see docs/decisions.md
DRAWING_AND_LEARNING = ("scipy", "matplotlib", "sklearn")
OTHERS = ("alembic", "bot.playground", "knowledge.fitting")

WATCHED = """
import atexit, gc, os, pathlib, runpy, sys
place = os.environ["DATABASE_URL"].removeprefix("sqlite:///")

def tell():
    left_out = gc.isenabled() and gc.get_freeze_count() > 100_000
    found = [*sys.modules, *(["left out of the search for garbage"] if left_out else [])]
    pathlib.Path(place + ".modules").write_text("\\n".join(found))

atexit.register(tell)
sys.argv[1:] = ["run"]
runpy.run_module("bot", run_name="__main__")
"""


class Watched(Process):
    """`python -m bot run`, which leaves beside its database what it has loaded at its end."""

    def __init__(self, environment: dict[str, str]) -> None:
        super().__init__(environment, arguments=("-c", WATCHED))


def taken(pid: int) -> int:
    """Return the megabytes a process has in memory."""
    status = Path(f"/proc/{pid}/status")
    if not status.is_file():
        pytest.skip("this system does not tell what a process takes")
    return int(status.read_text().partition("VmRSS:")[2].split()[0]) // 1024


def loaded(database: Path) -> set[str]:
    """Return the modules that a watched process had loaded when it ended."""
    return set(Path(f"{database}.modules").read_text().split("\n"))


@pytest.mark.parametrize("shipped", [Watched], indirect=True)
async def test_at_rest_the_bot_has_loaded_no_more_than_it_needs_and_a_small_host_has(
    shipped: Line,
) -> None:
    rosa = shipped.telegram.add_user("Rosa", "en")
    rosa.says("What was the vote count on June 30?")
    await shipped.process.start()
    await shipped.until(lambda: len(rosa.chat.from_bot) == 1)
    assert "6-1" in rosa.last.text
    assert shipped.process.running is not None
    assert taken(shipped.process.running.pid) <= MOST_MB
    assert await shipped.process.stop() == 0
    assert {"bot.app", "left out of the search for garbage"} <= loaded(shipped.database)
    assert {*DRAWING_AND_LEARNING, *OTHERS} & loaded(shipped.database) == set()


def test_the_help_is_told_before_anything_large_is_loaded() -> None:
    code = (
        "import sys; from bot.cli import build_parser; build_parser().format_help();"
        "print({'sqlalchemy', 'pydantic', 'telegram', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
