"""How often to look at a calendar: often by day, seldom by night, closely before a meeting."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_PAUSE_IN, NIGHT_PAUSE_IN, NEAR_PAUSE_IN = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(minutes=5),
)
NEAR_FROM = timedelta(hours=3)
MORNING, EVENING = time(7, 0), time(21, 0)


def poll_pause(now: datetime, next_start: datetime | None, tz: str) -> timedelta:
    """Return how long to leave a source alone; `next_start` is when the next meeting begins."""
    if next_start is not None and next_start - now <= NEAR_FROM:
        return NEAR_PAUSE_IN
    local = now.astimezone(ZoneInfo(tz)).time()
    return DAY_PAUSE_IN if MORNING <= local < EVENING else NIGHT_PAUSE_IN


def is_poll_due(tried_at: datetime | None, pause: timedelta, now: datetime) -> bool:
    """Tell whether to ask again; a clock that was set back does not silence a source."""
    return tried_at is None or now < tried_at or now - tried_at >= pause
