"""One raw record, read by the rules of one city."""

import re
from dataclasses import replace
from datetime import time

from knowledge.meetings.calendar_state import KnownBody, ParsedRecord
from knowledge.meetings.city import Body, City
from knowledge.meetings.clock_times import ParsedTimes, is_skipped, parse_times
from knowledge.meetings.meeting import MeetingKind, MeetingStatus, Session
from knowledge.meetings.meeting_change import FlagKind
from knowledge.meetings.raw_records import Origin, RawMeeting
from knowledge.meetings.text import body_names, day_words, places, session_hours, status_words
from knowledge.meetings.text.meeting_subjects import meeting_subject
from knowledge.meetings.text.status_words import ParsedStatus

_CANCEL_LABEL = re.compile(r"\bnotice of cancell?ation\b|\bcancell?ed\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"cover.?page|place.?holder|(?:to|will) be (?:posted|published)|not (?:yet )?available"
    r"|coming.?soon|no agenda",
    re.IGNORECASE,
)
MAX_TEXT_READ = 300  # characters of a comment in which its standing is looked for


def parse_record(
    raw: RawMeeting, city: City, origin: Origin, known: KnownBody | None = None
) -> ParsedRecord:
    """Return what a record says by the rules of `city`; doubts about it become remarks."""
    slug, name = body_names.record_body(raw, known, city)
    kind = body_names.record_kind(raw, name)
    names = _record_body_names(raw, name, city.find_body(slug))
    remarks: list[tuple[str, str]] = []
    said = _read_status(raw, city, (*names, city.name, *city.localities))
    sessions, note = _read_sessions(raw, slug, kind, city, origin, remarks)
    sessions, off_times, said = session_hours.call_off_sessions(sessions, said)
    status = said.status or MeetingStatus.SCHEDULED
    if status is MeetingStatus.SCHEDULED and (not sessions or raw.all_day or _is_tentative(raw)):
        status = MeetingStatus.TENTATIVE
    remarks += _status_remarks(said)
    url, stamp = _agenda_link(raw)
    return ParsedRecord(
        body=name,
        body_slug=slug,
        kind=kind,
        local_date=raw.local_date,
        sessions=sessions,
        time_note=note,
        last_date=raw.last_date if raw.last_date != raw.local_date else None,
        location_key=places.place_key(raw.location_raw, city),
        location_text=places.clean_place(raw.location_raw),
        join_url=places.find_join_link(f"{raw.location_raw}\n{raw.comment_raw}"),
        status=status,
        status_reason=said.reason[:200] if said.status else "",
        moved_to=said.moved_to,
        replaces=day_words.parse_replaced_day(
            f"{raw.comment_raw[:MAX_TEXT_READ]}\n{raw.title_raw}", raw.local_date
        ),
        note="" if said.status else said.unclear[:200],
        off_times=off_times,
        off_part=said.part if not said.status else "",
        subject=meeting_subject(raw, names, kind),
        title=raw.title_raw,
        continuation=day_words.parse_recess(raw.comment_raw),
        agenda_url=url,
        agenda_stamp=stamp,
        items=raw.items,
        minutes_url=raw.minutes_url,
        minutes_final=raw.minutes_final,
        video_url=raw.video_url,
        detail_url=raw.detail_url,
        is_hidden=body_names.is_record_hidden(raw, slug, known, city),
        remarks=tuple(remarks),
    )


def _record_body_names(raw: RawMeeting, name: str, body: Body | None) -> tuple[str, ...]:
    """Return every name of the body; one made up from the title alone is none."""
    if body:
        return (body.name, *body.aliases, raw.body_raw)
    return (name, raw.body_raw) if raw.body_raw else ()


