"""A database of each kind, and the folder of its backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.database import runtime_flags
from bot.storage.database.engine import Database


@pytest.fixture
def db(either: str) -> Iterator[Database]:
    db = Database(either)
    db.transact(runtime_flags.installation_key)
    yield db
    db.close()


@pytest.fixture
def folder(db: Database) -> Path:
    assert db.folder is not None
    return db.folder
