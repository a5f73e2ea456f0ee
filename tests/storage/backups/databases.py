"""A database to back up, chats in it, and the way there and back."""

from datetime import timedelta
from pathlib import Path

from bot.storage.backup import backup_files
from bot.storage.chats import chat_records
from bot.storage.chats.chat_records import ChatRecord
from bot.storage.database.engine import Database
from bot.storage.faq import follows
from knowledge.language import Language
from tests.town import NOON

HOUR = timedelta(hours=1)


def greeted(db: Database, chat_id: int) -> None:
    known = ChatRecord(chat_id, "private", Language.EN, False, False, (), 0)
    db.transact(chat_records.choose_language, known, Language.ES)
    db.transact(follows.follow_answer, chat_id, "KW-1")


def known(db: Database, *chats: int) -> list[int]:
    return [chat for chat in chats if db.transact(chat_records.count_stored, chat)["settings"]]


def address(db: Database) -> str:
    return db.url.render_as_string(hide_password=False)


def again(db: Database) -> Database:
    """Close the database, so that it can be replaced, and return it opened anew."""
    db.close()
    return Database(address(db))


def restored(db: Database, backup: Path, now=NOON + 2 * HOUR) -> backup_files.RestoreResult:
    db.engine.dispose()
    return backup_files.restore_backup(address(db), backup, now)
