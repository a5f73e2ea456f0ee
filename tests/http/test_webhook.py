import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text

from bot.http import webhook_handler
from bot.http.server import MAX_BODY_BYTES, ListenError, WebServer
from bot.intake.polling import ALLOWED_UPDATES
from bot.playground.serving.webhook_sender import WebhookSender
from tests.http.conftest import SECRET, Served
from tests.town import Town

HEADERS = {webhook_handler.SECRET_HEADER: SECRET, "Content-Type": "application/json"}


def said(number: int, words: str = "KW-3", chat: int = 9) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {
            "message_id": number, "date": 1_795_000_000, "text": words,
            "chat": {"id": chat, "type": "private", "first_name": "Rosa"},
            "from": {"id": chat, "is_bot": False, "first_name": "Rosa"},
        },
    }  # fmt: skip


def stored(town: Town) -> list[int]:
    query = text("SELECT update_id FROM inbox ORDER BY seq")
    return list(town.db.transact(lambda session: session.scalars(query).all()))


async def send(served: Served, body: Any, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await served.client.post("/telegram", content=content, headers=HEADERS | headers)


async def test_an_update_is_stored_before_it_is_confirmed_with_an_empty_answer(
    served: Served,
) -> None:
    answer = await send(served, said(5))
    assert (answer.status_code, answer.content) == (200, b"")
    assert stored(served.town) == [5]
    assert served.town.workers.stored.is_set()
    again = await send(served, said(5))
    assert (again.status_code, again.content, stored(served.town)) == (200, b"", [5])


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "é" * 20])
async def test_without_the_secret_nothing_is_taken(served: Served, secret: str) -> None:
    headers = {**HEADERS, webhook_handler.SECRET_HEADER: secret.encode()}
    answer = await served.client.post("/telegram", content=b"x" * 4000, headers=headers)
    assert (answer.status_code, answer.content, stored(served.town)) == (403, b"", [])


async def test_only_json_of_a_bearable_size_is_read(served: Served) -> None:
    form = await send(served, b"a=b", **{"Content-Type": "application/x-www-form-urlencoded"})
    broken = await send(served, b'{"update_id": 7')
    deep = await send(served, b"[" * 200_000)
    big = await send(served, said(8, "x" * MAX_BODY_BYTES))
    codes = [answer.status_code for answer in (form, broken, deep, big)]
    assert codes == [415, 400, 400, 413]
    assert (await send(served, said(9, "x" * (MAX_BODY_BYTES - 2000)))).status_code == 200
    assert stored(served.town) == [9]


async def test_a_body_that_hides_its_length_is_cut_off(served: Served) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 100_000

    try:
        answer = await served.client.post("/telegram", content=endless(), headers=HEADERS)
    except Exception:  # closed while we were still sending
        answer = None
    assert answer is None or answer.status_code >= 400
    assert stored(served.town) == []


async def test_other_ways_and_other_pages_are_refused_without_a_word(served: Served) -> None:
    wrong = await served.client.get("/telegram", headers=HEADERS)
    nowhere = await served.client.get("/admin")
    assert (wrong.status_code, nowhere.status_code) == (405, 404)
    assert wrong.content == nowhere.content == b""
    assert "server" not in wrong.headers


@pytest.mark.parametrize("odd", [{}, {"update_id": "5"}, {"update_id": 2**80}, [], 7])
async def test_what_has_no_number_is_confirmed_and_left_out(served: Served, odd: Any) -> None:
    assert (await send(served, odd)).status_code == 200
    assert stored(served.town) == []


