"""What is lost on the wire: told again if it matters, once if it does not, never silently."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.playground.simulator.people import SimulatedUser
from bot.sending.outbox_sender import Rendering
from bot.sending.outgoing import OutgoingMessage
from bot.storage.alerts import alert_outcomes
from bot.storage.database.outbox_table import Delivery
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.delivery import MAX_LOST_ANSWERS, DeliveryState, NextState
from tests.meetings_town import CalendarTown
from tests.town import Leisure

AGAIN = {
    "en": "Again, to be sure: the connection broke",
    "es": "De nuevo, para mayor seguridad: la conexión falló",
    "ht": "Ankò, pou nou ka sèten: koneksyon an te koupe",
}


def states(session: Session, card: str = "alert") -> list[str]:
    query = select(Delivery).where(Delivery.card == card).order_by(Delivery.id)
    return [row.state for row in session.scalars(query)]


async def told_of_a_special_meeting(city: CalendarTown, language: str = "en") -> SimulatedUser:
    """A subscriber who has been told of a meeting tomorrow, and has read it."""
    rosa = await city.subscriber(language=language)
    await city.say(rosa, "/alerts quiet off")
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clerk.lists("s", "2026-11-25", "5:00 PM", comment_raw="Special Meeting")
    await city.passes(minutes=16)
    assert len(rosa.take_unread()) == 1
    return rosa


@pytest.mark.parametrize("language", list(AGAIN))
async def test_a_cancellation_whose_answer_was_lost_is_told_again_to_be_sure(
    city: CalendarTown, language: str
) -> None:
    rosa = await told_of_a_special_meeting(city, language)
    city.telegram.network.lose_answer(method="sendMessage")
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    await city.passes(seconds=11)
    first, again = [m for m in rosa.take_unread() if not m.versions]
    assert first.text.startswith("❌")
    mark, empty, *rest = again.text.splitlines()
    assert mark.startswith(AGAIN[language])
    assert (empty, rest[0]) == ("", first.text.splitlines()[0])
    for _ in range(3):
        await city.passes(minutes=16)
    assert [m for m in rosa.take_unread() if not m.versions] == []


async def test_a_moved_meeting_whose_answer_was_lost_is_told_again_too(
    city: CalendarTown,
) -> None:
    rosa = await told_of_a_special_meeting(city)
    city.telegram.network.lose_answer(method="sendMessage", times=2)
    city.clerk.changes("s", time_text="6:00 PM", location_raw="Old City Hall")
    await city.passes(minutes=16)
    for _ in range(4):
        await city.passes(minutes=1)
    copies = [m for m in rosa.take_unread() if "6:00 PM" in m.text and not m.versions]
    assert [AGAIN["en"] in m.text for m in copies] == [False, True, True]


async def test_an_answer_that_is_always_lost_brings_no_endless_copies(
    city: CalendarTown,
) -> None:
    rosa = await told_of_a_special_meeting(city)
    city.telegram.network.lose_answer(method="sendMessage", times=None)
    city.clerk.cancels("s")
    for _ in range(30):
        await city.passes(minutes=3)
    assert len([m for m in rosa.take_unread() if not m.versions]) == 1 + MAX_LOST_ANSWERS
    assert (await city.db.run(states))[-1] == "unknown"


async def test_what_may_have_arrived_is_not_told_again_once_it_is_no_longer_true(
    city: CalendarTown,
) -> None:
    rosa = await told_of_a_special_meeting(city)
    city.telegram.network.lose_answer(method="sendMessage")
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    city.clerk.changes("s", status_raw="")
    for _ in range(4):
        await city.passes(minutes=16)
    fresh = [m.text.splitlines()[0] for m in rosa.take_unread() if not m.versions]
    assert [head[0] for head in fresh] == ["❌", "✅"]


async def test_what_may_have_been_read_counts_as_read_while_it_waits_to_be_sent_again(
    city: CalendarTown,
) -> None:
    rosa = await told_of_a_special_meeting(city)
    city.telegram.network.lose_answer(method="sendMessage")
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    waits = update(Delivery).where(Delivery.lost_answers > 0)
    until = city.clock() + timedelta(hours=1)
    await city.db.run(lambda s: s.execute(waits.values(not_before=until)) and None)
    city.clerk.changes("s", status_raw="")
    await city.passes(minutes=16)
    assert [m.text[0] for m in rosa.take_unread() if not m.versions] == ["❌", "✅"]
    await city.passes(hours=1)
    assert [m for m in rosa.take_unread() if not m.versions] == []
    assert await city.db.run(states) == ["sent", "unknown", "sent"]


async def test_an_edit_whose_answer_was_lost_is_made_again_without_a_word(
    city: CalendarTown,
) -> None:
    rosa = await told_of_a_special_meeting(city)
    [first] = rosa.chat.from_bot[-1:]
    city.telegram.network.lose_request(method="editMessageText", times=2)
    city.telegram.network.lose_answer(method="editMessageText")
    city.clerk.cancels("s")
    for _ in range(8):
        await city.passes(minutes=16)
    assert first.text.splitlines()[3] == "Cancelled"
    assert "Again" not in first.text
    assert await city.db.run(states, "amended") == ["sent"]


async def test_a_bad_gateway_is_tried_again_and_tells_once(city: CalendarTown) -> None:
    rosa = await told_of_a_special_meeting(city)
    city.telegram.network.fail(502, times=3, method="sendMessage")  # a page of HTML
    city.clerk.cancels("s")
    await city.passes(minutes=16)
    for _ in range(6):
        await city.passes(minutes=1)
    [told] = [m for m in rosa.take_unread() if not m.versions]
    assert told.text.startswith("❌")


async def put_on_the_wire(
    city: CalendarTown, rosa: SimulatedUser, urgency: int, **rest: object
) -> None:
    """Leave a message as a process leaves it that dies while it is on the wire."""
    planned = PlannedDelivery(
        key=f"k{urgency}{rest}", chat_id=rosa.id, card="plain", facts={}, urgency=urgency,
        due_at=city.clock(), not_before=city.clock(), **rest,
    )  # fmt: skip
    await city.db.run(delivery_queue.enqueue, [planned])
    [one] = await city.db.run(delivery_queue.claim_deliveries, 1, city.clock())
    assert await city.db.run(delivery_queue.mark_sending, one.id)


async def plain(_services: object, _queued: object) -> Rendering:
    return Rendering(OutgoingMessage("Hello."))


@pytest.mark.parametrize(
    ("urgency", "expected"),
    [(1, ["sent"]), (2, ["unknown"])],
    ids=["urgent goes again", "routine does not"],
)
async def test_after_a_crash_only_what_is_urgent_goes_again(
    city: CalendarTown, urgency: int, expected: list[str]
) -> None:
    rosa = await city.subscriber()
    await put_on_the_wire(city, rosa, urgency)
    city.restart()
    city.courier._renderers = {"plain": plain}
    await city.courier.recover_claims()
    await city.courier.send_all_due()
    said = [m.text for m in rosa.take_unread() if "Hello." in m.text]
    assert await city.db.run(states, "plain") == expected
    assert [AGAIN["en"] in text for text in said] == ([True] if expected == ["sent"] else [])


async def test_after_a_crash_an_edit_goes_again_and_a_stale_alert_is_unknown(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "hello")
    ours = rosa.chat.from_bot[-1]
    await put_on_the_wire(city, rosa, 3, edits=ours.id)
    await put_on_the_wire(city, rosa, 1, expires_at=city.clock() + timedelta(minutes=1))
    city.clock.passes(minutes=2)
    city.restart()
    city.courier._renderers = {"plain": plain}
    await city.courier.recover_claims()
    await city.courier.send_all_due()
    assert ours.text == "Hello."
    assert await city.db.run(states, "plain") == ["sent", "unknown"]


async def test_a_message_that_is_still_in_hand_is_not_taken_for_a_dead_process(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    await put_on_the_wire(city, rosa, 1)
    city.clock.passes(minutes=5)  # it waits at a closed gate, longer than any lease
    [held] = await city.db.run(lambda s: list(s.scalars(select(Delivery.id))))
    assert await city.db.run(delivery_queue.recover_deliveries, city.clock(), but={held}) == (0, 0)
    assert await city.db.run(delivery_queue.recover_deliveries, city.clock()) == (1, 0)


async def test_a_message_that_may_have_arrived_does_not_expire_but_is_unknown(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    end = city.clock() + timedelta(minutes=1)
    for number in range(2):
        planned = PlannedDelivery(
            f"k{number}", rosa.id + number, "plain", {}, 1, city.clock(), city.clock(), end
        )
        await city.db.run(delivery_queue.enqueue, [planned])
    one, other = await city.db.run(delivery_queue.claim_deliveries, 2, city.clock())
    again = NextState(DeliveryState.QUEUED, city.clock())
    await city.db.run(delivery_queue.settle_delivery, one.id, again, city.clock(), in_doubt=True)
    await city.db.run(delivery_queue.release_deliveries, [other.id])
    assert await city.db.run(delivery_queue.claim_deliveries, 2, end) == []
    assert await city.db.run(states, "plain") == ["unknown", "expired"]


class Gate(Leisure):
    """A budget that counts whom it lets go, and lets nobody go while it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.is_open, self.passed = asyncio.Event(), 0

    async def acquire_slot(self, chat: int, urgency: object, *, new: bool = True) -> None:
        await self.is_open.wait()
        self.passed += 1


