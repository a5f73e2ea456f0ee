import subprocess
import sys
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.storage import migrate
from bot.storage.alerts import subscriptions
from bot.storage.database.engine import Database
from knowledge.alerts.subscription import AlertTopic

ROOT = Path(__file__).parents[2]


def test_migrations_lead_from_empty_to_the_present_tables(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/new.sqlite3")
    migrate.upgrade_tables(db)
    assert migrate.schema_differences(db) == []
    db.close()


def test_migrating_twice_changes_nothing(template: Path, tmp_path: Path) -> None:
    db = Database(f"sqlite:///{template}")
    before = template.read_bytes()
    migrate.upgrade_tables(db)
    db.close()
    assert template.read_bytes() == before


def test_files_are_numbered_in_the_order_of_their_migrations() -> None:
    scripts = ScriptDirectory.from_config(migrate._alembic_config())
    chain = [script.revision for script in scripts.walk_revisions()]
    assert chain == sorted(migrate.known_revisions(), reverse=True)
    assert scripts.get_heads() == [migrate.head_revision()]


LOADING = """
import sys
from bot.storage import migrate
from bot.storage.database.engine import Database
for url in sys.argv[1:]:
    migrate.upgrade_tables(Database(url))
    print("alembic" in sys.modules)
"""


def test_a_process_that_has_nothing_to_migrate_does_not_load_what_migrates(
    database: Path, tmp_path: Path
) -> None:
    urls = [f"sqlite:///{database}", f"sqlite:///{tmp_path}/new.sqlite3"]
    done = subprocess.run(
        [sys.executable, "-c", LOADING, *urls],
        cwd=ROOT, check=True, timeout=120, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert done.stdout.split() == ["False", "True"]


def test_who_was_subscribed_before_hears_of_the_bots_own_subject_too(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/old.sqlite3")
    with db.engine.connect() as connection, connection.begin():
        config = migrate._alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0012")
        connection.execute(
            text(
                "INSERT INTO subscriptions (chat_id, language, since_at, bodies, topics, leads,"
                " keywords, quiet, pace, muted) VALUES (7, 'es', '2026-01-02 03:04:05', 'harc',"
                " 'new change', '', '', '', 'at_once', '')"
            )
        )
    migrate.upgrade_tables(db)
    wishes = db.transact(subscriptions.load_subscription, 7)
    assert wishes is not None
    assert wishes.topics == {AlertTopic.NEW, AlertTopic.CHANGE, AlertTopic.ISSUE}
    db.close()
