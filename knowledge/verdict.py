"""What the matcher says about a question: one of six outcomes, with its reasons."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.language import Language


class Outcome(StrEnum):
    """What to do with a question."""

    FOUND = "found"  # answer it
    MAYBE = "maybe"  # offer up to three titles
    UNKNOWN = "unknown"  # say that we do not know
    CHAT = "chat"  # a greeting, thanks, abuse: a short human reply
    REFER = "refer"  # a plea for help: name who can help
    OPEN = "open"  # something the bot can do was asked for in words: do it, or offer it


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that might answer, with the probability (0 to 1) that it does."""

    entry: str
    score: float
    phrasing: str = ""  # the text of ours that matched best


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one question.

    `entry` is set for FOUND alone; `scope` names the scope document for CHAT, REFER and an
    UNKNOWN whose office we know; `also` is the second half of a compound question.
    `function` is set for OPEN alone: what to open; `entry` is then the answer it is about, if it
    is about the one last shown. `repeats` marks a MAYBE whose first candidate was just shown;
    `outside` an UNKNOWN that is understood to be about other matters than the base's.
    `candidates` is best first, at most three, whatever the outcome; with REFER those alone that
    are worth naming beside its reply. `clear` is the chance that the first of them is
    right, by all that was found, wherever entries alone were weighed.
    """

    outcome: Outcome
    language: Language  # of the question, as far as it can be told
    score: float
    candidates: tuple[Candidate, ...] = ()
    entry: str | None = None
    scope: str | None = None
    also: str | None = None
    function: str | None = None
    repeats: bool = False
    outside: bool = False
    clear: float = 0.0
    reasons: tuple[str, ...] = ()
