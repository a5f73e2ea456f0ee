"""For any sequence of polls: no one is told twice, and the last word a person holds is true."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.alerts.alert_claims import alert_claim, find_objection
from knowledge.meetings.meeting_change import MeetingChange
from knowledge.meetings.raw_records import FetchOutcome, Presence
from knowledge.meetings.sync.meeting_revisions import planning_facts
from tests.knowledge.meetings.desk import Desk, raw, resident

RECORDS = st.fixed_dictionaries(
    {},
    optional={
        name: st.builds(
            raw,
            st.just(name),
            st.sampled_from(["2026-12-10", "2026-12-11", "2027-01-14"]),
            st.sampled_from(["9:00 AM", "10:00 AM", "TBD", "5:00 PM"]),
            status_raw=st.sampled_from(["Draft", "Draft", "Draft", "Cancelled", "Deferred"]),
            location_raw=st.sampled_from(["City Hall", "Truman Waterfront", "N/A"]),
            agenda=st.sampled_from([None, "https://a.example/a.pdf"]),
        )
        for name in ("1", "2", "3")
    },
)
POLLS = st.lists(
    st.tuples(
        RECORDS,
        st.sampled_from([FetchOutcome.OK, FetchOutcome.OK, FetchOutcome.OK, FetchOutcome.ERROR]),
        st.booleans(),
        st.sampled_from([1, 15, 60, 600]),
    ),
    max_size=10,
)
WISHES = resident(bodies=frozenset("*"), leads=())


@settings(max_examples=50, deadline=None)
@given(POLLS)
def test_no_one_is_told_twice_and_the_last_word_is_true(polls):
    desk = Desk("2026-12-01T12:00")
    desk.poll(raw("1"))
    keys: list[str] = []
    last: dict[str, MeetingChange] = {}
    known = {m.id: m for m in desk.calendar.meetings}
    for records, outcome, confirms, minutes in polls:
        is_good = outcome is FetchOutcome.OK
        changes = desk.poll(
            *(records.values() if is_good else ()),
            outcome=outcome,
            complete=is_good,
            confirms=confirms,
            minutes=minutes,
        )
        if confirms:
            changes += desk.answer(records.values(), Presence.UNKNOWN)
        alerts = desk.alerts(changes, WISHES)
        keys += [alert.dedupe_key for alert in alerts]
        last |= {change.meeting_id: change for change in changes}
        _check(desk, last, known)
        assert all(
            find_objection(
                alert, desk.calendar.find_meeting(alert.meeting_id), WISHES, alert.due_at
            )
            is None
            for alert in alerts
            if alert.due_at < alert.expires_at and alert.change in changes[-1:]
        )
    assert len(keys) == len(set(keys))


def _check(desk: Desk, last: dict[str, MeetingChange], known: dict) -> None:
    """What was last told of a meeting agrees with how it stands; what was never told, stands."""
    for meeting in desk.calendar.meetings:
        if meeting.has_begun(desk.now):
            continue
        told = last[meeting.id].after if meeting.id in last else known.get(meeting.id)
        if told is None:
            continue
        assert told.is_on == meeting.is_on
        if meeting.is_on:
            assert planning_facts(told)[1:3] == planning_facts(meeting)[1:3]


@settings(max_examples=30, deadline=None)
@given(RECORDS, st.integers(1, 5))
def test_the_same_list_again_is_never_news(records, times):
    desk = Desk("2026-12-01T12:00")
    desk.poll(*records.values())
    for _ in range(times):
        assert desk.poll(*records.values(), minutes=45) == []


def test_a_claim_tells_on_from_off():
    desk = Desk("2026-12-09T12:00")
    desk.poll(raw())
    before = desk.meeting()
    [change] = desk.poll(raw(status_raw="Cancelled"))
    [alert] = desk.alerts([change], WISHES)
    assert (alert.claim == alert_claim(alert.kind, desk.meeting()), alert.claim) == (
        True,
        "cancelled",
    )
    assert alert_claim(alert.kind, before) == "on"
