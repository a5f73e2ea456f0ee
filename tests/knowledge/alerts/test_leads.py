from datetime import datetime, time

import pytest

from knowledge.alerts.lead_parsing import parse_lead
from knowledge.alerts.lead_time import EVENING_BEFORE, LeadTime, LeadTimeError, lead_moment
from tests.knowledge.meetings.desk import at

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3 hours before", LeadTime(minutes=180)),
        ("3 horas antes", LeadTime(minutes=180)),
        ("3 èdtan anvan", LeadTime(minutes=180)),
        ("3 ed tan avan", LeadTime(minutes=180)),
        ("twazèd tan anvan", LeadTime(minutes=180)),
        ("three hours", LeadTime(minutes=180)),
        ("tres horas antes de la reunión", LeadTime(minutes=180)),
        ("twazèdtan anvan", LeadTime(minutes=180)),
        ("twa zè", None),
        ("2h", LeadTime(minutes=120)),
        ("30 min", LeadTime(minutes=30)),
        ("30m before", LeadTime(minutes=30)),
        ("90 minutos antes", LeadTime(minutes=90)),
        ("45 minit anvan", LeadTime(minutes=45)),
        ("half an hour before", LeadTime(minutes=30)),
        ("media hora antes", LeadTime(minutes=30)),
        ("demi èdtan anvan", LeadTime(minutes=30)),
        ("an hour and a half before", LeadTime(minutes=90)),
        ("una hora y media antes", LeadTime(minutes=90)),
        ("inèdtan edmi anvan", LeadTime(minutes=90)),
        ("1 hour and 15 minutes before", LeadTime(minutes=75)),
        ("the evening before", EVENING_BEFORE),
        ("the night before", EVENING_BEFORE),
        ("la noche anterior", EVENING_BEFORE),
        ("la víspera", EVENING_BEFORE),
        ("nan aswè anvan", EVENING_BEFORE),
        ("lavèy", EVENING_BEFORE),
        ("the evening before at 7 pm", LeadTime(days=1, at=time(19), evening=True)),
        ("the day before", LeadTime(days=1)),
        ("un día antes", LeadTime(days=1)),
        ("jou anvan an", LeadTime(days=1)),
        ("the day before at 6 pm", LeadTime(days=1, at=time(18))),
        ("2 days before at noon", LeadTime(days=2, at=time(12))),
        ("a week before", LeadTime(days=7)),
        ("una semana antes", LeadTime(days=7)),
        ("yon semèn anvan", LeadTime(days=7)),
        ("7 days", LeadTime(days=7)),
        ("30 minutes before each session", LeadTime(minutes=30, each=True)),
        ("30 minutos antes de cada sesión", LeadTime(minutes=30, each=True)),
        ("30 minit anvan chak sesyon", LeadTime(minutes=30, each=True)),
        ("2 minutes before", None),
        ("90 days before", None),
        ("whenever", None),
        ("", None),
    ],
)
def test_a_typed_lead_is_read_in_three_languages(typed, expected):
    assert parse_lead(typed) == expected


@pytest.mark.parametrize(
    "lead",
    [
        EVENING_BEFORE,
        LeadTime(minutes=120),
        LeadTime(days=7),
        LeadTime(days=2, at=time(12)),
        LeadTime(minutes=30, each=True),
        LeadTime(days=1, at=time(19, 5), evening=True, each=True),
    ],
)
def test_a_lead_survives_its_key(lead):
    assert LeadTime.from_key(lead.key) == lead


def test_a_key_of_nobody_says_so():
    with pytest.raises(LeadTimeError, match="lead 'xyz' is not one of ours"):
        LeadTime.from_key("xyz")


def test_a_day_before_is_the_same_hour_on_the_wall_across_the_clock_change():
    start = datetime(2027, 3, 14, 17)  # noqa: DTZ001
    found = lead_moment(start, LeadTime(days=1), time(18), NEW_YORK)
    assert found == at("2027-03-13T22:00")


@pytest.mark.parametrize("noise", ["0", "3 ", "at ", "ed ", "a half ", "½"])
def test_only_the_beginning_of_a_text_is_looked_at(noise: str) -> None:
    assert parse_lead(noise * 4000 + " and 3 hours before") in (None, parse_lead(noise * 200))


def test_digits_that_are_no_number_name_no_lead() -> None:
    for odd in ("0 hours before", "9" * 150 + " hours before", "9" * 5000 + " hours before"):
        assert parse_lead(odd) is None
