"""What a test need not pay for anew each time that it opens a database."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from bot.storage.database import engine
from bot.storage.database.engine import Database

_COMPILED_STATEMENTS: LRUCache[Any, Any] = LRUCache(3000)


def share_compiled_statements() -> None:
    """Let every engine of this process find what another one of its kind has compiled.

    A process has one engine and compiles a statement once; a thousand tests have one each. The
    cache is keyed by dialect: all of a kind are made alike, so they may stand for one another.
    """

    def create_sharing_engine(*args: Any, **options: Any) -> Any:
        return create_engine(
            *args, execution_options={"compiled_cache": _COMPILED_STATEMENTS}, **options
        )

    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)
    DefaultDialect.__hash__ = lambda one: hash(type(one))
    engine.create_engine = create_sharing_engine


class _SameThread(ThreadPoolExecutor):
    """Runs in the thread of the event loop; who waits goes on one turn of the loop later.

    In the same order as the one thread that SQLite has, without the change of threads and back.
    """

    def submit(self, call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[Any] = loop.create_future()
        try:
            loop.call_soon(_settle, waiting.set_result, waiting, call(*args, **kwargs))
        except Exception as error:  # the one who waits is told
            loop.call_soon(_settle, waiting.set_exception, waiting, error)
        return waiting


def _settle(settle: Callable[[Any], None], waiting: asyncio.Future[Any], result: Any) -> None:
    if not waiting.done():  # the one who waited may be gone
        settle(result)


def spare_threads_and_disk(db: Database) -> None:
    """Let a database on SQLite do its transactions in the thread of the event loop.

    Nor does it wait for the disk: only a loss of power could tell the difference.
    """
    if db.is_sqlite:
        db._threads = _SameThread(1)
        event.listen(db.engine, "connect", _trust_in_power)


def _trust_in_power(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
