"""Which body meets, what sort of meeting it is, and what is no meeting at all."""

import re
import unicodedata

from knowledge.meetings.calendar_state import KnownBody
from knowledge.meetings.city import Body, City
from knowledge.meetings.meeting import MeetingKind
from knowledge.meetings.raw_records import RawMeeting

_KIND_PATTERNS = (
    (
        MeetingKind.CLOSED,
        r"attorney\W{1,3}client|closed (?:session|door)|\bshade\b|executive session",
    ),
    (MeetingKind.EMERGENCY, r"^\W*emergency\b|\bemergency (?:meeting|session)"),
    (MeetingKind.BUDGET, r"\bbudget (?:hearing|meeting|workshop)|\bmillage\b|special budget"),
    (MeetingKind.WORKSHOP, r"\bwork ?shop\b|\bretreat\b|\bwork session\b"),
    (
        MeetingKind.SPECIAL,
        r"\bspecial(?: called)? (?:meeting|session|call)|^\W*special\b(?! events?)",
    ),
)
_KIND_REGEXES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KIND_PATTERNS
)
_MEETING = re.compile(
    r"\b(?:meeting|commission|council|board|committee|authority|agency|hearing|workshop|retreat"
    r"|special magistrate|task ?force)\b",
    re.IGNORECASE,
)
_NOT_MEETING = re.compile(
    r"\boffices? (?:are |will be )?closed\b|\bholiday\b(?! schedule)|\bparade\b|\bfestival\b"
    r"|\bconcert\b|\bfarmers market\b",
    re.IGNORECASE,
)
_TEST = re.compile(r"^\W*test\b|\bdo not use\b|\btest (?:body|meeting|event)\b", re.IGNORECASE)
_MEETING_WORDS = re.compile(
    r"\b(?:regular|special|emergency|budget|annual|joint|rescheduled|cancell?ed|cancellation)\b"
    r"|\b(?:meeting|hearing|workshop|session)s?\b|\(.*?\)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep"
    r"|oct|nov|dec)[a-z]* \d{1,2},? \d{4}",
    re.IGNORECASE,
)


def slug_of(name: str) -> str:
    """Return a lower-case ASCII slug of a name, at most 40 characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40].strip("-") or "unnamed"


def record_body(raw: RawMeeting, known: KnownBody | None, city: City) -> tuple[str, str]:
    """Return (slug, name to show) of the body of a record.

    A body id keeps the slug it first had, so that a renamed body keeps its subscribers.
    """
    name = " ".join(raw.body_raw.split())
    configured = match_body_name(raw.title_raw, city) or match_body_name(name, city)
    if known:
        body = city.find_body(known.slug)
        return known.slug, body.name if body else name
    if configured:
        return configured.slug, configured.name
    bare = (
        name
        or " ".join(_MEETING_WORDS.sub(" ", raw.title_raw).split()).strip(" -–—:")
        or raw.title_raw
    )
    return slug_of(bare), bare


def match_body_name(text: str, city: City) -> Body | None:
    """Return the configured body a text names first, the longest name if several begin there."""
    found = []
    words = f" {' '.join(re.split(r'[^a-z0-9]+', text.lower()))} "
    for body in city.bodies:
        for name in (body.name, *body.aliases):
            at = words.find(f" {' '.join(re.split(r'[^a-z0-9]+', name.lower())).strip()} ")
            if at >= 0:
                found.append((at, -len(name), body))
    return min(found, key=lambda hit: hit[:2])[2] if found else None


def record_kind(raw: RawMeeting, body_name: str) -> MeetingKind:
    """Return the kind a title or a comment names; the name of the body itself does not count."""
    title = re.sub(re.escape(body_name), " ", raw.title_raw, flags=re.IGNORECASE)
    for text in (title, raw.comment_raw[:120]):
        for kind, pattern in _KIND_REGEXES:
            if pattern.search(text):
                special = kind is MeetingKind.SPECIAL and re.search(
                    r"\b(budget|millage)\b", text, re.I
                )
                return MeetingKind.BUDGET if special else kind
    return MeetingKind.REGULAR


def is_record_hidden(raw: RawMeeting, slug: str, known: KnownBody | None, city: City) -> bool:
    """Tell whether people should not see a record: a department, a test, a hidden body."""
    meets = raw.body_meets if raw.body_meets is not None else known.meets if known else None
    body = city.find_body(slug)
    name = raw.body_raw or raw.title_raw
    return meets is False or bool(_TEST.search(name)) or bool(body and body.is_hidden)


def is_meeting(raw: RawMeeting, city: City) -> bool:
    """Tell whether an entry of a mixed calendar is a meeting and not a parade or a closing."""
    text = f"{raw.title_raw} {raw.body_raw}"
    if match_body_name(text, city):
        return True
    return bool(_MEETING.search(text)) and not _NOT_MEETING.search(text)
