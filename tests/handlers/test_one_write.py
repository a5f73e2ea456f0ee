"""What a resident changes is changed in one transaction: a crash leaves no half of it."""

import pytest

from bot.playground.simulator.people import SimulatedUser
from tests.town import Town
from tests.transactions import written_tables


@pytest.mark.parametrize(
    ("before", "said", "table"),
    [
        ((), "/subscribe", "subscriptions"),
        ((), "/subscribe planning board", "subscriptions"),
        (("/subscribe",), "/subscribe planning board", "subscriptions"),
        (("/subscribe",), "/alerts quiet off", "subscriptions"),
        (("/subscribe",), "/alerts pause 7", "subscriptions"),
        (("/subscribe",), "/unsubscribe", "subscriptions"),
        (("/subscribe",), "/stop", "subscriptions"),
        ((), "/language es", "people"),
        ((), "/settings plain", "people"),
        ((), "/follow KW-1", "follows"),
        (("/follow KW-1",), "/unfollow KW-1", "follows"),
        (("/follow KW-1", "/subscribe"), "/forget yes", "people"),
        ((), "/send Is there a bus on Sundays?", "suggestions"),
    ],
)
async def test_what_is_asked_for_is_written_at_once(
    town: Town, resident: SimulatedUser, before: tuple[str, ...], said: str, table: str
) -> None:
    for earlier in before:
        await town.say(resident, earlier)
    with written_tables(town) as transactions:
        assert await town.say(resident, said)
    [tables] = transactions
    assert table in tables


@pytest.mark.parametrize("ends", ["/unsubscribe", "/stop", "alerts:end:"])
async def test_ending_takes_back_what_is_queued_in_the_same_transaction(
    town: Town, resident: SimulatedUser, ends: str
) -> None:
    [card] = await town.say(resident, "/subscribe")
    with written_tables(town) as transactions:
        if ends.startswith("/"):
            await town.say(resident, ends)
        else:
            resident.forges(ends, card)
            await town.settle()
    [tables] = transactions
    assert tables >= {"subscriptions", "deliveries"}


async def test_a_pause_keeps_what_lasts_in_the_same_transaction(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "/subscribe")
    with written_tables(town) as transactions:
        await town.say(resident, "/alerts pause 7")
    [tables] = transactions
    assert tables >= {"subscriptions", "deliveries"}
