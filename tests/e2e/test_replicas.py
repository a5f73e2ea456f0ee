"""Two replicas on one PostgreSQL: whichever is killed, nobody waits for ever or is told twice."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.intake.update_workers import MAX_CONCURRENT_UPDATES
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.sending.outbox_sender import MAX_IN_FLIGHT
from bot.storage.database.editor_tables import Campaign
from bot.storage.database.engine import Database
from bot.storage.notices.campaign_records import BROADCAST
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.delivery import Urgency
from tests import postgres
from tests.e2e.replicas import Fleet
from tests.receiver import most_within

pytestmark = pytest.mark.e2e
TOLD = "The zanzibarqux line is closed."


@pytest.fixture
def answers(server: postgres.Server) -> Iterator[postgres.Server]:
    """The server, which meanwhile commits as it does by default."""
    server.tell("ALTER ROLE civic SET synchronous_commit = on")
    yield server
    server.tell("ALTER ROLE civic RESET synchronous_commit")


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """Where processes find what others learned of the town's answers."""
    (tmp_path / "data").mkdir()
    shutil.copy(f"{template}.index", tmp_path / "data" / "faq.index")
    return tmp_path


@pytest.fixture
async def fleet(
    answers: postgres.Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Fleet]:
    monkeypatch.chdir(folder)
    telegram = SimulatedTelegram(lambda: datetime.now(UTC))
    fleet = Fleet(telegram, answers.database("town"), 2, folder)
    yield fleet
    await fleet.stop()
    assert telegram.complaints == []


def fan_out(url: str, chats: list[int]) -> None:
    """Queue word to many, of the kind that is better told twice than never."""
    db, now = Database(url), datetime.now(UTC)

    def work(session) -> None:
        texts = dict.fromkeys(("en", "es", "ht"), TOLD)
        row = Campaign(kind="broadcast", editor=None, texts=texts, total=len(chats), at=now)
        session.add(row)
        session.flush()
        delivery_queue.enqueue(session, [
            PlannedDelivery(
                f"campaign:{row.id}:{chat}", chat, BROADCAST,
                {"campaign": row.id, "language": "en"}, Urgency.URGENT, now, now,
                now + timedelta(hours=1), about=f"campaign:{row.id}",
            )
            for chat in chats
        ])  # fmt: skip

    db.transact(work)
    db.close()


async def test_kill_9_of_either_amid_60_updates_and_a_fan_out(fleet: Fleet) -> None:
    people = [fleet.telegram.add_user(f"P{number}", "en") for number in range(20)]
    heard = [fleet.telegram.add_user(f"S{number}", "en") for number in range(20)]
    for one in heard:
        one.chat.is_started = True
    await fleet.start()
    await fleet.all_ready()
    for person in people:
        person.says("KW-2")
        person.says("what is a 287(g) agreement")
        person.says("KW-1")
    fan_out(fleet.url, [one.id for one in heard])

    def replies() -> int:
        return sum(len(person.chat.from_bot) for person in people)

    for goal in (12, 30):
        await fleet.until(lambda goal=goal: replies() >= goal)
        await fleet.all_ready()
        await fleet.until(lambda: fleet.leader() is not None)
        place = fleet.leader()
        assert place is not None
        await fleet.processes[place].kill()  # the leader, with messages of both kinds on the wire
        other = 1 - place
        await fleet.until(lambda other=other: fleet.leader() == other, 15.0)
        await fleet.processes[place].start()
    await fleet.until(lambda: all(len(person.chat.from_bot) >= 3 for person in people))
    await fleet.until(lambda: all(one.chat.from_bot for one in heard))

    waits = "SELECT count(*) FROM inbox WHERE state <> 'done'"
    await fleet.until(lambda: fleet.select(waits) == [(0,)])
    assert fleet.select("SELECT count(*) FROM inbox") == [(60,)]
    assert fleet.select("SELECT count(*) FROM questions") == [(20,)]  # each effect once
    assert replies() - 60 <= 2 * MAX_CONCURRENT_UPDATES  # what was in hand at the kills
    assert sum(len(one.chat.from_bot) - 1 for one in heard) <= 2 * MAX_IN_FLIGHT
    for person in people:  # in the order they asked, as far as each was told for the first time
        said = [message.text for message in person.chat.from_bot]
        firsts = [
            next(n for n, text in enumerate(said) if code in text) for code in ("KW-2", "KW-1")
        ]
        assert firsts == sorted(firsts)

    sent = [call.at.timestamp() for call in fleet.telegram.calls if call.method == "sendMessage"]
    assert most_within(1.0, sorted(sent)) <= 28
    assert set(fleet.hooking.bodies) == {b""}
    await fleet.all_ready()
    assert await asyncio.gather(*(process.stop() for process in fleet.processes)) == [0, 0]
    said_in_log = fleet.processes[0].errors.read_text()
    assert "Traceback" not in said_in_log
    assert "zanzibarqux" not in said_in_log
    assert Counter(fleet.hooking.bodies)[b""] >= 60


async def test_without_a_webhook_the_leader_alone_asks_telegram_and_its_heir_goes_on(
    answers: postgres.Server, folder: Path
) -> None:
    telegram = SimulatedTelegram(lambda: datetime.now(UTC))
    fleet = Fleet(telegram, answers.database("town"), 2, folder, hooked=False)
    rosa = telegram.add_user("Rosa", "en")
    try:
        await fleet.start()
        await fleet.all_ready()
        rosa.says("KW-3")
        done = "SELECT count(*) FROM inbox WHERE state = 'done'"
        await fleet.until(lambda: fleet.select(done) == [(1,)])
        place = fleet.leader()
        assert place is not None
        await fleet.processes[place].kill()
        rosa.says("KW-1")
        await fleet.until(lambda: len(rosa.chat.from_bot) == 2)
        assert "KW-1" in rosa.last.text
        assert [call.status for call in telegram.calls if call.status == 409] == []
    finally:
        await fleet.stop()
    assert telegram.complaints == []
