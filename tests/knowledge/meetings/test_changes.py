from knowledge.alerts.subscription import QuietHours
from knowledge.meetings.raw_records import AgendaItem, RawAgenda
from tests.knowledge.meetings.desk import Desk, at, bundles, kinds, raw, resident, with_

FILE = "https://a.example/2102_agenda.pdf"


def test_minutes_of_a_past_meeting_are_silent():
    desk = Desk("2026-12-11T15:00")
    desk.poll(raw())
    assert desk.poll(with_(raw(), minutes_url="https://a.example/m.pdf")) == []
    assert desk.meeting().minutes_url == "https://a.example/m.pdf"


def test_a_newer_stamp_alone_is_silent():
    desk = Desk()
    desk.poll(raw(modified_at=at("2026-11-01")))
    rev = desk.meeting().rev
    assert desk.poll(raw(modified_at=at("2026-11-24"))) == []
    assert desk.meeting().rev == rev


def test_a_newer_publish_stamp_alone_is_silent():
    desk = Desk()
    agenda = RawAgenda(FILE, published_at=at("2026-11-20"))
    desk.poll(raw(agenda=agenda))
    again = RawAgenda(FILE, published_at=at("2026-11-24"))
    assert desk.poll(raw(agenda=again), confirms=False) == []


def test_a_status_that_changes_under_an_old_stamp_is_told():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(modified_at=at("2026-11-01")))
    changes = desk.poll(raw(modified_at=at("2026-11-01"), status_raw="Deferred"))
    assert kinds(changes) == ["postponed"]


def test_another_room_is_told():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    assert kinds(desk.poll(raw(location_raw="City Hall, Conference Room A"))) == [
        "location_changed"
    ]


def test_the_known_address_is_no_news_but_a_named_room_is():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(location_raw="City Hall"))
    full = "CITY HALL,\r\n1300 White St., Key West, FL 33040"
    assert desk.poll(raw(location_raw=full)) + desk.poll(raw(location_raw=full)) == []
    assert kinds(desk.poll(raw(location_raw="City Hall, Commission Chambers"))) == [
        "location_changed"
    ]


def test_from_a_room_to_a_screen_and_back_is_told():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    assert kinds(desk.poll(raw(location_raw="VIRTUAL MEETING"))) == ["location_changed"]
    assert kinds(desk.poll(raw())) == ["location_changed"]


def test_an_agenda_posted_at_night_waits_for_the_morning_unless_it_is_near():
    found = []
    for day in ("2026-12-10", "2026-12-05"):
        desk = Desk("2026-12-05T03:45")
        desk.poll(raw(day=day))
        desk.now = at("2026-12-05T04:15")
        changes = desk.poll(raw(day=day, agenda=FILE))
        [alert] = desk.alerts(changes, resident(quiet=QuietHours(), leads=()))
        found.append((alert.kind.value, alert.due_at))
    assert found == [
        ("agenda_posted", at("2026-12-05T12:30")),
        ("agenda_posted", at("2026-12-05T04:30")),
    ]


def test_the_same_bytes_again_or_elsewhere_are_silent():
    desk = Desk("2026-12-05T15:00")
    desk.poll(raw())
    desk.poll(raw(agenda=FILE), confirms=False)
    assert kinds(desk.answer([], sha256="one")) == ["agenda_posted"]
    desk.poll(raw(agenda="https://b.example/new.pdf"), confirms=False, minutes=600)
    assert desk.answer([], sha256="one") == []


def test_other_bytes_are_a_quiet_revision_at_most_once_in_six_hours():
    desk = Desk("2026-12-05T15:00")
    desk.poll(raw())
    told = []
    for hour, content in enumerate(
        ["one", "two", "three", "four", "four", "four", "four", "four"]
    ):
        agenda = RawAgenda(FILE, published_at=at(f"2026-12-05T15:0{hour}"))
        changes = desk.poll(raw(agenda=agenda), confirms=False, minutes=60)
        changes += desk.answer([], sha256=content)
        told += [(hour, change) for change in changes]
    assert [(hour, change.kind.value) for hour, change in told] == [
        (0, "agenda_posted"),
        (6, "agenda_revised"),
    ]
    assert [a.is_silent for a in desk.alerts([told[1][1]], resident(leads=()))] == [True]


