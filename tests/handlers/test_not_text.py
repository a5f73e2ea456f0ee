"""Voice messages and pictures: a menu to tap, in the person's language; nothing is fetched."""

from typing import Any

import pytest

from bot.playground.simulator.people import SimulatedUser
from tests.town import Town

SPOKEN: dict[str, dict[str, Any]] = {
    "audio": {"audio": {"file_id": "A", "file_unique_id": "a", "duration": 3}},
    "video note": {
        "video_note": {"file_id": "V", "file_unique_id": "v", "length": 240, "duration": 3}
    },
}
FIRST, THIRD = "How did the Commission vote on June 30, 2025?", "What is a 287(g) agreement?"


async def test_a_voice_message_gets_a_menu(town: Town, resident: SimulatedUser) -> None:
    resident.sends_voice()
    await town.settle()
    menu = resident.last
    assert menu.text == town.text("ask-spoken")
    assert menu.button_labels == [
        FIRST,
        THIRD,
        "Upcoming meetings",
        "Tell me about meetings",
        "Browse all questions",
        "What is stored about you",
        "English",
        "Español",
        "Kreyòl ayisyen",
    ]
    assert town.telegram.calls_of("getFile") == []


@pytest.mark.parametrize(("code", "key"), [("es", "Los votos"), ("ht", "Vòt yo")])
async def test_the_menu_is_in_the_language_of_the_phone(town: Town, code: str, key: str) -> None:
    person = town.resident("Ana", code)
    person.sends_voice()
    await town.settle()
    assert person.last.text == town.text("ask-spoken", code)
    [topics] = await town.tap(person, town.text("menu-topics", code))
    assert key in topics.text


async def test_the_menu_is_in_the_language_that_was_chosen(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "/language ht")
    resident.sends_voice()
    await town.settle()
    assert resident.last.text == town.text("ask-spoken", "ht")
    [*_, answer] = await town.tap(resident, "Ki sa yon akò 287(g) ye?")
    assert "Li pèmèt polisye lokal" in answer.text


@pytest.mark.parametrize("kind", SPOKEN)
async def test_what_else_is_spoken_gets_the_same(
    town: Town, resident: SimulatedUser, kind: str
) -> None:
    resident.sends(SPOKEN[kind])
    await town.settle()
    assert resident.last.text == town.text("ask-spoken")


async def test_a_picture_and_a_sticker_get_the_menu_too(
    town: Town, resident: SimulatedUser
) -> None:
    for send in (resident.sends_photo, resident.sends_sticker, resident.sends_location):
        send()
        await town.settle()
        assert resident.last.text == town.text("ask-media")
        assert resident.last.button_labels[0] == FIRST


@pytest.mark.parametrize(
    "button",
    [
        "Upcoming meetings",
        "Tell me about meetings",
        "Browse all questions",
        "What is stored about you",
        "Español",
    ],
)
async def test_every_button_of_the_menu_leads_somewhere(
    town: Town, resident: SimulatedUser, button: str
) -> None:
    resident.sends_voice()
    await town.settle()
    assert await town.tap(resident, button)


async def test_a_group_is_left_in_peace(town: Town, resident: SimulatedUser) -> None:
    group = town.telegram.add_group("Neighbours", [resident])
    resident.sends_voice(chat=group)
    await town.settle()
    assert group.chat.take_unread(resident.id) == []
