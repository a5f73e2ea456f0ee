import json

import pytest

from bot.playground.simulator.network import NoConnectionError, RequestLostError, ResponseLostError
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram


async def send(telegram: SimulatedTelegram, rosa: SimulatedUser) -> tuple[int, bytes]:
    return await telegram.receive_call(
        telegram.token, "sendMessage", {"chat_id": str(rosa.id), "text": "x"}
    )


async def test_a_flood_is_answered_once_with_the_seconds_to_wait(
    telegram, rosa: SimulatedUser
) -> None:
    telegram.network.flood(7)
    status, body = await send(telegram, rosa)
    assert (status, json.loads(body)) == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
    )
    assert (await send(telegram, rosa))[0] == 200


async def test_a_bad_gateway_answers_with_a_page(telegram, rosa: SimulatedUser) -> None:
    telegram.network.fail(times=2)
    assert [(await send(telegram, rosa))[0] for _ in range(3)] == [502, 502, 200]
    telegram.network.fail(500)
    status, body = await send(telegram, rosa)
    assert (status, json.loads(body)["description"]) == (500, "Internal Server Error")


async def test_a_fault_may_be_meant_for_one_method_or_one_chat(
    telegram, rosa: SimulatedUser
) -> None:
    telegram.network.fail(method="getMe", times=None)
    telegram.network.forbid(chat_id=5, times=None)
    assert (await send(telegram, rosa))[0] == 200
    assert (await telegram.receive_call(telegram.token, "getMe", {}))[0] == 502
    assert (await telegram.receive_call(telegram.token, "sendMessage", {"chat_id": 5}))[0] == 403


async def test_a_lost_request_does_nothing_and_a_lost_answer_does_it(
    telegram, rosa: SimulatedUser
) -> None:
    telegram.network.lose_request()
    with pytest.raises(RequestLostError):
        await send(telegram, rosa)
    assert rosa.chat.from_bot == []
    telegram.network.lose_answer()
    with pytest.raises(ResponseLostError):
        await send(telegram, rosa)
    assert rosa.last.text == "x"
    assert [(call.status, call.fault) for call in telegram.calls] == [
        (None, "lose_request"),
        (200, "lose_answer"),
    ]


async def test_nothing_gets_through_while_telegram_is_away(telegram, rosa: SimulatedUser) -> None:
    telegram.network.go_away()
    with pytest.raises(NoConnectionError):
        await send(telegram, rosa)
    telegram.network.heal()
    assert (await send(telegram, rosa))[0] == 200


async def test_a_wrong_token_is_unauthorized_and_no_token_not_found(telegram) -> None:
    assert (await telegram.receive_call("1000000001:wrong", "getMe", {}))[0] == 401
    assert (await telegram.receive_call("nonsense", "getMe", {}))[0] == 404


async def test_the_log_shows_what_was_asked_without_the_token(
    telegram, rosa: SimulatedUser
) -> None:
    await send(telegram, rosa)
    [call] = telegram.calls_of("sendMessage")
    assert (call.parameters, call.status) == ({"chat_id": rosa.id, "text": "x"}, 200)
    assert telegram.token not in repr(telegram.calls)
