"""What follows from the one table of commands: routes, menus, texts, help."""

import re
from typing import Any

import pytest
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import command_menus
from bot.callback_data import Prefix
from bot.playground.simulator.menus import command_menu
from bot.playground.simulator.people import SimulatedUser
from bot.texts import Texts
from handlers.commands import COMMANDS, MENUS, TAPS, Audience, Menu
from knowledge.language import Language
from tests.town import Town
from tests.transactions import written_tables

TEXTS = Texts(strict=True)
HELP = {
    Audience.RESIDENT: "start-help",
    Audience.EDITOR: "start-help-editor",
    Audience.OWNER: "start-help-owner",
}
TELEGRAMS_MOST = 100  # Bot API, setMyCommands


def names(audience: Audience) -> set[str]:
    return {command.name for command in COMMANDS if command.audience is audience}


def test_no_command_is_written_twice() -> None:
    assert sorted(set(every := [c.name for c in COMMANDS])) == sorted(every)


async def test_every_route_comes_from_the_table(town: Town) -> None:
    routes = [h for group in town.application.handlers.values() for h in group]
    commands = {name for h in routes if isinstance(h, CommandHandler) for name in h.commands}
    assert commands == {command.name for command in COMMANDS}
    taps = {h.pattern for h in routes if isinstance(h, CallbackQueryHandler) and h.pattern}
    assert {pattern.pattern for pattern in taps} == {f"^{prefix}:" for prefix in Prefix}


def test_every_button_of_ours_has_a_handler() -> None:
    assert set(TAPS) == set(Prefix)


@pytest.mark.parametrize("language", list(Language))
def test_every_command_in_a_menu_has_its_words_and_no_words_are_left_over(
    language: Language,
) -> None:
    keys = TEXTS.message_keys(language)
    worded = {key.removeprefix("menu-") for key in keys if key.startswith("menu-")}
    assert worded == {command.name for command in COMMANDS if command.menu}


def test_each_person_is_offered_what_they_may_use() -> None:
    assert set(MENUS.group) < set(MENUS.private) < set(MENUS.editor) < set(MENUS.owner)
    assert set(MENUS.private) <= names(Audience.RESIDENT)
    assert set(MENUS.owner) - set(MENUS.editor) == names(Audience.OWNER)
    assert set(MENUS.editor) - set(MENUS.private) == names(Audience.EDITOR)
    assert len(MENUS.owner) <= TELEGRAMS_MOST


def test_what_only_editors_may_use_is_in_no_group_and_no_channel() -> None:
    for command in COMMANDS:
        if command.audience is not Audience.RESIDENT:
            assert command.menu is Menu.PRIVATE
            assert not command.in_channels


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("audience", list(Audience))
def test_help_names_every_command(audience: Audience, language: Language) -> None:
    text = TEXTS.localizer(language).html(HELP[audience])
    named = set(re.findall(r"(?<![\w<])/([a-z]+)", text))
    assert named == names(audience)


def offered(town: Town, person: SimulatedUser, chat: Any) -> list[str]:
    menu = command_menu(town.telegram.profile, chat, person.account)
    return [item["command"] for item in menu]


async def test_telegram_offers_what_the_table_says(town: Town, resident: SimulatedUser) -> None:
    bot, menus = town.application.bot, town.services.menus
    group = town.telegram.add_group("Neighbours", [resident])
    assert await command_menus.publish_profile(bot, TEXTS, menus) == 0
    assert offered(town, resident, resident.chat) == list(MENUS.private)
    assert offered(town, resident, group.chat) == list(MENUS.group)


async def test_an_owner_who_starts_is_offered_what_owners_can_do(town: Town) -> None:
    owner = town.owner()
    await town.say(owner, "/start")
    assert offered(town, owner, owner.chat) == list(MENUS.owner)


@pytest.mark.parametrize("name", sorted(names(Audience.OWNER)))
async def test_an_owners_command_is_for_owners_in_private(town: Town, name: str) -> None:
    owner, resident = town.owner(), town.resident()
    group = town.telegram.add_group("Neighbours", [owner])
    [unknown] = await town.say(resident, f"/{name}")
    assert unknown.text == town.text("start-unknown-command", command=f"/{name}")
    assert await town.say(owner, f"/{name}", group) == []
    assert unknown.text not in [m.text for m in await town.say(owner, f"/{name}")] != []


@pytest.mark.parametrize("prefix", list(Prefix))
async def test_a_verb_that_no_button_has_is_answered_and_changes_nothing(
    town: Town, resident: SimulatedUser, prefix: Prefix
) -> None:
    [hello] = await town.say(resident, "/start")
    town.telegram.calls.clear()
    with written_tables(town) as transactions:
        resident.forges(f"{prefix}:nonsense:", hello)
        await town.settle()
    answers = [c for c in town.telegram.calls if c.method == "answerCallbackQuery"]
    assert len(answers) == 1
    assert transactions == []
