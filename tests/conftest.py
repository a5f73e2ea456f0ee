"""The fixtures every room shares; `town` is a running bot."""

import os
import pickle
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.faq.index_cache import load_index as index_of_kept
from bot.playground.simulator.people import SimulatedUser
from bot.preparation import prepare_database
from bot.storage import migrate
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents
from knowledge.content.checks import Problem
from knowledge.content.checks.sets.phrasing_conflicts import find_phrasing_conflicts
from knowledge.content.faq_base import FaqBase
from knowledge.index_building import build_index
from knowledge.matching import FaqIndex
from tests import postgres
from tests.cheap_databases import share_compiled_statements
from tests.meetings_town import CalendarTown
from tests.order import (  # noqa: F401
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_xdist_make_scheduler,
)
from tests.sharing import found_once, once, share_shipped_town
from tests.temporary_files import keep_temporary_files_in_memory
from tests.town import NOON, Town, documents

keep_temporary_files_in_memory()
share_compiled_statements()


@pytest.fixture(scope="session", autouse=True)
def _read_shipped_town_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    share_shipped_town(tmp_path_factory)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database that holds the invented town's base; copied, never changed.

    Its index is kept beside it, for processes that start.
    """
    return once(tmp_path_factory, "town", _town) / "town.sqlite3"


def _town(folder: Path) -> None:
    db = Database(f"sqlite:///{folder / 'town.sqlite3'}")
    migrate.upgrade_tables(db)
    db.transact(base_documents.seed_documents, documents(), NOON)
    index_of_kept(db.transact(base_documents.load_base), db.index_file)
    db.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the real seed, its index kept beside it: copied by those who start fast."""
    return once(tmp_path_factory, "seeded", _seeded) / "bot.sqlite3"


def _seeded(folder: Path) -> None:
    db = Database(f"sqlite:///{folder / 'bot.sqlite3'}")
    prepare_database(db, NOON)
    base = db.transact(base_documents.load_base)
    index = index_of_kept(base, db.index_file)
    db.close()
    (folder / "library").write_bytes(pickle.dumps((base, index)))


@pytest.fixture(scope="session")
def seed_library(seeded: Path) -> tuple[FaqBase, FaqIndex]:
    """The real seed's base and its index, built from nothing once a run; never changed."""
    found: tuple[FaqBase, FaqIndex] = pickle.loads((seeded.parent / "library").read_bytes())
    return found


@pytest.fixture(scope="session")
def seed_steals(
    tmp_path_factory: pytest.TempPathFactory, seed_library: tuple[FaqBase, FaqIndex]
) -> list[Problem]:
    """What the steals check says of the real seed: every phrasing asked, once a run."""
    return found_once(tmp_path_factory, "steals", lambda: find_phrasing_conflicts(*seed_library))


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "town.sqlite3"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Server]:
    """A PostgreSQL that holds the invented town's base in `town`."""
    if why := postgres.missing():
        assert "CIVIC_POSTGRESQL_REQUIRED" not in os.environ, why
        pytest.skip(why)
    with postgres.serving() as server:
        server.tell('CREATE DATABASE "town"')
        db = Database(server.url("town"))
        migrate.upgrade_tables(db)
        db.transact(base_documents.seed_documents, documents(), NOON)
        db.close()
        yield server


@pytest.fixture
def server(cluster: postgres.Server) -> Iterator[postgres.Server]:
    """The same, from whose `town` a test copies; what it copied is thrown away after it."""
    yield cluster
    cluster.drop_databases()


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
def library(template: Path) -> tuple[FaqBase, FaqIndex]:
    """The invented town's base and its index, built once: neither is ever changed."""
    db = Database(f"sqlite:///{template}")
    base = db.transact(base_documents.load_base)
    db.close()
    return base, build_index(base)


@pytest.fixture
async def town(database: Path, library: tuple[FaqBase, FaqIndex]) -> AsyncIterator[Town]:
    town = Town(database)
    await town.open(*library)
    yield town
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []


@pytest.fixture
async def city(database: Path, library: tuple[FaqBase, FaqIndex]) -> AsyncIterator[CalendarTown]:
    """A town with a calendar, and a timetable that only turns when it is told to."""
    city = CalendarTown(database)
    await city.open(*library)
    yield city
    await city.close()
    assert city.telegram.complaints == []
    assert city.parked == []


@pytest.fixture
def resident(town: Town) -> SimulatedUser:
    return town.resident()
