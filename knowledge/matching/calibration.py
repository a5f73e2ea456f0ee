"""From evidence to chances: how likely it is that each candidate is what a question means.

The combiner judges; a few rules hold whatever it says.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.combiner import Combiner
from knowledge.matching.core import Core, Evidence
from knowledge.matching.features import FEATURES, features
from knowledge.matching.reading import Question

EVEN = 0.5  # below this chance the best candidate gives way to entries that ask it of a day
ANY_DAY = 0.8  # the chance that a question without its day is about one of these
SAID = 0.97  # the chance that an entry is meant whose phrasing has the very same words
SURE = 0.99  # nothing fuzzy is surer than this
ONE_WORD = 0.9  # the most that a question of one telling word may score
GUESS = 0.09  # the most where no more than one of several telling words is known to us
SEVERAL = 4
LEFT = 0.1  # what is left of a chance where an entry never names the place or year asked about
_ELSEWHERE = list(FEATURES).index("elsewhere")


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance of every candidate of some evidence, and its features (candidate, feature)."""

    values: NDArray[np.float64]
    table: NDArray[np.float64]
    top: int  # place of the likeliest entry; -1 without any


def chances(core: Core, combiner: Combiner, question: Question, evidence: Evidence) -> Chances:
    """Return how likely each candidate is meant; the chances need not add up to 1."""
    table = features(core, question, evidence)
    found = np.minimum(combiner.chances(table), SURE)
    entries = core.inside[evidence.units]
    found[entries & (table[:, _ELSEWHERE] > 0)] *= LEFT
    same = _among(evidence, core.saying(question.tokens, question.without))
    if len(question.telling) <= 1:
        found[entries & ~same] = np.minimum(found[entries & ~same], ONE_WORD)
    known = sum(word in core.vocabulary for word in question.telling)
    if known <= 1 and len(question.telling) >= SEVERAL:
        found[entries & ~same] = np.minimum(found[entries & ~same], GUESS)
    if not question.telling:
        found[entries & ~same] = 0.0
    found[same] = SAID if question.telling else ONE_WORD
    if not same.any():
        found[_among(evidence, core.examples(question.tokens, question.without))] = SAID
    top = int(np.where(entries, found, -1.0).argmax()) if entries.any() else -1
    if top >= 0:
        _level(core, question, evidence, found, top)
    return Chances(found, table, top)


def _level(
    core: Core, question: Question, evidence: Evidence, found: NDArray[np.float64], top: int
) -> None:
    """Make alike what a question fits equally: two days, or two entries asked the same."""
    saying = core.saying(question.tokens, question.without)
    twins = core.twins(question.tokens, evidence.rows[top][0])
    alike = _among(evidence, saying if len(saying) > 1 else (*core.dated(question.tokens), *twins))
    if len(saying) > 1:
        found[~alike] = 0.0
    if alike.sum() > 1 and (alike[top] or found[top] < EVEN):
        # Without a day the question fits each of them, and none more than the others.
        found *= (1 - ANY_DAY) / max(found.sum(), 1 - ANY_DAY)
        found[alike] += ANY_DAY / alike.sum()


def _among(evidence: Evidence, units: Collection[int]) -> NDArray[np.bool_]:
    """Tell which candidates are some units."""
    return np.array([unit in units for unit in evidence.units.tolist()], dtype=bool)
