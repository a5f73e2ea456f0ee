"""What stands in backticks in pages, docstrings and comments exists, and a name means one thing.

A dotted name of ours must resolve, a path must lead to a file, a bare name must be one that the
code defines, takes as an argument or knows as a word (a table, a column, a key).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.docs.code_names import (
    PACKAGES,
    PAGES,
    ROOT,
    forget_trees,
    identifiers,
    module_name,
    prose,
    public_definitions,
    resolves,
    source_paths,
    words,
)

FOLDERS = (*PACKAGES, "tests", "benchmarks", "deploy", "docs")
NAME = re.compile(r"_?[A-Za-z]\w*(?:\._?[A-Za-z]\w*)*")
PATH = re.compile(
    rf"(?:{'|'.join(FOLDERS)})/[\w./*-]*|[\w./-]+\.(?:py|md|yaml)"
    r"|pyproject\.toml|Containerfile|Makefile"
)
CLASS = re.compile(r"\b(?:[A-Z][a-z]+){2,}\b|(?<=[Rr]aises )[A-Z]\w+")
OTHERS = {
    # PostgreSQL's settings, systemd's subcommand, a packet and a module of Python we do not use
    "log_parameter_max_length_on_error", "max_wal_size", "security", "qrcode", "multiprocessing",
    "SITE",  # of compose.yaml
    "Update.ALL_TYPES",  # Telegram's
    "civic_",  # what the names of all metrics begin with
}  # fmt: skip
OTHER_CLASSES = {
    "ChatFullInfo",  # Telegram's
    "WebhookActor",  # Telegram's server, its source file
    "CursorResult",  # SQLAlchemy's
    "RapidFuzz",
    "CivicClerk",
}
GLOSSARY = ROOT / "docs" / "architecture.md"
MIGRATIONS = ROOT / "bot" / "storage" / "migrations"
MAX_TERMS = 25
DEFINED_TWICE = {
    "main": "what `python -m` calls, once for the bot and once for the playground",
    "add_arguments": "what `bot.cli` asks of the module of a command",
    "run_command": "the same",
}


@pytest.fixture(scope="module", autouse=True)
def _no_trees_stay() -> Iterator[None]:
    yield
    forget_trees()


@cache
def file_names() -> frozenset[str]:
    return frozenset(path.name for name in FOLDERS for path in (ROOT / name).rglob("*.*"))


def exists(path: str) -> bool:
    if "/" in path:
        return any(ROOT.glob(path.rstrip("/")))
    return path in file_names() or (ROOT / path).exists()


def known(name: str) -> bool:
    first, *rest = name.split(".")
    if first in PACKAGES and rest:
        return resolves(name)
    if name in OTHERS or (name.isupper() and name.lower() in Settings.model_fields):
        return True
    return set(name.removeprefix("civic_").split(".")) <= words()


def untrue(text: str) -> Iterator[str]:
    """What is named in a text and is not there."""
    for said in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text):
        if PATH.fullmatch(said):
            if not exists(said):
                yield said
        elif NAME.fullmatch(said) and not known(said):
            yield said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page: Path) -> None:
    assert list(untrue(prose(page))) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_what_docstrings_and_comments_name_exists(package: str) -> None:
    paths = [path for path in source_paths() if path.is_relative_to(ROOT / package)]
    assert [f"{module_name(path)}: {said}" for path in paths for said in untrue(prose(path))] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_classes_that_docstrings_name_exist(package: str) -> None:
    paths = [path for path in source_paths() if path.is_relative_to(ROOT / package)]
    named = {(module_name(path), said) for path in paths for said in CLASS.findall(prose(path))}
    assert {one for one in named if one[1] not in words() | OTHER_CLASSES} == set()


def test_a_packages_list_of_its_modules_is_true() -> None:
    """The docstring of a package may list modules: a name, two blanks, what it is for."""
    listed = []
    for path in (one for one in source_paths() if one.name == "__init__.py"):
        first = prose(path).partition("\n\n\n")[0]
        for names in re.findall(r"^(\w+(?:, \w+)*) {2,}\S", first, re.MULTILINE):
            listed += [f"{module_name(path)}.{name}" for name in names.split(", ")]
    assert len(listed) > 20
    assert [name for name in listed if not resolves(name)] == []


@pytest.mark.parametrize(
    "said",
    [
        "bot.storage.people", "bot.storage.chats.chat_records.forget", "knowledge.town.Town.hosts",
        "bot/courier.py", "bot/sources/ical_*.py", "deciding.py", "Told", "forms_of", "IN_FLIGHT",
        "ridge.Told",
    ],
)  # fmt: skip
def test_what_does_not_exist_would_be_found(said: str) -> None:
    assert list(untrue(f"See `{said}`.")) == [said]


@pytest.mark.parametrize(
    "said",
    [
        "bot.storage", "knowledge.matching.FaqIndex.ask", "bot.context.Services.faq",
        "bot/sources/ical/", "bot/storage/database/*_table*.py", "ridge.py", "PERSONAL_COLUMNS",
        "deliveries", "Town.phrases", "DATABASE_URL", "python -m bot check", "pyproject.toml",
    ],
)  # fmt: skip
def test_what_exists_is_let_pass(said: str) -> None:
    assert list(untrue(f"See `{said}`.")) == []


def test_a_public_name_is_defined_once() -> None:
    homes = defaultdict(list)
    for path in source_paths():
        if path.is_relative_to(MIGRATIONS):  # each has Alembic's upgrade and downgrade
            continue
        for name in public_definitions(path):
            homes[name].append(module_name(path))
    assert len(homes) > 1000
    twice = {name: found for name, found in homes.items() if len(found) > 1}
    assert {name: found for name, found in twice.items() if name not in DEFINED_TWICE} == {}
    assert set(DEFINED_TWICE) <= set(twice), "an exception that is no longer needed"


def terms() -> list[str]:
    _, _, rest = GLOSSARY.read_text(encoding="utf-8").partition("## Our words\n")
    table, _, _ = rest.partition("\n## ")
    return re.findall(r"^\| ([a-z][^|]*?) \|", table, re.MULTILINE)[1:]


def test_the_glossary_is_short_and_its_words_are_the_codes() -> None:
    assert 10 < len(terms()) <= MAX_TERMS
    snake = {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower() for name in identifiers()}
    spoken = "\n".join(snake)
    assert [term for term in terms() if term.replace(" ", "_") not in spoken] == []
