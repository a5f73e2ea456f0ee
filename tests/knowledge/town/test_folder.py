"""A town's folder: every fault of every file is told with its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import safe_toml
from knowledge.folders import base_folder
from knowledge.strict_tables import TownFilesError
from tests.sharing import parse_each_text_once


@pytest.fixture(scope="module", autouse=True)
def _reads_a_text_once() -> Iterator[None]:
    """Of five hundred folders all files but one are the same."""
    with parse_each_text_once():
        yield


def faults(place: Path) -> list[str]:
    with pytest.raises(TownFilesError) as raised:
        base_folder.load_town_folder(place)
    return list(raised.value.faults)


def faults_of(place: Path) -> list[str]:
    try:
        base_folder.load_town_folder(place)
    except TownFilesError as error:
        return list(error.faults)
    return []


@pytest.mark.parametrize("name", ["town.toml", "sources.toml", "facts.toml", "topics.toml"])
def test_a_file_that_is_missing_or_no_toml_is_named(our_town: Path, name: str) -> None:
    (our_town / name).write_bytes(b"\xff = [")
    assert any(fault.startswith(f"{name}: cannot be read") for fault in faults(our_town))
    (our_town / name).unlink()
    assert any(name in fault for fault in faults(our_town))


def test_every_fault_of_every_file_is_told_at_once(our_town: Path) -> None:
    for name, old, new in (
        ("town.toml", 'prefix = "OT"', 'prefix = "ot"'),
        ("facts.toml", "certainty", "certanty"),
        ("topics/first.toml", 'slug = "when-decided"', "slug = 3"),
        ("sources.toml", "publisher", "publishr"),
    ):
        text = (our_town / name).read_text(encoding="utf-8")
        assert old in text
        (our_town / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = "\n".join(faults(our_town))
    assert "town.toml: prefix: is 'ot'" in found
    assert "facts.toml: [F001]: certanty: is no field of a fact; did you mean certainty?" in found
    assert "facts.toml: [F001]: certainty: is missing" in found
    assert "topics/first.toml: entry OT-2: slug: is 3; it must be a text" in found
    assert "sources.toml: [city]: publishr: is no field of a source" in found


def test_the_plan_of_the_review_that_ended_in_a_traceback_is_an_error_with_its_place(
    our_town: Path,
) -> None:
    text = (our_town / "facts.toml").read_text(encoding="utf-8")
    more = '\n[F003]\nsays = "x"\ncertainty = "one-outlet"\nsources = ["paper"]\n'
    vote = '[F003.values]\nvote_x = { kind = "vote", value = "6-1" }\n'
    (our_town / "facts.toml").write_text(text + more + vote, encoding="utf-8")
    [fault] = faults(our_town)
    assert fault.startswith("facts.toml: [F003]: values.vote_x: cannot be written; write vote_x =")


def test_a_quote_that_no_fact_holds_is_told_where_it_stands(our_town: Path) -> None:
    place = our_town / "topics" / "first.toml"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("REPLACE: say the day", "{url_cty} says", 1), encoding="utf-8")
    [fault] = faults(our_town)
    assert fault.startswith("topics/first.toml: entry OT-2: en.short: quotes {url_cty}")
    assert fault.endswith("did you mean {url_city}?")


def test_an_answer_of_another_town_or_written_twice_is_told(our_town: Path) -> None:
    place = our_town / "topics" / "first.toml"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace('code = "OT-2"', 'code = "XY-2"', 1), encoding="utf-8")
    assert 'topics/first.toml: [[entry]] 2: code: write code = "OT-2"' in faults(our_town)[0]
    (our_town / "topics" / "second.toml").write_text(text, encoding="utf-8")
    place.write_text(text, encoding="utf-8")
    assert "second.toml: entry OT-1: is written twice, first in topics/first.toml" in str(
        faults(our_town)
    )


def test_a_bank_is_read_strictly(our_town: Path) -> None:
    (our_town / "bank.toml").write_text('[[question]]\ntext = "a"\nlanguage = "fr"\n')
    assert "bank.toml: [[question]] 1: language: is 'fr'" in faults(our_town)[0]


def spoil_each(text: str) -> list[tuple[str, str]]:
    """Return a file with each of its lines left out, and with each of its values made odd."""
    rows = safe_toml.parse_toml(text)
    assert rows
    lines, found = text.splitlines(), list[tuple[str, str]]()
    for number, line in enumerate(lines):
        if " = " not in line or line.startswith(("•", "REPLACE")):
            continue
        name = line.partition(" = ")[0]
        if line.endswith('"""'):
            continue
        found.append((name, "\n".join(lines[:number] + lines[number + 1 :])))
        for odd in ("-1", "[[1]]", "{ a = 1 }", "1979-05-27", "true"):
            new = [*lines[:number], f"{name} = {odd}", *lines[number + 1 :]]
            found.append((name, "\n".join(new)))
        found.append((name, "\n".join([*lines[:number], f"{name}x = 1", *lines[number:]])))
    return found


SILENT = {
    "sources.toml": {"url": "", "date_is": "", "title": ""},
    "facts.toml": {"sources": ""},
    "topics.toml": {"order": "order = -1", "es": "", "ht": ""},
    "topics/first.toml": {
        "as_of": "as_of = 1979-05-27", "review_by": "review_by = 1979-05-27",
        "follows": "follows = -1", "facts": "", "sources": "", "related": "", "phrasings": "",
        "terms": "",
    },
    "scope.toml": {"en": "", "es": "", "ht": ""},
}  # fmt: skip
"""What may be left out ("") or be written so: the rules of the checks judge it, not the form."""


@pytest.mark.parametrize("name", list(SILENT))
def test_whatever_is_left_out_or_mistyped_is_told_with_its_place(
    our_town: Path, name: str, begun: dict[str, str]
) -> None:
    begun = begun | {"scope.toml": begun["scope.toml"].partition("[weather]")[0]}
    (our_town / "scope.toml").write_text(begun["scope.toml"], encoding="utf-8")
    text = begun[name]
    (our_town / "requests.toml").unlink()
    places = {name, "topics/first.toml", "town.toml"}
    for key, changed in spoil_each(text):
        (our_town / name).write_text(changed, encoding="utf-8")
        found = faults_of(our_town)
        assert {fault.partition(": ")[0] for fault in found} <= places
        if not found:
            new = [line for line in changed.splitlines() if line not in text.splitlines()]
            assert key in SILENT[name]
            assert new in ([], [SILENT[name][key]])
