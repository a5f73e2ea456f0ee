import asyncio
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.playground.serving.telegram_server import NotLoopbackError, RunningServer, serve_telegram
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram

BRIEF = httpx.Timeout(None, read=0.05)


@pytest.fixture
async def server(telegram) -> AsyncIterator[RunningServer]:
    server = serve_telegram(telegram)
    yield server
    await server.stop()


@pytest.fixture
async def api(server: RunningServer, telegram) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{server.url}/bot{telegram.token}/") as api:
        yield api


@pytest.fixture
async def door(server: RunningServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{server.control_url}/playground/") as door:
        yield door


async def order(door: httpx.AsyncClient, path: str, **body: object) -> Any:
    answer = await door.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_json_forms_multipart_and_query_are_all_understood(api, rosa: SimulatedUser) -> None:
    said = {"chat_id": rosa.id, "text": "x"}
    file = {"document": ("a.csv", b"a,b")}
    answers = [
        await api.get("getme"),
        await api.get("sendMessage", params=said),
        await api.post("sendMessage", json=said),
        await api.post("sendMessage", data=said),
        await api.post("sendDocument", data={"chat_id": rosa.id}, files=file),
    ]
    assert [answer.json()["ok"] for answer in answers] == [True] * 5
    assert [message.text for message in rosa.chat.from_bot] == ["x", "x", "x", ""]


async def test_broken_json_is_a_bad_request(api) -> None:
    answer = await api.post("getMe", content=b"{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error_code"]) == (400, 400)


async def test_a_wrong_token_and_a_wrong_method_are_told_apart(server, api) -> None:
    assert (await api.post("sendLove")).status_code == 404
    assert (await api.post(f"{server.url}/bot1000000001:wrong/getMe")).status_code == 401


async def test_nobody_listens_while_telegram_is_away(server, api, door, telegram) -> None:
    assert (await api.get("getMe")).status_code == 200
    await order(door, "network", away=True)
    async with httpx.AsyncClient() as stranger:
        with pytest.raises(httpx.ConnectError):
            await stranger.get(f"{server.url}/bot{telegram.token}/getMe")
    with pytest.raises(httpx.RemoteProtocolError):  # the connection that was kept alive
        await api.get("getMe")
    await order(door, "network", away=False)
    assert (await api.get("getMe")).status_code == 200


async def test_a_poll_that_waits_is_cut_when_telegram_goes_away(api, telegram) -> None:
    poll = asyncio.ensure_future(api.get("getUpdates", params={"timeout": 50}))
    await telegram.updates.polled.wait()
    telegram.network.go_away()
    with pytest.raises(httpx.RemoteProtocolError):
        await poll


async def test_a_caller_who_hangs_up_leaves_no_poll_behind(api, telegram) -> None:
    with pytest.raises(httpx.ReadTimeout):
        await api.get("getUpdates", params={"timeout": 50}, timeout=BRIEF)
    await telegram.wait_until(lambda: not telegram.updates.polled.is_set())
    assert [call.method for call in telegram.calls] == ["getUpdates"]


async def test_a_lost_answer_is_done_but_never_heard(api, telegram, rosa: SimulatedUser) -> None:
    said = {"chat_id": rosa.id, "text": "x"}
    telegram.network.lose_answer(hold=0)
    with pytest.raises(httpx.RemoteProtocolError):
        await api.post("sendMessage", json=said)
    telegram.network.lose_request()
    with pytest.raises(httpx.ReadTimeout):
        await api.post("sendMessage", json=said, timeout=BRIEF)
    assert len(rosa.chat.from_bot) == 1


