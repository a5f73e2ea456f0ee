"""The features of a candidate: what is known of a question held against one unit.

All are plain numbers of a bounded range, told by name in `explain`; `combiner.py` makes them a
probability.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from knowledge.matching.core import Core, Evidence, figures
from knowledge.matching.elsewhere import Name, named
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.questions import kinds
from knowledge.matching.reading import Question
from knowledge.matching.stems import stem

# Name of each feature, and whether more of it speaks for (1) or against (-1) the candidate.
FEATURES: dict[str, int] = {
    "entry": 0,  # 1 for an entry, 0 for a scope class
    "ridge": 1,  # what the nearest texts together say for it
    "lead-entries": 1,  # that, before the best of the other entries
    "lead-classes": 1,  # that, before the best of the other scope classes
    "likeness": 1,  # of the nearest text
    "likeness-lead": 1,  # that, before the best of the other entries
    "ratio": 1,  # RapidFuzz's token_set_ratio with the nearest texts, the best of them
    "said": 1,  # BM25 of all its phrasings together, a telling word
    "said-lead": 1,  # that, before the best of the other entries
    "told": 1,  # BM25 of what it answers, a telling word
    "told-lead": 1,  # that, before the best of the other entries
    "hit": 1,  # telling weight that it explains
    "hit-lead": 1,  # that, before the best of the other entries
    "missed-share": -1,  # part of the telling weight that it does not explain
    "heaviest-miss": -1,  # heaviest telling word that the nearest text lacks
    "asks": 1,  # 1 where both ask who, when, why …; -1 where one asks who and the other when
    "figures": 1,  # whether it names a date, vote or number of the question's
    "figures-missing": -1,  # whether the question names one that it does not
    "elsewhere": -1,  # whether the question names a place, institution or year that it never does
    "country": -1,  # the same of a country
    "inside": 1,  # what speaks for all entries together
    "outside": -1,  # what speaks for all scope classes together
    "telling": 0,  # telling words
    "words": 0,
    "unknown": -1,  # part of the telling weight in words that no text of ours has
}
# What an encoder adds, after them.
MEANING: dict[str, int] = {
    "meaning": 1,  # cosine of the nearest text
    "meaning-lead-entries": 1,  # that, before the best of the other entries
    "meaning-lead-classes": 1,  # that, before the best of the other scope classes
}
KNOWN = 0.5  # part of a word that a unit explains from which it is said to name it
PER_WORD = 5.0  # brings BM25 a telling word near 1
LEAD = 10.0
_COUNTRY = frozenset({"country"})
_ELSEWHERE = frozenset({"place", "institution", "personal", "year"})


def features(core: Core, question: Question, found: Evidence) -> NDArray[np.float64]:
    """Return a row of `FEATURES` for every candidate of the evidence, in its order.

    With an encoder, those of `MEANING` follow.
    """
    tokens = question.tokens
    telling = list(dict.fromkeys(question.telling))
    weights = {word: core.space.weight(word) / core.space.rarest for word in telling}
    weight = max(sum(weights.values()), 1e-9)
    unknown = sum(w for word, w in weights.items() if word not in core.space.vocabulary)
    text, asked, wanted = " ".join(tokens), kinds(tokens), figures(tokens)
    elsewhere = named(question.own)
    entries = core.inside[found.units]
    stems = {word: stem(word) for word in telling}
    table = np.zeros((len(found.units), len(FEATURES)))
    ridge, per_word = found.ridge, PER_WORD * max(1, len(telling))
    hits = _hits(core, found, weights)
    for i, unit in enumerate(map(int, found.units)):
        rows = [core.rows[r] for r in found.rows[i]]
        nearest = rows[0]
        have = core.figures_of(unit)
        said = _stems(nearest.tokens)
        table[i] = (
            entries[i],
            ridge[i],
            ridge[i] - _best_other(ridge, entries, i),
            ridge[i] - _best_other(ridge, ~entries, i),
            found.likeness[i],
            found.likeness[i] - _best_other(found.likeness, entries, i),
            max(fuzz.token_set_ratio(text, _joined(row.tokens)) for row in rows) / 100,
            found.said[i] / per_word,
            (found.said[i] - _best_other(found.said, entries, i)) / LEAD,
            found.told[i] / per_word,
            (found.told[i] - _best_other(found.told, entries, i)) / LEAD,
            hits[i],
            hits[i] - _best_other(hits, entries, i),
            1.0 - hits[i] / weight if telling else 0.0,
            max((w for word, w in weights.items() if stems[word] not in said), default=0.0),
            _alike(asked, _kinds(nearest.tokens)),
            bool(wanted & have),
            bool(wanted - have),
            _lacks(core, unit, elsewhere, _ELSEWHERE),
            _lacks(core, unit, elsewhere, _COUNTRY),
            found.inside,
            found.outside,
            len(telling),
            len(tokens),
            unknown / weight,
        )
    if found.meaning is not None:
        table = np.column_stack([table, _meanings(found.meaning, entries)])
    return table


def _hits(core: Core, found: Evidence, weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the telling weight that every candidate explains."""
    hits = np.zeros(len(found.units))
    for i, unit in enumerate(map(int, found.units)):
        own: frozenset[object] = core.cover.has(found.left(i)) if found.left(i) else frozenset()
        hits[i] = sum(w * core.cover.explained(word, unit, own) for word, w in weights.items())
    return hits


def _meanings(meaning: NDArray[np.float64], entries: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the columns of `MEANING`."""
    places = range(len(meaning))
    before = [
        [meaning[i] - _best_other(meaning, among, i) for i in places]
        for among in (entries, ~entries)
    ]
    return np.column_stack([meaning, *before])


# Of the same texts again and again: each is worked out once.
_stems = lru_cache(maxsize=4096)(lambda tokens: frozenset(map(stem, tokens)))
_joined = lru_cache(maxsize=4096)(" ".join)
_kinds = lru_cache(maxsize=4096)(kinds)


def _best_other(scores: NDArray[np.float64], among: NDArray[np.bool_], place: int) -> float:
    """Return the best score among some candidates but the one at a place; 0 if there is none."""
    chosen = among.copy()
    chosen[place] = False
    return max(0.0, float(scores[chosen].max())) if chosen.any() else 0.0


def _alike(asked: frozenset[str], known: frozenset[str]) -> int:
    if not asked or not known:
        return 0
    return 1 if asked & known else -1


def _lacks(core: Core, unit: int, names: Sequence[Name], kinds: frozenset[str]) -> bool:
    """Tell whether a name of some kinds stands in the question and not in the unit."""
    return any(
        core.cover.explained(word, unit) < KNOWN
        for name in names
        if name.kind in kinds
        for word in name.tokens
        if word not in ALL_STOP_WORDS
    )
