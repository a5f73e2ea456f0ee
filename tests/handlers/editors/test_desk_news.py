"""Editors hear quietly, gathered, of questions sent and of answers that do not help."""

import pytest

from bot.jobs import maintenance
from knowledge.editing.roles import Role
from knowledge.language import Language
from tests.town import Town


@pytest.fixture(autouse=True)
async def at_the_desk(owner) -> None:
    """The owner has opened the chat, as owners have."""
    await owner.says("/start")
    owner.person.take_unread()


async def heard(town: Town, post, desk) -> list[str]:
    await maintenance.run_minutely(town.services)
    await post.send_all_due()
    return [one.text for one in desk.person.take_unread()]


async def send(neighbour, text: str) -> None:
    await neighbour.says(f"/send {text}")


async def test_questions_are_gathered_into_one_silent_message_an_hour(
    town: Town, clerk, neighbour, post
) -> None:
    await clerk.says("/faq")
    assert await heard(town, post, clerk) == []
    await send(neighbour, "where does the ferry leave")
    await send(neighbour, "who owns the pier")
    [told] = await heard(town, post, clerk)
    assert "Questions sent to the editors: 2." in told
    assert "ferry" not in told
    assert any(c.parameters.get("disable_notification") for c in town.telegram.calls)
    assert neighbour.person.take_unread() == []
    await send(neighbour, "how deep is the harbor")
    assert await heard(town, post, clerk) == []
    town.clock.passes(hours=1)
    [told] = await heard(town, post, clerk)
    assert "Questions sent to the editors: 1." in told
    [list_] = await clerk.taps("See them")
    assert "3 questions wait" in list_.text


@pytest.mark.parametrize("code", ["KW-1", "KW-3"])
async def test_the_third_not_helpful_is_told_once(
    town: Town, clerk, neighbour, post, code: str
) -> None:
    await clerk.says("/faq")
    await neighbour.says(code)
    for _ in range(2):
        await neighbour.says("/nothelpful")
        assert await heard(town, post, clerk) == []
    await neighbour.says("/nothelpful")
    [told] = await heard(town, post, clerk)
    assert f"{code}.1 was called not helpful three times or more: " in told
    await neighbour.says("/nothelpful")
    town.clock.passes(hours=2)
    assert await heard(town, post, clerk) == []


async def test_one_tap_ends_it_for_that_editor_alone(
    town: Town, owner, clerk, neighbour, post
) -> None:
    await owner.says("/faq")
    await clerk.says("/faq")
    await send(neighbour, "where does the ferry leave")
    await heard(town, post, clerk)
    [off] = await clerk.taps("No more of these")
    assert off.text == town.text("editors-desk-is-off")
    town.clock.passes(hours=1)
    owner.person.take_unread()
    await send(neighbour, "who owns the pier")
    assert await heard(town, post, clerk) == []
    assert len(owner.person.take_unread()) == 1
    [on] = await clerk.says("/unanswered on")
    assert on.text == town.text("editors-desk-is-on")
    town.clock.passes(hours=1)
    await send(neighbour, "how deep is the harbor")
    assert len(await heard(town, post, clerk)) == 1


async def test_who_may_not_answer_is_not_told(town: Town, hire, neighbour, post) -> None:
    ana = hire("Ana", Role.TRANSLATOR, Language.ES)
    await ana.says("/faq")
    await send(neighbour, "where does the ferry leave")
    assert await heard(town, post, ana) == []
