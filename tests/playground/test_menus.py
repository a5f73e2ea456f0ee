from typing import Any

import pytest

from bot.playground.simulator.menus import command_menu, localised_text
from bot.playground.simulator.simulated_telegram import SimulatedTelegram


@pytest.fixture
def menus(ask) -> Any:
    async def set_menu(name: str, scope: dict[str, Any] | None = None, language: str = "") -> None:
        commands = [{"command": name, "description": f"About {name}"}]
        given = {"scope": scope} if scope else {}
        assert await ask("setMyCommands", commands=commands, language_code=language, **given)

    return set_menu


def names(telegram: SimulatedTelegram, chat: Any, person: Any) -> list[str]:
    return [item["command"] for item in command_menu(telegram.profile, chat, person.account)]


async def test_the_narrowest_scope_wins_and_within_it_the_language(telegram, rosa, menus) -> None:
    assert names(telegram, rosa.chat, rosa) == []
    await menus("everyone")
    assert names(telegram, rosa.chat, rosa) == ["everyone"]
    await menus("private", {"type": "all_private_chats"})
    assert names(telegram, rosa.chat, rosa) == ["private"]
    await menus("privado", {"type": "all_private_chats"}, "es")
    assert names(telegram, rosa.chat, rosa) == ["privado"]
    await menus("own", {"type": "chat", "chat_id": rosa.id})
    assert names(telegram, rosa.chat, rosa) == ["own"]


async def test_a_group_has_other_commands_for_its_administrators(telegram, rosa, menus) -> None:
    pat = telegram.add_user("Pat", "en")
    group = telegram.add_group("Neighbors", [rosa], [pat])
    await menus("group", {"type": "all_group_chats"})
    await menus("admin", {"type": "all_chat_administrators"})
    assert names(telegram, group.chat, rosa) == ["group"]
    assert names(telegram, group.chat, pat) == ["admin"]
    await menus("own", {"type": "chat_member", "chat_id": group.id, "user_id": rosa.id})
    assert names(telegram, group.chat, rosa) == ["own"]


async def test_a_channel_has_no_menu(telegram, rosa, menus) -> None:
    await menus("everyone")
    channel = telegram.add_channel("News")
    channel.adds(rosa.account)
    assert names(telegram, channel.chat, rosa) == []


def test_a_description_falls_back_to_the_one_for_everybody(rosa) -> None:
    assert localised_text({"es": "Hola", "": "Hello"}, rosa.account) == "Hola"
    assert localised_text({"ht": "Bonjou", "": "Hello"}, rosa.account) == "Hello"
    assert localised_text({}, rosa.account) == ""
