"""What a database needs before anything is read from it: its tables, a town's answers, its key."""

from datetime import datetime
from pathlib import Path

from bot.storage import migrate
from bot.storage.database import private_files, runtime_flags
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents
from knowledge.folders import base_folder
from knowledge.town import town_folder


def prepare_database(
    db: Database, now: datetime, town_dir: Path | None = None
) -> base_documents.SeedResult:
    """Bring tables and a town's content up to date; safe to run from several processes at once."""
    found = base_folder.load_town_folder(town_folder.chosen_folder(town_dir))
    migrate.upgrade_tables(db)
    if db.folder:
        # Where erasures are written down: better refused now than then.
        private_files.make_private_folder(db.folder)
    # Before any backup, so that erasures can be told from it.
    db.transact(runtime_flags.installation_key)
    return db.transact(base_documents.seed_documents, found.documents, now, found.town.codes)
