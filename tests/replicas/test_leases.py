"""What several processes lease from one database: each once, in chat order, and never for ever."""

import random
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import text

from bot.storage.chats import chat_records, erasures
from bot.storage.database import runtime_flags
from bot.storage.database.engine import Database
from bot.storage.intake import inbox
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from bot.storage.replicas import heartbeats
from bot.storage.replicas.heartbeats import Beat
from knowledge.delivery import DeliveryState, NextState
from tests.town import NOON

CHATS, EACH = 20, 15


def lives(db: Database, name: str, *, slots: int = 0) -> None:
    db.transact(heartbeats.record_beat, Beat(name, "0015", slots, False, False), 28)


def dies(db: Database, name: str) -> None:
    ago = text("UPDATE replicas SET seen_at = now() - interval '5 seconds' WHERE id = :name")
    db.transact(lambda session: session.execute(ago, {"name": name}))


def update(number: int, chat: int) -> dict[str, object]:
    return {"update_id": number, "message": {"chat": {"id": chat}}}


def test_three_processes_handle_each_update_once_and_each_chat_in_order(
    db: Database, url: str
) -> None:
    order = [chat for chat in range(1, CHATS + 1) for _ in range(EACH)]
    random.Random(7).shuffle(order)
    for number, chat in enumerate(order, 1):
        db.transact(inbox.insert_updates, [update(number, chat)], NOON)
    handled: dict[int, list[int]] = defaultdict(list)
    busy: set[int] = set()
    guard, errors = threading.Lock(), list[str]()

    def work(name: str, chance: random.Random) -> None:
        own = Database(url)
        while True:
            leased = own.transact(inbox.lease_updates, chance.randint(1, 4), NOON, name)
            if not leased:
                if not own.transact(inbox.count_waiting):
                    break
                continue
            for one in leased:
                with guard:
                    if one.chat_key in busy:
                        errors.append(f"two hands in chat {one.chat_key}")
                    busy.add(one.chat_key)
                with guard:
                    handled[one.chat_key].append(one.update_id)
                    busy.discard(one.chat_key)
                own.transact(inbox.mark_done, one.seq)
        own.close()

    threads = [
        threading.Thread(target=work, args=(f"r{number}", random.Random(number)))
        for number in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert sum(map(len, handled.values())) == CHATS * EACH
    assert all(numbers == sorted(numbers) for numbers in handled.values())


def test_who_is_leasing_is_passed_over_and_not_waited_for(db: Database, url: str) -> None:
    for number in range(1, 5):
        db.transact(inbox.insert_updates, [update(number, number)], NOON)
    other = Database(url)
    with db.engine.begin() as connection:
        connection.execute(text("SELECT seq FROM inbox ORDER BY seq LIMIT 2 FOR UPDATE"))
        leased = other.transact(inbox.lease_updates, 8, NOON, "b")
    assert [one.update_id for one in leased] == [3, 4]
    other.close()


def test_a_chat_whose_first_update_is_being_leased_does_not_begin_with_its_second(
    db: Database, url: str
) -> None:
    db.transact(inbox.insert_updates, [update(1, 7), update(2, 7)], NOON)
    other = Database(url)
    with db.engine.begin() as connection:
        connection.execute(text("SELECT seq FROM inbox ORDER BY seq LIMIT 1 FOR UPDATE"))
        assert other.transact(inbox.lease_updates, 8, NOON, "b") == []
    other.close()


def test_the_leases_of_the_dead_are_free_and_those_of_the_living_are_not(db: Database) -> None:
    lives(db, "a")
    lives(db, "b")
    db.transact(inbox.insert_updates, [update(1, 1), update(2, 2), update(3, 3)], NOON)
    db.transact(inbox.lease_updates, 1, NOON, "a")
    [mine] = db.transact(inbox.lease_updates, 1, NOON, "b")
    later = NOON + timedelta(days=1)  # a process's own clock means nothing
    assert db.transact(inbox.release_updates, later, in_hand=[mine.seq], holder="b") == 0
    dies(db, "a")
    assert db.transact(inbox.release_updates, NOON, in_hand=[mine.seq], holder="b") == 1
    assert db.transact(inbox.leased_seqs, "b") == {mine.seq}
    assert db.transact(inbox.release_updates, NOON, in_hand=[], holder="b") == 1  # let go of
    assert len(db.transact(inbox.lease_updates, 8, NOON, "b")) == 3


def test_who_was_held_for_dead_puts_nothing_back_that_another_has_handled(db: Database) -> None:
    lives(db, "a")
    lives(db, "b")
    db.transact(inbox.insert_updates, [update(1, 1), update(2, 2), update(3, 3)], NOON)
    leased = db.transact(inbox.lease_updates, 3, NOON, "a")
    dies(db, "a")
    db.transact(inbox.release_updates, NOON, holder="b")
    for one in db.transact(inbox.lease_updates, 3, NOON, "b"):
        db.transact(inbox.mark_done, one.seq)
    first, second, third = leased
    db.transact(inbox.defer_update, first.seq, NOON, "a")
    db.transact(inbox.count_failure, second.seq, "X", NOON, "a")
    db.transact(inbox.park_update, third.seq, "X", "a")
    states = text("SELECT DISTINCT state FROM inbox")
    assert db.transact(lambda session: list(session.scalars(states))) == ["done"]


def planned(number: int, urgency: int) -> PlannedDelivery:
    expires = NOON + timedelta(hours=1)
    return PlannedDelivery(f"k{number}", number, "card", {}, urgency, NOON, NOON, expires)


def test_what_a_dead_leader_claimed_goes_again_and_what_it_sent_off_only_if_urgent(
    db: Database,
) -> None:
    lives(db, "a")
    lives(db, "b")
    db.transact(delivery_queue.enqueue, [planned(1, 1), planned(2, 2), planned(3, 2)])
    claimed = db.transact(delivery_queue.claim_deliveries, 3, NOON, "a")
    for one in claimed[:2]:
        assert db.transact(delivery_queue.mark_sending, one.id, "a")
    assert db.transact(delivery_queue.recover_deliveries, NOON, holder="b") == (
        0,
        0,
    )  # it lives, and will say so
    assert not db.transact(delivery_queue.mark_sending, claimed[2].id, "b")
    dies(db, "a")
    assert db.transact(delivery_queue.recover_deliveries, NOON, holder="b") == (2, 1)
    again = db.transact(delivery_queue.claim_deliveries, 3, NOON, "b")
    assert [one.key for one in again] == ["k1", "k3"]
    assert not db.transact(
        delivery_queue.mark_sending, claimed[2].id, "a"
    )  # back from the dead: no longer its
    db.transact(
        delivery_queue.settle_delivery,
        again[0].id,
        NextState(DeliveryState.SENT),
        NOON,
        holder="b",
    )
    back = NextState(DeliveryState.QUEUED, NOON)
    db.transact(delivery_queue.settle_delivery, again[0].id, back, NOON, holder="a")
    db.transact(delivery_queue.settle_delivery, again[1].id, back, NOON, holder="a")
    assert db.transact(delivery_queue.count_by_state) == {"sent": 1, "claimed": 1, "unknown": 1}


def test_twenty_eight_a_second_are_shared_out_and_never_more(db: Database) -> None:
    chance, slots = random.Random(3), dict.fromkeys("abcd", 0)
    for _ in range(400):
        name = chance.choice("abcd")
        if chance.random() < 0.05:
            db.transact(heartbeats.remove_replica, name)
            slots[name] = 0
            continue
        if chance.random() < 0.3:
            slots[name] = max(0, slots[name] - chance.randint(0, 28))  # lent back, cooled
        waits = chance.random() < 0.5
        said = Beat(name, "0015", slots[name], waits, waits or slots[name] < 2)
        slots[name] += db.transact(heartbeats.record_beat, said, 28).granted
        assert sum(slots.values()) <= 28


def test_who_lacks_gets_what_is_free_and_the_dead_keep_nothing(db: Database) -> None:
    assert db.transact(heartbeats.record_beat, Beat("a", "0015", 0, True, True), 28).granted == 28
    heard = db.transact(heartbeats.record_beat, Beat("b", "0015", 0, True, True), 28)
    assert (heard.granted, heard.live, heard.others_hungry) == (0, 2, True)
    dies(db, "a")
    assert db.transact(heartbeats.record_beat, Beat("b", "0015", 0, True, True), 28).granted == 28
    assert db.transact(heartbeats.record_beat, Beat("a", "0015", 0, True, True), 28).was_dead


def test_erasures_of_several_processes_all_stand_in_the_shared_list(
    db: Database, url: str
) -> None:
    chats = range(1, 41)

    def forget(chat: int) -> None:
        own = Database(url)
        own.transact(chat_records.forget_chat, chat, NOON)
        own.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(forget, chats))
    assert db.folder is not None
    names = {db.transact(runtime_flags.keyed_hash, "erasure", chat) for chat in chats}
    assert set(dict(erasures.read_erasures(db.folder))) == names
    assert [path.name for path in db.folder.iterdir()] == [erasures.ERASURES_FILE]
