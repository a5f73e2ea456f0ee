"""The page with the bot behind it: what a newcomer does in the first minutes."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import Screen

CONTRAST = Path(__file__).with_name("contrast.js")


def test_an_empty_chat_says_what_the_bot_is_and_one_press_starts_it(screen: Screen) -> None:
    screen.be("Jean")
    welcome = screen.log.locator(".welcome")
    expect(welcome).to_contain_text("287(g)")
    expect(welcome.get_by_role("button", name="Ki sa yon akò 287(g) ye?")).to_be_visible()
    welcome.get_by_role("button", name="Start").click()
    expect(screen.last).to_contain_text("Key West Civic Bot")
    expect(welcome).to_have_count(0)


def test_one_asks_and_is_answered_with_sources(screen: Screen) -> None:
    screen.be("Pat")
    answer = screen.say("what is a 287(g) agreement?")
    expect(answer).to_contain_text("KW-")
    expect(answer.get_by_role("link").first).to_have_attribute("target", "_blank")
    expect(answer.get_by_role("button").first).to_be_visible()
    screen.panel("Verdicts")
    verdict = screen.page.locator("#verdict-list > li").first
    expect(verdict).to_contain_text("what is a 287(g) agreement?")
    expect(verdict.locator("meter").first).to_be_visible()


def test_one_chooses_by_a_tap_and_the_question_becomes_the_answer(screen: Screen) -> None:
    screen.be("Edie")  # who has asked nothing before that this could follow on from
    offer = screen.say("police and ICE")
    place = offer.get_attribute("data-id")
    chosen = screen.log.locator(f'[data-id="{place}"]')
    before = chosen.inner_text()
    chosen.locator(".key").first.click()
    expect(chosen).to_contain_text("edited")
    assert chosen.inner_text() != before


def test_one_browses_and_comes_back(screen: Screen) -> None:
    screen.be("Rosa")
    topics = screen.say("/topics")
    place = topics.get_attribute("data-id")
    bubble = screen.log.locator(f'[data-id="{place}"]')
    first = bubble.locator(".key").first.inner_text()
    bubble.locator(".key").first.click()
    expect(bubble.locator(".key").first).not_to_have_text(first)
    bubble.get_by_role("button", name="Atrás").click()
    expect(bubble.locator(".key").first).to_have_text(first)


def test_each_person_is_spoken_to_in_their_language(screen: Screen) -> None:
    for name, words in (("Pat", "What you can do"), ("Rosa", "puede hacer"), ("Jean", "ka fè")):
        screen.be(name)
        expect(screen.say("/help")).to_contain_text(words)


def test_the_group_gets_answers_to_mentions_as_replies(screen: Screen) -> None:
    screen.be("Rosa", "Example Street Neighbors")
    answer = screen.say("@CivicTestBot ¿qué es un acuerdo 287(g)?")
    expect(answer.locator(".reply")).to_contain_text("¿qué es un acuerdo 287(g)?")


def test_what_was_asked_while_telegram_was_away_is_answered_later(screen: Screen) -> None:
    screen.be("Rosa")
    screen.panel("Network")
    away = screen.page.get_by_label("Telegram is away")
    away.check()
    expect(screen.page.get_by_role("status").first).to_have_text("Telegram is away")
    count = screen.log.locator(".message.other").count()
    screen.box.fill("¿qué es 287(g)?")
    screen.box.press("Enter")
    expect(screen.log.locator(".message.own").last).to_contain_text("¿qué es 287(g)?")
    away.uncheck()
    expect(screen.log.locator(".message.other")).to_have_count(count + 1, timeout=40_000)
    expect(screen.last).to_contain_text("287(g)")


def test_everything_can_be_done_with_the_keyboard_alone(screen: Screen) -> None:
    press, focus = screen.page.keyboard.press, screen.page.locator(":focus")
    press("Tab")
    expect(focus).to_have_text("Skip to the message box")
    press("Tab")
    press("Tab")
    expect(focus).to_contain_text("Pat Example")
    press("Tab")
    expect(focus).to_contain_text("Rosa Example")
    press("Enter")
    expect(screen.phone).to_have_attribute("aria-label", "Phone of Rosa Example")
    expect(focus).to_contain_text("Rosa Example")  # the row is drawn anew, the focus stays
    for _ in range(3):
        press("Shift+Tab")
    press("Enter")
    expect(screen.box).to_be_focused()
    press("Shift+Tab")
    expect(focus).to_have_attribute("aria-label", "Commands")
    press("Enter")
    expect(focus).to_contain_text("/start")
    press("ArrowDown")
    press("ArrowDown")
    expect(focus).to_contain_text("/topics")
    before = screen.log.locator(".message.other").count()
    press("Enter")
    expect(screen.log.locator(".message.other")).to_have_count(before + 1)
    expect(screen.box).to_be_focused()
    for _ in range(20):  # backwards to the buttons of the newest message
        press("Shift+Tab")
        if "key" in (focus.get_attribute("class") or ""):
            break
    words = screen.last.inner_text()
    press("Enter")
    expect(screen.last).not_to_have_text(words)


def test_a_screen_reader_finds_its_way(screen: Screen) -> None:
    page = screen.page
    for role, name in (
        ("main", None),
        ("complementary", "The world around the bot"),
        ("navigation", "Panels"),
        ("region", "Phone of Pat Example"),
        ("log", "Messages with Civic bot (simulated)"),
        ("heading", "Civic bot playground"),
    ):
        expect(page.get_by_role(role, name=name).first).to_be_visible()
    expect(screen.log).to_have_attribute("aria-live", "polite")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, select, textarea")]
        .filter((one) => one.checkVisibility() && !one.innerText.trim() && !one.ariaLabel
          && !(one.labels && one.labels.length))
        .map((one) => one.outerHTML)"""
    )
    assert nameless == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(page: Page, url: str, scheme: Any) -> None:
    """At least 4.5 to 1, as WCAG 2 asks of small text."""
    page.emulate_media(color_scheme=scheme)
    page.goto(url)
    screen = Screen(page)
    screen.waits_for_the_bot()
    screen.be("Pat")
    screen.say("what is a 287(g) agreement?")
    for name in ("Network", "Verdicts", "Calls", "Clock"):
        screen.panel(name)
        assert page.evaluate(CONTRAST.read_text()) == []
