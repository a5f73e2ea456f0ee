"""One raw record, read by the rules of one city."""

import re
from dataclasses import replace
from datetime import date, time

from knowledge.meetings import bodies, places, words
from knowledge.meetings.calendar import KnownBody, Reading
from knowledge.meetings.change import FlagKind
from knowledge.meetings.city import City
from knowledge.meetings.meeting import Kind, Session, Status
from knowledge.meetings.raw import AgendaItem, Origin, RawMeeting
from knowledge.meetings.times import TimeReading, is_skipped, read_time

_CANCEL_LABEL = re.compile(r"\bnotice of cancell?ation\b|\bcancell?ed\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"cover.?page|place.?holder|(?:to|will) be (?:posted|published)|not (?:yet )?available"
    r"|coming.?soon|no agenda",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}(?::\d{2})?\s*[ap]\.?\s?m\b\.?"
_ORDINAL = r"(?:\s+(?:[ivx]+\b|\d+(?!\d|:|\s*[ap]\.?\s?m)))?"  # "session II", "session 2"
_SESSIONS = re.compile(
    rf"\bsession{_ORDINAL}\W*(?:at|from|begins at|starts at)?\s*(?P<a>{_CLOCK})"
    rf"|\breconven\w+\s+(?:at\s+)?(?P<b>{_CLOCK})|\brecess(?:es)?\s+(?:to|until)\s+(?P<c>{_CLOCK})",
    re.IGNORECASE,
)
_LATE = {"afternoon", "evening", "night", "second"}


def normalise(
    raw: RawMeeting, city: City, origin: Origin, known: KnownBody | None = None
) -> Reading:
    """Return what a record says by the rules of `city`; doubts about it become remarks."""
    slug, name = bodies.find_body(raw, known, city)
    kind = bodies.find_kind(raw, name)
    remarks: list[tuple[str, str]] = []
    status, reason, moved_to = _status(raw, city, remarks)
    sessions, note = _sessions(raw, slug, kind, city, origin, remarks)
    if status is Status.SCHEDULED and (not sessions or raw.all_day):
        status = Status.TENTATIVE
    url, stamp = _agenda(raw)
    link = places.read_link(raw.location_raw) or places.read_link(raw.comment_raw)
    return Reading(
        body=name,
        body_slug=slug,
        kind=kind,
        local_date=raw.local_date,
        sessions=sessions,
        time_note=note,
        last_date=raw.last_date if raw.last_date != raw.local_date else None,
        location_key=places.place_key(raw.location_raw, city),
        location_text=places.show_place(raw.location_raw),
        join_url=link,
        status=status,
        status_reason=reason,
        moved_to=moved_to,
        title=raw.title_raw,
        continuation=words.read_recess(raw.comment_raw),
        agenda_url=url,
        agenda_stamp=stamp,
        items=raw.items,
        minutes_url=raw.minutes_url,
        video_url=raw.video_url,
        detail_url=raw.detail_url,
        is_hidden=bodies.is_hidden(raw, slug, known, city),
        remarks=tuple(remarks),
    )


def _status(
    raw: RawMeeting, city: City, remarks: list[tuple[str, str]]
) -> tuple[Status, str, date | None]:
    """Return (status, reason, date moved to); item titles and long texts are never read."""
    named = dict(city.statuses).get(" ".join(raw.status_raw.casefold().split()))
    if named:
        return named, raw.status_raw, words.read_day(raw.comment_raw, raw.local_date)
    label = raw.agenda.label if raw.agenda else ""
    label = label if _CANCEL_LABEL.search(label) else ""
    fields = (raw.status_raw, raw.location_raw, raw.time_text, raw.title_raw, label)
    for text in (*fields, raw.comment_raw[:120]):
        found = words.read_status(text, raw.local_date)
        if found.status:
            return found.status, found.reason[:200], found.moved_to
        if found.guarded:
            said = f"not read as a cancellation of the meeting: {found.guarded[:160]}"
            remarks.append((FlagKind.GUARDED_WORD.value, said))
    if raw.status_raw.casefold() == Status.TENTATIVE and raw.start_time:
        return Status.TENTATIVE, "", None
    return Status.SCHEDULED, "", None


