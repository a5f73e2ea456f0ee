"""Every promise about a chat, proved from the tables themselves: a new table that names one fails
here until it says what becomes of it."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import BigInteger, Integer, select, text
from sqlalchemy.orm import Session

from bot.storage.chats import chat_records, personal_data
from bot.storage.database import runtime_flags
from bot.storage.database.engine import Database
from bot.storage.faq import unanswered
from knowledge.language import Language
from tests.meetings_town import CalendarTown
from tests.storage.table_rows import TABLES, dump, fill
from tests.town import NOON

CHAT, OTHER, MOVED = -7007007007, -8008008008, -9009009009
NAMED = {(one.table.__tablename__, one.column) for one in personal_data.PERSONAL_COLUMNS}
NUMBERS = {
    "abandoned", "amended", "attempts", "chats", "edits", "id", "lost_answers", "message_id",
    "number", "reply_id", "revision", "seq", "session", "slots", "thread_id", "total", "tries",
    "update_id", "urgency", "version",
}  # fmt: skip
HASHED = {("missed_chats", "who"), ("erasures", "hash")}
SPELLED = {("alerts", ("key", "delivery")), ("deliveries", ("key",))}  # with the chat's id
UNMOVED = {  # a person keeps their id, and what waits for an old one is answered there
    ("inbox", "chat_key"), ("drafts", "editor"), ("editors", "user_id"), ("audit", "editor"),
    ("audit", "about"), ("campaigns", "editor"), ("document_versions", "editor"),
}  # fmt: skip
STAY = {  # rows that outlive whom they name, and why
    "inbox": "Telegram may offer an update again that was handled",
    "suggestions": "the question goes on waiting for an answer",
    "audit": "what was done stays on record, by nobody",
    "campaigns": "the message was sent",
    "document_versions": "the answer's history",
}


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


def test_what_is_nobodys_any_more_stays_and_all_else_goes(db: Database) -> None:
    def counts(session: Session) -> dict[str, int]:
        return {n: len(session.execute(table.select()).all()) for n, table in TABLES.items()}

    before = db.transact(counts)
    db.transact(chat_records.forget_chat, CHAT, NOON)
    after = db.transact(counts)
    fewer = {name for name in TABLES if after[name] < before[name]}
    assert fewer == {name for name, _ in NAMED} - STAY.keys() | {"missed_chats"}
    assert {name: after[name] for name in STAY} == {name: before[name] for name in STAY}


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
    still = {
        (one.table.__tablename__, one.column)
        for one in personal_data.PERSONAL_COLUMNS
        if not one.moves
    }
    assert still == UNMOVED
    moved = {one.shown_as for one in personal_data.PERSONAL_COLUMNS if one.moves}
    after = db.transact(chat_records.count_stored, MOVED)
    assert {kind: after[kind] for kind in moved} == {kind: before[kind] for kind in moved}
    left = db.transact(chat_records.count_stored, CHAT)
    assert not any(left[kind] for kind in moved)
    for one in personal_data.PERSONAL_COLUMNS:
        for name in one.spelled:
            keys = select(TABLES[one.table.__tablename__].c[name])
            found = db.transact(lambda s, q=keys: list(s.scalars(q)))
            assert [key for key in found if str(CHAT) in key] == []
    spelled = {(one.table.__tablename__, one.spelled) for one in personal_data.PERSONAL_COLUMNS}
    assert {pair for pair in spelled if pair[1]} == SPELLED


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
