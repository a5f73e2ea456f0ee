import errno
import hashlib
import io
import json
import os
import pickle
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
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
from knowledge.matching import FaqIndex
from knowledge.matching.evidence import evidence_index

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


def changed_entry(base: FaqBase, **changes: Any) -> FaqBase:
    """Return a base whose KW-3 is another."""
    entry = replace(base.entries["KW-3"], **changes)
    return replace(base, entries={**base.entries, "KW-3": entry})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "town.sqlite3.index"


def alike(one: FaqIndex, other: FaqIndex) -> bool:
    return all(one.explain(each) == other.explain(each) for each in ASKED)


def write(file: Path, base: FaqBase, body: bytes, **head: str) -> None:
    """Put a body into a file as an attacker would who knows the form, mark and digest."""
    digest = hashlib.sha256(body).hexdigest()
    known = {"mark": index_cache.index_fingerprint(base), "sha256": digest, **head}
    file.write_bytes(json.dumps(known).encode() + b"\n" + body)


def packed(arrays: Arrays) -> bytes:
    body = io.BytesIO()
    np.savez(body, allow_pickle=True, **arrays)
    return body.getvalue()


def test_what_was_learned_is_kept_and_taken_again(
    base: FaqBase, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_index(base, file)
    monkeypatch.setattr(evidence_index, "learn_space", None)  # learning again would fail
    again = load_index(base, file)
    assert alike(again, first)


def test_another_base_is_learned_anew(base: FaqBase, file: Path) -> None:
    load_index(base, file)
    fewer = {code: entry for code, entry in base.entries.items() if code != "KW-3"}
    other = load_index(replace(base, entries=fewer), file)
    assert other.ask("what is 287g", "en").entry != "KW-3"


def test_the_same_entries_in_another_order_are_another_base(base: FaqBase, file: Path) -> None:
    load_index(base, file)
    turned = replace(base, entries=dict(reversed(base.entries.items())))
    assert index_cache.index_fingerprint(turned) != index_cache.index_fingerprint(base)
    assert load_index(turned, file).ask("what is 287g", "en").entry == "KW-3"


@pytest.mark.parametrize(
    "unseen", [{"as_of": "2026-11-20"}, {"review_by": date(2027, 1, 1)}, {"sources": ()}]
)
def test_what_nobody_is_matched_by_makes_no_other_index(
    base: FaqBase, file: Path, monkeypatch: pytest.MonkeyPatch, unseen: dict[str, Any]
) -> None:
    first = load_index(base, file)
    changed = changed_entry(base, **unseen)
    assert changed != base
    assert index_cache.index_fingerprint(changed) == index_cache.index_fingerprint(base)
    monkeypatch.setattr(evidence_index, "learn_space", None)  # learning again would fail
    assert alike(load_index(changed, file), first)


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


class Bomb:
    """Runs a command when it is unpickled."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch {self.place}",)


@pytest.mark.parametrize("form", ["bare", "old", "headed", "object array", "npy"])
def test_nothing_in_the_file_is_ever_executed(
    base: FaqBase, file: Path, tmp_path: Path, form: str
) -> None:
    ran = tmp_path / "ran"
    bomb = pickle.dumps(Bomb(ran))
    array = np.array([Bomb(ran)], dtype=object)
    match form:
        case "bare":
            file.write_bytes(bomb)
        case "old":  # the form of earlier releases
            file.write_bytes(index_cache.index_fingerprint(base).encode() + bomb)
        case "headed":
            write(file, base, bomb)
        case "object array":
            write(
                file,
                base,
                packed(dict.fromkeys(("ridge.units", "space.grams", "rows.tokens"), array)),
            )
        case "npy":
            body = io.BytesIO()
            np.save(body, array, allow_pickle=True)
            write(file, base, body.getvalue())
    assert load_index(base, file).ask("what is 287g", "en").entry == "KW-3"
    assert not ran.exists()
    pickle.loads(bomb)
    assert ran.exists()  # the bomb is a real one


SAID = "answers.cover.said.units"
HOSTILE: dict[str, Callable[[Arrays], Arrays]] = {
    "nothing": lambda a: {},
    "one missing": lambda a: {"ridge.units": a["ridge.units"], "ridge.voices": a["ridge.voices"]},
    "beyond the units": lambda a: {**a, SAID: np.full_like(a[SAID], 2**31 - 1)},
    "before the units": lambda a: {**a, SAID: np.full_like(a[SAID], -1)},
    "fewer rows": lambda a: {name: each[1:] for name, each in a.items()},
    "more rows": lambda a: {name: np.concatenate([each, each]) for name, each in a.items()},
    "another width": lambda a: {**a, "ridge.voices": a["ridge.voices"][:, 1:]},
    "no number": lambda a: {**a, "ridge.voices": np.full_like(a["ridge.voices"], np.nan)},
    "endless": lambda a: {**a, "ridge.apart": np.full_like(a["ridge.apart"], np.inf)},
    "other numbers": lambda a: {**a, "ridge.units": a["ridge.units"].astype(np.float64)},
    "texts": lambda a: {**a, "ridge.voices": a["ridge.voices"].astype("U8")},
    "a scalar": lambda a: {**a, "ridge.apart": np.float32(1)},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_arrays_that_do_not_fit_are_learned_anew(base: FaqBase, file: Path, name: str) -> None:
    true = load_index(base, file)
    write(file, base, packed(HOSTILE[name](dict(true.learned_arrays))))
    assert alike(load_index(base, file), true)
    assert alike(load_index(base, file), true)  # and the file was mended


@pytest.mark.parametrize(
    "rubbish", [b"", b"{}", b"x" * 5000, b"[" * 5000, b'{"mark": 7}\n', b"\xff\xfe\n"]
)
def test_a_broken_file_is_built_over(base: FaqBase, file: Path, rubbish: bytes) -> None:
    file.write_bytes(rubbish)
    assert load_index(base, file).ask("what is 287g", "en").entry == "KW-3"
    assert file.read_bytes() != rubbish


def test_a_torn_file_is_built_over(base: FaqBase, file: Path) -> None:
    true = load_index(base, file)
    whole = file.read_bytes()
    for torn in (whole[:-1], whole[:300], whole[:-40] + b"x" * 40):
        file.write_bytes(torn)
        assert alike(load_index(base, file), true)
        assert file.read_bytes() == whole


def test_what_is_kept_is_for_the_bots_user_alone(base: FaqBase, file: Path) -> None:
    load_index(base, file)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("at", ["write_bytes", "replace"])
def test_a_disk_that_is_full_keeps_no_half(
    base: FaqBase, file: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    def full(path: Path, content: Any) -> None:
        if at == "write_bytes":
            with path.open("wb") as out:
                out.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, at, full)
    assert load_index(base, file).ask("what is 287g", "en").entry == "KW-3"
    assert list(file.parent.iterdir()) == []


def test_a_half_of_a_process_that_was_killed_is_never_taken_and_goes(
    base: FaqBase, file: Path
) -> None:
    true = load_index(base, file)
    whole, half = file.read_bytes(), file.with_name(f"{file.name}.part")
    half.write_bytes(whole[: len(whole) // 2])
    assert alike(load_index(base, file), true)
    assert list(file.parent.iterdir()) == [file]
    file.unlink()
    half.write_bytes(whole[: len(whole) // 2])
    assert alike(load_index(base, file), true)
    assert file.read_bytes() == whole


def test_a_place_that_cannot_be_written_stops_nobody(base: FaqBase, tmp_path: Path) -> None:
    for place in (Path("/proc/none/town.index"), tmp_path):
        assert load_index(base, place).ask("what is 287g", "en").entry == "KW-3"


def test_the_code_reads_nothing_that_could_be_executed() -> None:
    root = Path(__file__).parents[2]
    forbidden = re.compile(
        r"^\s*(?:import|from)\s+(?:pickle|cPickle|_pickle|dill|marshal|shelve|joblib)\b"
        r"|allow_pickle\s*=\s*True|\byaml\.load\b|(?<![\w.])(?:eval|exec)\(",
        re.MULTILINE,
    )
    for room in ("bot", "handlers", "knowledge"):
        for source in (root / room).rglob("*.py"):
            assert not forbidden.search(source.read_text(encoding="utf-8")), source


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
    assert index_cache.index_fingerprint(base) != before
