"""Every promise about a chat, proved from the tables themselves: a new table that names one fails
here until it says what becomes of it."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, Table, text
from sqlalchemy.orm import Session

from bot.jobs import maintenance
from bot.storage.alerts import calendar_files
from bot.storage.chats import chat_records, personal_data
from bot.storage.chats.chat_records import ChatRecord
from bot.storage.database import runtime_flags
from bot.storage.database.core_tables import TableRow
from bot.storage.database.editor_tables import Invite
from bot.storage.database.engine import Database, UtcDateTime
from bot.storage.database.meeting_tables import CalendarFileRow
from bot.storage.faq import unanswered
from bot.storage.questions import question_records
from knowledge.language import Language
from tests.meetings_town import CalendarTown
from tests.town import NOON

CHAT, OTHER, MOVED = -7007007007, -8008008008, -9009009009
LONG_AGO = NOON - timedelta(days=400)
TABLES = {table.name: table for table in TableRow.metadata.sorted_tables}
NAMED = {(one.table.__tablename__, one.column) for one in personal_data.PERSONAL_COLUMNS}
NUMBERS = {
    "abandoned", "amended", "attempts", "chats", "edits", "id", "lost_answers", "message_id",
    "number", "reply_id", "revision", "seq", "session", "slots", "thread_id", "total", "tries",
    "update_id", "urgency", "version",
}  # fmt: skip
HASHED = {("missed_chats", "who"), ("erasures", "hash")}


def integers() -> list[tuple[str, str]]:
    return [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if isinstance(column.type, Integer | BigInteger)
    ]


def test_every_number_in_every_table_names_a_chat_or_is_known_to_name_none() -> None:
    unknown = {pair for pair in integers() if pair not in NAMED and pair[1] not in NUMBERS}
    assert unknown == set(), (
        "say in bot.storage.chats.personal_data.PERSONAL_COLUMNS what becomes of it"
    )


def test_every_column_that_sounds_like_a_person_is_named_or_hashed() -> None:
    sounds = re.compile(r"chat|user|editor|person|sender|member|owner|asker|who$")
    heard = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if sounds.search(column.name)
    }
    assert heard - NAMED - HASHED == {("misses", "chats")}


def sample(column: Column[Any], number: int) -> Any:
    """Return a value a column takes, different for each row."""
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return LONG_AGO
    if isinstance(kind, Date):
        return LONG_AGO.date()
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Float):
        return 0.5
    if isinstance(kind, Integer | BigInteger):
        return number
    if kind.python_type is dict:
        return {"n": number}
    if kind.python_type is list:
        return []
    return f"{column.name[:2]}{number}"


def row(table: Table, number: int, **given: Any) -> dict[str, Any]:
    values = {column.name: sample(column, number) for column in table.columns}
    known = {"language": "en", "state": "done", "kind": "private"}
    return values | {name: known[name] for name in known if name in values} | given


def fill(session: Session, chat: int, number: int) -> None:
    """Put a row that names a chat into every column that can name one."""
    for place, one in enumerate(personal_data.PERSONAL_COLUMNS):
        table = TABLES[one.table.__tablename__]
        given = {one.column: chat} | dict.fromkeys(one.spelled, f"x:{chat}:{number}{place}")
        session.execute(table.insert().values(row(table, number * 100 + place, **given)))
    unanswered.count_miss(session, [f"word{chat}"], Language.EN, chat, NOON.date())


def dump(session: Session) -> str:
    """Return the whole database as text."""
    return json.dumps(
        {
            name: [list(map(str, found)) for found in session.execute(table.select())]
            for name, table in TABLES.items()
        }
    )


@pytest.fixture
def db(either: str) -> Iterator[Database]:
    db = Database(either)
    db.transact(runtime_flags.installation_key)
    for number, chat in enumerate((CHAT, OTHER), 1):
        db.transact(fill, chat, number)
    yield db
    db.close()


def test_what_is_forgotten_is_named_nowhere_and_others_stay(db: Database) -> None:
    before = db.transact(dump)
    assert str(CHAT) in before
    counts = db.transact(chat_records.forget_chat, CHAT, NOON).counts
    after = db.transact(dump)
    assert str(CHAT) not in after
    assert after.count(str(OTHER)) == before.count(str(OTHER))
    assert counts == db.transact(chat_records.count_stored, OTHER)
    assert not any(db.transact(chat_records.count_stored, CHAT).values())


def test_mydata_counts_every_row_that_names_a_chat_and_has_words_for_it(
    db: Database, city: CalendarTown
) -> None:
    counts = db.transact(chat_records.count_stored, CHAT)
    assert sum(counts.values()) == len(personal_data.PERSONAL_COLUMNS) + 1
    for kind in counts:
        for language in Language:
            assert city.text(f"privacy-kind-{kind}", language)


def test_the_fingerprints_of_a_chat_go_and_the_count_stays(db: Database) -> None:
    words = [f"word{CHAT}"]
    db.transact(unanswered.count_miss, words, Language.EN, OTHER, NOON.date())
    assert len(db.transact(unanswered.missed_by_chat, OTHER)) == 2
    db.transact(chat_records.forget_chat, CHAT, NOON)
    assert db.transact(unanswered.missed_by_chat, CHAT) == []
    assert len(db.transact(unanswered.missed_by_chat, OTHER)) == 2


def test_a_group_is_followed_to_its_new_id_in_every_table(db: Database) -> None:
    before = db.transact(chat_records.count_stored, CHAT)
    db.transact(chat_records.migrate_chat, CHAT, MOVED)
    moved = {one.shown_as for one in personal_data.PERSONAL_COLUMNS if one.moves}
    after = db.transact(chat_records.count_stored, MOVED)
    assert {kind: after[kind] for kind in moved} == {kind: before[kind] for kind in moved}
    left = db.transact(chat_records.count_stored, CHAT)
    assert not any(left[kind] for kind in moved)
    keys = db.transact(lambda s: list(s.scalars(text("SELECT key FROM alerts"))))
    assert [key for key in keys if str(CHAT) in key] == []


def test_a_group_that_moves_where_it_is_known_already_keeps_what_is_there(db: Database) -> None:
    db.transact(fill, MOVED, 1_000_000)
    for one in personal_data.PERSONAL_COLUMNS:  # the same keys on both sides
        table = TABLES[one.table.__tablename__]
        keys = {key.name for key in table.primary_key}
        if one.moves and one.column in keys and len(keys) > 1:
            other = (keys - {one.column}).pop()
            db.transact(
                lambda s, t=table, o=other, c=one.column: s.execute(
                    t.update().where(t.c[c].in_((CHAT, MOVED))).values({o: "KW-1"})
                )
            )
    db.transact(
        lambda s: s.execute(
            text("UPDATE alerts SET key = 'same:' || chat_id || ':' WHERE chat_id < -7000000000")
        )
    )
    db.transact(chat_records.migrate_chat, CHAT, MOVED)
    assert not any(
        db.transact(chat_records.count_stored, CHAT)[one.shown_as]
        for one in personal_data.PERSONAL_COLUMNS
        if one.moves
    )
    assert db.transact(chat_records.count_stored, MOVED)["settings"] == 1
    assert db.transact(chat_records.count_stored, MOVED)["follows"] == 1
    assert db.transact(chat_records.count_stored, MOVED)["alerts"] == 1


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
