"""In a channel and in a group only its admins may change anything, whoever presses what."""

import pytest

from bot.playground.simulator.groups import Group
from bot.playground.simulator.people import SimulatedUser
from bot.storage.alerts import subscriptions
from bot.storage.chats import chat_records
from knowledge.language import Language
from tests.meetings_town import CalendarTown

CHANGES = (
    "alerts:end:", "alerts:pace:weekly", "alerts:quiet:off", "alerts:lead:7d", "alerts:body:*",
    "alerts:pause:30", "alerts:kind:agenda", "alerts:subscribe:", "forget:yes:",
    "language:set:ht", "settings:plain:",
)  # fmt: skip


async def state(city: CalendarTown, group: Group) -> tuple[object, object, object]:
    met = await city.db.run(
        chat_records.load_chat, group.id, group.chat.type, Language.EN, city.clock()
    )
    return met.language, met.plain, await city.db.run(subscriptions.load_subscription, group.id)


@pytest.fixture
async def channel(city: CalendarTown) -> Group:
    channel = city.telegram.add_channel("Town news")
    channel.posts("/subscribe")
    await city.settle()
    return channel


@pytest.mark.parametrize("data", CHANGES)
async def test_a_reader_of_a_channel_changes_nothing(
    city: CalendarTown, channel: Group, data: str
) -> None:
    stranger, member = city.resident("Rosa"), city.resident("Luis")
    channel.adds(member.account)
    before = await state(city, channel)
    for person in (stranger, member):
        person.forges(data, channel.last)
        await city.settle()
        assert channel.last.text == city.text("settings-admins-only")
    assert await state(city, channel) == before


async def test_who_telegram_does_not_know_there_changes_nothing_either(
    city: CalendarTown, channel: Group
) -> None:
    stranger = city.resident("Rosa")
    del city.telegram.accounts[stranger.id]  # getChatMember: user not found
    before = await state(city, channel)
    stranger.forges("alerts:end:", channel.last)
    await city.settle()
    assert await state(city, channel) == before
    city.telegram.complaints.clear()  # the double takes an unknown user for the bot's mistake


async def test_an_admin_of_the_channel_may_press(city: CalendarTown, channel: Group) -> None:
    admin = city.resident("Ana")
    channel.adds(admin.account, "administrator")
    admin.forges("language:set:ht", channel.last)
    await city.settle()
    assert (await state(city, channel))[0] is Language.HT
    admin.forges("alerts:end:", channel.last)
    await city.settle()
    assert (await state(city, channel))[2] is None


@pytest.mark.parametrize("data", CHANGES)
async def test_a_groups_member_changes_nothing_by_a_tap(city: CalendarTown, data: str) -> None:
    admin, member = city.resident("Ana"), city.resident("Luis")
    group = city.telegram.add_group("Neighbours", [admin, member], [admin])
    await city.say(admin, "/subscribe", group)
    before = await state(city, group)
    member.forges(data, group.last)
    await city.settle()
    assert await state(city, group) == before


async def test_a_channel_speaking_in_a_group_is_no_admin_of_it(city: CalendarTown) -> None:
    admin: SimulatedUser = city.resident("Ana")
    group = city.telegram.add_group("Neighbours", [admin], [admin])
    await city.say(admin, "/subscribe", group)
    before = await state(city, group)
    other = city.telegram.add_channel("Another")
    admin.sends({"text": "/unsubscribe@CivicTestBot", "sender_chat": other.chat.as_json(),
                 "entities": [{"type": "bot_command", "offset": 0, "length": 25}]},
                chat=group)  # fmt: skip
    await city.settle()
    assert await state(city, group) == before
