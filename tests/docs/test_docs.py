"""What the documents name exists, and what exists is named."""

import re
from pathlib import Path

import pytest
from telegram.ext import CommandHandler

from bot.cli import build_parser
from bot.settings import Settings
from tests.town import Town

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = ROOT / "docs" / "commands.md"
NOT_COMMANDS = {"/newbot", "/setinline", "/setinlinefeedback", "/empty"}  # BotFather's


def routes(town: Town) -> set[str]:
    return {
        f"/{name}"
        for group in town.application.handlers.values()
        for handler in group
        if isinstance(handler, CommandHandler)
        for name in handler.commands
    }


def named(page: Path) -> set[str]:
    found = re.findall(r"`(/[a-z]+)[ `@_]", page.read_text(encoding="utf-8"))
    return set(found) - NOT_COMMANDS


async def test_every_command_is_documented(town: Town) -> None:
    assert routes(town) - named(COMMANDS) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_every_command_a_page_names_exists(town: Town, page: Path) -> None:
    assert named(page) - routes(town) == set()


def subcommands() -> set[str]:
    [choices] = [
        action.choices for action in build_parser()._actions if isinstance(action.choices, dict)
    ]
    return set(choices)


def test_every_command_line_command_is_documented() -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    assert subcommands() - set(re.findall(r"python -m bot ([a-z]+(?:-[a-z]+)*)", text)) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_command_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"python -m bot ([a-z]+(?:-[a-z]+)*)", text)) - subcommands() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(((?!http)[^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_a_page_names_exists(page: Path) -> None:
    settings = {name.upper() for name in Settings.model_fields}
    text = page.read_text(encoding="utf-8")
    found = set(re.findall(r"`([A-Z]{3,}(?:_[A-Z]+)+)[=`]", text))
    assert {name for name in found if not name.startswith("CIVIC_BROWSER")} - settings == set()
