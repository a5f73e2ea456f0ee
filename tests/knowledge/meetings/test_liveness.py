"""For any sequence of polls: nothing that is on stays untold, and nothing waits past its start."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.meetings.meeting import Meeting
from knowledge.meetings.meeting_change import ChangeKind, MeetingChange
from knowledge.meetings.raw_records import FetchOutcome, Presence
from knowledge.meetings.sync.calendar_diff import diff_calendar
from knowledge.meetings.sync.meeting_revisions import planning_facts
from knowledge.meetings.sync.unconfirmed_changes import approve_batch, refuse_batch
from tests.knowledge.meetings.desk import FEED, Desk, raw

NAMES = tuple("abcdefgh")
DAYS = ("2026-11-24", "2026-11-25", "2026-12-03", "2026-12-10", "2026-12-11", "2027-01-14")
NOTES = (
    "",
    "SPECIAL MEETING - Discussion of the 287(g) agreement with ICE",
    "Cancelled - no quorum",
    "Rescheduled to December 11",
    "Rescheduled to November 25",
    "In lieu of the cancelled December 10 meeting",
    "Evening session cancelled",
    "Special meeting - storm debris",
    "Meeting status: see the clerk, cancelled perhaps",
)
ROW = st.builds(
    lambda name, day, clock, status, note, place, body: raw(
        name, day, clock, status_raw=status, comment_raw=note, location_raw=place, **body
    ),
    st.sampled_from(NAMES),
    st.sampled_from(DAYS),
    st.sampled_from(["9:00 AM", "10:00 AM", "5:00 PM", "TBD", "9:00 AM; evening 5:00 PM"]),
    st.sampled_from(["Draft", "Draft", "Final", "Cancelled", "Deferred"]),
    st.sampled_from(NOTES),
    st.sampled_from(["City Hall", "Truman Waterfront"]),
    st.sampled_from([{}, {}, {"body_raw": "Planning Board", "body_id": "140"}]),
)
EDIT = st.one_of(
    st.tuples(st.just("row"), ROW),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("all"), st.sampled_from(["Cancelled", "Deferred", "Draft", "5:00 PM"])),
)
LOOK = st.tuples(
    st.lists(EDIT, max_size=4),
    st.sampled_from(["ok", "ok", "ok", "ok", "error", "same", "wait", "feed", "approve", "drop"]),
    st.sampled_from([None, Presence.PRESENT, Presence.UNKNOWN, Presence.GONE]),
    st.sampled_from([1, 5, 15, 60, 370, 1440]),
)
STORY = st.lists(LOOK, min_size=1, max_size=14)


class Town:
    """A clerk who edits a list, a source that answers or not, and what residents were told."""

    def __init__(self) -> None:
        self.desk = Desk("2026-11-24T12:00")  # 7:00 in town
        self.rows = {"a": raw("a"), "b": raw("b", "2027-01-14")}
        self.told: dict[str, MeetingChange] = {}
        self.refused = set[str]()
        self.hear(self.desk.poll(*self.rows.values()))
        self.first = {meeting.id: meeting for meeting in self.desk.calendar.meetings}

    def hear(self, changes: list[MeetingChange]) -> None:
        for change in changes:
            self.told[change.meeting_id] = change
            if change.replacement and change.kind is ChangeKind.RESCHEDULED:
                self.told.setdefault(change.replacement.id, change)

    def edit(self, what: str, value) -> None:
        if what == "row":
            self.rows[value.native_id] = value
        elif what == "remove":
            self.rows.pop(value, None)
        else:
            is_status = value != "5:00 PM"
            field = {"status_raw": value} if is_status else {"time_text": value}
            self.rows = {name: raw_with(row, **field) for name, row in self.rows.items()}

    def look(self, how: str, presence: Presence | None, minutes: int) -> None:
        desk = self.desk
        if how == "wait":
            self.hear(desk.wait(minutes))
        elif how in ("approve", "drop"):
            batches = {p.batch for p in desk.calendar.pending if p.batch}
            for batch in batches:
                desk.calendar = (approve_batch if how == "approve" else refuse_batch)(
                    desk.calendar, batch
                )
            self.hear(desk.wait(minutes))
        elif how == "feed":
            self.hear(desk.poll(minutes=minutes, origin=FEED, confirms=False))
        else:
            outcome = {
                "ok": FetchOutcome.OK,
                "error": FetchOutcome.ERROR,
                "same": FetchOutcome.NOT_MODIFIED,
            }[how]
            listed = self.rows.values() if how == "ok" else ()
            self.hear(
                desk.poll(
                    *listed,
                    minutes=minutes,
                    outcome=outcome,
                    complete=how == "ok",
                    confirms=False,
                )
            )
        if presence is not None:
            self.hear(desk.answer(self.rows.values(), presence))


def raw_with(row, **fields):
    values = {name: getattr(row, name) for name in row.__dataclass_fields__ if name not in fields}
    return type(row)(**(values | fields))


def live(story) -> None:
    """Play a story and hold every state of it to the invariant."""
    town = Town()
    for edits, how, presence, minutes in story:
        for what, value in edits:
            town.edit(what, value)
        town.look(how, presence, minutes)
        check(town)


def check(town: Town) -> None:
    desk = town.desk
    pending = {p.meeting_id for p in desk.calendar.pending}
    dropped = {meeting_id for meeting_id, _ in desk.calendar.dropped}
    for meeting in desk.calendar.meetings:
        if meeting.id in town.told or meeting.id in town.first:
            last = town.told.get(meeting.id)
            known = _known(last, meeting, town)
            is_to_come = not known.has_begun(desk.now) and not meeting.has_begun(desk.now)
            if meeting.id not in pending | dropped and is_to_come:
                assert known.is_on == meeting.is_on, (known, meeting)
                if meeting.is_on:
                    assert planning_facts(known)[1] == planning_facts(meeting)[1]
        elif meeting.is_on and not meeting.is_baseline and not meeting.has_begun(desk.now):
            assert _is_told_in_time(desk, meeting), meeting
        if meeting.id in pending:
            assert not _still_waits(desk, meeting), meeting


def _known(last: MeetingChange | None, meeting: Meeting, town: Town) -> Meeting:
    """What people know of a meeting: the last thing told, else the first silent look."""
    if last is None:
        return town.first[meeting.id]
    return last.after if last.meeting_id == meeting.id else last.replacement or last.after


def _at_the_last_minute(desk: Desk, meeting: Meeting):
    """The look a minute before a meeting begins, if nobody answers any more."""
    moment = (meeting.start_at or meeting.closes_at) - timedelta(minutes=1)
    return diff_calendar(desk.calendar, [], moment, desk.city) if moment > desk.now else None


def _is_told_in_time(desk: Desk, meeting: Meeting) -> bool:
    step = _at_the_last_minute(desk, meeting)
    ids = {c.meeting_id for c in step.changes} if step else set()
    ids |= {c.replacement.id for c in step.changes if c.replacement} if step else set()
    return step is None or meeting.id in ids


def _still_waits(desk: Desk, meeting: Meeting) -> bool:
    step = _at_the_last_minute(desk, meeting)
    if step is None:
        return False
    waiting = next((p for p in step.calendar.pending if p.meeting_id == meeting.id), None)
    first_seen = {p.meeting_id: p.first_seen_at for p in desk.calendar.pending}[meeting.id]
    is_same = waiting is not None and waiting.first_seen_at == first_seen
    start = meeting.start_at or meeting.closes_at
    return is_same and start - first_seen > timedelta(minutes=2)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(STORY)
def test_whatever_is_on_is_told_and_nothing_waits_past_its_start(story):
    live(story)
