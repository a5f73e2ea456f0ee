"""One conversation, each step of it handled by another process: all that matters is in the
database. On SQLite, where there is but one process, the same script runs as well."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.jobs import parked_updates
from bot.playground.simulator.people import SimulatedUser
from bot.storage.database.outbox_table import Delivery
from handlers.chats.message_limit import MESSAGE_BURST
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.meetings_town import CalendarTown
from tests.town import OWNER


class Alternating(CalendarTown):
    """A town with two processes (one on SQLite): whatever is said, the next in turn handles it."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.members: list[CalendarTown] = [self]
        if self.db.is_sqlite:
            return
        self.members.append(Sharing(url, self))
        for number, member in enumerate(self.members):
            member.services.replica_status.id = f"replica-{number}"
            member.services.replica_status.live_count = len(self.members)

    async def open(self, base: FaqBase, index: FaqIndex) -> None:
        await super().open(base, index)
        for member in self.members[1:]:
            await member.open(base, index)

    async def settle(self) -> None:
        await self.fetch()
        member = self.members[0]
        self.members.append(self.members.pop(0))
        await member.services.faq.wait_until_settled()
        await member.workers.drain()

    async def close(self) -> None:
        for member in self.members:
            if member is not self:
                await member.close()
        await super().close()


class Sharing(CalendarTown):
    """A further process of a town: the same Telegram, the same clock, the same database."""

    def __init__(self, url: str, town: CalendarTown) -> None:
        from tests import town as parts

        real = parts.SimulatedTelegram
        parts.SimulatedTelegram = lambda _clock: town.telegram
        try:
            super().__init__(url)
        finally:
            parts.SimulatedTelegram = real
        self.clock = town.clock
        self.services.now = town.clock
        self.workers._now = town.clock


@pytest.fixture
async def town(either: str, library: tuple[FaqBase, FaqIndex]) -> AsyncIterator[Alternating]:
    town = Alternating(either)
    await town.open(*library)
    yield town
    await town.close()
    assert town.telegram.complaints == []
    assert [member.parked for member in town.members] == [[]] * len(town.members)


async def say(town: Alternating, person: SimulatedUser, text: str) -> list[Any]:
    town.clock.passes(seconds=5)
    return await town.say(person, text)


async def test_a_resident_asks_chooses_follows_subscribes_and_is_forgotten(
    town: Alternating,
) -> None:
    rosa = town.resident("Rosa", "en")
    await say(town, rosa, "/start")
    [choice] = await say(town, rosa, "how did they vote")
    assert choice.button_labels[-1] == "None of these"
    [answer] = await say(town, rosa, "2")
    assert "KW-2.1" in answer.text
    [more] = await say(town, rosa, "/more")
    assert "More is said here." in more.text
    await say(town, rosa, "/language ht")
    [creole] = await say(town, rosa, "KW-3")
    assert "Li pèmèt polisye lokal" in creole.text
    await say(town, rosa, "/follow KW-1")
    await say(town, rosa, "/subscribe")
    [mine] = await say(town, rosa, "/mydata")
    assert "1" in mine.text
    town.clock.passes(seconds=5)
    question = rosa.says("KW-1")
    await town.settle()
    rosa.take_unread()
    rosa.edits(question, "KW-2")
    await town.settle()
    [changed] = rosa.take_unread()
    assert "KW-2.1" in changed.text
    [gone] = await say(town, rosa, "/forget wi")
    assert gone.text
    [after] = await say(town, rosa, "KW-1")
    assert "It voted 6-1" in after.text  # in the language of the phone again


async def test_an_editor_writes_previews_and_publishes_and_every_process_knows(
    town: Alternating,
) -> None:
    rosa, olga = town.resident("Rosa", "en"), town.telegram.users[OWNER]
    await say(town, olga, "/faq edit KW-1 short en")
    await say(town, olga, "The vote was {vote_first} to void it.")
    *_, verdict = await say(town, olga, "/draft preview")
    assert "Publish" in verdict.button_labels
    [done] = await say(town, olga, "/draft publish")
    assert done.text.startswith("Published: KW-1.2.")
    for _ in town.members:
        [answer] = await say(town, rosa, "KW-1")
        assert "The vote was 6-1 to void it." in answer.text
    await say(town, olga, "/off The office is closed.")
    for _ in town.members:
        assert "The office is closed." in (await say(town, rosa, "KW-1"))[-1].text


async def test_a_flood_is_one_however_many_processes_hear_it(town: Alternating) -> None:
    rosa = town.resident("Rosa", "en")
    heard = 0
    for _ in range(MESSAGE_BURST + 15):
        heard += len(await town.say(rosa, "KW-3"))
    assert heard == MESSAGE_BURST + 1  # the allowance, and one note
    town.clock.passes(minutes=1)
    assert len(await town.say(rosa, "KW-3")) == 1


async def test_a_cancellation_is_told_once_whoever_ticks(town: Alternating) -> None:
    for member in town.members[1:]:
        member.sources[:] = [town.clerk]
        member.restart()
    town.clerk.lists("a", "2026-12-10")
    await town.begins()
    people = [await town.subscriber(f"P{number}") for number in range(4)]
    town.clerk.lists("s", "2026-11-25", "5:00 PM", comment_raw="Special Meeting")
    await everyone_ticks(town, minutes=16)
    town.clerk.cancels("s")
    for person in people:
        assert len(person.take_unread()) == 1
    await everyone_ticks(town, minutes=16)
    for person in people:
        told = [m for m in person.take_unread() if m.text.startswith("❌ Cancelled")]
        assert len(told) == 1


async def everyone_ticks(town: Alternating, **span: float) -> None:
    town.clock.passes(**span)
    for member in town.members * 2:
        await member.ticks()


async def test_what_any_of_them_set_aside_is_told_once_and_in_sum(town: Alternating) -> None:
    first, *others = town.members
    for member in others:
        member.services.replica_status.leads = False
    for member in town.members:
        member.services.parked_faults["unreadable"] = 2
    for member in (*others, first, *others, first):
        await parked_updates.queue_parked_summaries(member.services)
    queued = await town.db.run(lambda session: session.scalars(select(Delivery.facts)).all())
    assert [facts["count"] for facts in queued] == [2 * len(town.members)]
