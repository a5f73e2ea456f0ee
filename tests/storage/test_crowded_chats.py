"""Who says more than can be answered waits behind everyone else, and is not forgotten."""

from collections.abc import Iterator

import pytest

from bot.storage.database.engine import Database
from bot.storage.intake import inbox
from tests.town import NOON

FLOODING, EACH = range(1, 17), 30


@pytest.fixture
def db(either: str) -> Iterator[Database]:
    """A database in which sixteen chats have said thirty things each."""
    db = Database(either)
    said = [chat for _ in range(EACH) for chat in FLOODING]
    db.transact(
        inbox.insert_updates, [update(number, chat) for number, chat in enumerate(said)], NOON
    )
    yield db
    db.close()


def update(number: int, chat: int) -> dict[str, object]:
    return {"update_id": number, "message": {"chat": {"id": chat}}}


def test_who_asks_once_amid_a_flood_goes_first(db: Database) -> None:
    db.transact(inbox.insert_updates, [update(900, 70), update(901, -71)], NOON)
    assert {one.chat_key for one in db.transact(inbox.lease_updates, 2, NOON)} == {70, -71}


def test_who_asks_a_burst_is_not_crowded(db: Database) -> None:
    burst = [update(900 + number, 70) for number in range(inbox.CROWDED_CHAT_UPDATES)]
    db.transact(inbox.insert_updates, burst, NOON)
    assert 70 in {one.chat_key for one in db.transact(inbox.lease_updates, 1, NOON)}


def test_a_flood_alone_is_handled_oldest_first_and_in_order(db: Database) -> None:
    handled = []
    while leased := db.transact(inbox.lease_updates, 8, NOON):
        for one in leased:
            db.transact(inbox.mark_done, one.seq)
            handled.append((one.chat_key, one.update_id))
    assert [chat for chat, _ in handled[:8]] == list(FLOODING)[:8]
    assert len(handled) == len(FLOODING) * EACH
    for chat in FLOODING:
        mine = [number for key, number in handled if key == chat]
        assert mine == sorted(mine)
