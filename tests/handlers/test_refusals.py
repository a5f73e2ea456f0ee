"""A chat that cannot be written to is how the world is: handled once, and no fault of ours."""

import logging

import pytest
from sqlalchemy import select
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.playground.simulator.people import SimulatedUser
from bot.sending.refusals import is_chat_unreachable
from bot.storage.alerts import subscriptions
from bot.storage.chats import chat_records
from bot.storage.database.core_tables import UpdateRow
from knowledge.language import Language
from tests.meetings_town import CalendarTown
from tests.town import Town


@pytest.fixture(autouse=True)
def errors(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)


def ended(town: Town) -> set[tuple[str, int]]:
    """Return the states of all updates and how often a try was counted."""
    found = town.db.transact(
        lambda session: session.execute(select(UpdateRow.state, UpdateRow.tries))
    )
    return {(state, tries) for state, tries in found}


COMMANDS = ("/topics{}", "/meetings{}", "/calendar{}", "/subscribe{}", "/help{}", "/forget{} yes")


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_muted_bot_is_no_fault(
    city: CalendarTown, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    admin = city.resident("Ana")
    group = city.telegram.add_group("Neighbours", [admin], [admin], supergroup=True)
    group.mutes_bot()
    assert await city.say(admin, command.format("@CivicTestBot"), group) == []
    assert ended(city) == {("done", 0)}
    assert caplog.records == []


@pytest.mark.parametrize("how", ["closes_topic", "deletes_topic"])
async def test_a_topic_that_is_closed_or_gone_is_no_fault(
    town: Town, resident: SimulatedUser, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    group = town.telegram.add_group("Forum", [resident], forum=True)
    topic = group.opens_topic("Politics")
    resident.says("/help@CivicTestBot", chat=group, topic=topic)
    getattr(group, how)(topic)
    await town.settle()
    assert group.chat.take_unread(resident.id) == []
    assert ended(town) == {("done", 0)}
    assert caplog.records == []


async def test_the_reply_follows_a_group_that_moved(
    city: CalendarTown, caplog: pytest.LogCaptureFixture
) -> None:
    admin = city.resident("Ana")
    group = city.telegram.add_group("Neighbours", [admin], [admin])
    await city.say(admin, "/language ht", group)
    old = group.id
    admin.says("/subscribe", chat=group)
    admin.says("/help", chat=group)
    await city.fetch()  # stored as said in the old group
    group.becomes_supergroup()
    await city.settle()
    said = [message.text for message in group.chat.take_unread(admin.id)]
    assert city.text("start-help", "ht").replace("<b>", "").replace("</b>", "") in said
    assert len(said) == 2
    assert await city.db.run(subscriptions.load_subscription, group.id) is not None
    assert await city.db.run(subscriptions.load_subscription, old) is None
    assert {state for state, _ in ended(city)} == {"done"}
    assert caplog.records == []


async def test_a_tap_follows_a_group_that_moved(city: CalendarTown) -> None:
    admin = city.resident("Ana")
    group = city.telegram.add_group("Neighbours", [admin], [admin])
    await city.say(admin, "/language", group)
    admin.forges("language:set:ht", group.last)
    await city.fetch()
    group.becomes_supergroup()
    await city.settle()
    assert group.last.text == city.text("settings-language-set", "ht")
    met = await city.db.run(
        chat_records.load_chat, group.id, "supergroup", Language.EN, city.clock()
    )
    assert met.language is Language.HT
    city.telegram.complaints.clear()  # a tap handled twice is answered twice


def test_refusals_are_told_from_faults_of_ours() -> None:
    world = ("not enough rights to send text messages to the chat", "CHAT_WRITE_FORBIDDEN",
             "TOPIC_CLOSED", "message thread not found", "chat not found", "CHAT_RESTRICTED",
             "have no rights to send a message")  # fmt: skip
    ours = ("can't parse entities: unclosed tag", "message text is empty", "BUTTON_DATA_INVALID")
    assert all(is_chat_unreachable(BadRequest(words)) for words in world)
    assert not any(is_chat_unreachable(BadRequest(words)) for words in ours)
    assert is_chat_unreachable(Forbidden("bot was kicked from the group chat"))
    assert not is_chat_unreachable(
        NetworkError("not enough rights")
    )  # words of a proxy, not of Telegram


# --- taps on messages that are gone -----------------------------------------------------------

TAPS = (
    "ask:show:KW-1", "ask:choose:KW-1", "ask:none:", "rate:yes:KW-1.1", "rate:no:KW-1.1",
    "suggest:send:", "suggest:tell:7", "browse:topics:", "browse:topic:votes.0",
    "browse:entry:KW-1.0", "language:set:es", "settings:plain:", "forget:yes:", "forget:no:",
    "meeting:list:.0", "meeting:bodies:", "meeting:show:0123456789", "meeting:settings:",
    "alerts:main:", "alerts:panel:leads", "alerts:subscribe:", "alerts:end:",
)  # fmt: skip


@pytest.mark.parametrize("data", TAPS)
async def test_a_tap_on_a_deleted_message_is_answered_with_words(
    city: CalendarTown, caplog: pytest.LogCaptureFixture, data: str
) -> None:
    rosa = await city.subscriber()
    [said] = await city.say(rosa, "what is 287g")
    said.is_deleted = True
    rosa.forges(data, said)
    await city.settle()
    notes = [query.answer for query in city.telegram.callbacks.values()]
    assert rosa.take_unread() or any(note and note.get("text") for note in notes if note)
    assert ended(city) == {("done", 0)}
    assert caplog.records == []


@pytest.mark.parametrize("data", ["meeting:show:\x00", "rate:yes:\x00", "rate:yes:x", "old:x:y"])
async def test_a_button_that_is_none_of_ours_stops_the_phone_waiting(
    town: Town, resident: SimulatedUser, data: str
) -> None:
    [said] = await town.say(resident, "what is 287g")
    query = resident.forges(data, said)
    await town.settle()
    assert query.answer is not None
    assert query.answer["text"] == town.text("ask-old-button")
    assert ended(town) == {("done", 0)}
