"""The exported site in a real browser: it searches, follows the colours, and asks nobody."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from bot import site
from bot.texts import Texts
from knowledge import seed
from knowledge.content.faq_base import FaqBase

CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    base = FaqBase.from_documents(seed.shipped_documents())
    for name, page in site.build_site_pages(base, Texts(), date(2026, 11, 28)).items():
        (folder / name).write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def asked(page: Page) -> Iterator[list[str]]:
    """What the page asks for, as it happens."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    yield asked
    page.remove_listener("request", note)


def show(page: Page, folder: Path, name: str) -> None:
    """Show a page with nothing searched for; the one that is there is not read again."""
    address = (folder / name).as_uri()
    if page.url.partition("#")[0] != address:
        page.goto(address)
    box = page.locator("input[type=search]")
    box.fill("x")
    box.fill("")
    box.press("Enter")
    expect(page.locator("#hits a")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("ht.html", "kw-8", "KW-8"),
        ("en.html", "does key west work with ICE agreement", "KW-1"),
        ("en.html", "kw 14", "KW-14"),
        ("es.html", "reunion hablar", "KW-"),
        ("es.html", "REUNIÓN hablar", "KW-"),
    ],
)
def test_search_finds_answers_without_asking_anyone(
    page: Page, folder: Path, asked: list[str], name: str, typed: str, code: str
) -> None:
    show(page, folder, name)
    page.get_by_role("searchbox").fill(typed)
    hits = page.locator("#hits a")
    expect(hits.first).to_be_visible()
    codes = [link.get_attribute("href") or "" for link in hits.all()]
    assert any(found.startswith(f"#{code}") for found in codes)
    page.get_by_role("searchbox").press("Enter")
    expect(hits.first).to_be_focused()
    hits.first.press("Enter")
    assert page.url.endswith(codes[0])
    assert {*asked} <= {(folder / name).as_uri()}


def test_an_accent_more_or_less_finds_the_same(page: Page, folder: Path) -> None:
    show(page, folder, "es.html")
    found = []
    for typed in ("reunion publica", "REUNIÓN PÚBLICA"):
        page.get_by_role("searchbox").fill(typed)
        page.get_by_role("searchbox").press("Enter")
        found.append(page.locator("#hits").inner_text())
    assert found[0] == found[1] != ""


def test_another_language_opens_at_the_same_answer(page: Page, folder: Path) -> None:
    show(page, folder, "es.html")
    page.evaluate("location.hash = '#KW-14'")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en.html#KW-14")
    expect(page.locator("#KW-14")).to_be_in_viewport()


def test_nonsense_is_said_to_find_nothing(page: Page, folder: Path) -> None:
    show(page, folder, "en.html")
    page.get_by_role("searchbox").fill("qqqqzzzz")
    expect(page.get_by_role("status")).to_have_text("No answer fits. Try other words.")
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_have_text("")


def test_without_script_all_is_there_but_the_search(browser: Browser, folder: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((folder / "en.html").as_uri() + "#KW-14")
    expect(page.locator("#KW-14")).to_be_in_viewport()
    expect(page.get_by_role("searchbox")).to_be_hidden()


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_it_fits_a_phone_in_both_colours(page: Page, folder: Path, colors: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=colors)
    show(page, folder, "ht.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (colors == "light")
    assert page.evaluate(CONTRAST) == []
