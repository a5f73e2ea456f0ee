"""When a message may go out: quiet hours, digests, and business days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.alerts.subscription import AlertPace, QuietHours
from knowledge.meetings.city import City
from knowledge.meetings.clock_times import local_day, to_utc

# A digest is closed this long before it leaves, so that no part of it comes too late.
DIGEST_CLOSES_IN = timedelta(minutes=5)


def after_quiet_hours(at: datetime, quiet: QuietHours | None, tz: str) -> datetime:
    """Return the first UTC instant from `at` on that is not in the quiet hours."""
    if quiet is None:
        return at
    local = at.astimezone(ZoneInfo(tz))
    if not quiet.contains(local.time()):
        return at
    day = local.date()
    if local.time() >= quiet.ends:
        day += timedelta(days=1)
    return max(at, to_utc(day, quiet.ends, tz))


def next_digest_at(at: datetime, pace: AlertPace, city: City) -> datetime:
    """Return the UTC instant of the next digest that is still open at `at`."""
    policy, day = city.policy, local_day(at, city.tz)
    while True:
        moment = to_utc(day, policy.digest_at, city.tz)
        is_its_day = pace is not AlertPace.WEEKLY or day.weekday() == policy.digest_weekday
        if is_its_day and moment - DIGEST_CLOSES_IN > at:
            return moment
        day += timedelta(days=1)


def business_days_before(day: date, count: int, holidays: frozenset[date]) -> date:
    """Return the date `count` business days before a day; weekends and holidays do not count."""
    while count:
        day -= timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            count -= 1
    return day
