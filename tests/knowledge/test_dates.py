from datetime import date, time

import pytest

from knowledge import dates
from knowledge.language import Language

EN, ES, HT = Language


@pytest.mark.parametrize(
    ("text", "en", "es", "ht"),
    [
        ("2026-08-22", "August 22, 2026", "22 de agosto de 2026", "22 out 2026"),
        ("2025-07-01", "July 1, 2025", "1 de julio de 2025", "1ye jiyè 2025"),
        ("2025-06", "June 2025", "junio de 2025", "jen 2025"),
        ("2025", "2025", "2025", "2025"),
        ("", "", "", ""),
        ("2025-07-02/2025-07-08", "July 2–8, 2025", "2–8 de julio de 2025", "2–8 jiyè 2025"),
        (
            "2025-06-30/2025-07-02",
            "June 30, 2025 – July 2, 2025",
            "30 de junio de 2025 – 2 de julio de 2025",
            "30 jen 2025 – 2 jiyè 2025",
        ),
    ],
)
def test_dates_are_written_in_each_language(text: str, en: str, es: str, ht: str) -> None:
    assert [dates.format_period(text, language) for language in Language] == [en, es, ht]


@pytest.mark.parametrize(
    ("text", "en", "es", "ht"),
    [
        ("2025-09-04", "Sep 4, 2025", "4 sep 2025", "4 septanm 2025"),
        ("2026-05", "May 2026", "may 2026", "me 2026"),
        ("2025", "2025", "2025", "2025"),
    ],
)
def test_dates_are_written_in_few_letters(text: str, en: str, es: str, ht: str) -> None:
    assert [dates.format_short_period(text, language) for language in Language] == [en, es, ht]


def test_creole_weekdays_are_not_french() -> None:
    assert dates.format_weekday_and_day(date(2026, 8, 22), HT) == "samdi 22 out 2026"
    assert dates.format_weekday_and_day(date(2026, 12, 10), EN) == "Thursday, December 10, 2026"
    assert dates.format_weekday_and_day(date(2026, 12, 10), ES) == "jueves 10 de diciembre de 2026"


def test_times_of_day() -> None:
    assert [dates.format_clock_time(time(0, 5), language) for language in Language] == [
        "12:05 AM",
        "12:05 a. m.",
        "12:05 AM",
    ]
    assert dates.format_clock_time(time(17, 0), ES) == "5:00 p. m."


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="20"):
        dates.format_period("2025-13-45-1", EN)
