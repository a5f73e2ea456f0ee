"""What was learned of a base serves that base again, and no other."""

import shutil
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from bot.faq import index_cache
from bot.faq.index_cache import load_index
from bot.playground.playground_app import throwaway_database
from bot.storage.database.engine import index_file_of
from knowledge import seed
from knowledge.content.documents import Alias
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching.evidence import evidence_index
from tests.bot.index_cache.conftest import Kept, told


def changed_entry(base: FaqBase, **changes: Any) -> FaqBase:
    """Return a base whose KW-3 is another."""
    entry = replace(base.entries["KW-3"], **changes)
    return replace(base, entries={**base.entries, "KW-3": entry})


def test_what_was_learned_is_kept_and_taken_again(
    base: FaqBase, file: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(kept.content)
    monkeypatch.setattr(evidence_index, "learn_space", None)  # learning again would fail
    assert told(load_index(base, file)) == kept.says


def test_another_base_is_learned_anew(base: FaqBase, file: Path, kept: Kept) -> None:
    file.write_bytes(kept.content)
    fewer = {code: entry for code, entry in base.entries.items() if code != "KW-3"}
    other = load_index(replace(base, entries=fewer), file)
    assert other.ask("what is 287g", "en").entry != "KW-3"


def test_the_same_entries_in_another_order_are_another_base(
    base: FaqBase, file: Path, kept: Kept
) -> None:
    file.write_bytes(kept.content)
    turned = replace(base, entries=dict(reversed(base.entries.items())))
    assert index_cache.index_fingerprint(turned) != index_cache.index_fingerprint(base)
    assert load_index(turned, file).ask("what is 287g", "en").entry == "KW-3"


@pytest.mark.parametrize(
    "unseen", [{"as_of": "2026-11-20"}, {"review_by": date(2027, 1, 1)}, {"sources": ()}]
)
def test_what_nobody_is_matched_by_makes_no_other_index(
    base: FaqBase, file: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch, unseen: dict[str, Any]
) -> None:
    file.write_bytes(kept.content)
    changed = changed_entry(base, **unseen)
    assert changed != base
    assert index_cache.index_fingerprint(changed) == index_cache.index_fingerprint(base)
    monkeypatch.setattr(evidence_index, "learn_space", None)  # learning again would fail
    assert told(load_index(changed, file)) == kept.says


def test_whatever_someone_is_matched_by_makes_another_index(base: FaqBase) -> None:
    entry, alias = base.entries["KW-3"], Alias("cop", None, ("cops",), "police")
    wording = entry.wordings[Language.EN]
    wordings = [
        replace(wording, **{name: value})
        for name, value in (
            ("title", "What?"), ("short", "A deal."), ("points", "• A deal."),
            ("detail", "A long deal."), ("phrasings", ("a deal",)), ("terms", ("deal",)),
        )
    ]  # fmt: skip
    changed = [
        changed_entry(base, wordings={**entry.wordings, Language.EN: one}) for one in wordings
    ]
    fewer = dict(list(base.scopes.items())[:-1])
    fact = base.facts["F1"]
    votes = {**fact.values, "vote_first": fact.values["vote_second"]}
    changed += [
        replace(base, aliases={"cop": alias}),
        replace(base, scopes=fewer),
        replace(base, facts={**base.facts, "F1": replace(fact, values=votes)}),
        changed_entry(base, related=("KW-1",)),
        changed_entry(base, topic="votes"),
    ]
    marks = {index_cache.index_fingerprint(one) for one in (base, *changed)}
    assert len(marks) == 1 + len(changed)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("sqlite:////srv/data/town.sqlite3", "/srv/data/town.sqlite3.index"),
        ("sqlite:///data/civic-bot.sqlite3", "data/civic-bot.sqlite3.index"),
        ("postgresql+psycopg://bot@db/town", "data/faq.index"),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
    ],
)
def test_each_database_has_a_place_for_its_index(url: str, place: str | None) -> None:
    assert index_file_of(make_url(url)) == (place and Path(place))


def test_a_playground_keeps_its_index_apart_from_its_database() -> None:
    with throwaway_database() as db:
        assert db.index_file == Path("data/playground.index")


def test_word_lists_of_another_release_make_another_index(
    base: FaqBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = index_cache.index_fingerprint(base)
    lists = shutil.copytree(str(files(seed) / "background"), tmp_path / "background")
    found = {seed: tmp_path}
    monkeypatch.setattr(index_cache, "files", lambda room: found.get(room) or files(room))
    assert index_cache.index_fingerprint(base) == before
    (lists / "senses.txt").write_text("one | two\n")
    index_cache._builder_digest.cache_clear()  # another release is another process
    assert index_cache.index_fingerprint(base) != before


def test_nobody_else_of_the_process_writes_it_or_clears_it_away_meanwhile(
    file: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone: list[bool] = []
    monkeypatch.setattr(
        index_cache.private_files,
        "write_private_file",
        lambda *_: alone.append(index_cache._WRITING.locked()),
    )
    index_cache.keep_index(file, "mark", kept.index)
    assert alone == [True]
