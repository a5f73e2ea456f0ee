"""Reading "cancelled" and its kin where clerks write it, without falling for its neighbours."""

import re
from dataclasses import dataclass
from datetime import date

from knowledge.meetings.meeting import Status

_CANCEL = re.compile(
    r"\bcancel(?:l?(?:ed|ing|ation))?\b|\bwill not be held\b"
    r"|\bno meeting\b(?! (?:material|minute|link|packet|document|room))",
    re.IGNORECASE,
)
_POSTPONE = re.compile(
    r"\bpostponed\b|\bdeferred\b|\bcontinued to\b|\brescheduled (?:to|for)\b", re.IGNORECASE
)
# Said of a meeting that does take place.
_NEUTRAL = re.compile(
    r"\brescheduled from\b|\brecessed to\b|\b(?:not|never)(?: been| be)? "
    r"(?:cancel\w*|postponed|deferred)\b|\bun-?cancel\w*",
    re.IGNORECASE,
)
# A cancel word beside one of these is about that thing, not about the meeting.
_THINGS = (
    r"\b(?:zoom|virtual|online|remote|live ?stream|broadcast|parking|public comment|items?"
    r"|contract|lease|agreement|permit|license|reception|ceremony"
    r"|(?:morning|afternoon|evening|first|second|night) session)\b"
)
_GUARD_BEFORE = re.compile(rf"{_THINGS}(?:\W+\w+){{0,3}}\W+$", re.IGNORECASE)
_GUARD_AFTER = re.compile(
    rf"^\W+(?:(?:of|the|this|that|a|an|its|all)\W+)*(?:\w+\W+)?{_THINGS}", re.IGNORECASE
)
_MEETING_ITSELF = re.compile(
    r"(?<!virtual )(?<!zoom )(?<!online )\bmeeting\b(?: is| has been| was)? "
    r"(?:hereby )?(?:cancel|postponed|deferred)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;,\n()]+|\s[-–—]+\s|--+")
_SESSION_OFF = re.compile(
    r"\b(?P<which>morning|afternoon|evening|first|second|night) session\b[^.;,]{0,20}\bcancel"
    r"|\bcancel\w*\b[^.;,]{0,12}\b(?P<other>morning|afternoon|evening|first|second|night) session",
    re.IGNORECASE,
)
_RECESSED = re.compile(r"\brecessed to\b[^\n]{0,80}", re.IGNORECASE)
_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS.split(), start=1)}
_DAY = re.compile(
    r"(?P<m>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<y>\d{2,4}))?"
    r"|(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?P<nd>\d{1,2})"
    r"(?:st|nd|rd|th)?(?:,? (?P<ny>\d{4}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatusReading:
    """What the words say: a status or None, the words, and what an operator should see."""

    status: Status | None = None
    reason: str = ""
    moved_to: date | None = None
    guarded: str = ""


def read_status(text: str, around: date) -> StatusReading:
    """Read one field of a record; `around` supplies the year of a date without one.

    >>> read_status("CANCELLED - holiday schedule", date(2026, 12, 22)).status
    <Status.CANCELLED: 'cancelled'>
    >>> read_status("Zoom option cancelled, attend in person", date(2026, 12, 22)).status is None
    True
    """
    reason = " ".join(text.split())
    guarded = ""
    for clause in _CLAUSE.split(_NEUTRAL.sub(" ", text)):
        is_off, is_moved = _CANCEL.search(clause), _POSTPONE.search(clause)
        if not (is_off or is_moved):
            continue
        word = is_off or is_moved
        if word and _is_about_a_thing(clause, word) and not _MEETING_ITSELF.search(clause):
            guarded = reason
        elif is_moved:
            target = read_day(text[text.lower().find(is_moved[0].lower()) :], around)
            return StatusReading(Status.POSTPONED, reason, target)
        else:
            return StatusReading(Status.CANCELLED, reason)
    return StatusReading(guarded=guarded)


def _is_about_a_thing(clause: str, word: re.Match[str]) -> bool:
    """Tell whether the word stands next to something else that can be called off."""
    before, after = clause[: word.start()], clause[word.end() :]
    return bool(_GUARD_BEFORE.search(before) or _GUARD_AFTER.match(after))


def read_day(text: str, around: date) -> date | None:
    """Return the first date of a text; without a year it is the one nearest to `around`."""
    match = _DAY.search(text)
    if not match:
        return None
    month = int(match["m"]) if match["m"] else _MONTH[match["name"].lower()[:3]]
    day, year = int(match["d"] or match["nd"]), match["y"] or match["ny"]
    years = [int(year) + (2000 if len(year) < 3 else 0)] if year else [-1, 0, 1]
    days = []
    for value in years:
        try:
            days.append(date(value if year else around.year + value, month, day))
        except ValueError:
            continue
    return min(days, key=lambda found: abs(found - around), default=None)


def read_recess(text: str) -> str:
    """Return the words of a continuation ("Recessed to 12/11/26 at 5:00 p.m."), or ""."""
    match = _RECESSED.search(text)
    return " ".join(match[0].split()) if match else ""


def read_session_off(text: str) -> str:
    """Return which session is called off ("evening"), or "" if none is."""
    match = _SESSION_OFF.search(text)
    return (match["which"] or match["other"]).lower() if match else ""
