from pathlib import Path

from bot.storage import migrate
from bot.storage.engine import Database


def test_migrations_lead_from_empty_to_the_present_tables(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/new.sqlite3")
    migrate.upgrade(db)
    assert migrate.differences(db) == []
    db.close()


def test_migrating_twice_changes_nothing(template: Path, tmp_path: Path) -> None:
    db = Database(f"sqlite:///{template}")
    before = template.read_bytes()
    migrate.upgrade(db)
    db.close()
    assert template.read_bytes() == before