def test_an_agenda_withdrawn_and_back_is_silent():
    desk = Desk("2026-12-05T15:00")
    desk.poll(raw())
    assert kinds(desk.poll(raw(agenda=FILE))) == ["agenda_posted"]
    assert desk.poll(raw()) + desk.poll(raw(agenda=FILE), minutes=60) == []


def test_a_final_status_without_a_file_posts_nothing():
    desk = Desk("2026-12-05T15:00")
    desk.poll(raw())
    assert desk.poll(raw(status_raw="Final")) == []


def test_a_placeholder_is_no_agenda():
    desk = Desk("2026-12-05T15:00")
    desk.poll(raw())
    label = "Agenda will be posted 72 hours before the meeting"
    assert desk.poll(raw(agenda=RawAgenda(FILE, label))) == []
    assert desk.poll(raw(agenda="https://a.example/Cover_Page.pdf")) == []


def test_a_special_meeting_found_late_is_told_at_once_and_not_twice():
    desk = Desk("2026-12-09T21:45")  # 16:45 in town
    desk.poll()
    special = raw("9", "2026-12-10", "1:00 PM", comment_raw="SPECIAL MEETING - budget amendment")
    changes = desk.poll(special)
    alerts = desk.alerts(changes, resident(quiet=QuietHours()))
    assert [(a.kind.value, a.lead, a.due_at) for a in alerts] == [
        ("new_meeting", "", desk.now),
        ("reminder", "0d120m", at("2026-12-10T16:00")),
    ]


def test_a_year_published_at_once_is_one_digest():
    desk = Desk("2027-11-24T15:00")
    desk.poll(raw())
    changes = desk.poll(*(raw(str(m), f"2028-{m:02}-10") for m in range(1, 13)))
    alerts = desk.alerts(changes, resident(leads=()))
    assert len(changes) == 12
    assert [len(bundle) for bundle in bundles(alerts)] == [12]
    assert {alert.due_at for alert in alerts} == {at("2027-11-24T23:00")}


def test_a_default_corrected_months_ahead_waits_for_the_digest():
    desk = Desk()
    desk.poll(raw(day="2027-09-09"))
    moved = raw(day="2027-09-09", clock="5:00 PM")
    changes = desk.poll(moved) + desk.poll(moved) + desk.poll(moved)
    [alert] = desk.alerts(changes, resident(leads=()))
    assert (alert.kind.value, alert.due_at, alert.bundle) == (
        "time_changed",
        at("2026-11-24T23:00"),
        "digest:7:2026-11-24",
    )


def test_a_time_that_becomes_known_is_set_not_changed():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(clock="TBD"))
    assert kinds(desk.poll(raw())) == ["time_set"]


def test_three_minutes_are_no_change():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw(clock="5:00 PM"))
    assert desk.poll(raw(clock="5:01 PM")) + desk.poll(raw(clock="5:01 PM")) == []


def test_several_changes_of_one_revision_are_one_message():
    desk = Desk("2026-12-09T15:00")
    desk.poll(raw())
    [change] = desk.poll(raw(day="2026-12-11", location_raw="Truman Waterfront"))
    assert (change.kind.value, [kind.value for kind in change.also]) == (
        "rescheduled",
        ["location_changed"],
    )


def test_an_evening_session_moved_on_the_day_is_told_after_the_morning_began():
    desk = Desk("2026-12-10T13:00")
    desk.poll(raw(clock="9:00 AM; evening 5:00 PM"))
    desk.now = at("2026-12-10T16:00")
    changes = desk.poll(raw(clock="9:00 AM; evening 6:00 PM"))
    assert kinds(changes) == ["time_changed"]


def test_new_items_find_their_keyword():
    desk = Desk("2026-12-05T15:00")
    desk.poll(raw())
    desk.poll(raw(agenda=FILE), confirms=False)
    items = (
        AgendaItem(1, "Approving the ICE agreement under 287(g)"),
        AgendaItem(2, "Ice machine for the pier"),
    )
    changes = desk.answer([], sha256="one", items=items)
    wishes = {"leads": (), "bodies": frozenset()}
    found = {
        keyword: [
            match.item.sequence
            for alert in desk.alerts(changes, resident(keywords=(keyword,), **wishes))
            for match in alert.matches
        ]
        for keyword in ("ICE", "ice", "287(g)", "acuerdo", "lapolis")
    }
    assert found == {"ICE": [1], "ice": [1, 2], "287(g)": [1], "acuerdo": [1], "lapolis": []}
