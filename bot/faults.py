"""What an exception means, said without anything it may hold: no text, no name, no parameter."""

import errno
import sqlite3
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

_ROOT = Path(__file__).parents[1]
# Primary result codes, sqlite.org/rescode.html.
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNUSABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_AWAY = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
}
# Classes and codes of PostgreSQL, appendix A of its manual: connection, resources, operator,
# system, internal; a transaction rolled back; a read-only server; a lock not to be had.
_SERVER = ("08", "53", "57", "58", "XX", "40", "25006", "55P03")
_STARTS = ("starting up", "shutting down", "recovery", "too many", "remaining connection")
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def _driver_error(error: BaseException) -> BaseException:
    """Return the database driver's own error, if one is wrapped by SQLAlchemy as its `orig`."""
    inner = getattr(error, "orig", None)
    return inner if isinstance(inner, BaseException) else error


def _sqlite_result_code(error: BaseException) -> int | None:
    """Return SQLite's primary result code."""
    code = getattr(_driver_error(error), "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def is_locked(error: BaseException) -> bool:
    """Tell whether somebody else holds the SQLite file's lock."""
    return _sqlite_result_code(error) in _BUSY


def is_storage_fault(error: BaseException) -> bool:
    """Tell whether the database or its disk is away, locked, full or read-only.

    Such a fault passes by itself or is mended by a person: what it hit must wait, not fail.
    """
    from sqlalchemy.exc import TimeoutError as PoolTimeout  # not before there is an error

    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, OSError):
        return error.errno in _DISK
    if (result := _sqlite_result_code(error)) is not None:
        return result in _BUSY | _AWAY | _UNUSABLE
    inner = _driver_error(error)
    if not hasattr(inner, "sqlstate"):
        return False
    state = inner.sqlstate
    return state.startswith(_SERVER) if state else _is_connection_lost(inner)


def is_write_refused(error: BaseException) -> bool:
    """Tell whether a PostgreSQL can be read and takes no writes: read-only, or its disk full."""
    return getattr(_driver_error(error), "sqlstate", None) in ("25006", "53100")


def _is_connection_lost(error: BaseException) -> bool:
    """Tell a connection that broke or never came about from a statement that is wrong."""
    kinds = {kind.__name__ for kind in type(error).mro()}
    return bool(kinds & {"OperationalError", "InterfaceError"})


def unusable_reason(error: BaseException) -> str:
    """Say why a database cannot be used until a person acts; empty for what passes by itself.

    Meant for the start, before any question was asked: it may quote the server.
    """
    result, inner = _sqlite_result_code(error), _driver_error(error)
    if result in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return "the file is damaged or no SQLite database; put a backup back with `restore`"
    if result in _UNUSABLE:
        return "the file cannot be opened or written; see who owns it and its folder"
    if isinstance(error, PermissionError | NotADirectoryError | FileExistsError):
        return f"{error.filename}: {error.strerror}; see who owns it and its folder"
    fatal = str(inner).partition("FATAL:")[2].strip() if hasattr(inner, "sqlstate") else ""
    if fatal and not any(words in fatal for words in _STARTS):
        return f"the server refuses: {fatal.splitlines()[0]}; see DATABASE_URL"
    return ""


def error_code(error: BaseException) -> str:
    """Return the kind of an error, with the database's own code where there is one."""
    inner = _driver_error(error)
    code = getattr(inner, "sqlite_errorname", None) or getattr(inner, "sqlstate", None)
    name = type(error).__name__
    return f"{name} {code}" if code else name


def describe_error(error: BaseException) -> str:
    """Return kind and place of an error and of what caused it; of a group, of each in it."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(describe_error(one) for one in error.exceptions)
    cause = error.__cause__
    told = f"{error_code(error)} at {_traceback_place(error.__traceback__)}"
    return f"{told}, from {error_code(cause)}" if cause is not None else told


def _traceback_place(traceback: TracebackType | None) -> str:
    """Return where it happened: the last line of ours on the way, else the very last."""
    last = ours = ""
    while traceback is not None:
        code = traceback.tb_frame.f_code
        last = f"{code.co_filename}:{traceback.tb_lineno}"
        path = Path(code.co_filename)
        if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
            ours = f"{path.relative_to(_ROOT)}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return ours or last or "?"


def exit_message(error: BaseException) -> str:
    """Return what a process says before an unforeseen error ends it."""
    return f"Ended by {describe_error(error)}. Its words are withheld: they may be somebody's."


def install_error_hooks() -> None:
    """Let no uncaught error of this process print its words, whatever thread it ends."""

    def thread(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            print(exit_message(hook.exc_value), file=sys.stderr)

    def unraisable(hook: Any) -> None:
        if hook.exc_value is not None:
            print(exit_message(hook.exc_value), file=sys.stderr)

    sys.excepthook = lambda _kind, error, _traceback: print(exit_message(error), file=sys.stderr)
    threading.excepthook, sys.unraisablehook = thread, unraisable
