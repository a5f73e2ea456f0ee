"""Pleas and requests known by their cues: what a message asks the bot to do, or cries out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge.matching.decision.cue_index import CueIndex
from knowledge.matching.decision.cue_patterns import cue_words, read_word_lists
from knowledge.matching.decision.decision_rules import Contender
from knowledge.matching.index_inputs import ScopeClass
from knowledge.matching.learned_arrays import LearnedArrays
from knowledge.matching.text.word_frequency import WordRarity
from knowledge.verdict import Outcome

MAX_WORDS_ABOUT_LAST = 7  # words up to which a message may be about the answer before it
# Of a clear answer's chance that must speak for pleas (or for functions) by their examples, apart
# from the pattern, for the pattern to be believed: two witnesses, not one. Measured over 900
# messages of people who plead or ask for a function, and 1,900 questions in scope.
MIN_CLASS_SHARE = 0.2
MIN_SHARE_TOLD_BENEATH = 0.1  # where the reply to the plea is urgent, or names the answer itself
_OUTCOME_ORDER = (Outcome.REFER, Outcome.OPEN, Outcome.CHAT, Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True)
class DetectedRequest:
    """The class a message belongs to, and the pattern that told."""

    code: str
    outcome: Outcome
    cue: str
    is_urgent: bool = False


def is_lone_cue(
    heard: DetectedRequest, contenders: Iterable[Contender], chance: float, *, told_beneath: bool
) -> bool:
    """Tell whether next to nothing but a pattern speaks for what it heard.

    `chance` is that of the answer which may be meant instead; `told_beneath`: the reply to what
    was heard is urgent or leads to that answer anyway.
    """
    alike = (each.probability for each in contenders if each.outcome is heard.outcome)
    least = MIN_SHARE_TOLD_BENEATH if told_beneath else MIN_CLASS_SHARE
    return max(alike, default=0.0) < least * chance


class WrittenWords:
    """Words that people really write: everyday ones, and those of the entries.

    None of them is a slip of another: Creole has no list of everyday words, so that without the
    entries' own a "detainer" would be somebody detained, and to sign ("siyen") a siren.
    """

    def __init__(self, rarity: WordRarity, token_lines: Iterable[str]) -> None:
        """Take the everyday words, and the entries' own as lines of tokens parted by spaces."""
        self._rarity = rarity
        self._of_entries = frozenset(token for line in token_lines for token in line.split(" "))

    def holds(self, word: str) -> bool:
        """Tell whether a folded word is one of them."""
        return word in self._of_entries or self._rarity.is_listed(word)


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
