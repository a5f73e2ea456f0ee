import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.app import RunningBot
from bot.jobs import parked_updates
from bot.jobs.scheduler import Scheduler
from bot.storage.database.outbox_table import Delivery
from knowledge.delivery import Urgency
from tests.town import OWNER, Town


@pytest.fixture
async def running(town: Town) -> AsyncIterator[RunningBot]:
    """The bot as it is put together to run, its loops not started."""
    town.owner().chat.is_started = True
    running = RunningBot(town.services, town.application)
    yield running
    await running.http_client.aclose()


async def poison(town: Town, running: RunningBot, times: int) -> None:
    for _ in range(times):
        town.telegram.raw_update({"message": {"message_id": 1, "date": "soon"}})
    await town.fetch()
    await running.workers.drain()


def heard(town: Town) -> list[str]:
    return [message.text for message in town.telegram.chats[OWNER].from_bot]


async def test_a_storm_of_bad_updates_is_one_line_to_the_owner(
    town: Town, running: RunningBot
) -> None:
    await poison(town, running, 110)
    assert heard(town) == []  # nothing is sent from a worker's place
    await parked_updates.queue_parked_summaries(town.services)
    await running.outbox_sender.send_all_due()
    assert heard(town) == [
        town.text("owner-parked", count=110, faults="unreadable: TypeError: 110")
    ]


async def test_the_summary_waits_behind_replies_and_alerts(
    town: Town, running: RunningBot
) -> None:
    await poison(town, running, 1)
    await parked_updates.queue_parked_summaries(town.services)
    [urgency] = await town.db.run(lambda session: session.scalars(select(Delivery.urgency)).all())
    assert urgency == Urgency.ROUTINE


async def test_what_was_told_is_not_told_again_and_what_came_since_is(
    town: Town, running: RunningBot
) -> None:
    await poison(town, running, 3)
    await parked_updates.queue_parked_summaries(town.services)
    await parked_updates.queue_parked_summaries(town.services)
    town.clock.passes(minutes=10)
    await poison(town, running, 1)
    await parked_updates.queue_parked_summaries(town.services)
    await running.outbox_sender.send_all_due()
    assert heard(town) == [
        town.text("owner-parked", count=count, faults=f"unreadable: TypeError: {count}")
        for count in (3, 1)
    ]


async def test_the_timetable_tells_every_ten_minutes_and_no_oftener(
    town: Town, running: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []

    async def tell(services: object) -> None:
        told.append(1)

    monkeypatch.setattr(parked_updates, "queue_parked_summaries", tell)
    timetable: Scheduler = running.scheduler
    for _ in range(31):
        await timetable._tick(None)
        await asyncio.gather(*timetable._running.values())
        town.clock.passes(minutes=1)
    assert len(told) == 4  # at 0, 10, 20 and 30 minutes
