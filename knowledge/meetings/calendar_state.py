"""What must be remembered between two looks at the calendar: plain data, nothing else."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from knowledge.meetings.meeting import Meeting, MeetingKind, MeetingStatus, Override, Session
from knowledge.meetings.meeting_change import MeetingChange, OperatorFlag
from knowledge.meetings.raw_records import AgendaItem, Origin, Validators


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """One record as the rules understand it; `remarks` are for operators."""

    body: str
    body_slug: str
    kind: MeetingKind
    local_date: date
    sessions: tuple[Session, ...] = ()
    time_note: str = ""
    last_date: date | None = None
    location_key: str = ""
    location_text: str = ""
    join_url: str = ""
    status: MeetingStatus = MeetingStatus.SCHEDULED
    status_reason: str = ""
    moved_to: date | None = None  # "rescheduled to January 14"
    replaces: date | None = None  # "in lieu of the December 8 meeting"
    note: str = ""  # words that may call it off, and may not: for people to check
    off_times: tuple[time, ...] = ()  # sittings of the day that are called off
    off_part: str = ""  # the words for them: "evening", "5 pm"
    subject: str = ""  # what a special meeting is about
    title: str = ""
    continuation: str = ""
    agenda_url: str = ""
    agenda_stamp: str = ""  # changes when the file may have changed: a reason to read it again
    items: tuple[AgendaItem, ...] | None = None
    minutes_url: str = ""
    minutes_final: bool = False
    video_url: str = ""
    detail_url: str = ""
    is_hidden: bool = False
    remarks: tuple[tuple[str, str], ...] = ()  # (FlagKind, words)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source's record across polls; `key` is source, native id and recurrence id."""

    key: str
    origin: Origin
    native_id: str
    recurrence_id: str
    reading: ParsedRecord
    first_seen_at: datetime
    last_seen_at: datetime
    meeting_id: str = ""
    modified_at: datetime | None = None
    missing_polls: int = 0
    missing_since_at: datetime | None = None
    older_polls: int = 0
    is_gone: bool = False
    is_vouched: bool = False  # missing from the list, yet present when asked for by its id
    is_baseline: bool = False


@dataclass(frozen=True, slots=True)
class SourceMemory:
    """How a source behaved; `changed_at` is of its last full answer, `checked_at` good."""

    source_id: str
    baseline_at: datetime | None = None
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    tried_at: datetime | None = None
    accepts_less: bool = False  # an operator said that a shorter list is right
    rejected: tuple[str, ...] = ()
    is_frozen: bool = False  # it sends an older copy of what we know
    suspects: int = 0
    errors: int = 0
    last_error: str = ""
    needs_token: bool = False
    validators: Validators = field(default_factory=Validators)
    bodies_seen: tuple[str, ...] = ()  # sha256 of earlier answers, newest last
    old_copies: int = 0


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body id of a source, bound for good to the slug it had when first seen."""

    source_id: str
    body_id: str
    slug: str
    meets: bool | None = None


@dataclass(frozen=True, slots=True)
class UnconfirmedChange:
    """A difference seen but not yet told; it dies if the source takes it back."""

    meeting_id: str
    target: str
    first_seen_at: datetime
    polls: int = 1
    is_confirmed: bool = False
    batch: str = ""
    is_approved: bool = False


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an agenda held when it was read; another `stamp` means it is worth reading again."""

    stamp: str
    sha256: str = ""  # of the file, "" if it could not be read
    items: tuple[AgendaItem, ...] | None = None  # None if the source gives none
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AgendaQuery:
    """An agenda to read: hand back a Fingerprint with this stamp."""

    origin: Origin
    native_id: str
    url: str
    stamp: str


@dataclass(frozen=True, slots=True)
class CalendarSnapshot:
    """All that is known of a city's meetings; `state_json` carries it over a restart."""

    meetings: tuple[Meeting, ...] = ()
    records: tuple[SourceRecord, ...] = ()
    sources: tuple[SourceMemory, ...] = ()
    bodies: tuple[KnownBody, ...] = ()
    pending: tuple[UnconfirmedChange, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()  # (meeting id, target) an operator refused
    overrides: tuple[Override, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()
    flags: tuple[str, ...] = ()  # keys of the flags that stand

    def find_meeting(self, meeting_id: str) -> Meeting | None:
        """Return the meeting of that id, if it is known."""
        return next((m for m in self.meetings if m.id == meeting_id), None)

    def memory_of_source(self, source_id: str) -> SourceMemory:
        """Return what is remembered of a source; an unknown one has an empty memory."""
        found = next((s for s in self.sources if s.source_id == source_id), None)
        return found or SourceMemory(source_id)


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """A record to ask its source for by id, before a change is told or a loss believed."""

    origin: Origin
    native_id: str
    recurrence_id: str
    meeting_id: str


@dataclass(frozen=True, slots=True)
class PassResult:
    """The result of one look: the new state, what to tell, what to ask, what operators see.

    Hand the answers to `questions` and `agendas` to `diff` again, without waiting for a poll.
    """

    calendar: CalendarSnapshot
    changes: tuple[MeetingChange, ...] = ()
    flags: tuple[OperatorFlag, ...] = ()
    questions: tuple[RecordQuery, ...] = ()
    agendas: tuple[AgendaQuery, ...] = ()
