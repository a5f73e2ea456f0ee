"""A PostgreSQL of our own for as long as the tests last, on a socket nobody else can reach."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, Connection

_QUICK = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "dynamic_shared_memory_type=mmap",  # in the folder, so that nothing of it is left behind
    "max_connections=60",
)


def missing() -> str:
    """Say in one line what is missing to test on PostgreSQL; empty when nothing is."""
    if programs() is None:
        return "PostgreSQL was not tested: there is no initdb on this machine"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "PostgreSQL was not tested: psycopg is not installed"
    return ""


def programs() -> Path | None:
    """Return the folder of the newest server's programs."""
    found = shutil.which("initdb")
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).parent if found else (known[-1].parent if known else None)


def _user() -> str | None:
    """Return whom the server runs as when we are root, whom it refuses."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Server:
    """A throw-away cluster; each test takes a database of its own."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self.folder, self._bin, self._numbers = folder, bin_folder, count(1)
        self._databases: list[str] = []

    def run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = [str(self._bin / program), *arguments]
        if (user := _user()) is not None:
            command = ["setpriv", f"--reuid={user}", "--clear-groups", *command]
        with (self.folder / "programs.log").open("ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd=self.folder)

    def start(self) -> None:
        settings = [f"-c {setting}" for setting in _QUICK]
        where = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        data = str(self.folder / "data")
        log = str(self.folder / "server.log")
        options = " ".join([where, *settings])
        self.run("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)

    def stop(self, how: str = "fast") -> None:
        self.run("pg_ctl", "stop", "-w", "-D", str(self.folder / "data"), "-m", how)

    def url(self, name: str) -> str:
        """Return the address of one database."""
        address = URL.create(
            "postgresql+psycopg",
            username="civic",
            database=name,
            query={"host": str(self.folder)},
        )
        return address.render_as_string(hide_password=False)

    def database(self, template: str = "template0") -> str:
        """Make a database and return its address."""
        name = f"town_{next(self._numbers)}"
        self.tell(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{self._strategy}')
        self._databases.append(name)
        return self.url(name)

    def drop_databases(self) -> None:
        """Drop every database that was made; whoever is still connected is cut off."""
        while self._databases:
            self.tell(f'DROP DATABASE IF EXISTS "{self._databases.pop()}" WITH (FORCE)')

    def tell(self, statement: str) -> None:
        """Execute a statement as the owner of the whole cluster."""
        with self._owner_connection() as connection:
            connection.execute(text(statement))

    @contextmanager
    def _owner_connection(self) -> Iterator[Connection]:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection
        engine.dispose()

    @cached_property
    def _strategy(self) -> str:
        """Return how a database is best copied: as files, where the server knows the word."""
        with self._owner_connection() as connection:
            version = connection.dialect.server_version_info or ()
        return " STRATEGY FILE_COPY" if version >= (15,) else ""

    def cut(self) -> None:
        """End every connection to our databases, as a server that restarts does."""
        self.tell(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname LIKE 'town%' AND pid <> pg_backend_pid()"
        )


@contextmanager
def serving() -> Iterator[Server]:
    """Start a cluster, and throw it away at the end."""
    found = programs()
    assert found is not None  # callers look at `missing` first
    folder = Path(tempfile.mkdtemp(prefix="civic-pg-"))
    if (user := _user()) is not None:
        shutil.chown(folder, user)
    server = Server(folder, found)
    try:
        data = str(folder / "data")
        server.run("initdb", "-D", data, "-U", "civic", "-A", "trust", "-E", "UTF8",
                   "--locale=C", "--no-sync")  # fmt: skip
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
