"""Several processes' worth of parts on one PostgreSQL; skipped in one line where there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.database.engine import Database
from tests import postgres


@pytest.fixture
def url(server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)  # what goes with a server's database lies under ./data
    return server.database("town")


@pytest.fixture
def db(url: str) -> Iterator[Database]:
    db = Database(url)
    yield db
    db.close()
