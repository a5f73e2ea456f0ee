"""The real process, the real protocol: main and hostile paths strung together."""

import pytest

from bot.intake.update_workers import MAX_CONCURRENT_UPDATES
from bot.playground.simulator.messages import Message
from tests.e2e.conftest import Line

pytestmark = pytest.mark.e2e


def said(message: Message) -> str:
    return message.text


async def test_a_resident_asks_chooses_browses_and_is_forgotten(shipped: Line) -> None:
    owner = shipped.telegram.add_user("Olga", "en", id=4242)
    owner.says("/start")
    rosa = shipped.telegram.add_user("Rosa", "es")
    await shipped.process.start()
    rosa.says("/start")
    await shipped.until(lambda: len(rosa.chat.from_bot) == 1)
    assert "acuerdo entre la policía de Key West (Cayo Hueso) e ICE" in rosa.last.text

    rosa.says("What was the vote count on June 30?")
    await shipped.until(lambda: len(rosa.chat.from_bot) == 2)
    assert "6-1" in rosa.last.text

    rosa.says("/topics")
    await shipped.until(lambda: len(rosa.chat.from_bot) == 3)
    topics = rosa.last
    rosa.taps(topics.button_labels[0])
    await shipped.until(lambda: topics.revision > 1 and "KW-1:" in topics.text)

    rosa.says("/language ht")
    await shipped.until(lambda: "kreyòl" in rosa.last.text)
    question = rosa.says("KW-14")
    await shipped.until(lambda: "KW-14.1" in rosa.last.text)
    answer = rosa.last
    rosa.edits(question, "KW-2")
    await shipped.until(lambda: "KW-2.1" in rosa.last.text or "KW-2.1" in answer.text)

    group = shipped.telegram.add_group("Neighbours", [rosa])
    rosa.says("nobody asked you", chat=group)
    asked = rosa.says("@CivicTestBot KW-16", chat=group)
    await shipped.until(lambda: len(group.chat.from_bot) == 1)
    assert group.last.reply_to_id == asked.id

    rosa.says("/forget wi")
    await shipped.until(lambda: "Efase" in rosa.last.text)
    assert shipped.select("SELECT count(*) FROM people WHERE chat_id > 0") == [(0,)]
    assert await shipped.process.stop() == 0
    assert shipped.telegram.complaints == []


async def test_kill_9_amid_waiting_updates_loses_and_doubles_nothing(
    line: Line,
) -> None:
    people = [line.telegram.add_user(f"P{number}", "en") for number in range(25)]
    for person in people:
        person.says("KW-3")
        person.says("what is a 287(g) agreement")
    await line.process.start()
    for already in (10, 30):
        await line.until(
            lambda already=already: sum(len(p.chat.from_bot) for p in people) >= already
        )
        await line.process.kill()
        await line.process.start()
    await line.until(lambda: all(len(p.chat.from_bot) >= 2 for p in people))
    [[waiting]] = line.select("SELECT count(*) FROM inbox WHERE state IN ('new', 'dead')")
    assert waiting == 0
    assert line.select("SELECT count(*) FROM questions") == [(25,)]
    doubled = sum(len(p.chat.from_bot) - 2 for p in people)
    assert doubled <= 2 * MAX_CONCURRENT_UPDATES  # at most what was in hand at each kill
    assert await line.process.stop() == 0


async def test_poison_floods_bad_gateways_and_an_outage_are_survived(line: Line) -> None:
    owner = line.telegram.add_user("Olga", "en", id=4242)
    owner.says("/about")
    rosa, jean = (line.telegram.add_user(name, "en") for name in ("Rosa", "Jean"))
    line.telegram.network.go_away()
    await line.process.start()
    rosa.says("KW-3")
    line.telegram.network.come_back()
    await line.until(lambda: len(rosa.chat.from_bot) == 1)

    line.telegram.network.fail(502, times=6)
    line.telegram.network.flood(retry_after=1, times=2, method="sendMessage")
    line.telegram.network.fail(500, times=2, method="getUpdates")
    jean.says("KW-3")
    rosa.says("KW-1")
    await line.until(lambda: len(jean.chat.from_bot) == 1 and len(rosa.chat.from_bot) == 2)
    assert [len(p.chat.from_bot) for p in (rosa, jean)] == [2, 1]

    line.telegram.raw_update({"message": {"message_id": 1, "date": [], "chat": {"id": 5}}})
    parked = "SELECT count(*) FROM inbox WHERE state = 'dead' AND body IS NULL"
    await line.until(lambda: line.select(parked) == [(1,)])
    assert all("set aside" not in told.text for told in owner.chat.from_bot)  # gathered, later
    assert await line.process.stop() == 0


async def test_a_refused_token_ends_with_exit_code_2(line: Line) -> None:
    line.process.environment["TELEGRAM_BOT_TOKEN"] = "123456:this-token-is-nobodys-own"
    await line.process.start()
    assert line.process.running is not None
    assert await line.process.running.wait() == 2
