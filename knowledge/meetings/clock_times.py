"""From the times people type to wall-clock times, and from wall clocks to UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

EARLIEST_START, LATEST_START = time(6, 0), time(22, 59)

# "9:00 A.M.", "5 pm", "02:00  PM", "13:00", "noon"
_TIME = re.compile(
    r"(?<![\d:/$.])(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?P<half>\s*[ap]\.?\s?m\b\.?)?(?![\d:/])"
    r"|\b(?P<noon>noon)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s*(?:-|–|—|to\b|until\b|till\b|through\b)\s*$", re.IGNORECASE)
_RANGE_AHEAD = re.compile(r"\s*(?:-|–|—|to\b)\s*\d", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(following|after|upon|conclusion|adjournment)\b", re.IGNORECASE)
_EMPTY = re.compile(
    r"^\W*(n\W?/?\W?a|tb[ad]|to be (announced|determined)|none|)\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ParsedTimes:
    """Wall-clock times in order, the words to show if there are none, and what is odd."""

    times: tuple[time, ...] = ()
    note: str = ""
    problem: str = ""


def parse_times(
    text: str, earliest: time = EARLIEST_START, latest: time = LATEST_START
) -> ParsedTimes:
    """Read the times of a typed text; what cannot be read for sure stays a note, never a guess.

    >>> read_time("9:00 A.M.; evening session 5:00 P.M.").times
    (datetime.time(9, 0), datetime.time(17, 0))
    >>> read_time("5:00").problem
    "'5:00' does not say whether it is morning or evening"
    """
    words = " ".join(text.split())
    relative, first = _RELATIVE.search(words), _TIME.search(words)
    if relative and (first is None or relative.start() < first.start()):
        return ParsedTimes(note=words)
    found: list[time] = []
    previous_end: int | None = None
    for match in _TIME.finditer(words):
        if match["hour"] and not (match["minute"] or match["half"]):
            if _RANGE_AHEAD.match(words, match.end()):
                return ParsedTimes(note=words, problem=f"{words!r} is a range without am or pm")
            continue  # a bare number is a room, a date, a district
        is_end = previous_end is not None and _RANGE.match(words[previous_end : match.start()])
        previous_end = match.end()
        if is_end:
            continue
        moment = _matched_time(match)
        if moment == time(0, 0) and not found:
            return ParsedTimes()  # what Legistar fills in when nobody typed a time
        problem = _time_problem(match[0].strip(), moment, earliest, latest)
        if problem and not found:
            return ParsedTimes(note=words, problem=problem)
        if not problem and moment is not None and moment not in found:
            found.append(moment)
    return ParsedTimes(tuple(found), note="" if found or _EMPTY.match(words) else words)


def _matched_time(match: re.Match[str]) -> time | None:
    """Return the wall-clock time of one match, or None if it names none for sure."""
    if match["noon"]:
        return time(12, 0)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if minute > 59:
        return None
    if match["half"]:
        if not 1 <= hour <= 12:
            return time(hour, minute) if hour < 24 else None
        is_afternoon = match["half"].strip().lower().startswith("p")
        return time(hour % 12 + (12 if is_afternoon else 0), minute)
    return time(hour, minute) if 13 <= hour <= 23 or hour == 0 else None


def _time_problem(words: str, moment: time | None, earliest: time, latest: time) -> str:
    """Return what is wrong with a time, or ""."""
    if moment is None:
        return f"{words!r} does not say whether it is morning or evening"
    if not earliest <= moment <= latest:
        return f"{words!r} is no likely hour for a meeting"
    return ""


def to_utc(day: date, moment: time, tz: str) -> datetime:
    """Return the UTC instant of a wall-clock moment.

    An hour that comes twice is the first one; a skipped hour moves forward with the clock.
    """
    return datetime.combine(day, moment.replace(fold=0), ZoneInfo(tz)).astimezone(UTC)


def is_skipped(day: date, moment: time, tz: str) -> bool:
    """Tell whether this wall-clock moment does not exist that day (the clocks jump over it)."""
    back = to_utc(day, moment, tz).astimezone(ZoneInfo(tz))
    return back.replace(tzinfo=None) != datetime.combine(day, moment)


def local_day(at: datetime, tz: str) -> date:
    """Return the local date of a UTC instant."""
    return at.astimezone(ZoneInfo(tz)).date()
