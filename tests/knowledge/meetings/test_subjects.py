"""What a meeting is about, and how people join it, in the clerk's own words."""

import pytest

from tests.knowledge.meetings.desk import FEED, Desk, entry, raw


@pytest.mark.parametrize(
    ("comment", "subject"),
    [
        (
            "SPECIAL MEETING - Discussion of the 287(g) agreement with ICE",
            "Discussion of the 287(g) agreement with ICE",
        ),
        ("Special Call Meeting\nTopic: 287(g)", "287(g)"),
        ("SPECIAL MEETING - storm debris", "storm debris"),
        ("Special Meeting; moved to City Hall, Room 2", ""),
        ("Special Meeting", ""),
        ("Discussion: cancellation of agreement", "Discussion: cancellation of agreement"),
        ("Evening session 5:00 p.m.", ""),
        ("Agenda revised December 3", ""),
        ("Join Zoom https://zoom.us/j/1", ""),
    ],
)
def test_the_comment_gives_the_subject(comment, subject):
    desk = Desk()
    desk.poll(raw(comment_raw=comment))
    assert desk.meeting().subject == subject


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("City Commission Special Meeting: Police agreement", "Police agreement"),
        ("SPECIAL MEETING - City Commission - 287(g)", "287(g)"),
        ("City Commission Workshop on Housing", "Workshop on Housing"),
        ("City Commission Special Meeting", ""),
        ("City Commission", ""),
    ],
)
def test_the_title_of_a_feed_gives_the_subject(title, subject):
    desk = Desk()
    desk.poll(entry(title, "2026-12-10", "09:00"), origin=FEED)
    assert desk.meeting().subject == subject


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("https://keywest.legistar.com/Calendar.aspx", ""),
        ("See https://city.example/a.pdf or https://us02web.zoom.us/j/1?pwd=x.",
         "https://us02web.zoom.us/j/1?pwd=x"),
        ("https://teams.microsoft.com/l/meetup-join/1", "https://teams.microsoft.com/l/meetup-join/1"),
        ("https://notzoom.us/j/1", ""),
        ("https://zoom.us.evil.example/j/1", ""),
    ],
)  # fmt: skip
def test_only_a_known_service_is_a_way_to_join(words, link):
    desk = Desk()
    desk.poll(raw(comment_raw=words))
    assert desk.meeting().join_url == link
