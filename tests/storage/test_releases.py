"""What waits of releases, and ties to meetings, in both databases."""

from collections.abc import Iterator
from datetime import date, time

import pytest

from bot.storage import drafts, faq, meetings, publishing, releases, ties
from bot.storage.drafts import Pending
from bot.storage.editors import Actor
from bot.storage.engine import Database
from bot.storage.publishing import Done, Renewed
from bot.storage.tables_meetings import MeetingRow
from knowledge.content.documents import Kind
from knowledge.meetings.meeting import Kind as Sort
from knowledge.meetings.meeting import Meeting, Session, Status
from knowledge.meetings.wire import to_json
from tests.storage.test_seeding import KEY, release
from tests.town import NOON, OWNER, documents

OLGA = Actor(OWNER, is_owner=True)


@pytest.fixture
def db(either: str) -> Iterator[Database]:
    db = Database(either)
    yield db
    db.close()


def publish(db: Database, about: str = "", **parts: str) -> object:
    """Let Olga publish parts of the English of KW-3."""

    def draft(session) -> Pending:
        stored = drafts.document(session, *KEY)
        assert stored is not None
        body = {**stored.body, "en": {**stored.body["en"], **parts}}
        one = drafts.open_(
            session, OLGA, Kind.ENTRY, "KW-3", body, stored.version, NOON, about=about,
            afresh=True,
        )  # fmt: skip
        return drafts.change(session, OLGA, one.id, NOON, previewed=one.digest)

    one = db.transact(draft)
    return db.transact(publishing.publish, OLGA, one.id, one.digest, NOON)


def test_a_release_waits_until_it_is_decided_on(db: Database) -> None:
    assert isinstance(publish(db, title="Ours?"), Done)
    assert db.transact(faq.seed, release("Theirs."), NOON).waiting == 1
    assert isinstance(publish(db, title="Ours, again?"), Done)
    [one] = db.transact(releases.waiting)
    assert (one.code, one.version, [d.field.name for d in one.differences]) == (
        "KW-3", 3, ["short"],
    )  # fmt: skip
    assert isinstance(publish(db, one.about, short="Theirs."), Done)
    assert db.transact(releases.waiting) == []


def test_a_release_that_goes_back_to_what_it_was_waits_no_longer(db: Database) -> None:
    publish(db, title="Ours?")
    db.transact(faq.seed, release("Theirs."), NOON)
    assert db.transact(faq.seed, documents(), NOON).waiting == 0
    assert db.transact(releases.waiting) == []


def test_a_draft_about_an_older_release_is_not_published(db: Database) -> None:
    publish(db, title="Ours?")
    db.transact(faq.seed, release("Theirs."), NOON)
    [older] = db.transact(releases.waiting)
    db.transact(faq.seed, release("Theirs, newer."), NOON)
    assert publish(db, older.about, short="Theirs.") == Renewed("KW-3")
    assert db.transact(releases.keep, OLGA, *KEY, older.about, NOON) is False
    [newer] = db.transact(releases.waiting)
    assert db.transact(releases.keep, OLGA, *KEY, newer.about, NOON) is True
    assert db.transact(releases.find, *KEY) is None


def meeting(name: str, on: date, status: Status = Status.SCHEDULED, **parts: str) -> MeetingRow:
    one = Meeting(
        id=name, body="City Commission", body_slug="city-commission", kind=Sort.REGULAR,
        local_date=on, tz="America/New_York", first_seen_at=NOON, revised_at=NOON,
        sessions=(Session(1, time(9)),), status=status, **parts,
    )  # fmt: skip
    return MeetingRow(
        id=name, number=int(name), body_slug=one.body_slug, local_date=on,
        starts_at=one.start_at, closes_at=one.closes_at, state=to_json(one),
    )  # fmt: skip


def test_a_tie_follows_its_meeting(db: Database) -> None:
    bodies = documents()
    bodies[KEY] = {**bodies[KEY], "expires_with": "2026-12-02"}
    db.transact(faq.seed, bodies, NOON)
    first, second = date(2026, 12, 2), date(2026, 12, 9)
    name = ("KW-3", "2026-12-02")
    db.transact(lambda s: s.add(meeting("1", first)))
    db.transact(ties.bind)
    assert db.transact(ties.days) == {name: first}
    assert db.transact(ties.follow) is False
    db.transact(lambda s: s.merge(meeting("1", first, Status.RESCHEDULED, superseded_by="2")))
    db.transact(lambda s: s.add(meeting("2", second)))
    assert db.transact(ties.follow) is True
    assert db.transact(ties.days) == {name: second}
    db.transact(lambda s: s.merge(meeting("2", second, Status.CANCELLED)))
    assert db.transact(ties.follow) is True
    assert db.transact(ties.days) == {name: None}
    assert db.transact(meetings.find, "1") is not None
    bodies[KEY] = {**bodies[KEY], "expires_with": ""}
    db.transact(faq.seed, bodies, NOON)
    db.transact(ties.bind)
    assert db.transact(ties.days) == {}