async def test_the_control_door_plays_a_whole_scene(api, door) -> None:
    rosa = await order(door, "people", name="Rosa", language_code="es")
    town = await order(door, "groups", title="Town", members=[rosa["id"]], forum=True)
    topic = await order(door, "act", who=town["id"], act="opens_topic", name="Votes")
    asked = await order(
        door, "act", acts=[
            {"who": rosa["id"], "act": "starts"},
            {"who": rosa["id"], "act": "sends_document", "name": "a.csv",
             "content": b64encode(b"a,b").decode()},
            {"who": rosa["id"], "act": "says", "text": "/faq", "chat": town["id"], **topic},
        ],
    )  # fmt: skip
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    reply = {"message_id": asked[2]["message_id"]}
    question = {"chat_id": town["id"], "text": "?", "reply_markup": keyboard}
    await api.post("sendMessage", json=question | {"reply_parameters": reply})
    seen = (await door.get("messages", params={"chat": town["id"]})).json()
    assert (seen[-1]["text"], seen[-1]["is_from_bot"]) == ("?", True)
    await order(
        door, "act", who=rosa["id"], act="taps", button="Yes",
        message=seen[-1]["message_id"], **{"in": town["id"]},
    )  # fmt: skip
    updates = (await api.get("getUpdates")).json()["result"]
    assert updates[-1]["callback_query"]["data"] == "y"
    calls = (await door.get("calls", params={"method": "sendMessage"})).json()
    counts = (await door.get("statistics")).json()
    state = (await door.get("state")).json()
    assert (len(calls), counts["unanswered_taps"], state["complaints"]) == (1, ["y"], [])
    assert state["pending"] == len(updates)


async def test_the_control_door_breaks_and_mends_the_network(api, door) -> None:
    await order(door, "network", fault="fail", status=500, method="getMe", times=None)
    assert (await api.get("getMe")).status_code == 500
    assert await order(door, "network", heal=True) == {"is_away": False, "faults": []}
    assert (await api.get("getMe")).status_code == 200
    assert await order(door, "flood", on=True) == {"on": True}
    assert (await order(door, "updates", message={}))["update_id"] > 0
    assert (await order(door, "channels", title="News"))["type"] == "channel"


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("nowhere", {}, "there is no 'nowhere'"),
        ("act", {"who": 1, "act": "says"}, "There is no group or channel 1"),
        ("people", {}, "name"),
        ("network", {"fault": "fail", "when": "now"}, "when"),
    ],
)
async def test_a_bad_order_is_explained(door, path: str, body, words: str) -> None:
    answer = await door.post(path, json=body)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


async def test_only_json_from_this_machine_is_obeyed(door) -> None:
    form = await door.post("people", data={"name": "Mallory"})
    foreign = await door.get("state", headers={"Host": "evil.example"})
    looked = await door.get("people", params={"name": "Mallory"})
    statuses = [form.status_code, foreign.status_code, looked.status_code]
    assert statuses == [415, 403, 400]


def test_it_never_listens_beyond_loopback(telegram: SimulatedTelegram) -> None:
    with pytest.raises(NotLoopbackError, match=r"'0\.0\.0\.0' is not loopback"):
        serve_telegram(telegram, "0.0.0.0")


async def test_it_runs_as_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.playground", stdout=asyncio.subprocess.PIPE
    )
    try:
        line = (await process.stdout.readline()).decode()
        where = dict(item.split("=", 1) for item in line.split())
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"{where['api']}/bot{where['token']}/getMe")
            state = await client.get(f"{where['control']}/playground/state")
    finally:
        process.terminate()
        await process.wait()
    assert (answer.json()["ok"], state.json()["complaints"]) == (True, [])


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_picture_in_a_web_page_cannot_drive_the_pretend_api(
    api, telegram, site: str
) -> None:
    browser = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    answer = await api.get("setMyDescription?description=taken", headers=browser)
    assert answer.status_code == 403
    assert telegram.calls == []
    own = {"Sec-Fetch-Site": "none"}  # an address typed by the person at this machine
    assert (await api.get("getMe", headers=own)).status_code == 200


async def test_json_without_a_bottom_is_a_plain_fault(door) -> None:
    headers = {"Content-Type": "application/json"}
    deep = await door.post("people", content=b'{"name":' + b"[" * 100_000, headers=headers)
    assert (deep.status_code, "too deep" in deep.text) == (400, True)
