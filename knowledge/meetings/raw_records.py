"""What a source hands over: untouched words, and how well the asking went."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as the rules see it; a higher `authority` wins where two sources disagree."""

    id: str
    platform: str
    authority: int
    is_mixed: bool = False  # also lists parades and closings: keep only what looks like a meeting
    is_trusted: bool = False  # a person of this city typed it: no confirmation, no holding back


@dataclass(frozen=True, slots=True)
class Vote:
    """How one member voted, in the source's words: ("Kaufman", "Aye")."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What was decided on an item, as far as its source says; "" and None stand for no word.

    `votes` is the roll call, if there was one.
    """

    passed: bool | None = None
    action: str = ""
    tally: str = ""
    mover: str = ""
    seconder: str = ""
    votes: tuple[Vote, ...] = ()

    @property
    def decision_fields(self) -> tuple[bool | None, str, str]:
        """What was decided, apart from who had which part in it."""
        return self.passed, self.action, self.tally


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of an agenda, in the order of the agenda; no `outcome` until there is one."""

    sequence: int
    title: str
    number: str = ""
    file: str = ""
    type: str = ""
    is_consent: bool = False
    outcome: ItemOutcome | None = None

    @property
    def as_announced(self) -> "AgendaItem":
        """The item as it was announced: what was decided on it is no change of the agenda."""
        return replace(self, outcome=None)


@dataclass(frozen=True, slots=True)
class RawAgenda:
    """A link to an agenda with whatever the source says about it."""

    url: str
    label: str = ""
    status: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RawMeeting:
    """One record of one source; texts are stripped of markup and capped, nothing else.

    `time_text` is what a person typed; `start_time` is set instead by
    sources that give a machine-made local time. `recurrence_id` is the UTC start the instance had
    before it was moved, or "". `body_meets` is False for departments and test bodies, None if the
    source does not say. `items` is None where they were not asked for.
    """

    native_id: str
    local_date: date
    recurrence_id: str = ""
    body_raw: str = ""
    body_id: str = ""
    body_meets: bool | None = None
    title_raw: str = ""
    time_text: str = ""
    start_time: time | None = None
    all_day: bool = False
    last_date: date | None = None
    location_raw: str = ""
    status_raw: str = ""
    comment_raw: str = ""
    agenda: RawAgenda | None = None
    items: tuple[AgendaItem, ...] | None = None
    minutes_url: str = ""
    minutes_final: bool = False
    video_url: str = ""
    detail_url: str = ""
    modified_at: datetime | None = None  # a hint only: it fails to move, it never should go back


@dataclass(frozen=True, slots=True)
class DateWindow:
    """The local dates asked for, both ends included."""

    first: date
    last: date

    def contains(self, day: date) -> bool:
        """Tell whether a local date lies in the window."""
        return self.first <= day <= self.last


class FetchOutcome(StrEnum):
    """How a fetch went."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    SUSPECT_EMPTY = "suspect_empty"
    PARTIAL = "partial"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Validators:
    """What to send back for a conditional request."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """The answer of one source to one poll; absence counts only when `complete`."""

    origin: Origin
    outcome: FetchOutcome
    window: DateWindow
    fetched_at: datetime
    complete: bool = False
    records: tuple[RawMeeting, ...] = ()
    rejected: tuple[str, ...] = ()  # what could not be read as it stands, and why
    unread: tuple[str, ...] = ()  # native ids that are listed, yet could not be read: not absent
    validators: Validators = field(default_factory=Validators)
    raw_sha256: str = ""
    error: str = ""
    needs_token: bool = False  # the source refused our key: only an operator can mend it


class Presence(StrEnum):
    """What a source says about one record when asked for it by its id."""

    PRESENT = "present"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The answer to a question about one record; `record` is set when it is present."""

    origin: Origin
    native_id: str
    presence: Presence
    record: RawMeeting | None = None
    recurrence_id: str = ""
