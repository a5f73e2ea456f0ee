"""Pleas and requests known by their cues: what a message asks the bot to do, or cries out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.matching.decision.cue_index import CueIndex
from knowledge.matching.decision.cue_patterns import cue_words, read_word_lists
from knowledge.matching.index_inputs import ScopeClass
from knowledge.matching.learned_arrays import LearnedArrays
from knowledge.verdict import Outcome

MAX_WORDS_ABOUT_LAST = 7  # words up to which a message may be about the answer before it
_OUTCOME_ORDER = (Outcome.REFER, Outcome.OPEN, Outcome.CHAT, Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True)
class DetectedRequest:
    """The class a message belongs to, and the pattern that told."""

    code: str
    outcome: Outcome
    cue: str
    is_urgent: bool = False


class RequestDetector:
    """The classes that have cues."""

    def __init__(
        self,
        classes: Sequence[ScopeClass],
        is_everyday: Callable[[str], bool],
        learned: LearnedArrays | None = None,
    ) -> None:
        """Read the cues of all languages, or take up what was `learned`; raises CueError."""
        with_cues = [each for each in classes if any(each.cues.values())]
        with_cues.sort(key=lambda each: _OUTCOME_ORDER.index(Outcome(each.outcome)))
        self._classes = {each.code: each for each in with_cues}
        self.cues = CueIndex(
            (
                (each.code, [line for lines in each.cues.values() for line in lines])
                for each in with_cues
            ),
            is_everyday,
            read_word_lists(
                line for each in classes for lines in each.lists.values() for line in lines
            ),
            learned,
        )

    def detect(self, text: str, *, has_last: bool) -> DetectedRequest | None:
        """Return what a message asks for, or None; a plea goes before everything.

        Of several requests the one with the most telling pattern is meant, of equal ones the
        first. What is about the answer before (`has_last`) must be said in few words.
        """
        best: tuple[int, DetectedRequest] | None = None
        for code, cue in self.cues.match(text):
            found = self._classes[code]
            outcome = Outcome(found.outcome)
            if found.about_last and not (
                has_last and len(cue_words(text)) <= MAX_WORDS_ABOUT_LAST
            ):
                continue
            request = DetectedRequest(code, outcome, cue.text, found.urgent)
            if outcome is Outcome.REFER:
                return request
            if best is None or len(cue.groups) > best[0]:
                best = len(cue.groups), request
        return best[1] if best else None
