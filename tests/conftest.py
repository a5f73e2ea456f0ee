"""The fixtures every room shares; `town` is a running bot."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app import prepare
from bot.kept_index import index_of as index_of_kept
from bot.playground.people import Person
from bot.storage import faq, migrate
from bot.storage.engine import Database
from knowledge.content.base import Base
from knowledge.indexing import index_of
from knowledge.matching import FaqIndex
from tests import postgres
from tests.meetings_town import CalendarTown
from tests.town import NOON, Town, documents


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database that holds the invented town's base; copied, never changed."""
    path = tmp_path_factory.mktemp("template") / "town.sqlite3"
    db = Database(f"sqlite:///{path}")
    migrate.upgrade(db)
    db.transact(faq.seed, documents(), NOON)
    db.close()
    return path


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the real seed, its index kept beside it: copied by those who start fast."""
    path = tmp_path_factory.mktemp("seeded") / "bot.sqlite3"
    db = Database(f"sqlite:///{path}")
    prepare(db, NOON)
    index_of_kept(db.transact(faq.base), db.beside(".index"))
    db.close()
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "town.sqlite3"))


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL that holds the invented town's base in `town`, from which tests copy."""
    if why := postgres.missing():
        assert "CIVIC_POSTGRESQL_REQUIRED" not in os.environ, why
        pytest.skip(why)
    with postgres.serving() as server:
        server.tell('CREATE DATABASE "town"')
        db = Database(server.url("town"))
        migrate.upgrade(db)
        db.transact(faq.seed, documents(), NOON)
        db.close()
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database with the invented town's base, of each kind we serve."""
    if request.param == "postgresql":
        monkeypatch.chdir(tmp_path)  # what goes with a server's database lies under ./data
        server: postgres.Server = request.getfixturevalue("server")
        return server.database("town")
    template: Path = request.getfixturevalue("template")
    return f"sqlite:///{shutil.copy(template, tmp_path / 'town.sqlite3')}"


@pytest.fixture(scope="session")
def library(template: Path) -> tuple[Base, FaqIndex]:
    """The invented town's base and its index, built once: neither is ever changed."""
    db = Database(f"sqlite:///{template}")
    base = db.transact(faq.base)
    db.close()
    return base, index_of(base)


@pytest.fixture
async def town(database: Path, library: tuple[Base, FaqIndex]) -> AsyncIterator[Town]:
    town = Town(database)
    await town.open(*library)
    yield town
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []


@pytest.fixture
async def city(database: Path, library: tuple[Base, FaqIndex]) -> AsyncIterator[CalendarTown]:
    """A town with a calendar, and a timetable that only turns when it is told to."""
    city = CalendarTown(database)
    await city.open(*library)
    yield city
    await city.close()
    assert city.telegram.complaints == []
    assert city.parked == []


@pytest.fixture
def resident(town: Town) -> Person:
    return town.resident()
