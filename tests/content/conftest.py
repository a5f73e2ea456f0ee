"""The seed, read once for all tests of content."""

import pytest

from knowledge import seed
from knowledge.content.base import Base


@pytest.fixture(scope="session")
def seed_base() -> Base:
    return Base.from_documents(seed.load())
