"""Checks of days: as of, review by, and the dates of sources. The day of the check is given."""

from collections.abc import Iterator
from datetime import date

from knowledge import dates
from knowledge.content.checks.problem import Case, Problem, Severity
from knowledge.content.documents import Source
from knowledge.language import Language

PRECISIONS = ("exact", "about", "by-content", "not-shown")


def days_in_order(case: Case) -> Iterator[Problem]:
    """An answer is as of a past day, and its review comes after that."""
    entry = case.entry
    if entry.as_of > case.today:
        yield case.problem(
            "as-of", f"is as of {entry.as_of}, a day to come; write the day its sources stand for"
        )
    if entry.review_by <= entry.as_of:
        yield case.problem(
            "review-by", f"is to be reviewed by {entry.review_by}, before its as-of day; set it on"
        )


def review_due(case: Case) -> Iterator[Problem]:
    """An answer past its review day says so, and an editor should look."""
    if case.today > case.entry.review_by:
        yield case.problem(
            "review-due",
            f"was due for review on {case.entry.review_by}; read it again and set a new day",
            severity=Severity.WARNING,
        )


def is_a_date(text: str) -> bool:
    """Tell whether a text is a day, a month, a year or a span of these."""
    try:
        return bool(dates.written(text, Language.EN))
    except (ValueError, IndexError):
        return False


def source_dated(source: Source) -> Iterator[Problem]:
    """A source's date can be read, and how sure it is is one of the four ways."""
    where = f"source {source.code}"
    if source.date and not is_a_date(source.date):
        yield Problem(
            "date",
            where,
            f"its date '{source.date}' cannot be read; write 2025-06-30, 2025-06, 2025 or a/b",
        )
    if source.date_is not in PRECISIONS:
        yield Problem(
            "date",
            where,
            f"'date_is' is '{source.date_is}'; it must be one of {', '.join(PRECISIONS)}",
        )
    if not source.date and source.date_is != "not-shown":
        yield Problem("date", where, 'has no date; write it, or say date_is = "not-shown"')


def event_dated(code: str, on: str, today: date) -> Iterator[Problem]:
    """An event's day can be read and is not to come."""
    where = f"event {code}"
    if not is_a_date(on):
        yield Problem("date", where, f"its day '{on}' cannot be read; write 2025-06-30 or 2025-06")
    elif on[:10] > today.isoformat():
        yield Problem("date", where, f"its day '{on}' is to come; a timeline tells what was")
