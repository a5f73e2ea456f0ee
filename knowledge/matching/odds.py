"""From evidence to chances: how likely it is that each candidate is what a question means."""

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.core import PARTS, Core, Evidence
from knowledge.matching.deciding import ONE_WORD, SURE
from knowledge.matching.elsewhere import LEFT, named
from knowledge.matching.policy import Policy
from knowledge.matching.reading import Question
from knowledge.matching.signs import signs
from knowledge.matching.trust import Trust, chance
from knowledge.matching.weights import COMBINER

EVEN = 0.5  # below this chance the best candidate gives way to entries that ask it of a day
ANY_DAY = 0.8  # the chance that a question without its day is about one of these
SAID = 0.97  # the chance that an entry is meant whose phrasing has the very same words
KNOWN = 0.5  # part of a word that an entry explains from which it is said to name it
WEIGHTS = np.array([COMBINER.get(part, 0.0) for part in PARTS])


class Odds:
    """The rules of chance of one index."""

    def __init__(self, core: Core, policy: Policy) -> None:
        """Judge by a core and a policy."""
        self._core, self._policy = core, policy

    def chances(
        self, question: Question, evidence: Evidence
    ) -> tuple[NDArray[np.float64], tuple[float, float], tuple[float, ...]]:
        """Return the chance of every candidate, what the likeliest explains, and the signs."""
        core = self._core
        ranks = evidence.parts @ WEIGHTS
        inside = core.inside[evidence.units]
        chances = np.zeros(len(ranks))
        seen: tuple[float, ...] = ()
        top = int(np.where(inside, ranks, -np.inf).argmax())
        if inside.any():
            seen = signs(core, question.tokens, evidence, ranks, top)
            best = self._best(question, evidence, ranks, top, seen)
            entries = np.flatnonzero(inside)
            place = int(np.flatnonzero(entries == top)[0])
            chances[entries] = Trust.share(ranks[entries], place, best)
            self._level(question, evidence, chances, top)
            self._part(question, evidence, chances)
        if not inside.all():
            near = int(np.where(inside, -np.inf, ranks).argmax())
            lift = self._policy.lift
            said = core.trust.chance(self._told(question, evidence, ranks, near), lift)
            chances[near] = min(said, 1.0 - chances.sum())
        shown = int(chances.argmax())
        covered = core.cover.weigh(question.tokens, int(evidence.units[shown]), core.space)
        return chances, covered, seen

    def _best(
        self,
        question: Question,
        evidence: Evidence,
        ranks: NDArray[np.float64],
        top: int,
        seen: tuple[float, ...],
    ) -> float:
        """Return the probability that the best entry is meant."""
        core = self._core
        same = evidence.parts[top, PARTS.index("same-words")] > 0
        if not question.telling:
            return ONE_WORD if same else 0.0
        if same and self._policy.curve:
            return SAID
        if self._policy.curve:
            best = chance(self._policy.curve, seen)
        else:
            told = self._told(question, evidence, ranks, top)
            best = core.trust.chance(told, self._policy.lift)
        return min(best, ONE_WORD if len(question.telling) <= 1 and not same else SURE)

    def _told(
        self, question: Question, evidence: Evidence, ranks: NDArray[np.float64], place: int
    ) -> tuple[float, ...]:
        """Return the four signs by which an index trusts itself (see `trust.py`)."""
        core = self._core
        score = float(evidence.parts[place, :2] @ WEIGHTS[:2])  # a day named in common counts
        others = np.delete(ranks, place)
        lead = float(ranks[place] - others.max()) if len(others) else score
        unit = int(evidence.units[place])
        return score, lead, *core.cover.weigh(question.tokens, unit, core.space)

    def _part(self, question: Question, evidence: Evidence, chances: NDArray[np.float64]) -> None:
        """Part a question from the entries that never name the place or year it names."""
        core = self._core
        for word in named(question.own):
            for place, unit in enumerate(map(int, evidence.units)):
                if core.inside[unit] and core.cover.explained(word, unit) < KNOWN:
                    chances[place] *= LEFT

    def _level(
        self, question: Question, evidence: Evidence, chances: NDArray[np.float64], top: int
    ) -> None:
        """Make alike what a question fits equally: two days, or two entries asked the same."""
        core = self._core
        twins = core.twins(question.tokens, evidence.rows[top])
        dated = np.isin(evidence.units, (*core.dated(question.tokens), *twins))
        if question.without < 0 and (alike := core.namesakes(question.tokens)):
            dated = np.isin(evidence.units, alike)
            chances[~dated] = 0.0
        if dated.sum() > 1 and (dated[top] or chances[top] < EVEN):
            # Without a day the question fits each of them, and none more than the others.
            chances *= (1 - ANY_DAY) / max(chances.sum(), 1 - ANY_DAY)
            chances[dated] += ANY_DAY / dated.sum()
