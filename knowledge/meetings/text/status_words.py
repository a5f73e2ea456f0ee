"""Reading "cancelled" and its kin where clerks write it, without falling for its neighbours.

A word calls the meeting off only if the meeting is its object
(`knowledge.meetings.text.clause_grammar`). The rest is either plainly about another thing, or
unclear, which is for people to check and never a cancellation.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from knowledge.meetings.meeting import MeetingStatus
from knowledge.meetings.text.clause_grammar import ClauseParser, ClauseVerdict, lower_words
from knowledge.meetings.text.day_words import parse_day
from knowledge.meetings.text.status_vocabulary import NEUTRAL, OFF, POSTPONED

_HALF = re.compile(r"\b([ap])\.\s?m\b\.?", re.IGNORECASE)
_SHORT_MONTH = re.compile(r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.", re.IGNORECASE)
_ATTACHED = re.compile(r"(?<=\w)\((\w{1,3})\)")  # "501(c)" is one word


@dataclass(frozen=True, slots=True)
class ParsedStatus:
    """What the words say: a status or None, the words, and what an operator should see.

    `part` names the sitting that alone is off: "evening", "first", or a clock such as "5 pm".
    `guarded` holds words about another thing, `unclear` words that may be about the meeting.
    """

    status: MeetingStatus | None = None
    reason: str = ""
    moved_to: date | None = None
    guarded: str = ""
    unclear: str = ""
    part: str = ""


def parse_status(
    text: str, around: date, names: Collection[str] = (), *, is_label: bool = False
) -> ParsedStatus:
    """Read one field of a record.

    `around` is the date of the record, `names` are names of its body and town. `is_label` is for
    a title or a place, where a bare "CANCELLED" may stand beside a name nobody knows.

    >>> read_status("CANCELLED - holiday schedule", date(2026, 12, 22)).status
    <Status.CANCELLED: 'cancelled'>
    >>> read_status("Zoom option cancelled, attend in person", date(2026, 12, 22)).status is None
    True
    """
    reason = " ".join(text.split())
    clauses = ClauseParser(
        _prepare_text(text, names), around, lower_words(" ".join(names)), is_label
    )
    found = [(verdict, word, rest) for verdict, word, rest in clauses.judge_clauses()]
    verdicts = {verdict for verdict, _, _ in found}
    part = clauses.part if ClauseVerdict.PART_OFF in verdicts else ""
    if ClauseVerdict.OFF in verdicts:
        words = [(word, rest) for verdict, word, rest in found if verdict is ClauseVerdict.OFF]
        target = next(
            (day for word, rest in words if word["moved"] and (day := parse_day(rest, around))),
            None,
        )
        is_postponed = target is not None or all(_is_postponing(word) for word, _ in words)
        target = target or next(
            (day for word, rest in words if _is_postponing(word)
             and (day := parse_day(rest, around))), None,
        )  # fmt: skip
        status = MeetingStatus.POSTPONED if is_postponed else MeetingStatus.CANCELLED
        return ParsedStatus(status, reason, target)
    return ParsedStatus(
        reason=reason if part else "",
        guarded=reason if ClauseVerdict.OTHER_THING in verdicts else "",
        unclear=reason if ClauseVerdict.UNCLEAR in verdicts else "",
        part=part,
    )


def _prepare_text(text: str, names: Collection[str]) -> str:
    """Return the text with one spelling of what would break clauses apart.

    A name that holds such a word ("Deferred Compensation Board") is taken out first.
    """
    for name in names:
        if OFF.search(name):
            text = re.sub(re.escape(name), " board ", text, flags=re.IGNORECASE)
    text = _SHORT_MONTH.sub(r"\1", _HALF.sub(r"\1m", text.replace("’", "'")))
    return NEUTRAL.sub(" ", _ATTACHED.sub(r"_\1_", text))


def _is_postponing(word: re.Match[str]) -> bool:
    """Tell whether a word says that the meeting will be held another day."""
    return bool(word["moved"]) or word[0].lower().startswith(POSTPONED)
