from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.playground.simulator.people import SimulatedUser
from bot.storage.database.core_tables import Suggestion
from handlers.asking.feedback import SUGGESTION_BURST
from handlers.asking.questions import MAX_QUESTION_TEXT
from handlers.chats.message_limit import MESSAGE_BURST, MessageLimiter
from knowledge.allowance import ALWAYS_HEARD, REPEATED_IN
from tests.town import Town

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["/start", "/stop", "/forget", "/start KW-1"])
async def test_a_command_that_is_always_heard_is_heard_once_more_and_not_sixty_times(
    town: Town, resident: SimulatedUser, text: str
) -> None:
    for _ in range(60):
        resident.says(text)
    await town.settle()
    assert len(resident.take_unread()) == MESSAGE_BURST + 2  # the allowance, once more, one note


@pytest.mark.parametrize("text", ["/startle me", "/stopwatch", "/forgetful", "/start_7"])
async def test_what_only_begins_so_has_no_privilege(
    town: Town, resident: SimulatedUser, text: str
) -> None:
    for _ in range(60):
        resident.says(text)
    await town.settle()
    assert len(resident.take_unread()) == MESSAGE_BURST + 1


async def test_each_of_them_is_heard_in_a_flood_and_again_later(
    town: Town, resident: SimulatedUser
) -> None:
    for _ in range(30):
        resident.says("hello")
    await town.settle()
    resident.take_unread()
    for text in ("/stop", "/forget", "/start@CivicTestBot"):
        assert len(await town.say(resident, text)) == 1
        assert await town.say(resident, text) == []
    for _ in range(30):
        resident.says("hello")
    town.clock.passes(seconds=REPEATED_IN.total_seconds())
    for _ in range(30):
        resident.says("hello")
    await town.settle()
    resident.take_unread()
    assert len(await town.say(resident, "/stop")) == 1


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([*ALWAYS_HEARD, ""])), max_size=200))
def test_nobody_is_heard_more_often_than_the_gate_allows(
    said: list[tuple[int, str]],
) -> None:
    flood, at, heard = MessageLimiter(), NOON, 0
    for seconds, command in said:
        at += timedelta(seconds=seconds)
        heard += flood.spend_local(7, at, command) is None
    spent = (at - NOON).total_seconds()
    most = (
        MESSAGE_BURST + spent / 2 + len(ALWAYS_HEARD) * (1 + spent / REPEATED_IN.total_seconds())
    )
    assert heard <= most


async def test_neighbours_talking_in_a_group_are_no_flood(
    town: Town, resident: SimulatedUser
) -> None:
    group = town.telegram.add_group("Neighbours", [resident])
    group.adds_bot("administrator")  # it hears everything
    for _ in range(30):
        resident.says("see you at the beach", chat=group)
    await town.settle()
    assert group.chat.take_unread(resident.id) == []
    [answer] = await town.say(resident, "@CivicTestBot what is 287g", group)
    assert "KW-3.1" in answer.text


async def test_a_channels_posts_are_no_flood_and_its_commands_are(town: Town) -> None:
    channel = town.telegram.add_channel("Town news")
    for _ in range(30):
        channel.posts("The library opens at nine.")
    await town.settle()
    assert channel.chat.take_unread() == []
    for _ in range(30):
        channel.posts("/language")
    await town.settle()
    assert len(channel.chat.take_unread()) == MESSAGE_BURST + 1


async def test_anonymous_admins_of_two_groups_do_not_share_an_allowance(town: Town) -> None:
    one, other = town.telegram.add_group("One"), town.telegram.add_group("Other")
    for _ in range(MESSAGE_BURST):
        one.posts("/help@CivicTestBot")
    other.posts("/help@CivicTestBot")
    await town.settle()
    assert len(other.chat.take_unread()) == 1


async def test_what_is_sent_to_the_editors_is_cut_and_has_a_gate_of_its_own(
    town: Town, resident: SimulatedUser
) -> None:
    for number in range(SUGGESTION_BURST + 5):
        town.clock.passes(seconds=2)
        [said] = await town.say(resident, f"/send {number} " + "why " * 1000)
    assert said.text == town.text("ask-sent-enough")
    kept = town.db.transact(lambda session: list(session.scalars(select(Suggestion.text))))
    assert [len(text) for text in kept] == [MAX_QUESTION_TEXT] * SUGGESTION_BURST
    [other] = await town.say(town.resident("Luis"), "/send why")
    assert other.text == town.text("ask-sent")
