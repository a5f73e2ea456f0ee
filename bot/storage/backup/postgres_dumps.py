"""Dumps of a PostgreSQL database, by the server's own programs: pg_dump, pg_restore, psql.

The password goes by the environment, never by the command line, which every user can read.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from bot.storage.database import private_files
from knowledge.errors import CivicBotError

DUMP_SUFFIX = ".dump"
DROP_SUFFIX, DUMP_RESTORING = ".drop.sql", ".restoring.sql"  # of the statements of a restore
_REVISION = re.compile(r"^COPY \S*alembic_version .*\n(\S+)$", re.MULTILINE)
_STOPPED = re.compile(r"psql:\S*?([^/]+:\d+): ERROR")
_OWN_TABLES = ("alembic_version", "content_version", "people")


class PostgresProgramError(CivicBotError):
    """One of PostgreSQL's programs is missing or did not do its work."""


def write_dump(url: URL, target: Path) -> None:
    """Write a dump of a database that may be in use; raises PostgresProgramError."""
    private_files.make_private_file(target)
    _run_program(
        "pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"
    )


def dump_fault(path: Path) -> str:
    """Return what is wrong with a dump; empty when all of it can be read and it is one of ours."""
    try:
        _run_program("pg_restore", None, "--file=/dev/null", str(path))
        listed = _run_program("pg_restore", None, "--list", str(path))
    except PostgresProgramError as fault:
        return str(fault)
    missing = [name for name in _OWN_TABLES if f" TABLE DATA public {name} " not in listed]
    return f"it has no table {missing[0]}" if missing else ""


def dump_revision(path: Path) -> str:
    """Return which tables a sound dump has, as the name of a migration."""
    only = ("--data-only", "--table=alembic_version", "--file=-")
    found = _REVISION.search(_run_program("pg_restore", None, *only, str(path)))
    return found[1] if found else ""


def replace_postgres(url: URL, removals: Iterable[str], backup: Path, folder: Path) -> None:
    """Replace everything there is by what a dump holds, all or nothing; raises
    PostgresProgramError.

    The statements lie in `folder` while they are carried out.
    """
    private_files.make_private_folder(folder)
    drop, fresh = folder / f"{backup.stem}{DROP_SUFFIX}", folder / f"{backup.stem}{DUMP_RESTORING}"
    try:
        for path in (drop, fresh):
            private_files.make_private_file(path)
        drop.write_text("\n".join(removals), encoding="utf-8")
        _run_program(
            "pg_restore", None, "--no-owner", "--no-privileges", f"--file={fresh}", str(backup)
        )
        _run_program(
            "psql", url, "--no-psqlrc", "--quiet", "--single-transaction",
            "--set=ON_ERROR_STOP=1", f"--file={drop}", f"--file={fresh}",
        )  # fmt: skip
    finally:
        for path in (drop, fresh):
            with suppress(OSError):
                path.unlink()


def table_names(session: Session) -> list[str]:
    """Return the names of all tables there are."""
    return inspect(session.connection()).get_table_names()


def removal_statements(session: Session) -> list[str]:
    """Return the statements that remove every table and function of ours, of any release."""
    functions = text(
        "SELECT p.oid::regprocedure::text FROM pg_proc p"
        " WHERE p.pronamespace = current_schema()::regnamespace AND NOT EXISTS"
        " (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    )
    dropped = [f'DROP TABLE "{name}" CASCADE;' for name in table_names(session)]
    return dropped + [f"DROP FUNCTION {name} CASCADE;" for name in session.scalars(functions)]


def count_connections(session: Session) -> int:
    """Count the other connections to this database."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    return int(session.scalar(query) or 0)


def _run_program(program: str, url: URL | None, *arguments: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise PostgresProgramError(
            f"{program} is not installed here; it comes with PostgreSQL's client programs, "
            "of the server's release or a later one"
        )
    environment, where = {"LC_ALL": "C"}, []
    if url is not None:
        environment |= {"PGPASSWORD": url.password} if url.password else {}
        address = URL.create("postgresql", url.username, None, url.host, url.port, url.database,
                             url.query)  # fmt: skip
        where = [f"--dbname={address.render_as_string()}"]
    done = subprocess.run(
        [path, *where, *arguments], env=environment, capture_output=True, check=False
    )
    if done.returncode:  # its words may quote rows
        raise PostgresProgramError(
            f"{program} ended with {done.returncode}{_safe_complaint(done.stderr)}"
        )
    return done.stdout.decode(errors="replace")


def _safe_complaint(said: bytes) -> str:
    """Return where a program stopped, or its own complaint, without what it quotes of the data."""
    for line in said.decode(errors="replace").splitlines():
        if line.startswith(("pg_dump: error:", "pg_restore: error:", "psql: error:")):
            return f" ({line[:200]})"
        if (found := _STOPPED.match(line)) is not None:
            return f" (at {found[1]})"
    return ""
