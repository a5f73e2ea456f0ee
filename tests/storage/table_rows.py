"""A row of every table there is, made from the columns; for what is promised of all of them."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, Table
from sqlalchemy.orm import Session

from bot.storage.chats import personal_data
from bot.storage.database.core_tables import TableRow
from bot.storage.database.engine import UtcDateTime
from bot.storage.faq import unanswered
from knowledge.language import Language
from tests.town import NOON

LONG_AGO = NOON - timedelta(days=400)
TABLES = {table.name: table for table in TableRow.metadata.sorted_tables}


def sample(column: Column[Any], number: int) -> Any:
    """Return a value a column takes, different for each row."""
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return LONG_AGO
    if isinstance(kind, Date):
        return LONG_AGO.date()
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Float):
        return 0.5
    if isinstance(kind, Integer | BigInteger):
        return number
    if kind.python_type is dict:
        return {"n": number}
    if kind.python_type is list:
        return []
    return f"{column.name[:2]}{number}"


def row(table: Table, number: int, **given: Any) -> dict[str, Any]:
    values = {column.name: sample(column, number) for column in table.columns}
    known = {"language": "en", "state": "done", "kind": "private"}
    return values | {name: known[name] for name in known if name in values} | given


def fill(session: Session, chat: int, number: int) -> None:
    """Put a row that names a chat into every column that can name one."""
    for place, one in enumerate(personal_data.PERSONAL_COLUMNS):
        table = TABLES[one.table.__tablename__]
        given = {one.column: chat} | dict.fromkeys(one.spelled, f"x:{chat}:{number}{place}")
        session.execute(table.insert().values(row(table, number * 100 + place, **given)))
    unanswered.count_miss(session, [f"word{chat}"], Language.EN, chat, NOON.date())


def dump(session: Session) -> str:
    """Return the whole database as text."""
    return json.dumps(
        {
            name: [list(map(str, found)) for found in session.execute(table.select())]
            for name, table in TABLES.items()
        }
    )
