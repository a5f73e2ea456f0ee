"""What a bot takes at one moment, in memory, files and tables, and what grew between two."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from bot.storage.chats.personal_data import RECORDS_KEPT
from bot.storage.database.core_tables import TableRow

_AGED = {table.__tablename__: age for table, age in RECORDS_KEPT.items()}
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Sample:
    """One look. Sizes are in bytes; `tables` holds (rows, bytes with indexes) by name."""

    hour: int
    memory: int
    open_files: int
    threads: int
    log: int
    database: int
    spare: int  # of the database, free to be written over
    files: int
    files_size: int
    tables: dict[str, tuple[int, int]]

    def line(self) -> str:
        """Return it as a line of the course."""
        rows = sum(rows for rows, _ in self.tables.values())
        return (
            f"hour {self.hour:2}: memory {self.memory / 1e6:.0f} MB, "
            f"{self.open_files} open files, {self.threads} threads; "
            f"database {self.database / 1e6:.1f} MB ({self.spare / 1e6:.1f} spare), {rows} rows, "
            f"log {self.log / 1e6:.2f} MB; {self.files} files, {self.files_size / 1e6:.1f} MB"
        )


def sample(hour: int, engine: Engine, pids: list[int], folder: Path) -> Sample:
    """Look at some processes, their database and the folder they write to."""
    status = [Path(f"/proc/{pid}/status").read_text() for pid in pids]
    memory = [1024 * int(one.partition("VmRSS:")[2].split()[0]) for one in status]
    threads = [int(one.partition("Threads:")[2].split()[0]) for one in status]
    files = [path for path in folder.rglob("*") if path.is_file()]
    own = {path: path.stat().st_size for path in files}
    database, spare, log, sizes = _sqlite(engine) if _is_sqlite(engine) else _server(engine)
    with engine.begin() as connection:
        rows = {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in TableRow.metadata.tables
        }
    return Sample(
        hour, max(memory), max(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids),
        max(threads), log, database, spare, len(own), sum(own.values()),
        {name: (count, sizes.get(name, 0)) for name, count in rows.items()},
    )  # fmt: skip


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _sqlite(engine: Engine) -> tuple[int, int, int, dict[str, int]]:
    """Return the sizes of the database, its spare pages, its log and each table."""
    name = str(engine.url.database)
    log = Path(f"{name}-wal")
    with engine.begin() as connection:

        def one(query: str) -> int:
            return int(connection.exec_driver_sql(query).scalar_one())

        page = one("PRAGMA page_size")
        spare = page * one("PRAGMA freelist_count")
        size = page * one("PRAGMA page_count")
        found = connection.exec_driver_sql(
            "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s"
            " JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = 1 GROUP BY 1"
        )
        sizes = {str(table): int(taken) for table, taken in found}
    return size, spare, log.stat().st_size if log.exists() else 0, sizes


def _server(engine: Engine) -> tuple[int, int, int, dict[str, int]]:
    with engine.begin() as connection:
        size, log = connection.execute(
            text(
                "SELECT pg_database_size(current_database()),"
                " (SELECT sum(size) FROM pg_ls_waldir())"
            )
        ).one()
        found = connection.execute(
            text("SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables")
        )
        return int(size), 0, int(log), {str(name): int(taken) for name, taken in found}


def growth(early: Sample, late: Sample, long_after: Sample) -> str:
    """Return a table: what stood where at both moments, and what that comes to.

    What has an age is multiplied by it: so much there will be, and no more. What has none is
    meant to grow, and is multiplied by a year.
    """
    day = timedelta(days=1) / timedelta(hours=late.hour - early.hour)
    named = {
        "memory, MB": (early.memory / 1e6, late.memory / 1e6),
        "open files": (early.open_files, late.open_files),
        "threads": (early.threads, late.threads),
        "write-ahead log, MB": (early.log / 1e6, late.log / 1e6),
        "files beside it": (early.files, late.files),
        "database, MB": (early.database / 1e6, late.database / 1e6),
    }
    lines = [f"| | hour {early.hour} | hour {late.hour} |", "| --- | --- | --- |"]
    lines += [f"| {name} | {one:.4g} | {other:.4g} |" for name, (one, other) in named.items()]
    heads = (
        "table", f"hour {early.hour}", f"hour {late.hour}", "a day", "bytes a row", "comes to",
        "100 days later",
    )  # fmt: skip
    lines += ["", f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|"]
    for name, (rows, size) in sorted(late.tables.items()):
        grown = rows - early.tables[name][0]
        if not grown and rows == long_after.tables[name][0]:
            continue
        taken = size - early.tables[name][1]
        a_day, each = grown * day, taken / grown if grown > 0 else size / max(1, rows)
        age = _AGED.get(name)
        comes = a_day * (min(age or _YEAR, _YEAR) / timedelta(days=1))
        kept = f"in its {age / timedelta(days=1):g} days" if age else "in a year"
        lines.append(
            f"| {name} | {early.tables[name][0]} | {rows} | {a_day:.0f} | {each:.0f} "
            f"| {max(0.0, comes * each) / 1e6:.1f} MB {kept} | {long_after.tables[name][0]} |"
        )
    return "\n".join(lines)
