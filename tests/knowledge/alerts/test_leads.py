from datetime import datetime, time

import pytest

from knowledge.alerts.lead import EVENING_BEFORE, Lead, UnreadableLead, moment_before
from knowledge.alerts.lead_words import parse_lead
from tests.knowledge.meetings.desk import at

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3 hours before", Lead(minutes=180)),
        ("3 horas antes", Lead(minutes=180)),
        ("3 èdtan anvan", Lead(minutes=180)),
        ("3 ed tan avan", Lead(minutes=180)),
        ("twazèd tan anvan", Lead(minutes=180)),
        ("three hours", Lead(minutes=180)),
        ("tres horas antes de la reunión", Lead(minutes=180)),
        ("twazèdtan anvan", Lead(minutes=180)),
        ("twa zè", None),
        ("2h", Lead(minutes=120)),
        ("30 min", Lead(minutes=30)),
        ("30m before", Lead(minutes=30)),
        ("90 minutos antes", Lead(minutes=90)),
        ("45 minit anvan", Lead(minutes=45)),
        ("half an hour before", Lead(minutes=30)),
        ("media hora antes", Lead(minutes=30)),
        ("demi èdtan anvan", Lead(minutes=30)),
        ("an hour and a half before", Lead(minutes=90)),
        ("una hora y media antes", Lead(minutes=90)),
        ("inèdtan edmi anvan", Lead(minutes=90)),
        ("1 hour and 15 minutes before", Lead(minutes=75)),
        ("the evening before", EVENING_BEFORE),
        ("the night before", EVENING_BEFORE),
        ("la noche anterior", EVENING_BEFORE),
        ("la víspera", EVENING_BEFORE),
        ("nan aswè anvan", EVENING_BEFORE),
        ("lavèy", EVENING_BEFORE),
        ("the evening before at 7 pm", Lead(days=1, at=time(19), evening=True)),
        ("the day before", Lead(days=1)),
        ("un día antes", Lead(days=1)),
        ("jou anvan an", Lead(days=1)),
        ("the day before at 6 pm", Lead(days=1, at=time(18))),
        ("2 days before at noon", Lead(days=2, at=time(12))),
        ("a week before", Lead(days=7)),
        ("una semana antes", Lead(days=7)),
        ("yon semèn anvan", Lead(days=7)),
        ("7 days", Lead(days=7)),
        ("30 minutes before each session", Lead(minutes=30, each=True)),
        ("30 minutos antes de cada sesión", Lead(minutes=30, each=True)),
        ("30 minit anvan chak sesyon", Lead(minutes=30, each=True)),
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
        Lead(minutes=120),
        Lead(days=7),
        Lead(days=2, at=time(12)),
        Lead(minutes=30, each=True),
        Lead(days=1, at=time(19, 5), evening=True, each=True),
    ],
)
def test_a_lead_survives_its_key(lead):
    assert Lead.from_key(lead.key) == lead


def test_a_key_of_nobody_says_so():
    with pytest.raises(UnreadableLead, match="lead 'xyz' is not one of ours"):
        Lead.from_key("xyz")


def test_a_day_before_is_the_same_hour_on_the_wall_across_the_clock_change():
    start = datetime(2027, 3, 14, 17)  # noqa: DTZ001
    found = moment_before(start, Lead(days=1), time(18), NEW_YORK)
    assert found == at("2027-03-13T22:00")


@pytest.mark.parametrize("noise", ["0", "3 ", "at ", "ed ", "a half ", "½"])
def test_only_the_beginning_of_a_text_is_looked_at(noise: str) -> None:
    assert parse_lead(noise * 4000 + " and 3 hours before") in (None, parse_lead(noise * 200))


def test_digits_that_are_no_number_name_no_lead() -> None:
    for odd in ("0 hours before", "9" * 150 + " hours before", "9" * 5000 + " hours before"):
        assert parse_lead(odd) is None
