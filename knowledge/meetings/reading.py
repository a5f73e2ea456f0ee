"""One raw record, read by the rules of one city."""

import re
from dataclasses import replace
from datetime import time

from knowledge.meetings import bodies, days, places, sittings, words
from knowledge.meetings.calendar import KnownBody, Reading
from knowledge.meetings.change import FlagKind
from knowledge.meetings.city import Body, City
from knowledge.meetings.meeting import Kind, Session, Status
from knowledge.meetings.raw import Origin, RawMeeting
from knowledge.meetings.subjects import subject_of
from knowledge.meetings.times import TimeReading, is_skipped, read_time
from knowledge.meetings.words import StatusReading

_CANCEL_LABEL = re.compile(r"\bnotice of cancell?ation\b|\bcancell?ed\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"cover.?page|place.?holder|(?:to|will) be (?:posted|published)|not (?:yet )?available"
    r"|coming.?soon|no agenda",
    re.IGNORECASE,
)
READ = 300  # characters of a comment in which its standing is looked for


def normalise(
    raw: RawMeeting, city: City, origin: Origin, known: KnownBody | None = None
) -> Reading:
    """Return what a record says by the rules of `city`; doubts about it become remarks."""
    slug, name = bodies.find_body(raw, known, city)
    kind = bodies.find_kind(raw, name)
    names = _names(raw, name, city.body(slug))
    remarks: list[tuple[str, str]] = []
    said = _status(raw, city, (*names, city.name, *city.localities))
    sessions, note = _sessions(raw, slug, kind, city, origin, remarks)
    sessions, off_times, said = sittings.call_off(sessions, said)
    status = said.status or Status.SCHEDULED
    if status is Status.SCHEDULED and (not sessions or raw.all_day or _is_tentative(raw)):
        status = Status.TENTATIVE
    remarks += _remarks(said)
    url, stamp = _agenda(raw)
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
        join_url=places.read_join_link(f"{raw.location_raw}\n{raw.comment_raw}"),
        status=status,
        status_reason=said.reason[:200] if said.status else "",
        moved_to=said.moved_to,
        replaces=days.read_replaced(f"{raw.comment_raw[:READ]}\n{raw.title_raw}", raw.local_date),
        note="" if said.status else said.unclear[:200],
        off_times=off_times,
        off_part=said.part if not said.status else "",
        subject=subject_of(raw, names, kind),
        title=raw.title_raw,
        continuation=days.read_recess(raw.comment_raw),
        agenda_url=url,
        agenda_stamp=stamp,
        items=raw.items,
        minutes_url=raw.minutes_url,
        minutes_final=raw.minutes_final,
        video_url=raw.video_url,
        detail_url=raw.detail_url,
        is_hidden=bodies.is_hidden(raw, slug, known, city),
        remarks=tuple(remarks),
    )


def _names(raw: RawMeeting, name: str, body: Body | None) -> tuple[str, ...]:
    """Return every name of the body; one made up from the title alone is none."""
    if body:
        return (body.name, *body.aliases, raw.body_raw)
    return (name, raw.body_raw) if raw.body_raw else ()


def _status(raw: RawMeeting, city: City, names: tuple[str, ...]) -> StatusReading:
    """Return what the fields say of the meeting's standing, the first that is sure.

    Item titles are never read, nor what stands far down in a long text.
    """
    named = dict(city.statuses).get(" ".join(raw.status_raw.casefold().split()))
    if named:
        moved_to = words.read_status(raw.comment_raw[:READ], raw.local_date, names).moved_to
        return StatusReading(named, _reason(raw, names), moved_to)
    label = raw.agenda.label if raw.agenda else ""
    label = label if _CANCEL_LABEL.search(label) else ""
    labels = (raw.status_raw, raw.location_raw, raw.time_text, raw.title_raw, label)
    found = [words.read_status(text, raw.local_date, names, is_label=True) for text in labels]
    found.append(words.read_status(_opening(raw.comment_raw), raw.local_date, names))
    sure = next((one for one in found if one.status), None)
    if sure:
        return replace(sure, moved_to=next((one.moved_to for one in found if one.moved_to), None))
    parts, unclear, guarded = (
        next((text for one in found if (text := getattr(one, name))), "")
        for name in ("part", "unclear", "guarded")
    )
    reason = next((one.reason for one in found if one.part), "")
    return StatusReading(part=parts, reason=reason, unclear=unclear, guarded=guarded)


def _reason(raw: RawMeeting, names: tuple[str, ...]) -> str:
    """Return the words that say why, where the comment gives them, else the bare status."""
    said = words.read_status(_opening(raw.comment_raw), raw.local_date, names)
    return said.reason if said.status else raw.status_raw


def _opening(text: str) -> str:
    """Return the beginning of a text, cut where a line or a sentence ends."""
    if len(text) <= READ:
        return text
    ends = [match.end() for match in re.finditer(r"[.;]\s|\n", text[:READ])]
    return text[: ends[-1]] if ends else ""


def _is_tentative(raw: RawMeeting) -> bool:
    """Tell whether a calendar itself calls the entry tentative."""
    return raw.status_raw.casefold() == Status.TENTATIVE and raw.start_time is not None


def _remarks(said: StatusReading) -> list[tuple[str, str]]:
    """Return what an operator should know of words that did not call the meeting off."""
    found = []
    if said.guarded and not said.status:
        words_ = f"not read as a cancellation of the meeting: {said.guarded[:160]}"
        found.append((FlagKind.GUARDED_WORD.value, words_))
    if said.unclear and not said.status:
        words_ = f"may call the meeting off, people are asked to check: {said.unclear[:160]}"
        found.append((FlagKind.UNCLEAR_WORD.value, words_))
    return found


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
    extra = sittings.times_of(said, city)
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
    return sittings.number(times, slug, kind, city), ""


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


def _agenda(raw: RawMeeting) -> tuple[str, str]:
    """Return (url, stamp) of a real agenda; a placeholder or a notice of cancellation is none."""
    agenda = raw.agenda
    if agenda is None or not agenda.url or _CANCEL_LABEL.search(agenda.label):
        return "", ""
    if _PLACEHOLDER.search(f"{agenda.label} {agenda.url.rsplit('/', 1)[-1]}"):
        return "", ""
    published = agenda.published_at.isoformat() if agenda.published_at else ""
    return agenda.url, f"{agenda.url} {published}"
