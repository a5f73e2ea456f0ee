import subprocess
import sys
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.storage import migrate, subscriptions
from bot.storage.engine import Database
from knowledge.alerts.subscription import Topic

ROOT = Path(__file__).parents[2]


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


def test_files_are_numbered_in_the_order_of_their_migrations() -> None:
    scripts = ScriptDirectory.from_config(migrate._config())
    chain = [script.revision for script in scripts.walk_revisions()]
    assert chain == sorted(migrate.known(), reverse=True)
    assert scripts.get_heads() == [migrate.head()]


SERVING = """
import sys
from bot.app import clock, prepare
from bot.storage.engine import Database
prepare(Database(sys.argv[1]), clock())
sys.exit("alembic" in sys.modules)
"""


def test_a_process_that_has_nothing_to_migrate_does_not_load_what_migrates(
    database: Path, tmp_path: Path
) -> None:
    for url, loads in ((f"sqlite:///{database}", 0), (f"sqlite:///{tmp_path}/new.sqlite3", 1)):
        done = subprocess.run(
            [sys.executable, "-c", SERVING, url], cwd=ROOT, check=False, timeout=120
        )
        assert done.returncode == loads


def test_who_was_subscribed_before_hears_of_the_bots_own_subject_too(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/old.sqlite3")
    with db.engine.connect() as connection, connection.begin():
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0012")
        connection.execute(
            text(
                "INSERT INTO subscriptions (chat_id, language, since_at, bodies, topics, leads,"
                " keywords, quiet, pace, muted) VALUES (7, 'es', '2026-01-02 03:04:05', 'harc',"
                " 'new change', '', '', '', 'at_once', '')"
            )
        )
    migrate.upgrade(db)
    wishes = db.transact(subscriptions.of, 7)
    assert wishes is not None
    assert wishes.topics == {Topic.NEW, Topic.CHANGE, Topic.ISSUE}
    db.close()
