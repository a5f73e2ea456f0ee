"""The second town at work: curbside recycling in Alder Falls, in English alone."""

import re
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.faq.index_cache import load_index
from bot.storage import migrate
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents
from knowledge.content.faq_base import FaqBase
from knowledge.folders import base_folder
from knowledge.matching import FaqIndex
from knowledge.town import town_folder
from tests.meetings_town import CalendarTown
from tests.sharing import once
from tests.test_names import NAMES
from tests.town import NOON

ALDER_FALLS = Path(__file__).parent / "alder-falls"
FOREIGN = re.compile(rf"{NAMES.pattern}|\bICE\b|immigra|Español|Kreyòl|/language", re.IGNORECASE)
"""What the first town says and this one never may."""


@pytest.fixture(scope="session")
def alder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the base of Alder Falls; copied, never changed."""
    return once(tmp_path_factory, "alder-falls", _alder) / "town.sqlite3"


def _alder(place: Path) -> None:
    found = base_folder.load_town_folder(ALDER_FALLS)
    db = Database(f"sqlite:///{place / 'town.sqlite3'}")
    migrate.upgrade_tables(db)
    db.transact(base_documents.seed_documents, found.documents, NOON, found.town.codes)
    db.close()


@pytest.fixture(scope="session")
def shelf(alder: Path) -> tuple[FaqBase, FaqIndex]:
    db = Database(f"sqlite:///{alder}")
    base = db.transact(base_documents.load_base, town_folder.load_town(ALDER_FALLS))
    db.close()
    return base, load_index(base, None)


@pytest.fixture
async def falls(
    alder: Path, shelf: tuple[FaqBase, FaqIndex], tmp_path: Path
) -> AsyncIterator[CalendarTown]:
    place = Path(shutil.copy(alder, tmp_path / "town.sqlite3"))
    town = CalendarTown(place, town_dir=ALDER_FALLS)
    await town.open(*shelf)
    yield town
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []
    assert list(foreign(town)) == []


def foreign(town: CalendarTown) -> Iterator[str]:
    """Yield all that was sent, worded on buttons or shown in menus and is of another town."""
    for call in town.telegram.calls:
        for found in FOREIGN.findall(str(call)):
            yield f"{call.method}: {found}"