@pytest.fixture
async def gate(city: CalendarTown) -> Gate:
    """The gate of a courier that has one long message to send."""
    rosa, gate = await city.subscriber(), Gate()
    rosa.take_unread()
    city.courier._rate_limiter = gate

    async def long(_services: object, _queued: object) -> Rendering:
        return Rendering(OutgoingMessage("\n\n".join(["Hello. " * 400] * 3)))

    city.courier._renderers = {"plain": long}
    await city.courier.recover_claims()  # as at the start
    planned = PlannedDelivery("k", rosa.id, "plain", {}, 2, city.clock(), city.clock())
    await city.db.run(delivery_queue.enqueue, [planned])
    return gate


async def test_each_part_of_a_long_message_takes_leave_of_its_own(
    city: CalendarTown, gate: Gate
) -> None:
    gate.is_open.set()
    await city.courier.send_all_due()
    assert gate.passed == 3
    assert len([c for c in city.telegram.calls_of("sendMessage") if "Hello" in str(c)]) == 3
    assert await city.db.run(states, "plain") == ["sent"]


async def test_what_waits_at_a_closed_gate_is_kept_in_hand(city: CalendarTown, gate: Gate) -> None:
    await city.courier.start_sending()
    city.clock.passes(minutes=5)
    await city.courier.recover_claims()
    assert await city.db.run(states, "plain") == ["claimed"]
    gate.is_open.set()
    await city.courier.send_all_due()
    assert await city.db.run(states, "plain") == ["sent"]


async def test_messages_gathered_into_one_keep_the_doubt(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    late = [
        PlannedDelivery(f"k{n}", rosa.id, "alert", {}, 1, city.clock(), city.clock())
        for n in range(3)
    ]
    await city.db.run(delivery_queue.enqueue, late)
    [one] = await city.db.run(delivery_queue.claim_deliveries, 1, city.clock())
    again = NextState(DeliveryState.QUEUED, city.clock())
    await city.db.run(delivery_queue.settle_delivery, one.id, again, city.clock(), in_doubt=True)
    city.clock.passes(minutes=11)
    assert await city.db.run(alert_outcomes.coalesce_late, city.clock()) == 1
    [gathered] = await city.db.run(delivery_queue.claim_deliveries, 5, city.clock())
    assert gathered.lost_answers == 1
