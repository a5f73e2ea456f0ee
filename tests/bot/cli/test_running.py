import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Run in an empty folder, and leave logging as it was."""
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_bad_settings_are_all_named_with_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"ADMIN_IDS": "me", "TIMEZONE": "Here", "LOG_LEVEL": "LOUD"}.items():
        monkeypatch.setenv(name, value)
    assert main(["run"]) == 2
    said = capsys.readouterr().err
    assert all(f"  {name}: " in said for name in ("ADMIN_IDS", "TIMEZONE", "LOG_LEVEL"))


def test_seeding_migrates_and_can_be_run_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new/bot.sqlite3")
    assert (main(["seed"]), main(["seed"]), main(["migrate"])) == (0, 0, 0)
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith("Added ")
    assert second == "Added 0, replaced 0, left for the editors 0."
    assert third == "The tables are up to date."
