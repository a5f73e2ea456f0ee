"""One process to a SQLite file: the lock beside it, let go by the system when a process dies."""

import errno
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.database import private_files
from knowledge.errors import CivicBotError


class DatabaseInUseError(CivicBotError):
    """Another process holds the database."""


@contextmanager
def exclusive_access(file: Path | None) -> Iterator[None]:
    """Hold a SQLite file for this process alone; PostgreSQL (None) serves many.

    Raises DatabaseInUseError. The lock file stays: to delete it would let two processes lock two
    files.
    """
    if file is None:
        yield
        return
    path = file.resolve()
    lock = path.with_name(f"{path.name}.lock")
    private_files.make_private_folder(lock.parent)
    private_files.make_private_file(lock)
    with lock.open("r+b") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
            raise DatabaseInUseError(
                f"{file}: another process of this bot is using it (it holds {lock.name}); "
                "stop that one first, or wait until it has ended"
            ) from None
        yield
