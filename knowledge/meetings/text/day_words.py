"""Dates in a clerk's words: "12/17", "January 7", and the day of a meeting that is replaced."""

import re
from datetime import date

from knowledge.meetings.text.status_vocabulary import MONTH_WORDS

_MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTH_WORDS.split(), start=1)}
_DAY = re.compile(
    r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<y>\d{2,4}))?"
    r"|\b(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?P<nd>\d{1,2})"
    r"(?:st|nd|rd|th)?\b(?:,? (?P<ny>\d{4}))?",
    re.IGNORECASE,
)
_RECESSED = re.compile(r"\b(?:recessed|adjourned) to\b[^\n]{0,80}", re.IGNORECASE)
_REPLACED_DAY = re.compile(
    r"\b(?:rescheduled from|moved from|in lieu of|in place of|instead of|replac(?:es|ing)"
    r"|make-?up (?:for|of)|postponed from|deferred from|continued from)\b(?P<rest>[^.;\n]{0,80})",
    re.IGNORECASE,
)


def parse_day(text: str, around: date) -> date | None:
    """Return the first date of a text; without a year it is the one nearest to `around`."""
    match = _DAY.search(text)
    return _matched_day(match, around) if match else None


def parse_days(text: str, around: date) -> list[date]:
    """Return every date of a text that exists."""
    found = (_matched_day(match, around) for match in _DAY.finditer(text))
    return [day for day in found if day]


def _matched_day(match: re.Match[str], around: date) -> date | None:
    """Return the date of one match, or None if there is no such day."""
    month = int(match["m"]) if match["m"] else _MONTH_NUMBERS[match["name"].lower()[:3]]
    day, year = int(match["d"] or match["nd"]), match["y"] or match["ny"]
    years = [int(year) + (2000 if len(year) < 3 else 0)] if year else [-1, 0, 1]
    days = []
    for value in years:
        try:
            days.append(date(value if year else around.year + value, month, day))
        except ValueError:
            continue
    return min(days, key=lambda found: abs(found - around), default=None)


def parse_replaced_day(text: str, around: date) -> date | None:
    """Return the date of the meeting that this one replaces, if its record says so."""
    match = _REPLACED_DAY.search(text)
    return parse_day(match["rest"], around) if match else None


def parse_recess(text: str) -> str:
    """Return the words of a continuation ("Recessed to 12/11/26 at 5:00 p.m."), or ""."""
    match = _RECESSED.search(text)
    return " ".join(match[0].split()) if match else ""
