"""What a special meeting is about, in the clerk's own words."""

import re

from knowledge.meetings.meeting import Meeting, MeetingKind
from knowledge.meetings.raw_records import RawMeeting
from knowledge.meetings.text.status_vocabulary import OFF, TOPIC

MAX_SUBJECT_LENGTH = 200
_SENTENCE = re.compile(r"\n+|;\s|(?<=[a-z)]{2})\.\s+(?=[A-Z])")
_PIECE = re.compile(r"\s[-–—]+\s|--+")
_LABEL = re.compile(r"^\W*(?:topics?|subject|purpose|re|title|item)\W*:\s*", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")
# Pieces that say what sort of meeting it is, when and how it is held: no subject.
_MEETING_WORDS = re.compile(
    r"\b(?:regular|special|call|called|emergency|budget|annual|joint|rescheduled|amended|revised|final"
    r"|draft|public|city|county|town|notice|of|the|and|a|at|on|to|from|for|via|in|person|meeting"
    r"|hearing|workshop|session|retreat|closed|executive|attorney|client|agenda|time|change|new"
    r"|commission|council|board|committee|authority|agency|zoom|hybrid|virtual|online|morning"
    r"|afternoon|evening|first|second|noon|am|pm|a\.m|p\.m|reconvenes?|recess\w*|until|begins?"
    r"|starts?|continued|moved|location|changed|chambers|room|hall"
    r"|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may"
    r"|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\b|[\d:/.,()'\"&#-]+",
    re.IGNORECASE,
)


def meeting_subject(raw: RawMeeting, body_names: tuple[str, ...], kind: MeetingKind) -> str:
    """Return the subject of a meeting, "" if none is given.

    It is what is left of the comment, else of the title, when the body, the kind, the hour and
    words about the meeting's standing are taken out. A regular meeting has one only if its note
    says that something is discussed.
    """
    for text in (raw.comment_raw[:600], raw.title_raw):
        for sentence in _SENTENCE.split(_LINK.sub("", _strip_names(text, body_names))):
            pieces = [_strip_label(piece) for piece in _PIECE.split(sentence)]
            found = [piece for piece in pieces if _is_subject(piece, kind)]
            if found:
                return _shorten_subject(" – ".join(found[:2]))
    return ""


def is_new_subject(before: Meeting, after: Meeting) -> bool:
    """Tell whether the calendar says of a known meeting what it is about, in other words."""
    old, new = (re.findall(r"\w+", m.subject.casefold()) for m in (before, after))
    return bool(new) and old != new


def _strip_label(piece: str) -> str:
    """Return a piece without a head such as "Special Meeting:" or "Topic:"."""
    head, colon, rest = piece.partition(":")
    if colon and rest[:1] in (" ", "") and not _MEETING_WORDS.sub("", head).split():
        piece = rest
    return _LABEL.sub("", " ".join(piece.split()).strip(" -–—:;,."))


def _strip_names(text: str, names: tuple[str, ...]) -> str:
    """Return a text without the names of the body, the longest first."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", " ", text, flags=re.IGNORECASE)
    return text


def _is_subject(piece: str, kind: MeetingKind) -> bool:
    """Tell whether a piece says what is talked about."""
    if len(_MEETING_WORDS.sub("", piece).split()) == 0:
        return False
    if kind is MeetingKind.REGULAR:
        return bool(TOPIC.search(piece)) and not piece.lower().startswith("rescheduled")
    return not OFF.search(piece) or bool(TOPIC.search(piece))


def _shorten_subject(text: str) -> str:
    """Return a text of at most `MAX_SUBJECT_LENGTH` characters, no longer than a whole word."""
    if len(text) <= MAX_SUBJECT_LENGTH:
        return text
    return text[: MAX_SUBJECT_LENGTH - 1].rsplit(" ", 1)[0] + "…"
