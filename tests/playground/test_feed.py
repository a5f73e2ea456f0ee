from zoneinfo import ZoneInfo

import pytest

from bot.playground.simulator.simulated_clock import SimulatedClock
from bot.playground.web.city_calendar import CityCalendar
from bot.playground.web.event_feed import EventFeed, MatchedQuestion, PageState, page_state_json
from bot.playground.web.sample_users import EDITOR_ID, create_sample_users
from knowledge.language import Language
from knowledge.verdict import Candidate, Outcome, Verdict


@pytest.fixture
def scene(telegram, clock) -> PageState:
    ours = SimulatedClock(clock)
    calendar = CityCalendar(ours, ZoneInfo("America/New_York"))
    return PageState(
        telegram, create_sample_users(telegram), "America/New_York", ours, calendar, []
    )


@pytest.fixture
def feed(scene) -> EventFeed:
    feed = EventFeed(scene)
    feed.new_events()
    return feed


def test_at_first_it_tells_everything_then_only_what_is_new(scene) -> None:
    feed = EventFeed(scene)
    scene.cast.residents[0].says("hello")
    assert set(feed.new_events()) == {"state", "messages"}
    assert feed.new_events() == {}


def test_each_page_has_a_place_of_its_own(scene, feed) -> None:
    scene.cast.residents[0].says("hello")
    assert [message["text"] for message in feed.new_events()["messages"]] == ["hello"]
    assert "hello" in [
        message.get("text") for message in EventFeed(scene).new_events()["messages"]
    ]
    assert feed.new_events() == {}


async def test_an_edit_comes_again_and_a_deletion_as_such(scene, feed, ask) -> None:
    pat = scene.cast.residents[0]
    pat.starts()
    sent = await ask("sendMessage", chat_id=pat.id, text="one")
    feed.new_events()
    await ask("editMessageText", chat_id=pat.id, message_id=sent["message_id"], text="two")
    edited = feed.new_events()["messages"]
    assert [(m["text"], m["edits"], m["is_deleted"]) for m in edited] == [("two", 1, False)]


async def test_calls_are_told_but_not_the_polls_that_brought_nothing(scene, feed) -> None:
    telegram = scene.telegram
    telegram.updates.drop_pending()
    await telegram.receive_call(telegram.token, "getUpdates", {"timeout": 0})
    await telegram.receive_call(telegram.token, "sendLove", {})
    calls = feed.new_events()["calls"]
    assert [(call["method"], call["status"]) for call in calls] == [("sendLove", 404)]


def test_a_verdict_comes_with_its_scores(scene, feed, clock) -> None:
    verdict = Verdict(Outcome.FOUND, Language.EN, 0.9, (Candidate("KW-1", 0.9, "vote"),), "KW-1")
    scene.asked.append(MatchedQuestion("vote?", verdict, clock()))
    told = feed.new_events()["verdicts"][0]
    assert (told["text"], told["outcome"], told["candidates"]) == (
        "vote?", "found", ({"entry": "KW-1", "score": 0.9, "phrasing": "vote"},),
    )  # fmt: skip


def test_what_the_bot_may_not_see_in_a_group_is_marked(scene, feed) -> None:
    pat, group = scene.cast.residents[0], scene.cast.group
    pat.says("how are you all?", chat=group)
    pat.says("@CivicTestBot what is 287(g)?", chat=group)
    assert [message["is_heard"] for message in feed.new_events()["messages"]] == [False, True]


def test_a_complaint_is_told_once(scene, feed) -> None:
    scene.telegram.add_complaint("too long")
    assert feed.new_events()["complaints"] == ["too long"]
    assert feed.new_events() == {}


def test_the_state_is_told_when_it_changes(scene, feed) -> None:
    scene.cast.residents[1].blocks()
    blocked = [person["has_blocked"] for person in feed.new_events()["state"]["people"]]
    assert blocked == [False, True, False, False]
    scene.telegram.network.go_away()
    assert feed.new_events()["state"]["network"]["is_away"] is True


def test_everyone_sees_their_own_chats_and_only_administrators_post(scene) -> None:
    people = {person["first_name"]: person for person in page_state_json(scene)["people"]}
    assert {name: person["role"] for name, person in people.items()} == {
        "Pat Example": "resident",
        "Rosa Example": "resident",
        "Jean Example": "resident",
        "Edie Example": "editor",
    }
    pats, edies = people["Pat Example"]["chats"], people["Edie Example"]["chats"]
    assert [(chat["type"], chat["is_admin"], chat["may_write"]) for chat in pats] == [
        ("private", False, True), ("group", True, True), ("channel", False, False),
    ]  # fmt: skip
    assert [(chat["type"], chat["may_write"]) for chat in edies] == [
        ("private", True), ("channel", True),
    ]  # fmt: skip
    assert people["Edie Example"]["id"] == EDITOR_ID
