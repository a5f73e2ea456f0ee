"""new-town: a small working town in a folder of its own, to be replaced piece by piece."""

import argparse
import re
import sys
from pathlib import Path

from bot.clock import utc_now
from bot.settings import Settings
from knowledge import safe_toml
from knowledge.errors import CivicBotError
from knowledge.folders import starter_files
from knowledge.folders.starter_files import NewTown
from knowledge.language import Language
from knowledge.strict_tables import StrictTable, TownFilesError
from knowledge.town import town_file
from knowledge.town.house_rules import HouseRules
from knowledge.town.town_file import is_prefix_taken


class NewTownError(CivicBotError):
    """The folder is in use, or what was asked for cannot be written."""


def add_arguments(new: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    new.add_argument("folder", metavar="DIR", help="where to; it must be empty, or not there yet")
    new.add_argument("--name", help='the town\'s name, such as "Our Town"')
    new.add_argument("--prefix", help="two to six capital letters that begin its codes")
    new.add_argument("--languages", help="of en, es, ht, with commas; default: en")
    new.add_argument("--tz", help="its time zone, such as America/Chicago")


def run_command(_settings: Settings, options: argparse.Namespace) -> int:
    """Write the files of a town that works."""
    place = Path(options.folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise NewTownError(f"{place}: is not an empty folder; name another")
    name = options.name or _ask_or_default("The town's name", "Our Town")
    wanted = NewTown(
        name=" ".join(name.split()),
        prefix=options.prefix or _code_prefix(name),
        languages=_parse_languages(
            options.languages or _ask_or_default("Its languages, of en, es, ht", "en")
        ),
        tz=options.tz or _ask_or_default("Its time zone", "America/New_York"),
    )
    if not re.search(r"[A-Za-z]", wanted.name):
        raise NewTownError("--name: write the town's name in letters")
    files = starter_files.new_town_files(wanted, utc_now().date())
    faults: list[str] = []
    town_file.read_town(
        StrictTable(safe_toml.parse_toml(files["town.toml"]), "town.toml", faults), HouseRules()
    )
    if faults:  # a prefix or a zone that cannot be
        raise TownFilesError(faults)
    try:
        for path, text in files.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise NewTownError(f"{place}: {error.strerror}; choose another folder") from error
    print(f"Wrote {place}: a town that works. Next:")
    print(f"  TOWN_DIR={place} python -m bot check    what is still to be replaced")
    print(f"  TOWN_DIR={place} python -m bot run      the playground")
    print("docs/another-town.md goes on from here.")
    return 0


def _ask_or_default(what: str, default: str) -> str:
    """Ask at the terminal; take the default where nobody sits there."""
    if not sys.stdin.isatty():
        return default
    return input(f"{what} [{default}]: ").strip() or default


def _code_prefix(name: str) -> str:
    """Return the initials of a name, or as many of its first letters as mean nothing else."""
    words = re.findall(r"[A-Za-z]+", name)
    initials, letters = "".join(word[0] for word in words), "".join(words)
    found = [initials[:6], *(letters[:size] for size in range(2, 7))]
    free = [one.upper() for one in found if len(one) > 1 and not is_prefix_taken(one.upper())]
    return free[0] if free else letters.upper()[:2]


def _parse_languages(text: str) -> tuple[Language, ...]:
    named = [tag for tag in re.split(r"[,\s]+", text.lower()) if tag]
    for tag in named:
        if tag not in list(Language):
            raise NewTownError(f"--languages: {tag[:20]!r} is none of {', '.join(Language)}")
    return tuple(tag for tag in Language if tag.value in named)
