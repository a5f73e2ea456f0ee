"""The grammar of a clerk's note: what one clause with "cancelled" or its kin says of the meeting.

The meeting is the object of such a word if everything else in the clause names the meeting or
gives a reason.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from knowledge.meetings.text.day_words import parse_day, parse_days
from knowledge.meetings.text.status_vocabulary import (
    BECAUSE,
    CONDITION,
    FIRM,
    MEETING,
    OFF,
    PART,
    REASON_FIRST,
    RETRACTED,
    THINGS,
    TOPIC,
)

_CLAUSE = re.compile(
    r"[.;,\n()\[\]|*!]+|:(?!\d)|[–—]+|(?<=[A-Za-z])/(?=[A-Za-z])|\s[-–—/]+\s|--+|^[-–—]+|[-–—]+$"
)
_TOKEN = re.compile(r"[\w'’/&-]+")
_NUMBER_OR_DATE = re.compile(r"#?\d[\d/:-]*(?:st|nd|rd|th|am|pm|a|p)?", re.IGNORECASE)
_EXPECTED = re.compile(r"\s*(?:is|will be)? ?(?:expected|anticipated|intended)\b", re.IGNORECASE)
_LATER_WORDS = {"next", "later", "future", "tbd", "tba", "further"}
_MEETING_NOUN = re.compile(
    r"\b(?:meeting|mtg|session|hearing|workshop|retreat)s?\b", re.IGNORECASE
)


class ClauseVerdict(Enum):
    """What one clause says of the meeting."""

    OFF = auto()
    PART_OFF = auto()
    UNCLEAR = auto()
    OTHER_THING = auto()
    ON = auto()


def lower_words(text: str) -> frozenset[str]:
    """Return the lower-case words of a text."""
    return frozenset(token.strip("'-/").lower() for token in _TOKEN.findall(text))


@dataclass(slots=True)
class ClauseParser:
    """A text on its way through the grammar, clause by clause."""

    text: str
    around: date
    names: frozenset[str]
    is_label: bool
    part: str = ""

    def judge_clauses(self) -> list[tuple[ClauseVerdict, re.Match[str], str]]:
        """Return (verdict, the word, the text after it) of each clause that holds such a word."""
        found, start, line, is_topic = [], 0, 0, False
        for gap in [*_CLAUSE.finditer(self.text), None]:
            clause = self.text[start : gap.start() if gap else len(self.text)].strip()
            if clause:
                rest = self.text[start:]
                for word in OFF.finditer(clause):
                    verdict = self._judge_clause(clause, word, is_topic=is_topic)
                    if verdict is ClauseVerdict.OFF:
                        verdict = self._unless_retracted(self.text[line:start], clause, word)
                    after = rest[rest.find(word[0]) + len(word[0]) :]
                    found.append((verdict, word, after))
                    if verdict is not ClauseVerdict.OFF and not word["quorum"]:
                        break
                is_topic = is_topic or bool(TOPIC.search(clause))
            start = gap.end() if gap else start
            line = start if gap and re.search(r"[.;\n]", gap[0]) else line
        return found

    def _judge_clause(self, clause: str, word: re.Match[str], *, is_topic: bool) -> ClauseVerdict:
        """Return what one clause says; after a topic only a bare mark still counts."""
        before = REASON_FIRST.sub("", clause[: word.start()])
        after = clause[word.end() :]
        if CONDITION.search(before):
            return ClauseVerdict.ON
        if word["moved"]:
            return self._moved_verdict(clause, word)
        if word["adjourned"]:
            return ClauseVerdict.UNCLEAR if parse_day(after, self.around) else ClauseVerdict.ON
        if self._is_meeting_about(before, word) and not self._is_meeting(before):
            return ClauseVerdict.UNCLEAR
        if TOPIC.search(before) or (is_topic and not self._is_predicate(word)):
            return ClauseVerdict.OTHER_THING
        part = PART.search(clause)
        if part and self._is_meeting(before, part) and self._is_reason(after, word, part):
            self.part = (part["which"] or part["clock"]).lower()
            return ClauseVerdict.PART_OFF
        if self._is_of_another_day(before, after) or self._heads_other_things(clause, word):
            return ClauseVerdict.OTHER_THING
        if word["quorum"] and _EXPECTED.match(after):
            return ClauseVerdict.OTHER_THING
        if self._is_meeting(before) and self._is_object(after, word):
            return self._object_verdict(before, word)
        if THINGS.search(before) or THINGS.search(after):
            return ClauseVerdict.OTHER_THING
        if self.is_label and word["mark"] and self._is_mark(before, after, word):
            return ClauseVerdict.OFF
        is_attribute = (word["mark"] or word["loose"]) and after[:1] == " " and not before.strip()
        if word["loose"] or word["noun"] or (is_attribute and not self.is_label):
            return ClauseVerdict.OTHER_THING
        return ClauseVerdict.UNCLEAR

    def _unless_retracted(self, before: str, clause: str, word: re.Match[str]) -> ClauseVerdict:
        """Return OFF unless the note takes it back or the line so far names another thing."""
        if RETRACTED.search(self.text):
            return ClauseVerdict.UNCLEAR
        is_named = bool(
            _MEETING_NOUN.search(before + clause) or lower_words(before) & self._body_words
        )
        if is_named or not THINGS.search(before):
            return ClauseVerdict.OFF
        return ClauseVerdict.UNCLEAR if word["mark"] else ClauseVerdict.OTHER_THING

    @property
    def _body_words(self) -> frozenset[str]:
        """The words that name a body: those of its own name, and of any."""
        return self.names | {"board", "commission", "committee", "council"}

    def _is_meeting_about(self, before: str, word: re.Match[str]) -> bool:
        """Tell whether the subject is a meeting with words on what it is about."""
        named = _MEETING_NOUN.search(before)
        is_said = re.search(r"\b(?:is|are|was|been|be)\s*(?:now|hereby)?\s*$", before)
        is_asked = re.search(r"\b(?:whether|if|that|which|why|how)\b", before, re.IGNORECASE)
        return bool(
            named
            and (word["mark"] or word["loose"])
            and is_said
            and not is_asked
            and self._is_meeting(before[: named.start()])
        )

    def _object_verdict(self, before: str, word: re.Match[str]) -> ClauseVerdict:
        """Return the verdict where the meeting is the object: some forms need an auxiliary."""
        if word["gerund"]:
            is_done = re.search(r"\b(?:is|are|was)\s*(?:now|hereby)?\s*$", before, re.IGNORECASE)
            return ClauseVerdict.OFF if is_done else ClauseVerdict.UNCLEAR
        if word["infinitive"]:
            return ClauseVerdict.UNCLEAR if before.strip() else ClauseVerdict.OFF
        if re.search(r"\bpublic hearings?\b", before, re.IGNORECASE):
            return ClauseVerdict.UNCLEAR  # often one item of a meeting that is on
        if word["loose"] and before.strip() and not _MEETING_NOUN.search(before):
            return ClauseVerdict.UNCLEAR
        return ClauseVerdict.OFF

    def _heads_other_things(self, clause: str, word: re.Match[str]) -> bool:
        """Tell whether a word alone heads a list of other things: "Withdrawn: Item 4"."""
        if clause[: word.start()].strip() or clause[word.end() :].strip():
            return False
        following = self.text[self.text.find(clause) + len(clause) :]
        if not following.lstrip().startswith((":", "-", "–", "—")):
            return False
        rest = following.lstrip(" :-–—")
        is_item = re.match(r"items?\b\W*(?:no\b|\d|$)", rest, re.IGNORECASE)
        return bool(is_item or (word["loose"] and THINGS.match(rest)))

    def _moved_verdict(self, clause: str, word: re.Match[str]) -> ClauseVerdict:
        """Return what "moved to" says: only a date, and another one, calls this one off."""
        rest = self.text[self.text.find(clause) + word.end() :]
        target = parse_day(rest.split("\n")[0][:60], self.around)
        before = clause[: word.start()]
        is_bare = word[0].lower().startswith(("rescheduled", "continued"))
        if target == self.around or (target is None and not is_bare):
            return ClauseVerdict.ON
        others = OFF.sub(" ", before)
        if re.search(r"\bhearings?\b", others, re.IGNORECASE):
            return ClauseVerdict.UNCLEAR
        if self._is_meeting(others) or lower_words(others) <= MEETING | self.names | BECAUSE:
            return ClauseVerdict.OFF
        return ClauseVerdict.OTHER_THING if THINGS.search(before) else ClauseVerdict.UNCLEAR

    def _is_predicate(self, word: re.Match[str]) -> bool:
        """Tell whether a word says that something is off, rather than names its being off."""
        return bool(word["mark"] or word["loose"] or word["passive"] or word["quorum"])

    def _is_meeting(self, text: str, part: re.Match[str] | None = None) -> bool:
        """Tell whether all words of a text only name the meeting."""
        if part:
            text = text.replace(part[0], " ")
        others = lower_words(text) - MEETING - self.names
        return all(_NUMBER_OR_DATE.fullmatch(other) for other in others)

    def _is_reason(self, after: str, word: re.Match[str], part: re.Match[str]) -> bool:
        """Tell whether what follows leaves the named sitting as the object."""
        return self._is_object(after.replace(part[0], " "), word)

    def _is_object(self, after: str, word: re.Match[str]) -> bool:
        """Tell whether what follows a word is nothing, the meeting, or a reason."""
        tokens = [t.lower() for t in _TOKEN.findall(after)]
        if self._is_meeting(after):
            return not (word["noun"] and tokens and tokens[0] not in ("of", "for", "on"))
        if word["noun"] and tokens[0] in ("of", "for"):
            return False
        if word["passive"]:
            return tokens[0] in BECAUSE - {"in", "at", "on", "by", "with", "under", "for"}
        if word["quorum"]:
            return tokens[0] in ("was", "present", "met", "obtained", "reached", "available")
        if tokens[0] in ("to", "until") and (
            parse_day(after, self.around) or _LATER_WORDS & {*tokens}
        ):
            return True
        because = FIRM if word["loose"] or word["infinitive"] or word["gerund"] else BECAUSE
        at = next((n for n, token in enumerate(tokens) if not self._is_meeting(token)), 0)
        start = next((n for n, t in enumerate(tokens[: at + 1]) if t in because), None)
        if start is None:
            return False
        is_named = bool(_MEETING_NOUN.search(word.string[: word.start()]))
        return tokens[start] in FIRM or is_named or not THINGS.search(after)

    def _is_of_another_day(self, before: str, after: str) -> bool:
        """Tell whether the meeting that is named is another one: its date is not ours."""
        is_named_after = re.match(
            r"\s*(?:of|for|the|meeting)\b|\s*\S+ \S+ (?:\w+ )?meetings?\b", after, re.IGNORECASE
        )
        text = f"{before} {after}" if is_named_after else before
        named = parse_days(text, self.around)
        is_ours = self.around in named or str(self.around.day) in re.findall(r"\d+", text)
        return bool(named) and not is_ours

    def _is_mark(self, before: str, after: str, word: re.Match[str]) -> bool:
        """Tell whether a word is a mark set beside a name: at the end, or louder than the name."""
        if not after.strip():
            return True
        first = next(iter(_TOKEN.findall(after)), "")
        return not before.strip() and word[0].isupper() and not first.isupper()
