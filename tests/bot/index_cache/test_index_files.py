"""A file of another, a torn or a hostile one is built over; nothing in it is executed."""

import errno
import hashlib
import io
import json
import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.faq import index_cache
from bot.faq.index_cache import load_index
from knowledge.content.faq_base import FaqBase
from tests.bot.index_cache.conftest import Arrays, Kept, told


def write(file: Path, base: FaqBase, body: bytes, **head: str) -> None:
    """Put a body into a file as an attacker would who knows the form, mark and digest."""
    digest = hashlib.sha256(body).hexdigest()
    known = {"mark": index_cache.index_fingerprint(base), "sha256": digest, **head}
    file.write_bytes(json.dumps(known).encode() + b"\n" + body)


def packed(arrays: Arrays) -> bytes:
    body = io.BytesIO()
    np.savez(body, allow_pickle=True, **arrays)
    return body.getvalue()


class Bomb:
    """Runs a command when it is unpickled."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch {self.place}",)


@pytest.mark.parametrize("form", ["bare", "old", "headed", "object array", "npy"])
def test_nothing_in_the_file_is_ever_executed(
    base: FaqBase, file: Path, learned: list[FaqBase], tmp_path: Path, form: str
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
    load_index(base, file)
    assert learned == [base]
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
def test_arrays_that_do_not_fit_are_learned_anew(
    base: FaqBase, file: Path, kept: Kept, learned: list[FaqBase], name: str
) -> None:
    write(file, base, packed(HOSTILE[name](dict(kept.index.learned_arrays))))
    load_index(base, file)
    assert learned == [base]
    assert told(load_index(base, file)) == kept.says
    assert learned == [base]  # the file was mended


@pytest.mark.parametrize(
    "rubbish", [b"", b"{}", b"x" * 5000, b"[" * 5000, b'{"mark": 7}\n', b"\xff\xfe\n"]
)
def test_a_broken_file_is_built_over(
    base: FaqBase, file: Path, kept: Kept, learned: list[FaqBase], rubbish: bytes
) -> None:
    file.write_bytes(rubbish)
    load_index(base, file)
    assert learned == [base]
    assert file.read_bytes() == kept.content


def test_a_torn_file_is_built_over(
    base: FaqBase, file: Path, kept: Kept, learned: list[FaqBase]
) -> None:
    whole = kept.content
    for number, torn in enumerate((whole[:-1], whole[:300], whole[:-40] + b"x" * 40), start=1):
        file.write_bytes(torn)
        load_index(base, file)
        assert learned == [base] * number
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
    base: FaqBase, file: Path, kept: Kept, learned: list[FaqBase]
) -> None:
    whole, half = kept.content, file.with_name(f"{file.name}.part")
    file.write_bytes(whole)
    half.write_bytes(whole[: len(whole) // 2])
    assert told(load_index(base, file)) == kept.says
    assert list(file.parent.iterdir()) == [file]
    assert learned == []
    file.unlink()
    half.write_bytes(whole[: len(whole) // 2])
    load_index(base, file)
    assert learned == [base]
    assert file.read_bytes() == whole


def test_a_place_that_cannot_be_written_stops_nobody(base: FaqBase, tmp_path: Path) -> None:
    for place in (Path("/proc/none/town.index"), tmp_path):
        assert load_index(base, place).ask("what is 287g", "en").entry == "KW-3"


def test_the_code_reads_nothing_that_could_be_executed() -> None:
    root = Path(__file__).parents[3]
    forbidden = re.compile(
        r"^\s*(?:import|from)\s+(?:pickle|cPickle|_pickle|dill|marshal|shelve|joblib)\b"
        r"|allow_pickle\s*=\s*True|\byaml\.load\b|(?<![\w.])(?:eval|exec)\(",
        re.MULTILINE,
    )
    for room in ("bot", "handlers", "knowledge"):
        for source in (root / room).rglob("*.py"):
            assert not forbidden.search(source.read_text(encoding="utf-8")), source
