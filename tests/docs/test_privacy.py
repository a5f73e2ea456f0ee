"""docs/privacy.md tells of every table, and tells the truth."""

import re
from datetime import timedelta
from pathlib import Path

from bot.storage.backup import backup_files
from bot.storage.chats import personal_data
from bot.storage.database.core_tables import TableRow

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|")
][2:]
TABLES = {name: row for row in ROWS for name in re.findall(r"`([a-z_]+)`", row[1])}
NAMED = {one.table.__tablename__ for one in personal_data.PERSONAL_COLUMNS}


def test_every_table_is_told_of_once() -> None:
    told = [name for row in ROWS for name in re.findall(r"`([a-z_]+)`", row[1])]
    assert sorted(told) == sorted(TableRow.metadata.tables)


def test_what_names_a_chat_is_said_to_and_nothing_else() -> None:
    versions = {"documents", "content_version"}  # told of beside the versions
    says = {name for name, row in TABLES.items() if row[2].startswith("yes")}
    assert says - versions == NAMED


def spoken(span: timedelta) -> str:
    hours = span // timedelta(hours=1)
    return f"{hours} hours" if hours <= 72 else f"{hours // 24} days"


def test_every_age_is_told_as_it_is_kept() -> None:
    told = {table.__tablename__: spoken(age) for table, age in personal_data.RECORDS_KEPT.items()}
    assert {name: age for name, age in told.items() if age not in TABLES[name][3]} == {}


def test_a_table_without_an_age_is_not_said_to_have_one() -> None:
    aged = {table.__tablename__ for table in personal_data.RECORDS_KEPT}
    wrong = [
        name
        for name, row in TABLES.items()
        if name not in aged and re.search(r"\d+ (days|hours)", row[3])
    ]
    assert wrong == []


def test_backups_are_kept_as_long_as_the_page_says() -> None:
    assert f"Backups are kept {spoken(backup_files.BACKUPS_KEPT)}" in PAGE
