"""One event made safe before it is expanded: broken parts out, every rule within measure."""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from math import prod
from typing import Any

import icalendar
from icalendar.prop import vBroken, vDDDTypes

from bot.sources.text_cleaning import clean_line
from knowledge.meetings.raw_records import DateWindow

MAX_TIMES_A_DAY = 4  # sittings that one rule may give a day
MAX_STEPS = 100_000  # days that one rule may be followed through
read_date: Callable[[str, str | None], Any] = vDDDTypes.from_ical
_TOO_FAST = ("SECONDLY", "MINUTELY", "HOURLY")
_DAYS = {"DAILY": 1, "WEEKLY": 7}
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_DATES = ("RDATE", "EXDATE")
_SINGLE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SEQUENCE", "SUMMARY", "UID")


def mend_event(event: icalendar.Event, window: DateWindow) -> tuple[list[str], bool]:
    """Mend an event in place; return (what was left out, in words; whether dates may be missing).

    Raise ValueError if it has no usable start, or changes an instance that cannot be told.
    A rule that is left out leaves the first date.
    """
    said, lost = _mend_broken(event), _mend_dates(event)
    try:
        start = property_moment(event, "DTSTART")
    except Exception as fault:  # a broken property raises on any touch
        raise ValueError(f"no usable start ({type(fault).__name__})") from fault
    end = optional_moment(event, "DTEND")
    if end is not None and (
        type(end) is not type(start) or naive_datetime(end) < naive_datetime(start)
    ):
        del event["DTEND"]
    kept = []
    for rule in property_values(event, "RRULE"):
        try:
            _check_rule(rule, start, window)
        except (TypeError, ValueError) as fault:
            lost.append(f"its repetition is not read: {fault}")
            continue
        _mend_until(rule, start)
        if rule not in kept:
            kept.append(rule)
    event.pop("RRULE", None)
    if kept:
        event["RRULE"] = kept[0] if len(kept) == 1 else kept
        _skip_ahead(event, kept, start, window)
    if event.pop("EXRULE", None) is not None:
        said.append("an EXRULE is not read: dates that it takes out may be listed")
    return said + lost, bool(lost) or "its RRULE cannot be read" in said


def property_values(event: icalendar.Event, name: str) -> list[Any]:
    """Return the values of a property that may stand several times."""
    found = event.get(name)
    return found if isinstance(found, list) else [] if found is None else [found]


def property_moment(event: Any, name: str) -> date | datetime:
    """Return the date or datetime of a property; raise for anything else, as a broken one does."""
    found = event[name].dt
    if not isinstance(found, date):
        raise TypeError(f"{name} is no date")
    return found


def optional_moment(event: icalendar.Event, name: str) -> date | datetime | None:
    """Return the date or datetime of a property, or None if it is missing or broken."""
    try:
        return property_moment(event, name)
    except Exception:  # a broken property raises on any touch
        event.pop(name, None)
        return None


def set_moment(event: Any, name: str, at: date | datetime) -> None:
    """Give a property another moment, keeping its parameters."""
    event[name].dt = at


def naive_datetime(at: date | datetime) -> datetime:
    """Return a date or datetime as a naive datetime that can be compared."""
    if isinstance(at, datetime):
        return at.replace(tzinfo=None)
    return datetime.combine(at, time())


def _mend_broken(event: icalendar.Event) -> list[str]:
    """Take out what the library could not read; raise ValueError if that is the instance."""
    said = []
    for name in list(event.keys()):
        values = property_values(event, name)
        good = [one for one in values if not isinstance(one, vBroken)]
        if len(good) < len(values) and name not in _DATES:
            if name == "RECURRENCE-ID":
                raise ValueError("the date it changes cannot be read")
            if name != "DTSTART":
                said.append(f"its {name} cannot be read")
                event.pop(name)
                if good:
                    event[name] = good[0] if len(good) == 1 else good
        elif name in _SINGLE and len(values) > 1:
            event[name] = values[0]
    return said