async def test_an_update_no_column_holds_is_parked_and_confirmed(served: Served) -> None:
    odd = said(6, chat=2**70)
    assert (await send(served, odd)).status_code == 200
    query = text("SELECT state FROM inbox WHERE update_id = 6")
    assert served.town.db.transact(lambda session: session.scalar(query)) == "dead"


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    transact, away = served.town.db.transact, {"is": True}

    def fails(work: Any, *args: Any, **kwargs: Any) -> Any:
        if away["is"]:
            error = sqlite3.OperationalError("full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return transact(work, *args, **kwargs)

    monkeypatch.setattr(served.town.db, "transact", fails)
    refused = await send(served, said(5))
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert refused.content == b""
    away["is"] = False
    assert (await send(served, said(5))).status_code == 200
    assert stored(served.town) == [5]


async def test_what_was_put_off_is_made_up_once_before_any_of_many_updates_is_stored(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, done, away = served.town, [], {"is": True}
    transact = town.db.transact

    def fails(work: Any, *args: Any, **kwargs: Any) -> Any:
        if away["is"]:
            error = sqlite3.OperationalError("full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return transact(work, *args, **kwargs)

    def note(session: Any, name: str) -> None:
        assert session.scalar(text("SELECT count(*) FROM inbox")) == 0
        done.append(name)

    monkeypatch.setattr(town.db, "transact", fails)
    for name in "abc":
        await town.db.run_later(note, name)
    assert (await send(served, said(1))).status_code == 503
    assert done == []
    away["is"] = False
    answers = await asyncio.gather(*(send(served, said(n, chat=n)) for n in range(1, 9)))
    assert {answer.status_code for answer in answers} == {200}
    assert done == ["a", "b", "c"]
    assert sorted(stored(town)) == list(range(1, 9))


async def test_a_database_that_hangs_counts_as_away(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_handler, "STORED_WITHIN", 0.05)

    async def hangs(*_: Any) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(webhook_handler, "store_updates", hangs)
    assert (await send(served, said(5))).status_code == 503


async def test_residents_are_answered_from_polling_to_webhook_and_back(served: Served) -> None:
    town = served.town
    rosa, updates = town.resident(), town.telegram.updates
    polling = town.polling()
    rosa.says("KW-3")
    await polling._store_updates(
        await polling.fetch_updates(0)
    )  # stored, and not yet confirmed to Telegram
    rosa.says("KW-1")
    url = f"http://127.0.0.1:{served.servers[0].port}/telegram"
    given = {"url": url, "secret_token": SECRET}
    assert (await town.telegram.call_method("setWebhook", given))[0] == 200
    hooking = WebhookSender(town.telegram)
    posting = asyncio.get_running_loop().create_task(hooking.run())
    async with asyncio.timeout(30):
        while updates.pending_count:
            await asyncio.sleep(0.01)
    posting.cancel()
    assert set(hooking.bodies) == {b""}
    await town.workers.drain()
    assert len(rosa.chat.from_bot) == 2  # the first came twice, and counts once
    await town.telegram.call_method("deleteWebhook", {})
    rosa.says("KW-2")
    assert len(await town.say(rosa, "KW-1")) == 4
    assert updates.webhook is None


async def test_what_people_look_up_is_answered_by_webhook_and_never_stored(
    served: Served,
) -> None:
    town = served.town
    rosa, updates = town.resident(), town.telegram.updates
    url = f"http://127.0.0.1:{served.servers[0].port}/telegram"
    given = {"url": url, "secret_token": SECRET, "allowed_updates": ALLOWED_UPDATES}
    assert (await town.telegram.call_method("setWebhook", given))[0] == 200
    posting = asyncio.get_running_loop().create_task(WebhookSender(town.telegram).run())

    async def arrive() -> None:
        async with asyncio.timeout(30):
            while updates.pending_count:
                await asyncio.sleep(0.01)
        await town.passing.drain()

    query = rosa.looks_up("KW-1")
    await arrive()
    [title] = query.card_titles
    rosa.picks(query, title)
    await arrive()
    posting.cancel()
    kinds = town.db.transact(lambda s: s.scalars(text("SELECT body FROM inbox")).all())
    assert [set(json.loads(body)) - {"update_id"} for body in kinds] == [{"message"}]


async def test_a_place_that_is_taken_is_told_in_one_line(served: Served) -> None:
    taken = WebServer(f"127.0.0.1:{served.servers[0].port}", [])
    with pytest.raises(ListenError, match="LISTEN: cannot serve at 127"):
        taken.start()
    with pytest.raises(ListenError):
        WebServer("unix:/nowhere/at/all.sock", []).start()


async def test_a_socket_in_the_file_system_serves_and_is_taken_away(tmp_path: Any) -> None:
    import httpx

    path = tmp_path / "bot.sock"
    server = WebServer(f"unix:{path}", [])
    server.start()
    transport = httpx.AsyncHTTPTransport(uds=str(path))
    async with httpx.AsyncClient(transport=transport) as client:
        assert (await client.get("http://bot/")).status_code == 404
    await server.stop()
    assert not path.exists()
