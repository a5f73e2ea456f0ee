"""The seed, read once for all tests of content."""

import pytest

from knowledge import seed
from knowledge.content.faq_base import FaqBase


@pytest.fixture(scope="session")
def seed_base() -> FaqBase:
    return FaqBase.from_documents(seed.shipped_documents())
