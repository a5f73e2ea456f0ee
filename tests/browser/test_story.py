"""The whole product in one sitting: a resident, the city's calendar, an editor."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.screen import PATIENCE, Screen

SLOW = 60_000  # milliseconds; a preview asks the whole question bank


def meeting(screen: Screen, body: str) -> Locator:
    """The first meeting of a body in the calendar panel."""
    return screen.page.locator("#meetings > li").filter(has_text=body).first


def bubble(screen: Screen, of: Locator) -> Locator:
    """The same message, wherever it stands later."""
    return screen.log.locator(f'[data-id="{of.get_attribute("data-id")}"]')


def to_the_next_alert(screen: Screen) -> Locator:
    """Move the clock; return the alert that came."""
    before = screen.log.locator(".message.other").count()
    screen.panel("Clock")
    screen.page.get_by_role("button", name="To the next alert").click()
    alert = screen.log.locator(".message.other").nth(before)
    expect(alert).to_be_visible(timeout=PATIENCE)
    return alert


def test_a_resident_asks_subscribes_is_reminded_and_hears_of_the_cancellation(
    screen: Screen,
) -> None:
    screen.be("Pat")
    rosa = screen.phone.get_by_role("button", name="Rosa")
    unread = rosa.inner_text()
    offer = bubble(screen, screen.say("the vote"))
    expect(offer).to_contain_text("The closest answers I have")
    choice = offer.locator(".key").first
    title = choice.inner_text().removesuffix("…")
    choice.click()
    expect(offer.locator(".words strong").first).to_contain_text(title)
    expect(screen.say("what is a 287(g) agreement?")).to_contain_text("sources to")
    topics = bubble(screen, screen.say("/topics"))
    topics.locator(".key").first.click()
    expect(topics).to_contain_text("KW-1:")

    expect(screen.say("/subscribe")).to_contain_text("Subscribed")
    reminder = bubble(screen, to_the_next_alert(screen))
    expect(reminder).to_contain_text("Reminder: City Commission")
    expect(screen.page.locator("#clock-said")).to_have_text(
        "Messages sent: 1. Messages edited: 0."
    )
    expect(screen.page.locator("#ahead")).to_contain_text("ahead of real time")

    meeting(screen, "City Commission").get_by_role("button", name="Cancel").click()
    expect(screen.last).to_contain_text("Cancelled: City Commission", timeout=SLOW)
    expect(reminder.locator(".edited")).to_be_visible(timeout=SLOW)
    expect(reminder).to_contain_text("Cancelled")
    expect(meeting(screen, "City Commission")).to_contain_text("Cancelled")
    assert rosa.inner_text() == unread  # who did not subscribe hears nothing
    expect(screen.page.locator("#complaint")).to_be_hidden()


def test_a_new_meeting_is_told_moved_and_taken_into_a_calendar(screen: Screen) -> None:
    screen.be("Rosa")
    screen.say("/subscribe Planning Board")
    page = screen.page
    screen.panel("Clock")
    page.get_by_role("button", name="Add a meeting").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Body").select_option("Planning Board")
    on = dialog.get_by_label("Date").input_value()
    dialog.get_by_label("Time").fill("18:30")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(screen.last).to_contain_text("Nueva reunión: Planning Board", timeout=SLOW)
    told = bubble(screen, screen.last)
    expect(told).to_contain_text("6:30 p. m.")

    with page.expect_download() as download:
        told.get_by_role("button", name=re.compile("calendario")).click()
        screen.last.get_by_role("link", name=re.compile(r"\.ics")).click()
    invitation = download.value.path().read_text()
    assert f"DTSTART;TZID=America/New_York:{on.replace('-', '')}T183000" in invitation

    new = page.locator("#meetings > li").filter(has_text="18:30")
    new.get_by_role("button", name="Change").click()
    dialog.get_by_label("Time").fill("17:00")
    dialog.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="+1 hour").click()
    moved = screen.log.locator(".message.other").filter(has_text="5:00 p. m.").last
    expect(moved).to_be_visible(timeout=SLOW)
    expect(told.locator(".edited")).to_be_visible(timeout=SLOW)
    expect(told).to_contain_text("5:00 p. m.")


def test_an_editor_changes_an_answer_and_the_next_question_gets_it(screen: Screen) -> None:
    sentence = "This sentence was written in the playground."
    screen.be("Pat")
    expect(screen.say("KW-14")).not_to_contain_text(sentence)
    screen.be("Edie")
    edit = screen.say("/faq edit KW-14")
    edit.get_by_role("button", name="Short answer").click()
    expect(screen.last).to_contain_text("Send me the new text")
    draft = screen.say(f"{{vote_june30}}. {sentence}")
    draft.get_by_role("button", name="Preview").click()
    publish = screen.log.get_by_role("button", name="Publish", exact=True)
    expect(publish).to_be_visible(timeout=SLOW)
    publish.click()
    expect(screen.log).to_contain_text("Published: KW-14.2")
    screen.be("Pat")
    expect(screen.say("KW-14")).to_contain_text(sentence)
    expect(screen.page.locator("#complaint")).to_be_hidden()


@pytest.mark.parametrize("name", ["Pat", "Rosa", "Jean"])
def test_only_an_editor_may_edit(screen: Screen, name: str) -> None:
    screen.be(name)
    answer = screen.say("/faq edit KW-14")
    expect(answer.get_by_role("button", name="Publish")).to_have_count(0)
    expect(answer.locator(".key")).to_have_count(0)
