"""What is counted is told right by both databases, however their drivers count."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.storage.chats import chat_records
from bot.storage.database import runtime_flags
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents, follows, unanswered
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from bot.storage.questions import question_records
from knowledge.language import Language
from knowledge.verdict import Outcome, Verdict
from tests.e2e.small import Forked
from tests.town import NOON, documents

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def db(either: str) -> Iterator[Database]:
    db = Database(either)
    yield db
    db.close()


def planned(number: int) -> PlannedDelivery:
    return PlannedDelivery(f"k{number}", number, "card", {"n": number}, 2, NOON, NOON)


def test_a_follow_is_new_once(db: Database) -> None:
    said = [db.transact(follows.follow_answer, 7, code) for code in ("KW-1", "KW-1", "KW-2")]
    assert said == [True, False, True]
    assert db.transact(follows.unfollow_answers, 7) == 2


def test_a_question_that_three_chats_miss_reaches_the_editors(db: Database) -> None:
    for number, chat in enumerate((7, 8, 8, 9), 1):
        known = chat_records.ChatRecord(chat, "private", Language.EN, False, False, (), 0)
        verdict = Verdict(Outcome.UNKNOWN, Language.EN, 0.0)
        db.transact(
            question_records.record_question,
            verdict,
            number,
            known,
            NOON,
            ZONE,
            ["parking", "garage"],
        )
        waits, count = db.transact(unanswered.unanswered_page)
        assert count == (1 if chat == 9 else 0)
    assert (waits[0].text, waits[0].chats) == ("garage parking", 3)


def test_thousands_of_messages_are_queued_once_and_counted(db: Database) -> None:
    first = [planned(number) for number in range(2500)]
    assert db.transact(delivery_queue.enqueue, first) == 2500
    assert (
        db.transact(delivery_queue.enqueue, [planned(number) for number in range(2400, 2600)])
        == 100
    )
    assert db.transact(delivery_queue.enqueue, [planned(1), planned(1)]) == 0
    assert db.transact(delivery_queue.enqueue, []) == 0
    assert db.transact(delivery_queue.count_by_state) == {"queued": 2600}
    one = db.transact(delivery_queue.claim_deliveries, 1, NOON)[0]
    assert db.transact(delivery_queue.mark_sending, one.id)
    assert not db.transact(delivery_queue.mark_sending, one.id)


def test_the_key_is_made_once_by_however_many(either: str) -> None:
    databases = [Database(either) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        keys = set(threads.map(lambda db: db.transact(runtime_flags.installation_key), databases))
    assert len(keys) == 1
    for db in databases:
        db.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_first_start_of_several_processes_is_one(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite3"
    if kind == "postgresql":
        url = request.getfixturevalue("server").database()
    said = tmp_path / "errors.log"
    started = [Forked({"DATABASE_URL": url}, tmp_path, said, ("seed",)) for _ in range(3)]
    assert [await process.wait() for process in started] == [0, 0, 0], said.read_text()
    db = Database(url)
    nothing_new = base_documents.SeedResult(0, 0, 0)
    assert db.transact(base_documents.seed_documents, documents(), NOON) == nothing_new
    doubled = "SELECT count(*) FROM document_versions WHERE version > 1"
    assert db.transact(lambda s: s.scalar(text(doubled))) == 0
    db.close()
