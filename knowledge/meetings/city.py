"""How one city holds its meetings: everything that another city would write differently."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from knowledge.meetings.meeting import MeetingKind, MeetingStatus
from knowledge.meetings.raw_records import DateWindow

OTHER_BODIES = "other"


@dataclass(frozen=True, slots=True)
class SessionDefault:
    """A habit: a meeting of this kind that starts at `first` usually sits again at `then`."""

    kind: MeetingKind
    first: time
    then: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """When taking part must be asked for: exactly one of the three measures is set.

    `purpose` is "written", "speak" or "accommodation". `days_before` (with the hour `at`)
    counts calendar days, `business_days` skips weekends and the city's holidays.
    """

    purpose: str
    hours_before: int | None = None
    days_before: int | None = None
    business_days: int | None = None
    at: time = time(17, 0)
    notice_in: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Body:
    """A board or commission, and every name its sources use for it."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    sessions: tuple[SessionDefault, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A known building: naming its address as well is no news."""

    key: str
    names: tuple[str, ...]
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CityPolicy:
    """The numbers of the rules; each may be set per city."""

    days_back: int = 14
    days_ahead: int = 400
    urgent_in: timedelta = timedelta(hours=48)  # nearer than this: told once confirmed
    replacement_hold_in: timedelta = timedelta(minutes=15)
    settle_in: timedelta = timedelta(minutes=30)  # there and back within this is silent
    conflict_in: timedelta = timedelta(hours=72)
    missing_polls: int = 3
    missing_in: timedelta = timedelta(hours=6)
    old_copy_polls: int = 3
    suspect_floor: int = 3
    suspect_polls: int = 3
    bulk_new: int = 5
    bulk_off: int = 5
    bulk_share: float = 0.5
    bulk_floor: int = 3
    bulk_hold_in: timedelta = timedelta(minutes=30)
    bulk_near_in: timedelta = timedelta(hours=6)  # nearer than this, a batch is not held back
    unconfirmed_in: timedelta = timedelta(hours=1)  # no longer is a second look waited for
    link_date_days: int = 60
    same_start_in: timedelta = timedelta(minutes=30)
    time_change_in: timedelta = timedelta(minutes=5)
    agenda_wait_in: timedelta = timedelta(minutes=10)  # for the items, before it is told
    revised_gap_in: timedelta = timedelta(hours=6)
    results_in: timedelta = timedelta(days=45)  # so long after a meeting results are read
    results_settle_in: timedelta = timedelta(hours=1)  # they stand so long before they are told
    unchanged_in: timedelta = timedelta(days=7)
    stale_in: timedelta = timedelta(hours=2)
    keep_days: int = 60
    earliest: time = time(6, 0)
    latest: time = time(22, 59)
    soon_days: int = 10  # a new regular meeting nearer than this is told at once
    awake_in: timedelta = timedelta(hours=14)  # nearer than this: quiet hours do not hold it back
    repeat_in: timedelta = timedelta(hours=2)
    digest_at: time = time(18, 0)
    digest_weekday: int = 6
    evening_at: time = time(18, 0)
    day_lead_at: time = time(9, 0)
    unread_in: timedelta = timedelta(hours=24)  # no source was read for so long:
    unread_near_in: timedelta = timedelta(hours=72)  # who awaits a meeting so near is told


@dataclass(frozen=True, slots=True)
class City:
    """A city's zone, bodies, places, words and numbers."""

    id: str
    name: str
    tz: str
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    localities: tuple[str, ...] = ()  # parts of an address that say nothing here
    statuses: tuple[tuple[str, MeetingStatus], ...] = ()  # status names of the source, case folded
    synonyms: tuple[tuple[str, ...], ...] = ()  # the same keyword in each language
    holidays: frozenset[date] = frozenset()
    policy: CityPolicy = field(default_factory=CityPolicy)

    def find_body(self, slug: str) -> Body | None:
        """Return the configured body of that slug, if there is one."""
        return next((body for body in self.bodies if body.slug == slug), None)

    def body_group(self, slug: str) -> str:
        """Return the slug if the body is configured, else "other"."""
        return slug if self.find_body(slug) else OTHER_BODIES

    def poll_window(self, today: date) -> DateWindow:
        """Return the local dates worth asking for on a given local day."""
        return DateWindow(
            today - timedelta(days=self.policy.days_back),
            today + timedelta(days=self.policy.days_ahead),
        )
