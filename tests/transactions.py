"""Which tables the bot writes to, transaction by transaction."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.town import Town

INTAKE = {"inbox"}  # an update that comes and goes
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")


@contextmanager
def written_tables(town: Town) -> Iterator[list[set[str]]]:
    """Yield the tables that each transaction writes to, of those that write."""
    transactions: list[set[str]] = []
    here: set[str] = set()

    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        if found := WRITES.match(text):
            here.add(found[1])

    def commit(_connection: Any) -> None:
        if here - INTAKE:
            transactions.append(here - INTAKE)
        here.clear()

    hooks = {"before_cursor_execute": statement, "commit": commit}
    for name, hook in hooks.items():
        event.listen(town.db.engine, name, hook)
    yield transactions
    for name, hook in hooks.items():
        event.remove(town.db.engine, name, hook)
