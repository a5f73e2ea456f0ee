"""The files of a new town."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.folders import starter_files
from knowledge.folders.starter_files import NewTown
from knowledge.language import Language

TODAY = date(2026, 11, 28)
WANTED = NewTown("Our Town", "OT", tuple(Language), "America/Chicago")


@pytest.fixture(scope="session")
def begun() -> dict[str, str]:
    """The files of a new town in three languages."""
    return dict(starter_files.new_town_files(WANTED, TODAY))


@pytest.fixture
def our_town(begun: dict[str, str], tmp_path: Path) -> Path:
    for path, text in begun.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path
