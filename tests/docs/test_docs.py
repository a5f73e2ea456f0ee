"""What the documents name exists, and what exists is named."""

import re
from pathlib import Path

import pytest

from bot.cli import build_parser, main
from bot.settings import Settings
from handlers.commands import COMMANDS, Audience

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGE_OF_COMMANDS = ROOT / "docs" / "commands.md"
NOT_COMMANDS = {"/newbot", "/setinline", "/setinlinefeedback", "/empty"}  # BotFather's


TYPED = {f"/{command.name}": command.audience for command in COMMANDS}
SECTIONS = {  # of docs/commands.md: whose commands they list
    "Residents": {Audience.RESIDENT},
    "Meetings": {Audience.RESIDENT},
    "Owners, about meetings": {Audience.OWNER},
    "Editors": {Audience.EDITOR, Audience.OWNER},
}


def named(text: str) -> set[str]:
    return set(re.findall(r"`(/[a-z]+)[ `@_]", text)) - NOT_COMMANDS


def documented() -> dict[str, set[str]]:
    """Return the commands in the first column of the tables of docs/commands.md, by section."""
    _, *sections = PAGE_OF_COMMANDS.read_text(encoding="utf-8").split("\n## ")
    return {
        section.split("\n", 1)[0]: named("\n".join(re.findall(r"^\|([^|]+)\|", section, re.M)))
        for section in sections
    }


def test_every_command_is_documented_among_those_of_its_audience() -> None:
    sections = documented()
    for title, audiences in SECTIONS.items():
        assert {TYPED.get(name) for name in sections[title]} <= audiences, title
    assert set().union(*sections.values()) == set(TYPED)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_a_page_names_exists(page: Path) -> None:
    assert named(page.read_text(encoding="utf-8")) - set(TYPED) == set()


def subcommands() -> set[str]:
    [choices] = [
        action.choices for action in build_parser()._actions if isinstance(action.choices, dict)
    ]
    return set(choices)


@pytest.mark.parametrize("name", sorted(subcommands()))
def test_every_command_line_command_describes_itself(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: python -m bot {name} " in capsys.readouterr().out


def test_every_command_line_command_is_documented() -> None:
    text = PAGE_OF_COMMANDS.read_text(encoding="utf-8")
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
