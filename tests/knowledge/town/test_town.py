"""A town's file: the one that ships, another one, and everything that can be wrong with it."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from knowledge import safe_toml
from knowledge.alerts.keyword_matching import ISSUE_WORDS
from knowledge.content.documents import DocumentKind
from knowledge.folders import base_folder, starter_files
from knowledge.folders.starter_files import NewTown
from knowledge.language import Language
from knowledge.meetings.meeting import MeetingKind as MeetingKind
from knowledge.meetings.meeting import MeetingStatus
from knowledge.strict_tables import StrictTable, TownFilesError
from knowledge.town import OPTIONAL_PHRASES, PHRASE_EXAMPLES, town_folder
from knowledge.town.town_file import read_town

TODAY = date(2026, 11, 28)
WANTED = NewTown("Our Town", "OT", tuple(Language), "America/Chicago")


@pytest.fixture(scope="session")
def begun() -> dict[str, str]:
    """The files of a new town in three languages."""
    return dict(starter_files.new_town_files(WANTED, TODAY))


@pytest.fixture
def our_town(begun: dict[str, str], tmp_path: Path) -> Path:
    for path, text in begun.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


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


def test_the_town_that_ships_has_its_sessions_and_no_deadlines() -> None:
    town = town_folder.shipped_town()
    [habit] = town.city.bodies[0].sessions
    assert (habit.kind, habit.first, habit.then) == (MeetingKind.REGULAR, time(9), (time(17),))
    assert [body.deadlines for body in town.city.bodies if body.deadlines] == []
    assert town.languages == tuple(Language)
    assert dict(town.city.statuses)["deferred"] is MeetingStatus.POSTPONED
    assert town.unfinished_keys == ()


def test_the_words_of_the_topic_become_a_class_of_messages_that_editors_may_change() -> None:
    lists = base_folder.load_town_folder(town_folder.shipped_folder()).documents[
        DocumentKind.SCOPE, ISSUE_WORDS
    ]["lists"]
    assert lists["en"][0].startswith("en-issue = ")
    assert lists["en"][1].startswith("en-issue-not = ")
    assert set(lists) == {"en", "es", "ht"}


def test_a_new_town_is_read_as_it_was_asked_for(our_town: Path) -> None:
    town = base_folder.load_town_folder(our_town).town
    assert (town.name, town.city.id, town.codes.prefix) == ("Our Town", "our-town", "OT")
    assert town.city.tz == "America/Chicago"
    assert "en.hello" in town.unfinished_keys


def whole() -> dict[str, Any]:
    """A town with every table and key there is."""
    spoken = {
        **PHRASE_EXAMPLES,
        **dict.fromkeys(OPTIONAL_PHRASES, "Ask the city."),
        "questions": ["a", "b", "c"],
    }
    return {
        "id": "our-town",
        "name": "Our Town",
        "tz": "America/Chicago",
        "prefix": "OT",
        "languages": ["en"],
        "keyword": "library",
        "example": 2,
        "localities": ["Our Town"],
        "synonyms": [["tax", "impuesto"]],
        "holidays": [date(2026, 12, 25)],
        "operator": {"name": "A", "contact": "B"},
        "calendar": {
            "legistar_client": "ours",
            "civicclerk_tenant": "ours",
            "meeting_ics_urls": ["https://ours.example/a.ics"],
        },
        "statuses": {"off": "cancelled"},
        "policy": {"bulk_off": 9, "bulk_share": 0.4, "settle_in": 20, "earliest": time(7)},
        "place": [{"key": "hall", "names": ["Hall"], "address": ["1 Main"]}],
        "body": [
            {
                "slug": "council",
                "name": "Council",
                "aliases": ["The Council"],
                "hidden": False,
                "sessions": [{"kind": "regular", "first": time(9), "then": [time(17)]}],
                "deadlines": [{"purpose": "speak", "hours_before": 2, "notice_hours": 12}],
            }
        ],
        "en": {**spoken, "words": ["library"], "not_words": ["library card"]},
    }


def told(held: dict[str, Any]) -> list[str]:
    noted: list[str] = []
    read_town(StrictTable(held, "town.toml", noted), town_folder.shipped_town().house)
    return noted


def test_every_key_of_the_form_is_read() -> None:
    assert told(whole()) == []


Path_ = tuple[str | int, ...]


def keys(held: Any, path: Path_ = ()) -> list[Path_]:
    if isinstance(held, dict):
        found = [(*path, name) for name in held]
        return found + [one for name, value in held.items() for one in keys(value, (*path, name))]
    if isinstance(held, list):
        return [one for n, value in enumerate(held) for one in keys(value, (*path, n))]
    return []


def spoiled(path: Path_, act: Callable[[Any, Any], None]) -> dict[str, Any]:
    held = whole()
    at: Any = held
    for step in path[:-1]:
        at = at[step]
    act(at, path[-1])
    return held


NEEDED = {
    *((name,) for name in ("id", "name", "tz", "prefix", "languages", "keyword", "body", "en")),
    *(("en", name) for name in (*PHRASE_EXAMPLES, "questions")),
    ("body", 0, "slug"), ("body", 0, "name"),
    ("body", 0, "sessions", 0, "kind"), ("body", 0, "sessions", 0, "first"),
    ("body", 0, "sessions", 0, "then"), ("body", 0, "deadlines", 0, "purpose"),
    ("body", 0, "deadlines", 0, "hours_before"), ("place", 0, "key"), ("place", 0, "names"),
}  # fmt: skip


@pytest.mark.parametrize("path", keys(whole()), ids=lambda path: ".".join(map(str, path)))
def test_a_key_left_out_is_told_with_its_place_where_it_is_needed(path: Path_) -> None:
    noted = told(spoiled(path, lambda at, name: at.pop(name)))
    if path not in NEEDED:
        assert noted == []
        return
    names = [step for step in path if isinstance(step, str)]
    assert noted, "nothing was told"
    assert all(fault.startswith("town.toml: ") for fault in noted)
    assert any(str(names[-1]) in fault or str(names[-2]) in fault for fault in noted)


class Odd:
    """Nothing a file could hold is like it."""

    def __repr__(self) -> str:
        return "odd"


@pytest.mark.parametrize("odd", [Odd(), -7, [Odd()], {"x": 1}, "\x00", ""], ids=repr)
@pytest.mark.parametrize("path", keys(whole()), ids=lambda path: ".".join(map(str, path)))
def test_a_wrong_value_is_told_with_its_place_or_harmless(path: Path_, odd: Any) -> None:
    noted = told(spoiled(path, lambda at, name: at.__setitem__(name, odd)))
    named = [step for step in path if isinstance(step, str)]
    assert all(fault.startswith("town.toml: ") for fault in noted)
    if isinstance(odd, Odd):
        assert any(named[-1] in fault for fault in noted)


@pytest.mark.parametrize("path", keys(whole()), ids=lambda path: ".".join(map(str, path)))
def test_a_key_that_nobody_knows_is_told_with_the_one_that_was_meant(path: Path_) -> None:
    def misspell(at: Any, name: str) -> None:
        at[f"{name}s"] = at[name]

    if path[:-1] in (("statuses",),):
        return  # the names of statuses are the clerk's own
    noted = told(spoiled(path, misspell))
    assert [fault for fault in noted if f"{path[-1]}s: " in fault or f"{path[-1]}s]" in fault]


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"prefix": "IN"}, "prefix: 'IN' means something already"),
        ({"prefix": "MUTE"}, "prefix: 'MUTE' means something already"),
        ({"prefix": "Kw"}, "prefix: is 'Kw'; write two to six capital letters"),
        ({"tz": "Mars/Base"}, "tz: is 'Mars/Base', no time zone"),
        ({"languages": ["fr"]}, "languages: 'fr' is none the bot speaks"),
        ({"languages": ["es", "en"]}, "languages: write each once, in this order: en, es"),
        ({"languages": ["es"]}, "en: is a language the town does not name"),
        ({"example": 0}, "example: is 0; write 1 or more"),
        ({"body": []}, "body: there is none"),
        ({"calendar": {"meeting_ics_urls": ["http://x"]}}, "'http://x' must be an https address"),
    ],
)
def test_what_cannot_be_is_told_with_the_way_out(parts: dict[str, Any], says: str) -> None:
    assert [fault for fault in told({**whole(), **parts}) if says in fault]


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
    text = begun[name]
    if name == "scope.toml":
        text = text[: text.index("[weather]")]
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
