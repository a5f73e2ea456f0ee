"""From evidence to chances: how likely it is that each candidate is what a question means.

The combiner judges; a few rules hold whatever it says.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.decision.combiner import Combiner
from knowledge.matching.evidence.candidate_features import FEATURES, feature_table
from knowledge.matching.evidence.evidence_index import Evidence, EvidenceIndex
from knowledge.matching.text.question_reader import ParsedQuestion

EVEN_PROBABILITY = (
    0.5  # below this chance the best candidate gives way to entries that ask it of a day
)
ANY_DAY_PROBABILITY = 0.8  # the chance that a question without its day is about one of these
LIKENESS_AMONG_DAYS = 0.05  # what the likeness of its nearest text adds to each of these
SAME_WORDS_PROBABILITY = (
    0.97  # the chance that an entry is meant whose phrasing has the very same words
)
MAX_PROBABILITY = 0.99  # nothing fuzzy is surer than this
MAX_ONE_WORD_PROBABILITY = 0.9  # the most that a question of one telling word may score
MAX_GUESS_PROBABILITY = (
    0.09  # the most where no more than one of several telling words is known to us
)
SEVERAL_WORDS = 4
UNLIKELY = 0.2  # where no entry is likelier, the nearest texts tell who comes first
OTHER_PLACE_FACTOR = (
    0.1  # what is left of a chance where an entry never names the place or year asked about
)
_OTHER_PLACE_COLUMN = list(FEATURES).index("elsewhere")


@dataclass(frozen=True, slots=True)
class CandidateProbabilities:
    """The chance of every candidate of some evidence, and its features (candidate, feature)."""

    probabilities: NDArray[np.float64]
    features: NDArray[np.float64]
    is_ruled: NDArray[np.bool_]  # whether a rule, not the combiner, has the last word on it
    is_entry: NDArray[np.bool_]


def candidate_probabilities(
    core: EvidenceIndex, combiner: Combiner, question: ParsedQuestion, evidence: Evidence
) -> CandidateProbabilities:
    """Return how likely each candidate is meant; the chances need not add up to 1."""
    table = feature_table(core, question, evidence)
    told = np.minimum(combiner.predict_probabilities(table), MAX_PROBABILITY)
    found = told.copy()
    entries = core.in_scope[evidence.units]
    telling = question.telling_tokens
    saying = core.entries_saying(question.tokens, question.excluded_row)
    same = _candidates_among(evidence, saying)
    bounded = entries & ~same
    found[entries & (table[:, _OTHER_PLACE_COLUMN] > 0)] *= OTHER_PLACE_FACTOR
    if len(telling) <= 1:
        found[bounded] = np.minimum(found[bounded], MAX_ONE_WORD_PROBABILITY)
    elif len(telling) >= SEVERAL_WORDS and sum(map(core.space.is_known, telling)) <= 1:
        found[bounded] = np.minimum(found[bounded], MAX_GUESS_PROBABILITY)
    if not telling:
        found[bounded] = 0.0
    found[same] = SAME_WORDS_PROBABILITY if telling else MAX_ONE_WORD_PROBABILITY
    if not same.any():
        examples = core.scopes_by_example(question.tokens, question.excluded_row)
        found[_candidates_among(evidence, examples)] = SAME_WORDS_PROBABILITY
    if entries.any():
        if found[entries].max() < UNLIKELY:
            order = (-evidence.ridge[entries]).argsort(kind="stable").argsort()
            found[entries] = np.sort(found[entries])[::-1][order]
        top = int(np.where(entries, found, -1.0).argmax())
        _equalise_ties(core, question, evidence, found, top, saying)
    return CandidateProbabilities(found, table, found != told, entries)


def _equalise_ties(
    core: EvidenceIndex,
    question: ParsedQuestion,
    evidence: Evidence,
    found: NDArray[np.float64],
    top: int,
    saying: Collection[int],
) -> None:
    """Make alike what a question fits equally: two days, or two entries asked the same."""
    if len(saying) > 1:
        alike = _candidates_among(evidence, saying)
        found[~alike] = 0.0
    else:
        twins = core.units_near_day(question.tokens, evidence.rows[top][0])
        alike = _candidates_among(evidence, (*core.units_by_day(question.tokens), *twins))
    if alike.sum() > 1 and (alike[top] or found[top] < EVEN_PROBABILITY):
        # Without a day the question fits each of them, and none more than the others.
        found *= (1 - ANY_DAY_PROBABILITY) / max(found.sum(), 1 - ANY_DAY_PROBABILITY)
        found[alike] += ANY_DAY_PROBABILITY / alike.sum()
        found[alike] += LIKENESS_AMONG_DAYS * evidence.similarity[alike]  # who is named first


def _candidates_among(evidence: Evidence, units: Collection[int]) -> NDArray[np.bool_]:
    """Tell which candidates are some units."""
    if not units:
        return np.zeros(len(evidence.units), dtype=bool)
    return np.array([unit in units for unit in evidence.units.tolist()], dtype=bool)
