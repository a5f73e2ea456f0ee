"""Signs that a question really is about the entry that looks best for it.

A stranger's question may share most of its words with an entry ("what did the letter to the zoo
say"). No sign tells for certain; `trust.py` weighs them all against each other.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.matching.core import Core, Evidence
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.questions import kinds
from knowledge.matching.stems import stem

SIGNS = (
    "lead",  # of what speaks for the entry before the runner-up, be it an entry or a scope class
    "lead-entries",  # before the next entry
    "scope",  # what speaks for the nearest scope class
    "inside",  # what speaks for all entries together
    "outside",  # what speaks for all scope classes together
    "hit",  # telling weight the entry explains; a word we never use weighs at most 1
    "share",  # part of the telling weight that it does not explain
    "row-miss",  # heaviest telling word that the nearest phrasing lacks
    "clash",  # whether it asks who, and the phrasing when
    "figures",  # whether the entry names a date, vote or number of the question's
    "telling",  # telling words
    "words",
)


def signs(
    core: Core, tokens: Sequence[str], evidence: Evidence, ranks: NDArray[np.float64], top: int
) -> tuple[float, ...]:
    """Return the `SIGNS` for the candidate at place `top` of the evidence."""
    places = np.arange(len(ranks))
    entries = core.inside[evidence.units]
    others = ranks[places != top]
    rivals = ranks[entries & (places != top)]
    classes = ranks[~entries]
    near = max(0.0, float(classes.max())) if len(classes) else 0.0
    row = core.rows[evidence.rows[top]]
    telling = [t for t in dict.fromkeys(tokens) if t not in ALL_STOP_WORDS]
    asked, known = kinds(tokens), kinds(row.tokens)
    parts = evidence.parts[top]
    return (
        float(ranks[top] - (others.max() if len(others) else 0.0)),
        float(ranks[top] - (rivals.max() if len(rivals) else 0.0)),
        near,
        evidence.inside,
        evidence.outside,
        *_words(core, telling, evidence.left(top), int(evidence.units[top]), row.tokens),
        float(bool(asked and known and not asked & known)),
        float(parts[1]),
        float(len(telling)),
        float(len(tokens)),
    )


def _words(
    core: Core, telling: Sequence[str], less: Sequence[str], unit: int, row: Sequence[str]
) -> tuple[float, float, float]:
    space, cover = core.space, core.cover
    own: frozenset[object] = cover.has(less) if less else frozenset()
    stems = {stem(word) for word in row}
    hit = miss = row_miss = 0.0
    for word in telling:
        weight = space.weight(word) / space.rarest
        part = cover.explained(word, unit, own)
        hit += weight * part
        miss += weight * (1.0 - part)
        if stem(word) not in stems:
            row_miss = max(row_miss, weight)
    return hit, miss / max(hit + miss, 1e-9), row_miss
