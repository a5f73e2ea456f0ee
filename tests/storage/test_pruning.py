"""Whatever has an age goes when it is over, and from the bytes of the file too."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.jobs import maintenance
from bot.storage.alerts import calendar_files
from bot.storage.chats import chat_records, personal_data
from bot.storage.chats.chat_records import ChatRecord
from bot.storage.database import runtime_flags
from bot.storage.database.editor_tables import Invite
from bot.storage.database.engine import Database
from bot.storage.database.meeting_tables import CalendarFileRow
from bot.storage.faq import unanswered
from bot.storage.questions import question_records
from knowledge.language import Language
from tests.meetings_town import CalendarTown
from tests.storage.table_rows import LONG_AGO, TABLES, dump, row
from tests.town import NOON

CHAT = -7007007007


@pytest.fixture
def db(either: str) -> Iterator[Database]:
    db = Database(either)
    db.transact(runtime_flags.installation_key)
    yield db
    db.close()


async def test_whatever_has_an_age_is_gone_after_it_and_not_before(city: CalendarTown) -> None:
    meeting = row(TABLES["meetings"], 7)  # over long ago
    await city.db.run(lambda s: s.execute(TABLES["meetings"].insert().values(meeting)))
    known = {
        Invite: {"expires_at": LONG_AGO + personal_data.RECORDS_KEPT[Invite]},
        CalendarFileRow: {"meeting_id": meeting["id"]},
    }
    for table in personal_data.RECORDS_KEPT:
        given: dict[str, Any] = known.get(table, {})
        made = row(TABLES[table.__tablename__], 7, **given)
        await city.db.run(lambda s, t=table, m=made: s.execute(t.__table__.insert().values(m)))

    async def left() -> set[str]:
        names = [table.__tablename__ for table in personal_data.RECORDS_KEPT]
        counted = {
            name: await city.db.run(lambda s, n=name: s.scalar(text(f"SELECT count(*) FROM {n}")))
            for name in names
        }
        return {name for name, count in counted.items() if count}

    async def prune(at: datetime) -> None:
        city.clock.at = at
        await city.timetable.prune_old()
        await maintenance.run_hourly(city.services)

    by_the_day = {"misses", "missed_chats"}  # these know the date alone
    spans = sorted(set(personal_data.RECORDS_KEPT.values()))
    for span in spans:
        await prune(LONG_AGO + span - timedelta(hours=1))
        kept = {t.__tablename__ for t, age in personal_data.RECORDS_KEPT.items() if age >= span}
        assert kept <= await left()
        await prune(LONG_AGO + span + timedelta(hours=1))
        gone = {t.__tablename__ for t, age in personal_data.RECORDS_KEPT.items() if age <= span}
        assert not (gone - by_the_day) & await left()
    await prune(LONG_AGO + spans[-1] + timedelta(days=2))
    assert await left() == set()


async def test_a_file_of_a_meeting_to_come_is_held_however_long_ago_it_was_taken(
    city: CalendarTown,
) -> None:
    closes = {"to come": NOON + timedelta(days=1), "over": NOON - calendar_files.FILES_KEPT}
    for number, (name, at) in enumerate(closes.items(), 1):
        meeting = row(TABLES["meetings"], number, id=name, closes_at=at)
        taken = row(TABLES["calendar_holders"], number, meeting_id=name)
        await city.db.run(lambda s, m=meeting: s.execute(TABLES["meetings"].insert().values(m)))
        await city.db.run(
            lambda s, t=taken: s.execute(TABLES["calendar_holders"].insert().values(t))
        )
    city.clock.passes(hours=1)
    await city.timetable.prune_old()
    held = text("SELECT meeting_id FROM calendar_holders")
    assert await city.db.run(lambda s: list(s.scalars(held))) == ["to come"]


def test_the_words_of_a_question_that_was_dealt_with_are_not_kept(db: Database) -> None:
    db.transact(question_records.store_suggestion, 5, CHAT, Language.EN, "zanzibarqux", NOON)
    db.transact(unanswered.prune_misses, NOON.date())
    assert "zanzibarqux" in db.transact(dump)
    db.transact(unanswered.answer_question, _name(db), "KW-1", NOON)
    db.transact(unanswered.prune_misses, date(2026, 11, 25))
    assert "zanzibarqux" not in db.transact(dump)


def _name(db: Database) -> str:
    number = db.transact(lambda s: s.scalar(text("SELECT id FROM suggestions WHERE update_id=5")))
    return f"s{number}"


def on_disk(database: Path) -> bytes:
    """Return the bytes of a database and of the log beside it."""
    return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))


def test_after_an_erasure_neither_the_file_nor_its_log_holds_the_chat(database: Path) -> None:
    """Tried on the bytes, while the database stays open, as it is on a quiet bot."""
    db = Database(f"sqlite:///{database}")
    known = ChatRecord(CHAT, "private", Language.EN, False, False, ("KW-1",), 0)

    def add(session: Session) -> None:
        chat_records.choose_language(session, known, Language.ES)
        session.execute(
            TABLES["deliveries"]
            .insert()
            .values(row(TABLES["deliveries"], 1, chat_id=CHAT, key=f"zanzibarqux:{CHAT}"))
        )

    db.transact(add)
    assert b"zanzibarqux" in on_disk(database)
    db.transact(chat_records.forget_chat, CHAT, NOON)
    assert b"zanzibarqux" not in on_disk(database)
    assert str(CHAT).encode() not in on_disk(database)
    db.close()


async def test_a_text_leaves_the_log_within_a_minute(city: CalendarTown, database: Path) -> None:
    rosa = city.resident()
    await city.say(rosa, "is zanzibarqux safe here")
    assert b"zanzibarqux" in on_disk(database)
    await maintenance.run_minutely(city.services)
    assert b"zanzibarqux" not in on_disk(database)
