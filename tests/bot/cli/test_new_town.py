"""new-town: what it writes works at once, for whoever runs it in a terminal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.check_findings import WARNING, WRONG, seed_findings
from knowledge.content.documents import DocumentKey, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.content.plain_text import html_to_text
from knowledge.folders import base_folder
from knowledge.index_building import build_index
from knowledge.language import Language
from knowledge.town import town_folder
from knowledge.verdict import Outcome
from tests.sharing import parse_each_text_once
from tests.test_names import NAMES
from tests.town import NOON

PLEAS = {
    Language.EN: ("i want to die", "help someone is hitting me", "they took my husband"),
    Language.ES: ("me quiero morir", "ayuda me estan pegando", "se llevaron a mi esposo"),
    Language.HT: ("mwen vle mouri", "anmwe yap bat mwen", "imigrasyon arete mari m"),
}
ASKED = {
    Language.EN: "what is this about",
    Language.ES: "de que se trata esto",
    Language.HT: "sou ki sa bot la ye",
}


@pytest.fixture(scope="module", autouse=True)
def _reads_a_text_once() -> Iterator[None]:
    """Every new town is made of the same files that ship."""
    with parse_each_text_once():
        yield


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def begin(place: Path, languages: str = "en", **more: str) -> int:
    given = {"name": "Our Town", "tz": "America/Chicago", "languages": languages, **more}
    parts = [part for name, value in given.items() for part in (f"--{name}", value)]
    return main(["new-town", str(place), *parts])


def test_a_town_of_three_languages_answers_and_hears_pleas_in_each(at_home: Path) -> None:
    place = at_home / "ours"
    assert begin(place, "ht es en") == 0
    found = base_folder.load_town_folder(place)
    base = FaqBase.from_documents(found.documents, town=found.town)
    assert set(found.town.languages) == set(Language)
    assert [len(base.entries), len(base.sources), len(found.town.city.bodies)] == [3, 2, 1]
    index = build_index(base)
    for language in Language:
        assert index.ask(ASKED[language], language).entry == "OT-1"
        for plea in PLEAS[language]:
            verdict = index.ask(plea, language)
            assert verdict.outcome is Outcome.REFER, plea
            assert "911" in html_to_text(base.scopes[verdict.scope or ""].reply[language])


def test_in_every_choice_of_languages_the_same_is_written_but_for_those_left_out(
    at_home: Path,
) -> None:
    def spoken(place: str, chosen: set[str]) -> dict[DocumentKey, object]:
        """The documents of a town in some of its languages."""
        held = base_folder.load_town_folder(at_home / place).documents
        return {key: _without(body, set(Language) - chosen) for key, body in held.items()}

    assert begin(at_home / "whole", "en es ht") == 0
    for languages in ("en", "es", "ht", "en,es", "ht es en"):
        chosen = set(languages.replace(",", " ").split())
        assert begin(at_home / languages, languages) == 0
        assert set(town_folder.load_town(at_home / languages).languages) == chosen
        assert spoken(languages, set(Language)) == spoken("whole", chosen)


def _without(body: object, languages: set[str]) -> object:
    """A document without some languages, nor which version the others `follow`."""
    if not isinstance(body, dict):
        return body
    names = body.keys() - languages - {"follows"}
    return {name: _without(body[name], languages) for name in names}


def test_check_is_right_and_warns_of_each_placeholder(at_home: Path) -> None:
    begin(at_home / "ours")
    rows = seed_findings(NOON.date(), at_home / "ours")
    assert [row for row in rows if row.state == WRONG] == []
    [left] = [row.says for row in rows if row.state == WARNING]
    assert left.startswith("15 places still say REPLACE")
    assert "town.toml: en.hello" in left


def test_nothing_of_the_town_that_ships_is_written(at_home: Path) -> None:
    begin(at_home / "ours", "en,es,ht")
    for file in (at_home / "ours").rglob("*.toml"):
        assert NAMES.findall(file.read_text(encoding="utf-8")) == [], file
    scopes = [
        b
        for (kind, _), b in base_folder.load_town_folder(at_home / "ours").documents.items()
        if kind is DocumentKind.SCOPE
    ]
    assert not any("{" in text for body in scopes for text in body.get("reply", {}).values())


def test_a_folder_in_use_is_refused_and_left_alone(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = at_home / "ours"
    place.mkdir()
    assert begin(place) == 0
    before = {file: file.read_bytes() for file in place.rglob("*.toml")}
    assert begin(place, name="Other") == 2
    assert "is not an empty folder; name another" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in place.rglob("*.toml")} == before
    (at_home / "file").touch()
    assert begin(at_home / "file") == 2


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"languages": "fr"}, "--languages: 'fr' is none of en, es, ht"),
        ({"name": "…"}, "--name: write the town's name in letters"),
        ({"prefix": "it"}, "prefix: is 'it'; write two to six capital letters"),
        ({"prefix": "IN"}, "prefix: 'IN' means something already"),
        ({"tz": "Chicago"}, "tz: is 'Chicago', no time zone"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    at_home: Path, capsys: pytest.CaptureFixture[str], more: dict[str, str], says: str
) -> None:
    assert begin(at_home / "ours", **more) == 2
    assert says in capsys.readouterr().err
    assert not (at_home / "ours").exists()


def test_a_name_of_one_word_or_of_odd_signs_gets_a_prefix(at_home: Path) -> None:
    for name, prefix in (
        ("Springfield", "SP"),
        ("St. Mary's O'Fallon", "SMSOF"),
        ("Ñ Town", "TOW"),
    ):
        place = at_home / prefix
        assert begin(place, name=name) == 0
        assert town_folder.load_town(place).codes.prefix == prefix
        assert town_folder.load_town(place).name == name


def test_the_town_that_is_named_is_served(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(at_home / "ours")
    monkeypatch.setattr("bot.logs.configure_logging", lambda *_: None)
    monkeypatch.setenv("TOWN_DIR", "ours")
    assert main(["ask", "what is this about?"]) == 0
    assert "entry     OT-1" in capsys.readouterr().out
    assert (at_home / "data" / "our-town.sqlite3").is_file()


@pytest.fixture
def refused(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Runs a command that cannot start, for the town of a folder; returns what it says."""
    monkeypatch.setattr("bot.logs.configure_logging", lambda *_: None)

    def said(*words: str, town: str = "ours") -> str:
        monkeypatch.setenv("TOWN_DIR", town)
        capsys.readouterr()
        assert main(words) == 2
        return capsys.readouterr().err

    return said


def test_what_is_wrong_with_the_town_that_is_named_is_told_by_every_command(
    at_home: Path, refused: Callable[..., str]
) -> None:
    begin(at_home / "ours")
    (at_home / "ours" / "facts.toml").write_text("[F001]\nsays = 3\n")
    for command in (["ask", "x"], ["seed"], ["export"]):
        broken = refused(*command)
        assert "Traceback" not in broken
        assert "facts.toml: [F001]: says: is 3; it must be a text" in broken
        assert "facts.toml: [F001]: certainty: is missing" in broken
    town = (at_home / "ours" / "town.toml").read_text(encoding="utf-8")
    (at_home / "ours" / "town.toml").write_text(town.replace('prefix = "OT"', 'prefix = "o"'))
    both = refused("check")
    assert "town.toml: prefix: is 'o'; write two to six capital letters" in both
    assert "facts.toml: [F001]: says: is 3; it must be a text" in both
    assert "TOWN_DIR: nowhere is no folder" in refused("check", town="nowhere")
