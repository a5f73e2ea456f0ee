"""What waits of releases, and ties to meetings, in both databases."""

from collections.abc import Iterator
from datetime import date, time

import pytest

from bot.storage.database.engine import Database
from bot.storage.database.meeting_tables import MeetingRow
from bot.storage.editors.editor_members import Actor
from bot.storage.faq import answer_ties, base_documents, drafts, publishing, waiting_texts
from bot.storage.faq.drafts import PendingDraft
from bot.storage.faq.publishing import PublishedDraft, ReleaseRenewed
from bot.storage.meetings import calendar_records
from knowledge.content.documents import DocumentKind
from knowledge.meetings.meeting import Meeting, MeetingStatus, Session
from knowledge.meetings.meeting import MeetingKind as Sort
from knowledge.meetings.state_json import state_to_json
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

    def draft(session) -> PendingDraft:
        stored = drafts.load_document(session, *KEY)
        assert stored is not None
        body = {**stored.body, "en": {**stored.body["en"], **parts}}
        one = drafts.open_draft(
            session, OLGA, DocumentKind.ENTRY, "KW-3", body, stored.version, NOON, about=about,
            afresh=True,
        )  # fmt: skip
        return drafts.change_draft(session, OLGA, one.id, NOON, previewed=one.digest)

    one = db.transact(draft)
    return db.transact(publishing.publish_draft, OLGA, one.id, one.digest, NOON)


def test_a_release_waits_until_it_is_decided_on(db: Database) -> None:
    assert isinstance(publish(db, title="Ours?"), PublishedDraft)
    assert db.transact(base_documents.seed_documents, release("Theirs."), NOON).waiting == 1
    assert isinstance(publish(db, title="Ours, again?"), PublishedDraft)
    [one] = db.transact(waiting_texts.load_waiting_texts)
    assert (one.code, one.version, [d.field.name for d in one.differences]) == (
        "KW-3", 3, ["short"],
    )  # fmt: skip
    assert isinstance(publish(db, one.about, short="Theirs."), PublishedDraft)
    assert db.transact(waiting_texts.load_waiting_texts) == []


def test_a_release_that_goes_back_to_what_it_was_waits_no_longer(db: Database) -> None:
    publish(db, title="Ours?")
    db.transact(base_documents.seed_documents, release("Theirs."), NOON)
    assert db.transact(base_documents.seed_documents, documents(), NOON).waiting == 0
    assert db.transact(waiting_texts.load_waiting_texts) == []


def test_a_draft_about_an_older_release_is_not_published(db: Database) -> None:
    publish(db, title="Ours?")
    db.transact(base_documents.seed_documents, release("Theirs."), NOON)
    [older] = db.transact(waiting_texts.load_waiting_texts)
    db.transact(base_documents.seed_documents, release("Theirs, newer."), NOON)
    assert publish(db, older.about, short="Theirs.") == ReleaseRenewed("KW-3")
    assert db.transact(waiting_texts.keep_own_text, OLGA, *KEY, older.about, NOON) is False
    [newer] = db.transact(waiting_texts.load_waiting_texts)
    assert db.transact(waiting_texts.keep_own_text, OLGA, *KEY, newer.about, NOON) is True
    assert db.transact(waiting_texts.find_waiting_text, *KEY) is None


def meeting(
    name: str, on: date, status: MeetingStatus = MeetingStatus.SCHEDULED, **parts: str
) -> MeetingRow:
    one = Meeting(
        id=name, body="City Commission", body_slug="city-commission", kind=Sort.REGULAR,
        local_date=on, tz="America/New_York", first_seen_at=NOON, revised_at=NOON,
        sessions=(Session(1, time(9)),), status=status, **parts,
    )  # fmt: skip
    return MeetingRow(
        id=name, number=int(name), body_slug=one.body_slug, local_date=on,
        starts_at=one.start_at, closes_at=one.closes_at, state=state_to_json(one),
    )  # fmt: skip


def test_a_tie_follows_its_meeting(db: Database) -> None:
    bodies = documents()
    bodies[KEY] = {**bodies[KEY], "expires_with": "2026-12-02"}
    db.transact(base_documents.seed_documents, bodies, NOON)
    first, second = date(2026, 12, 2), date(2026, 12, 9)
    name = ("KW-3", "2026-12-02")
    db.transact(lambda s: s.add(meeting("1", first)))
    db.transact(answer_ties.tie_answers)
    assert db.transact(answer_ties.tied_days) == {name: first}
    assert db.transact(answer_ties.update_tied_days) is False
    db.transact(
        lambda s: s.merge(meeting("1", first, MeetingStatus.RESCHEDULED, superseded_by="2"))
    )
    db.transact(lambda s: s.add(meeting("2", second)))
    assert db.transact(answer_ties.update_tied_days) is True
    assert db.transact(answer_ties.tied_days) == {name: second}
    db.transact(lambda s: s.merge(meeting("2", second, MeetingStatus.CANCELLED)))
    assert db.transact(answer_ties.update_tied_days) is True
    assert db.transact(answer_ties.tied_days) == {name: None}
    assert db.transact(calendar_records.find_meeting, "1") is not None
    bodies[KEY] = {**bodies[KEY], "expires_with": ""}
    db.transact(base_documents.seed_documents, bodies, NOON)
    db.transact(answer_ties.tie_answers)
    assert db.transact(answer_ties.tied_days) == {}
