from dataclasses import replace
from pathlib import Path

import pytest

from bot import kept_index
from bot.kept_index import index_of
from knowledge import indexing
from knowledge.content.base import Base
from knowledge.matching import FaqIndex


def test_an_index_is_kept_and_taken_again(
    tmp_path: Path, library: tuple[Base, FaqIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    base, file = library[0], tmp_path / "town.sqlite3.index"
    first = index_of(base, file)
    monkeypatch.setattr(indexing, "index_of", None)  # building again would fail
    again = index_of(base, file)
    assert again.ask("what is 287g", "en") == first.ask("what is 287g", "en")


def test_another_base_is_indexed_anew(tmp_path: Path, library: tuple[Base, FaqIndex]) -> None:
    base, file = library[0], tmp_path / "town.sqlite3.index"
    index_of(base, file)
    fewer = {code: entry for code, entry in base.entries.items() if code != "KW-3"}
    other = index_of(replace(base, entries=fewer), file)
    assert other.ask("what is 287g", "en").entry != "KW-3"


@pytest.mark.parametrize("rubbish", [b"", b"x" * 64, b"not a pickle at all, and rather long" * 9])
def test_a_broken_file_is_built_over(
    tmp_path: Path, library: tuple[Base, FaqIndex], rubbish: bytes
) -> None:
    base, file = library[0], tmp_path / "town.sqlite3.index"
    file.write_bytes(kept_index.mark(base).encode() + rubbish)
    assert index_of(base, file).ask("what is 287g", "en").entry == "KW-3"
    assert file.read_bytes() != rubbish


def test_a_place_that_cannot_be_written_stops_nobody(library: tuple[Base, FaqIndex]) -> None:
    index = index_of(library[0], Path("/proc/none/town.index"))
    assert index.ask("what is 287g", "en").entry == "KW-3"
