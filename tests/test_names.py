"""The town that ships is named where its town is told of, and nowhere else.

Another town takes no code: what is named in code or texts would be said to its residents. Tests
are left out: the town of `tests/town.py` is invented, but is read with the `town.toml` that ships,
so its codes begin as that town's do, and tests of the content, the matcher's quality and the
sources speak of the real one. What proves that nothing hangs on it is the second town in
`tests/towns`.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMES = re.compile(
    r"(?<![a-z])key[ _-]?west|\bKW[-_]?\d|\bKW[-_]|\bkw_|city[ _-]commission(?!er)|\b287\W?\(?g",
    re.IGNORECASE,
)
SUFFIXES = (".py", ".ftl", ".toml", ".html", ".js", ".css", ".mako")
ALLOWED = {
    "knowledge/seed": "the town that ships",
}


def shipped() -> list[Path]:
    return [
        path
        for room in ("bot", "handlers", "knowledge")
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in SUFFIXES
        and not any(path.is_relative_to(ROOT / allowed) for allowed in ALLOWED)
    ]


def named(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for number, line in enumerate(lines, start=1)
        if (found := NAMES.search(line))
    ]


def test_nothing_that_is_shipped_names_the_town_outside_its_folder() -> None:
    assert len(shipped()) > 300
    assert [one for path in shipped() for one in named(path)] == []


def test_no_text_holds_a_fact_of_the_town() -> None:
    texts = [path for path in shipped() if path.suffix == ".ftl"]
    assert len(texts) > 20
    told = "\n".join(path.read_text(encoding="utf-8") for path in texts)
    assert re.findall(r"\bICE\b|June \d|\d+ de junio|\d+ jen\b|Planning Board|Florida", told) == []


@pytest.mark.parametrize(
    "text",
    [
        "Key West", "KEY_WEST", "keywest", "KW-14", "/KW_14", "kw_\\d+", "City Commission",
        "city-commission", "287(g)", "287g", "287 (g)",
    ],
)  # fmt: skip
def test_each_way_to_name_it_would_be_found(text: str, tmp_path: Path) -> None:
    assert NAMES.search(f'said = "{text}"')


@pytest.mark.parametrize("text", ["monkey westward", "commissioner", "287_2026", "city council"])
def test_what_only_looks_like_it_is_let_pass(text: str) -> None:
    assert NAMES.search(text) is None