def _sessions(
    raw: RawMeeting,
    slug: str,
    kind: Kind,
    city: City,
    origin: Origin,
    remarks: list[tuple[str, str]],
) -> tuple[tuple[Session, ...], str]:
    """Return the sessions of the day and the words to show where there are none."""
    read = _typed(raw, city, origin)
    if read.problem:
        remarks.append((FlagKind.ODD_TIME.value, read.problem))
    said = " ".join((raw.comment_raw, *(item.title for item in raw.items or ())))
    extra = _session_times(said, city)
    times = list(read.times)
    if not times and not read.problem and not read.note:
        times, extra = extra[:1], extra[1:]
    if not times:
        return (), read.note
    times += [t for t in extra if t > times[-1]]
    skipped = [t for t in times if is_skipped(raw.local_date, t, city.tz)]
    if skipped:
        remarks.append((FlagKind.ODD_TIME.value, f"{skipped[0]:%H:%M} does not exist that day"))
        return (), raw.time_text or f"{skipped[0]:%H:%M}"
    return _number(times, words.read_session_off(raw.comment_raw), slug, kind, city), ""


def _typed(raw: RawMeeting, city: City, origin: Origin) -> TimeReading:
    """Return the times of the record's own time field."""
    if raw.all_day:
        return TimeReading(note=raw.time_text)
    if raw.start_time is None:
        return read_time(raw.time_text, city.policy.earliest, city.policy.latest)
    likely = city.policy.earliest <= raw.start_time <= city.policy.latest
    if likely or origin.is_trusted:
        return TimeReading((raw.start_time,))
    said = f"{raw.start_time:%H:%M} is no likely hour for a meeting"
    return TimeReading(note="", problem="" if raw.start_time == time(0) else said)


def _session_times(text: str, city: City) -> list[time]:
    """Return the times that a text gives to sessions, in order."""
    found: list[time] = []
    for match in _SESSIONS.finditer(text):
        clock = match["a"] or match["b"] or match["c"]
        times = read_time(clock, city.policy.earliest, city.policy.latest).times
        found += [moment for moment in times if moment not in found]
    return sorted(found)


def _number(times: list[time], off: str, slug: str, kind: Kind, city: City) -> tuple[Session, ...]:
    """Return numbered sessions, with the body's usual later ones unless they are called off."""
    found = [Session(number, moment) for number, moment in enumerate(times, start=1)]
    body = city.body(slug)
    if body and len(found) == 1:
        for habit in body.sessions:
            if habit.kind is kind and habit.first == times[0]:
                found += [Session(n, t, True) for n, t in enumerate(habit.then, start=2)]
    if off and len(found) > 1:
        found = found[:-1] if off in _LATE else found[1:]
    return tuple(replace(session, number=n) for n, session in enumerate(found, start=1))


def _agenda(raw: RawMeeting) -> tuple[str, str]:
    """Return (url, stamp) of a real agenda; a placeholder or a notice of cancellation is none."""
    agenda = raw.agenda
    if agenda is None or not agenda.url or _CANCEL_LABEL.search(agenda.label):
        return "", ""
    if _PLACEHOLDER.search(f"{agenda.label} {agenda.url.rsplit('/', 1)[-1]}"):
        return "", ""
    published = agenda.published_at.isoformat() if agenda.published_at else ""
    return agenda.url, f"{agenda.url} {published}"


def with_items(raw: RawMeeting, items: tuple[AgendaItem, ...] | None) -> RawMeeting:
    """Return the record with the agenda items that were asked for separately."""
    return replace(raw, items=items)
