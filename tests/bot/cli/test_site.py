"""The answers as a static site: whole, in each language, and fetching nothing."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from bot import site
from bot.cli import main
from bot.texts import Texts
from knowledge import seed
from knowledge.content.faq_base import FaqBase
from knowledge.folders import base_folder
from knowledge.folders.base_folder import TownFolder
from knowledge.language import Language
from knowledge.town.town_folder import shipped_town
from tests.content.village import bodies
from tests.town import documents

TODAY = date(2026, 11, 28)
PAGES = ("en.html", "es.html", "ht.html")
VOID = {"meta", "input", "br", "link", "img"}


class Outline(HTMLParser):
    """Ids, links and loads of a page; raises AssertionError for tags that do not close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.unlabelled: list[str] = []
        self.open: list[str] = []
        self.headings: list[int] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.open += [] if tag in VOID else [tag]
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.loads += [tag] * ("src" in given or tag in ("link", "iframe", "object", "base"))
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag


@pytest.fixture(scope="module")
def pages(seed_base: FaqBase) -> dict[str, str]:
    return dict(site.build_site_pages(seed_base, Texts(strict=True), TODAY))


@pytest.fixture(scope="module")
def seed_base() -> FaqBase:
    return FaqBase.from_documents(seed.shipped_documents())


@pytest.fixture(scope="module")
def small() -> dict[str, str]:
    base = FaqBase.from_documents(documents())
    return dict(site.build_site_pages(base, Texts(strict=True), TODAY))


@pytest.mark.parametrize("name", PAGES)
def test_every_answer_stands_under_its_code_in_every_language(
    pages: dict[str, str], seed_base: FaqBase, name: str
) -> None:
    language, outline = Language(name[:2]), Outline(pages[name])
    assert set(seed_base.entries) <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert f'<html lang="{language}">' in pages[name]
    own = re.compile(r"<(style|script)>.*?</\1>|data-hits=\"[^\"]*\"", re.S)
    assert "{" not in own.sub("", pages[name])


@pytest.mark.parametrize("name", ["index.html", *PAGES])
def test_every_link_within_leads_somewhere_and_nothing_is_loaded(
    pages: dict[str, str], name: str
) -> None:
    outline = Outline(pages[name])
    assert outline.loads == []
    inner = [link for link in outline.links if not link.startswith("http")]
    lost = [
        link
        for link in inner
        if (link[1:] not in outline.ids if link.startswith("#") else link not in pages)
    ]
    assert lost == []
    assert "@import" not in pages[name]
    assert "url(" not in pages[name]
    for within in ("fetch(", "XMLHttpRequest", "import(", "localStorage", "document.cookie"):
        assert within not in pages[name]


@pytest.mark.parametrize("name", PAGES)
def test_headings_skip_no_level(pages: dict[str, str], name: str) -> None:
    levels = Outline(pages[name]).headings
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_answer_shows_the_card_and_what_its_buttons_open(small: dict[str, str]) -> None:
    article = re.findall(r'<article id="KW-1".*?</article>', small["es.html"], re.S)[0]
    assert "¿Cómo votó la Comisión el 30 de junio de 2025?" in article
    assert "Votó 6 a 1 por anular el acuerdo." in article
    assert "KW-1.1" in article
    assert "<summary>Más</summary>" in article
    assert '<a href="https://gazette.example/votes">' in article
    assert '<a href="#KW-2">' in article


def test_codes_are_links_and_commands_are_words_to_type() -> None:
    changed = documents()
    for key, body in changed.items():
        if key[1] == "KW-1":
            said = "See /KW_2, /meetings, /timeline and https://a.example/timeline/KW_2."
            body["en"] = {**body["en"], "points": said}
    page = site.build_site_pages(FaqBase.from_documents(changed), Texts(), TODAY)["en.html"]
    assert (
        'See <a href="#KW-2">KW-2</a>, <code>/meetings</code>, '
        '<a href="#timeline"><code>/timeline</code></a> and '
        '<a href="https://a.example/timeline/KW_2">https://a.example/timeline/KW_2</a>.'
    ) in page


def test_what_an_editor_writes_cannot_run() -> None:
    hostile = documents()
    for key, body in hostile.items():
        if key[1] == "KW-1":
            body["en"] = {
                **body["en"],
                "title": "<script>alert(1)</script>",
                "short": '<img src="x" onerror="alert(1)">',
                "phrasings": ['"><script>alert(1)</script>'],
            }
    town = replace(shipped_town(), city=replace(shipped_town().city, name="<b>Town"))
    page = site.build_site_pages(FaqBase.from_documents(hostile, town=town), Texts(town), TODAY)[
        "en.html"
    ]
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "&lt;b&gt;Town" in page
    Outline(page)


def test_an_answer_in_one_language_is_marked_as_such() -> None:
    page = site.build_site_pages(FaqBase.from_documents(bodies()), Texts(), TODAY)["ht.html"]
    assert '<article id="KW-1"' in page


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where the command finds a small town; the one that ships is shown above."""
    found = TownFolder(shipped_town(), documents())
    monkeypatch.setattr(base_folder, "load_town_folder", lambda place: found)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/town.sqlite3")
    return tmp_path


def test_the_command_writes_the_site_and_the_same_one_again(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", "site", "public/site"]) == 0
    assert capsys.readouterr().out.startswith("Wrote public/site: index.html, en.html, ")
    folder = at_home / "public" / "site"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(first) == {"index.html", *PAGES}
    (folder / "CNAME").write_text("ours")
    assert main(["export", "--format", "site", "public/site"]) == 0
    assert {name: (folder / name).read_bytes() for name in first} == first
    assert (folder / "CNAME").read_text() == "ours"


@pytest.mark.parametrize(
    "given", [["--format", "site"], ["--format", "zip", "out"], ["--format", "site", "file/x"]]
)
def test_a_folder_that_is_missing_or_cannot_be_is_said(
    at_home: Path, capsys: pytest.CaptureFixture[str], given: list[str]
) -> None:
    (at_home / "file").write_text("in the way")
    assert main(["export", *given]) == 2
    assert "folder" in capsys.readouterr().err
