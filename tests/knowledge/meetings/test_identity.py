from datetime import date

from knowledge.meetings.meeting import MeetingKind, MeetingStatus, Override
from tests.knowledge.meetings.desk import (
    CHAMBERS,
    FEED,
    LEGISTAR,
    MANUAL,
    Desk,
    bundles,
    entry,
    kinds,
    raw,
    resident,
    with_,
)


def test_two_ids_in_one_slot_are_one_meeting():
    desk = Desk()
    desk.poll(raw("2113", clock="06:00  PM"), raw("2119", clock="6:00 PM"))
    assert len(desk.calendar.meetings) == 1


def test_of_a_deferred_and_a_live_record_the_live_one_wins():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw("1"))
    off = with_(raw("1"), status_raw="Deferred")
    changes = desk.poll(off, raw("2", location_raw="City Hall, Conference Room A"))
    assert (kinds(changes), desk.meeting().status) == (
        ["location_changed"],
        MeetingStatus.SCHEDULED,
    )


def test_two_sources_ten_minutes_apart_are_one_meeting_at_the_weightier_time():
    desk = Desk()
    desk.poll(raw())
    changes = desk.poll(entry("City Commission", "2026-12-10", "09:10"), origin=FEED)
    assert (changes, f"{desk.meeting().local_time:%H:%M}") == ([], "09:00")
    assert len(desk.meeting().records) == 2


def test_of_two_rooms_the_weightier_is_shown_and_flagged_when_near():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    other = entry(
        "City Commission", "2026-12-10", "09:00", location_raw="Harvey Government Center"
    )
    desk.poll(other, origin=FEED)
    assert (desk.meeting().location_text, "conflict" in desk.flag_kinds()) == (CHAMBERS, True)
    far = Desk("2026-11-24T15:00")
    far.poll(raw())
    far.poll(other, origin=FEED)
    assert "conflict" not in far.flag_kinds()


def test_a_special_meeting_on_a_regular_day_is_a_meeting_of_its_own():
    desk = Desk()
    desk.poll(raw("1"), raw("2", comment_raw="SPECIAL MEETING - storm debris"))
    assert sorted(m.kind for m in desk.calendar.meetings) == [
        MeetingKind.REGULAR,
        MeetingKind.SPECIAL,
    ]


def test_joint_meetings_stay_apart_and_share_one_reminder():
    desk = Desk()
    cra = raw("2116", clock="5:00 PM", body_raw="Community Redevelopment Agency", body_id="145")
    lra = raw(
        "2115",
        clock="Immediately following",
        body_raw="Naval Properties Local Redevelopment Authority",
        body_id="144",
    )
    desk.poll(raw(), cra, lra)
    assert len(desk.calendar.meetings) == 3
    alerts = desk.alerts(subscription=resident(bodies=frozenset("*")), now="2026-12-09T13:00")
    evening = [bundle for bundle in bundles(alerts) if bundle[0].lead == "evening"]
    assert [len(bundle) for bundle in evening] == [3]


def test_a_renamed_body_and_a_stray_space_keep_the_subscription():
    desk = Desk()
    tree = raw("2112", body_raw="Tree Commission ", body_id="142", clock="5:00 P.M.")
    desk.poll(tree)
    slug = desk.calendar.meetings[0].body_slug
    changes = desk.poll(with_(tree, body_raw="Urban Forestry Commission"))
    assert (slug, changes, desk.calendar.meetings[0].body_slug) == (
        "tree-commission",
        [],
        "tree-commission",
    )


def test_a_closed_session_is_of_its_own_kind():
    desk = Desk()
    desk.poll(raw(comment_raw="ATTORNEY/CLIENT CLOSED SESSION per s. 286.011(8), F.S."))
    assert desk.meeting().kind is MeetingKind.CLOSED


def test_departments_and_test_bodies_are_hidden():
    desk = Desk()
    desk.poll(
        raw("1", body_raw="City Clerk", body_id="170", body_meets=False),
        raw("2", body_raw="TEST - DO NOT USE", body_id="171"),
    )
    assert desk.calendar.meetings == ()


def test_records_of_two_systems_are_never_joined_by_number():
    desk = Desk()
    desk.poll(raw("2907", "2026-12-10"))
    desk.poll(entry("Planning Board", "2026-12-17", "17:00", "2907"), origin=FEED)
    assert len(desk.calendar.meetings) == 2


def test_an_unknown_body_is_visible_under_other_and_the_operator_is_told():
    desk = Desk()
    desk.poll(raw())
    changes = desk.poll(raw(), raw("5", "2026-11-30", body_raw="Bight Board", body_id="143"))
    assert (kinds(changes), desk.city.body_group("bight-board")) == (["new_meeting"], "other")
    assert "new_body" in desk.flag_kinds()
    [alert] = desk.alerts(changes, resident(bodies=frozenset({"other"}), leads=()))
    assert alert.meeting_id == desk.meeting("Bight Board").id


def test_the_word_of_an_editor_wins_over_every_source_at_once():
    desk = Desk()
    desk.poll(raw())
    override = Override(desk.meeting().id, location="Truman Waterfront")
    changes = desk.look([], overrides=[override])
    assert (kinds(changes), desk.meeting().location_text) == (
        ["location_changed"],
        "Truman Waterfront",
    )
    assert desk.poll(with_(raw(), location_raw="City Hall")) == []
    assert desk.meeting().location_text == "Truman Waterfront"


def test_a_meeting_typed_by_hand_is_told_and_moved_without_confirmation():
    desk = Desk()
    desk.poll(origin=MANUAL)
    typed = raw("m1", "2026-11-27", "10:00 AM")
    assert kinds(desk.poll(typed, origin=MANUAL, confirms=False)) == ["new_meeting"]
    moved = with_(typed, local_date=date(2026, 11, 28))
    assert kinds(desk.poll(moved, origin=MANUAL, confirms=False)) == ["rescheduled"]


def test_a_twin_that_leaves_for_another_day_becomes_a_meeting_of_its_own():
    desk = Desk()
    desk.poll(raw("1"), raw("2"))
    changes = desk.poll(raw("1"), raw("2", "2026-12-17"))
    assert [m.local_date.day for m in desk.calendar.meetings] == [10, 17]
    assert [(c.kind.value, c.after.local_date.day) for c in changes] == [("new_meeting", 17)]


def test_authority_runs_from_the_editor_to_the_feed():
    assert MANUAL.authority > LEGISTAR.authority > FEED.authority