def _mend_dates(event: icalendar.Event) -> list[str]:
    """Keep the dates that can be read of lists that hold a broken one; an empty list is none."""
    said = []
    for name in _DATES:
        values = property_values(event, name)
        broken = [one for one in values if isinstance(one, vBroken)]
        if not broken:
            continue
        event.pop(name)
        kept = [one for one in values if not isinstance(one, vBroken)]
        for one in broken:
            zone = one.params.get("TZID")
            for part in filter(None, (part.strip() for part in str(one).split(","))):
                try:
                    at = read_date(part, zone)
                except Exception:  # whatever the parser met
                    said.append(f"a date of its {name} cannot be read: {clean_line(part, 40)}")
                else:
                    kept.append(icalendar.vDDDLists([at]))
        if kept:
            event[name] = kept[0] if len(kept) == 1 else kept
    return said


def _check_rule(rule: Any, start: date | datetime, window: DateWindow) -> None:
    """Raise ValueError for a rule without measure, or one that never gives a date."""
    freq = str((rule.get("FREQ") or [""])[0]).upper()
    if freq not in (*_DAYS, "MONTHLY", "YEARLY"):
        raise ValueError("repeats more than daily" if freq in _TOO_FAST else "names no frequency")
    interval = _rule_interval(rule)
    if interval < 1:
        raise ValueError(f"an interval of {interval}")
    a_day = prod(len(rule.get(name) or [1]) for name in _TIMES)
    if a_day > MAX_TIMES_A_DAY:
        raise ValueError(f"repeats {a_day} times a day")
    if not _gives_dates(rule, freq):
        raise ValueError("never gives a date")
    begins = naive_datetime(start).date()
    if not _may_skip(rule, freq) and freq in _DAYS:
        steps = (window.last - begins).days // (_DAYS[freq] * interval) * a_day
        if steps > MAX_STEPS // 10:
            raise ValueError(f"counts {steps} dates")


def _rule_interval(rule: Any) -> int:
    """Return how many periods lie between two dates of a rule."""
    return int((rule.get("INTERVAL") or [1])[0])


def _gives_dates(rule: Any, freq: str) -> bool:
    """Tell whether a rule can ever give a date: looking for one would have no end."""
    months = [abs(int(month)) for month in rule.get("BYMONTH") or []]
    days = [abs(int(day)) for day in rule.get("BYMONTHDAY") or []]
    if any(not 1 <= month <= 12 for month in months) or any(not 1 <= day <= 31 for day in days):
        return False
    # 2024 is a leap year: no other year has a day more.
    longest = [day <= monthrange(2024, m)[1] for m, day in product(months, days)]
    if months and days and not any(longest):
        return False
    rare = [name for name in ("BYYEARDAY", "BYWEEKNO", "BYEASTER") if rule.get(name)]
    if rare and (freq != "YEARLY" or months or days or len(rare) > 1):
        return False
    places = [abs(int(place)) for place in rule.get("BYSETPOS") or []]
    a_period = prod(len(rule.get(name) or [1]) for name in _TIMES)
    widest = {"DAILY": 1, "WEEKLY": len(rule.get("BYDAY") or [1]), "MONTHLY": 31, "YEARLY": 366}
    if freq == "MONTHLY" and rule.get("BYDAY"):
        widest["MONTHLY"] = min(31, 5 * len(rule["BYDAY"]))
    return not places or min(places) <= widest[freq] * a_period


def _mend_until(rule: Any, start: date | datetime) -> None:
    """Give UNTIL the form of the start: a date means its whole day, a local time its zone's."""
    until = (rule.get("UNTIL") or [None])[0]
    if not isinstance(until, date) or not isinstance(start, datetime):
        return
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    elif until.tzinfo is not None:
        return
    rule["UNTIL"] = [until.replace(tzinfo=start.tzinfo).astimezone(UTC) if start.tzinfo else until]


def _may_skip(rule: Any, freq: str) -> bool:
    """Tell whether a rule gives the same dates when it begins some whole periods later."""
    return freq in _DAYS and not rule.get("COUNT") and not rule.get("BYSETPOS")


def _skip_ahead(
    event: icalendar.Event, rules: list[Any], start: date | datetime, window: DateWindow
) -> None:
    """Let an old endless series begin shortly before the window, by whole periods."""
    rule = rules[0]
    freq = str(rule["FREQ"][0]).upper()
    if len(rules) > 1 or not _may_skip(rule, freq):
        return
    period = _DAYS[freq] * _rule_interval(rule)
    days = (
        (window.first - timedelta(days=31) - naive_datetime(start).date()).days // period * period
    )
    if days <= 0:
        return
    for name in ("DTSTART", "DTEND"):
        at = optional_moment(event, name)
        if at is not None:
            set_moment(event, name, at + timedelta(days=days))
