from collections.abc import AsyncIterator

import pytest

from knowledge.content.base import Base
from knowledge.matching import FaqIndex
from tests.town import Town


@pytest.fixture
async def town(either: str, library: tuple[Base, FaqIndex]) -> AsyncIterator[Town]:
    """The town on each of the databases."""
    town = Town(either)
    await town.open(*library)
    yield town
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []
