"""A town's file: the one that ships, another one, and everything that can be wrong with it."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from knowledge.alerts.keyword_matching import ISSUE_WORDS
from knowledge.content.documents import DocumentKind
from knowledge.folders import base_folder
from knowledge.language import Language
from knowledge.meetings.meeting import MeetingKind as MeetingKind
from knowledge.meetings.meeting import MeetingStatus
from knowledge.strict_tables import StrictTable
from knowledge.town import OPTIONAL_PHRASES, PHRASE_EXAMPLES, town_folder
from knowledge.town.town_file import read_town


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
