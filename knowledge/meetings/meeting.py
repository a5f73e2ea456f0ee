"""A meeting as people see it, and the corrections an editor may lay over it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from knowledge.meetings.clock_times import to_utc
from knowledge.meetings.raw_records import AgendaItem


class MeetingKind(StrEnum):
    """What sort of meeting it is."""

    REGULAR = "regular"
    SPECIAL = "special"
    WORKSHOP = "workshop"
    EMERGENCY = "emergency"
    BUDGET = "budget"
    CLOSED = "closed"  # listed but not open: no text may invite people to speak


class MeetingStatus(StrEnum):
    """Whether it takes place; that it has passed is derived from the clock, never stored."""

    SCHEDULED = "scheduled"
    TENTATIVE = "tentative"  # the time, or the exact day, is not known yet
    CANCELLED = "cancelled"
    POSTPONED = "postponed"  # off, and no new date is known
    RESCHEDULED = "rescheduled"  # off, and `superseded_by` names the meeting that replaces it
    UNLISTED = "unlisted"  # gone from the calendar, but nobody said it was cancelled


ON_STATUSES = frozenset({MeetingStatus.SCHEDULED, MeetingStatus.TENTATIVE})
OFF_STATUSES = frozenset(
    {MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.RESCHEDULED}
)


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting of a meeting day; `is_usual`: the habit of the body, not a notice, says so."""

    number: int
    local_time: time
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """An agenda as far as it is known; `posted_at` stays when the file is withdrawn again."""

    url: str = ""
    sha256: str = ""
    items: tuple[AgendaItem, ...] = ()
    posted_at: datetime | None = None
    revised_at: datetime | None = None
    stamp: str = ""
    seen_at: datetime | None = None  # when the link first stood there
    told_sha256: str = ""  # the bytes and the items that people know of
    told_items: tuple[AgendaItem, ...] = ()
    results_at: datetime | None = None  # since when the results stand as they do
    told_results: tuple[AgendaItem, ...] = ()  # the items whose outcome people know of

    @property
    def is_available(self) -> bool:
        """Tell whether there is something to read now."""
        return bool(self.url)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `id` is ours and never changes, `rev` rises with every visible difference.

    No sessions means that no time is known. `off_times` are sittings of the day that were called
    off while the rest stands. `subject` is what it is about, in the clerk's words. `doubts` names
    what speaks against it: "cancelled" (a lesser source says so), "note" (the words in `note` may
    mean that it is off). `checking` names what its own source now says otherwise and is not
    confirmed yet ("status", "date", "time", "place", "listed"), `checking_status` the status the
    source now gives.
    """

    id: str
    body: str
    body_slug: str
    kind: MeetingKind
    local_date: date
    tz: str
    first_seen_at: datetime
    revised_at: datetime
    sessions: tuple[Session, ...] = ()
    time_note: str = ""
    last_date: date | None = None
    location_key: str = ""
    location_text: str = ""
    join_url: str = ""
    status: MeetingStatus = MeetingStatus.SCHEDULED
    status_reason: str = ""
    subject: str = ""
    title: str = ""
    continuation: str = ""
    agenda: Agenda = field(default_factory=Agenda)
    minutes_url: str = ""
    minutes_final: bool = False  # the source calls the minutes final
    video_url: str = ""
    detail_url: str = ""
    supersedes: str = ""
    superseded_by: str = ""
    rev: int = 1
    start_known_at: datetime | None = None  # since when this very start is known
    announced_at: datetime | None = None  # when a new or moved start was last told, not silently
    is_baseline: bool = False  # it stood in the first answer we ever had from its source
    is_told: bool = False  # nothing is owed about its being new
    doubts: tuple[str, ...] = ()
    note: str = ""
    off_times: tuple[time, ...] = ()
    checking: tuple[str, ...] = ()
    checking_status: MeetingStatus | None = None
    records: tuple[str, ...] = ()

    @property
    def local_time(self) -> time | None:
        """The wall-clock time of the first session, or None if it is not known."""
        return self.sessions[0].local_time if self.sessions else None

    @property
    def start_at(self) -> datetime | None:
        """The UTC instant of the first session, or None if the time is not known."""
        return (
            to_utc(self.local_date, self.sessions[0].local_time, self.tz)
            if self.sessions
            else None
        )

    @property
    def closes_at(self) -> datetime:
        """The UTC instant after which news about it is stale.

        It is the start of the last session, or the end of the last day if no time is known.
        """
        last = self.last_date or self.local_date
        if self.sessions and last == self.local_date:
            return to_utc(last, self.sessions[-1].local_time, self.tz)
        return to_utc(last + timedelta(days=1), time(0), self.tz)

    @property
    def is_on(self) -> bool:
        """Tell whether it is to take place, as far as we know."""
        return self.status in ON_STATUSES

    @property
    def is_confirmed(self) -> bool:
        """Tell whether its sources list it just as we show it, without a doubt."""
        return self.status is not MeetingStatus.UNLISTED and not self.checking and not self.doubts

    def begins_at(self, session: Session) -> datetime:
        """Return the UTC instant of one of its sessions."""
        return to_utc(self.local_date, session.local_time, self.tz)

    def has_begun(self, now: datetime) -> bool:
        """Tell whether its first session has begun, or its day is over if no time is known."""
        return now >= (self.start_at or self.closes_at)


@dataclass(frozen=True, slots=True)
class Override:
    """What an editor typed about one meeting in the chat; a field left None is not overridden."""

    meeting_id: str
    local_date: date | None = None
    times: tuple[time, ...] | None = None
    location: str | None = None
    status: MeetingStatus | None = None
    reason: str | None = None
    join_url: str | None = None
    agenda_url: str | None = None
