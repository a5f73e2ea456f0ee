from math import inf

from bot.sending.circuit_breaker import CircuitBreaker
from knowledge.delivery import SendResult


def stopped() -> CircuitBreaker:
    """A breaker after three lost calls that left at 0, 0.1 and 0.2 s; it stopped at 1 s."""
    breaker = CircuitBreaker()
    for left_at in (0.0, 0.1, 0.2):
        breaker.note_result(SendResult.MAYBE, chat=1, left_at=left_at, now=1.0)
    return breaker


def test_a_sound_road_makes_nobody_wait() -> None:
    assert CircuitBreaker().wait_seconds(0.0) == 0.0


def test_all_wait_while_one_probe_is_on_the_wire() -> None:
    breaker = stopped()
    assert breaker.wait_seconds(1.0) == 1.0
    assert breaker.wait_seconds(2.0) == 0.0
    breaker.note_departure()
    assert breaker.wait_seconds(2.0) == inf
    breaker.note_result(SendResult.SENT, chat=1, left_at=2.0, now=2.1)
    assert breaker.wait_seconds(2.1) == 0.0
    assert not breaker.is_stopped


def test_a_probe_that_never_left_leaves_the_place_to_another() -> None:
    breaker = stopped()
    breaker.note_departure()
    breaker.note_unused()
    assert breaker.wait_seconds(2.0) == 0.0


def test_an_answer_to_what_left_before_the_stop_is_old_news() -> None:
    breaker = stopped()
    breaker.note_result(SendResult.SENT, chat=2, left_at=0.3, now=1.2)
    assert breaker.wait_seconds(1.2) > 0.0
    breaker.note_result(SendResult.MAYBE, chat=2, left_at=0.4, now=1.3)
    assert breaker.wait_seconds(2.0) == 0.0  # nor does it lengthen the pause


def test_a_longer_ban_told_to_one_already_on_the_way_is_kept_to() -> None:
    breaker = CircuitBreaker()
    for chat in (1, 2):
        breaker.note_result(SendResult.FLOODED, chat=chat, left_at=0.0, now=1.0, wait=5.0)
    breaker.note_result(SendResult.FLOODED, chat=3, left_at=0.5, now=1.5, wait=60.0)
    assert breaker.wait_seconds(2.0) == 59.5


def test_a_person_who_blocked_the_bot_shows_that_the_road_is_sound() -> None:
    breaker = stopped()
    breaker.note_result(SendResult.BLOCKED, chat=4, left_at=2.0, now=2.1)
    assert not breaker.is_stopped


def test_a_flood_answered_to_a_probe_stops_all_again() -> None:
    breaker = stopped()
    breaker.note_departure()
    breaker.note_result(SendResult.FLOODED, chat=4, left_at=2.0, now=2.1, wait=20.0)
    assert breaker.wait_seconds(2.1) == 20.0
