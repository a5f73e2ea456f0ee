"""The features of a candidate: what is known of a question held against one unit.

All are plain numbers of a bounded range, told by name in `explain`; `combiner.py` makes them a
probability.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from knowledge.matching.evidence.evidence_index import Evidence, EvidenceIndex
from knowledge.matching.evidence.term_index import is_telling_word
from knowledge.matching.text.figures import figure_tokens
from knowledge.matching.text.proper_names import ProperName, find_names
from knowledge.matching.text.question_reader import ParsedQuestion
from knowledge.matching.text.question_types import find_question_types
from knowledge.matching.text.stemming import stem

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
    "unknown": -1,  # part of the telling weight in words that no text of ours knows
}
# What an encoder adds, after them.
MEANING_FEATURES: dict[str, int] = {
    "meaning": 1,  # cosine of the nearest text
    "meaning-lead-entries": 1,  # that, before the best of the other entries
    "meaning-lead-classes": 1,  # that, before the best of the other scope classes
}
MIN_EXPLAINED = 0.5  # part of a word that a unit explains from which it is said to name it
BM25_PER_WORD = 5.0  # brings BM25 a telling word near 1
MAX_LEAD = 10.0
_COUNTRY_KIND = frozenset({"country"})
_OTHER_NAME_KINDS = frozenset({"place", "institution", "personal", "year"})


def feature_table(
    core: EvidenceIndex, question: ParsedQuestion, found: Evidence
) -> NDArray[np.float64]:
    """Return a row of `FEATURES` for every candidate of the evidence, in its order.

    With an encoder, those of `MEANING_FEATURES` follow.
    """
    tokens, units = question.tokens, found.units
    telling = list(dict.fromkeys(question.telling_tokens))
    weights = (
        np.array([core.space.word_weight(word) for word in telling]) / core.space.rarest_weight
    )
    weight = max(sum(weights.tolist()), 1e-9)
    is_unknown = [not core.space.is_known(word) for word in telling]
    asked, wanted, elsewhere = (
        find_question_types(tokens),
        figure_tokens(tokens),
        find_names(question.own_tokens),
    )
    have = [core.figures_of(unit) for unit in units.tolist()]
    nearest = [core.rows[rows[0]].joined_tokens for rows in found.rows]
    entries, ridge, per_word = (
        core.in_scope[units],
        found.ridge,
        BM25_PER_WORD * max(1, len(telling)),
    )
    hit = np.zeros(len(units))
    for word, part in zip(telling, weights, strict=True):
        hit += part * core.coverage.explained_part(word, found.own)[units]
    leads = _leads(
        [ridge, found.similarity, found.phrasing_scores, found.answer_scores, hit, ridge],
        [*[entries] * 5, ~entries],
    )
    columns = {
        "entry": entries,
        "ridge": ridge,
        "lead-entries": leads[0],
        "lead-classes": leads[5],
        "likeness": found.similarity,
        "likeness-lead": leads[1],
        "ratio": _best_ratios(core, tokens, found.rows),
        "said": found.phrasing_scores / per_word,
        "said-lead": leads[2] / MAX_LEAD,
        "told": found.answer_scores / per_word,
        "told-lead": leads[3] / MAX_LEAD,
        "hit": hit,
        "hit-lead": leads[4],
        "missed-share": 1.0 - hit / weight if telling else 0.0,
        "heaviest-miss": _heaviest_misses(telling, weights, nearest),
        "asks": [_agreement(asked, _cached_question_types(each)) for each in nearest],
        "figures": [bool(wanted & each) for each in have],
        "figures-missing": [bool(wanted - each) for each in have],
        "elsewhere": _lacks_name(core, units, elsewhere, _OTHER_NAME_KINDS),
        "country": _lacks_name(core, units, elsewhere, _COUNTRY_KIND),
        "inside": found.in_scope,
        "outside": found.out_of_scope,
        "telling": len(telling),
        "words": len(tokens),
        "unknown": sum(weights[is_unknown].tolist()) / weight,
    }
    if found.meaning is not None:
        columns |= _meaning_columns(found.meaning, entries)
    table = np.empty((len(units), len(columns)))
    for place, name in enumerate(
        name for name in (*FEATURES, *MEANING_FEATURES) if name in columns
    ):
        table[:, place] = columns[name]
    return table


def _meaning_columns(
    meaning: NDArray[np.float64], entries: NDArray[np.bool_]
) -> dict[str, NDArray[np.float64]]:
    """Return the columns of `MEANING_FEATURES`."""
    leads = _leads([meaning, meaning], [entries, ~entries])
    return {
        "meaning": meaning,
        "meaning-lead-entries": leads[0],
        "meaning-lead-classes": leads[1],
    }


# Of the same texts again and again: each is worked out once.
_cached_stems = lru_cache(maxsize=4096)(lambda said: frozenset(map(stem, said.split(" "))))
_cached_question_types = lru_cache(maxsize=4096)(lambda said: find_question_types(said.split(" ")))


def _best_ratios(
    core: EvidenceIndex, tokens: Sequence[str], rows: Sequence[Sequence[int]]
) -> NDArray[np.float64]:
    """Return the best ratio (0 to 1) of some tokens with the rows of each candidate."""
    texts = [core.rows[row].joined_tokens for each in rows for row in each]
    ratios = cdist([" ".join(tokens)], texts, scorer=fuzz.token_set_ratio, dtype=np.float64)[0]
    starts = np.cumsum([0, *map(len, rows[:-1])])
    best: NDArray[np.float64] = np.maximum.reduceat(ratios, starts) / 100
    return best


def _heaviest_misses(
    telling: Sequence[str], weights: NDArray[np.float64], texts: Sequence[str]
) -> list[float]:
    """Return the weight of the heaviest telling word whose stem each text lacks."""
    by_weight = sorted(zip(weights.tolist(), map(stem, telling), strict=True), reverse=True)
    said = map(_cached_stems, texts)
    return [next((w for w, root in by_weight if root not in have), 0.0) for have in said]


def _leads(
    scores: Sequence[NDArray[np.float64]], among: Sequence[NDArray[np.bool_]]
) -> NDArray[np.float64]:
    """Return what each candidate is before the best other one of some, or before 0.

    A row for each kind of scores; `among` tells which candidates it is held against.
    """
    held = np.where(among, scores, 0.0)
    lines = np.arange(len(held))
    best = held.argmax(axis=1)
    others = np.repeat(held[lines, best].clip(0.0)[:, None], held.shape[1], axis=1)
    held[lines, best] = 0.0
    others[lines, best] = held.max(axis=1).clip(0.0)
    found: NDArray[np.float64] = scores - others
    return found


def _agreement(asked: frozenset[str], known: frozenset[str]) -> int:
    if not asked or not known:
        return 0
    return 1 if asked & known else -1


def _lacks_name(
    core: EvidenceIndex,
    units: NDArray[np.int64],
    names: Sequence[ProperName],
    kinds: frozenset[str],
) -> NDArray[np.bool_]:
    """Tell of each unit whether it lacks a name, of some kinds, that the question has."""
    found = np.zeros(len(units), dtype=bool)
    for word in (word for name in names if name.kind in kinds for word in name.tokens):
        if is_telling_word(word):
            found |= core.coverage.explained_part(word)[units] < MIN_EXPLAINED
    return found
