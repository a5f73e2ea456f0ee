"""Checks of days: as of, review by, and the dates of sources. The day of the check is given."""

from collections.abc import Iterator
from datetime import date

from knowledge import dates
from knowledge.content.checks.problem import CheckCase, Problem, Severity
from knowledge.content.documents import UNDATED, Certainty, Source
from knowledge.language import Language

PRECISIONS = ("exact", "about", "by-content", "not-shown")


def days_in_order(case: CheckCase) -> Iterator[Problem]:
    """An answer is as of a past day, and its review comes after that."""
    entry, today = case.entry, case.today.isoformat()
    dated = entry.as_of != UNDATED
    if dated and entry.as_of > today[: len(entry.as_of)]:
        yield case.problem(
            "as-of", f"is as of {entry.as_of}, a day to come; write the day its sources stand for"
        )
    if entry.searched_to and entry.searched_to > case.today:
        yield case.problem(
            "as-of", f"was searched to {entry.searched_to}, a day to come; write when it was"
        )
    reached = [entry.as_of] * dated + [str(entry.searched_to)] * bool(entry.searched_to)
    if reached and entry.review_by.isoformat() <= max(reached):
        yield case.problem(
            "review-by", f"is to be reviewed by {entry.review_by}, before its as-of day; set it on"
        )


def as_far_as_sources(case: CheckCase) -> Iterator[Problem]:
    """An answer stands for no day later than its newest source, and is undated if they all are.

    What says that something is not known says to when it was searched.
    """
    entry = case.entry
    if entry.certainty is Certainty.UNKNOWN and entry.searched_to is None:
        yield case.problem(
            "reach", "says what is not known, but not to when it was searched; set searched_to"
        )
    days = [source.date.rpartition("/")[2] for source in case.base.cited_sources(entry)]
    chosen = [case.base.sources[c].date for c in entry.sources if c in case.base.sources]
    newest = max(filter(None, days), default="")
    if entry.as_of == UNDATED:
        if any(chosen):
            yield case.problem("reach", f"is undated, but a source is of {max(chosen)}; say so")
    elif days and not newest:
        yield case.problem("reach", f'stands on undated pages only; write as_of = "{UNDATED}"')
    elif days and entry.as_of > newest:
        yield case.problem(
            "reach", f"stands for {entry.as_of}, later than its newest source, of {newest}"
        )


def review_due(case: CheckCase) -> Iterator[Problem]:
    """An answer past its review day says so, and an editor should look."""
    if case.today > case.entry.review_by:
        yield case.problem(
            "review-due",
            f"was due for review on {case.entry.review_by}; read it again and set a new day",
            severity=Severity.WARNING,
        )


def is_readable_date(text: str) -> bool:
    """Tell whether a text is a day, a month, a year or a span of these."""
    try:
        return bool(dates.format_period(text, Language.EN))
    except (ValueError, IndexError):
        return False


def source_dated(source: Source) -> Iterator[Problem]:
    """A source's date can be read, and how sure it is is one of the four ways."""
    where = f"source {source.code}"
    if source.date and not is_readable_date(source.date):
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
    if not is_readable_date(on):
        yield Problem("date", where, f"its day '{on}' cannot be read; write 2025-06-30 or 2025-06")
    elif on[:10] > today.isoformat():
        yield Problem("date", where, f"its day '{on}' is to come; a timeline tells what was")