def _read_status(raw: RawMeeting, city: City, names: tuple[str, ...]) -> ParsedStatus:
    """Return what the fields say of the meeting's standing, the first that is sure.

    Item titles are never read, nor what stands far down in a long text.
    """
    named = dict(city.statuses).get(" ".join(raw.status_raw.casefold().split()))
    if named:
        moved_to = status_words.parse_status(
            raw.comment_raw[:MAX_TEXT_READ], raw.local_date, names
        ).moved_to
        return ParsedStatus(named, _status_reason(raw, names), moved_to)
    label = raw.agenda.label if raw.agenda else ""
    label = label if _CANCEL_LABEL.search(label) else ""
    labels = (raw.status_raw, raw.location_raw, raw.time_text, raw.title_raw, label)
    found = [
        status_words.parse_status(text, raw.local_date, names, is_label=True) for text in labels
    ]
    found.append(status_words.parse_status(_text_opening(raw.comment_raw), raw.local_date, names))
    sure = next((one for one in found if one.status), None)
    if sure:
        return replace(sure, moved_to=next((one.moved_to for one in found if one.moved_to), None))
    parts, unclear, guarded = (
        next((text for one in found if (text := getattr(one, name))), "")
        for name in ("part", "unclear", "guarded")
    )
    reason = next((one.reason for one in found if one.part), "")
    return ParsedStatus(part=parts, reason=reason, unclear=unclear, guarded=guarded)


def _status_reason(raw: RawMeeting, names: tuple[str, ...]) -> str:
    """Return the words that say why, where the comment gives them, else the bare status."""
    said = status_words.parse_status(_text_opening(raw.comment_raw), raw.local_date, names)
    return said.reason if said.status else raw.status_raw


def _text_opening(text: str) -> str:
    """Return the beginning of a text, cut where a line or a sentence ends."""
    if len(text) <= MAX_TEXT_READ:
        return text
    ends = [match.end() for match in re.finditer(r"[.;]\s|\n", text[:MAX_TEXT_READ])]
    return text[: ends[-1]] if ends else ""


def _is_tentative(raw: RawMeeting) -> bool:
    """Tell whether a calendar itself calls the entry tentative."""
    return raw.status_raw.casefold() == MeetingStatus.TENTATIVE and raw.start_time is not None


def _status_remarks(said: ParsedStatus) -> list[tuple[str, str]]:
    """Return what an operator should know of words that did not call the meeting off."""
    found = []
    if said.guarded and not said.status:
        words_ = f"not read as a cancellation of the meeting: {said.guarded[:160]}"
        found.append((FlagKind.GUARDED_WORD.value, words_))
    if said.unclear and not said.status:
        words_ = f"may call the meeting off, people are asked to check: {said.unclear[:160]}"
        found.append((FlagKind.UNCLEAR_WORD.value, words_))
    return found


def _read_sessions(
    raw: RawMeeting,
    slug: str,
    kind: MeetingKind,
    city: City,
    origin: Origin,
    remarks: list[tuple[str, str]],
) -> tuple[tuple[Session, ...], str]:
    """Return the sessions of the day and the words to show where there are none."""
    read = _typed_times(raw, city, origin)
    if read.problem:
        remarks.append((FlagKind.ODD_TIME.value, read.problem))
    said = " ".join((raw.comment_raw, *(item.title for item in raw.items or ())))
    extra = session_hours.session_times(said, city)
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
    return session_hours.number_sessions(times, slug, kind, city), ""


def _typed_times(raw: RawMeeting, city: City, origin: Origin) -> ParsedTimes:
    """Return the times of the record's own time field."""
    if raw.all_day:
        return ParsedTimes(note=raw.time_text)
    if raw.start_time is None:
        return parse_times(raw.time_text, city.policy.earliest, city.policy.latest)
    likely = city.policy.earliest <= raw.start_time <= city.policy.latest
    if likely or origin.is_trusted:
        return ParsedTimes((raw.start_time,))
    said = f"{raw.start_time:%H:%M} is no likely hour for a meeting"
    return ParsedTimes(note="", problem="" if raw.start_time == time(0) else said)


def _agenda_link(raw: RawMeeting) -> tuple[str, str]:
    """Return (url, stamp) of a real agenda; a placeholder or a notice of cancellation is none."""
    agenda = raw.agenda
    if agenda is None or not agenda.url or _CANCEL_LABEL.search(agenda.label):
        return "", ""
    if _PLACEHOLDER.search(f"{agenda.label} {agenda.url.rsplit('/', 1)[-1]}"):
        return "", ""
    published = agenda.published_at.isoformat() if agenda.published_at else ""
    return agenda.url, f"{agenda.url} {published}"
