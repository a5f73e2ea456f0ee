"""A small base whose index was learned once, and its file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.faq.index_cache import load_index
from knowledge import index_building
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from knowledge.matching.decision.explanation import Explanation

ASKED = (
    "what is 287g",
    "waht is 287g",
    "how did they vote",
    "quien voto que no el 8 de julio",
    "ki jan yo te vote 30 jen",
    "will it rain tomorrow",
)


Arrays = dict[str, Any]


@pytest.fixture
def base(library: tuple[FaqBase, FaqIndex]) -> FaqBase:
    return library[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "town.sqlite3.index"


@dataclass(frozen=True)
class Kept:
    """What was learned of the base: the index, what it says, and its file."""

    index: FaqIndex
    says: list[Explanation]
    content: bytes


@pytest.fixture(scope="session")
def kept(library: tuple[FaqBase, FaqIndex], tmp_path_factory: pytest.TempPathFactory) -> Kept:
    file = tmp_path_factory.mktemp("kept") / "town.sqlite3.index"
    index = load_index(library[0], file)
    return Kept(index, told(index), file.read_bytes())


@pytest.fixture
def learned(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> list[FaqBase]:
    """The bases that were learned anew; what is learned of them is known already."""
    anew, build = [], index_building.build_index

    def build_or_learn(base: FaqBase, arrays: Arrays | None = None, **rest: Any) -> FaqIndex:
        if arrays:
            return build(base, arrays, **rest)
        anew.append(base)
        return kept.index

    monkeypatch.setattr(index_building, "build_index", build_or_learn)
    return anew


def told(index: FaqIndex) -> list[Explanation]:
    return [index.explain(each) for each in ASKED]
