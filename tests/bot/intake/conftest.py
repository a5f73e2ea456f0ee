from collections.abc import AsyncIterator

import pytest

from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.town import Town


@pytest.fixture
async def town(either: str, library: tuple[FaqBase, FaqIndex]) -> AsyncIterator[Town]:
    """The town on each of the databases."""
    town = Town(either)
    await town.open(*library)
    yield town
    await town.close()
    assert town.telegram.complaints == []
    assert town.parked == []
