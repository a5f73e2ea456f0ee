"""Evidence: how every part of the matcher sees the units (entries and scope classes) of an index.

A unit has rows: its phrasings and titles in every language. A question is held against all rows
through the inverted index; the few best units are then looked at closely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy import sparse

from knowledge.language import Language
from knowledge.matching.align import likeness
from knowledge.matching.background import Rarity
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.questions import kinds
from knowledge.matching.ridge import Ridge
from knowledge.matching.space import BLOCKS, Space, View
from knowledge.matching.sparse import Postings
from knowledge.matching.stems import stem
from knowledge.matching.trust import Trust

CLOSE = 12  # units looked at closely
ROWS_CLOSE = 2  # rows of each that are aligned
FIRST_GLANCE = np.array([0.05, 0.2, 0.15, 0.2, 0.2, 0.2])  # weight of each block in choosing them
KERNEL = np.array([0.0, 0.30, 0.10, 0.25, 0.15, 0.30])  # weight of each block in the ridge's likeness of rows

PARTS = (
    "ridge",
    *(f"{block}-best" for block in BLOCKS),
    *(f"{block}-mean" for block in BLOCKS),
    "asked-covered",
    "row-covered",
    "ratio",
    "sorted-ratio",
    "question-word",
    "question-word-clash",
    "figures-shared",
    "figures-clash",
    "answer",
    "same-words",
    "same-language",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a unit that questions are held against."""

    text: str
    tokens: tuple[str, ...]
    unit: int
    language: Language


@dataclass(frozen=True, slots=True)
class Evidence:
    """The closest units, best first glance first, with each part of the evidence for them."""

    units: NDArray[np.int64]
    parts: NDArray[np.float64]  # (unit, part), parts named by PARTS
    rows: tuple[int, ...]  # the row of each unit that was nearest


def figures(tokens: Sequence[str]) -> frozenset[str]:
    """Return the dates, votes and numbers among the tokens."""
    return frozenset(t for t in tokens if t[0] in "@=" or t[0].isdigit())


class Core:
    """The arrays of an index. Built once, then only read."""

    def __init__(
        self, rows: Sequence[Row], answers: Mapping[int, Sequence[str]], rarity: Rarity
    ) -> None:
        """Take rows sorted by unit; `answers` holds the tokens of a unit's answers."""
        self.rows = tuple(rows)
        self.rarity = rarity
        self._row_unit = np.array([r.unit for r in rows], dtype=np.int32)
        self.count = int(self._row_unit.max()) + 1 if len(rows) else 0
        self.space = Space([r.tokens for r in rows], rarity)
        self._postings = self._invert(self.space.views)
        self._group_starts, self._unit_starts = self._groups()
        self._row_starts = np.searchsorted(self._row_unit, np.arange(self.count + 1))
        self._texts = [" ".join(r.tokens) for r in rows]
        self._sorted = [" ".join(sorted(r.tokens)) for r in rows]
        self._kinds = [kinds(r.tokens) for r in rows]
        self._figures = [
            frozenset().union(
                *(figures(r.tokens) for r in rows[a:b]), figures(answers.get(u, ()))
            )
            for u, (a, b) in enumerate(zip(self._row_starts, self._row_starts[1:], strict=False))
        ]
        self._answers = [frozenset(map(stem, answers.get(u, ()))) for u in range(self.count)]
        self.ridge = Ridge.fit(self._scaled(), self._row_unit, self.count)
        self.trust = Trust.fit(self.ridge.told)

    def _invert(self, encoded: Sequence[tuple[View, ...]]) -> tuple[Postings, ...]:
        found = []
        for family, learned in enumerate(self.space.families):
            views = [each[family] for each in encoded]
            rows = np.repeat(
                np.arange(len(views), dtype=np.int32), [len(v.ids) for v in views]
            ).astype(np.int32)
            ids = np.concatenate([v.ids for v in views]) if views else np.zeros(0, np.int64)
            sets = range(2 if family == 0 else 1)
            values = [
                np.concatenate([v.values[s] for v in views]) if views else np.zeros(0, np.float32)
                for s in sets
            ]
            found.append(
                Postings.build(
                    ids.astype(np.int32), rows, values, count=learned.count, size=len(encoded)
                )
            )
        return tuple(found)

    def _groups(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where each (unit, language) run of rows starts, and each unit's run of groups."""
        keys = [(r.unit, r.language) for r in self.rows]
        starts = [i for i, key in enumerate(keys) if i == 0 or key != keys[i - 1]]
        units = [keys[i][0] for i in starts]
        first = [i for i, unit in enumerate(units) if i == 0 or unit != units[i - 1]]
        return np.array(starts, dtype=np.int64), np.array(first, dtype=np.int64)

    def _scaled(self) -> sparse.csr_array:
        """Return the rows' features, scaled so that dot products are the ridge's likeness."""
        size = len(self.rows)
        blocks = []
        weights = iter(KERNEL)
        for family in self._postings:
            for values in family.weights:
                weight = float(next(weights))
                if weight:
                    blocks.append(
                        sparse.csc_array(
                            (values * np.float32(np.sqrt(weight)), family.rows, family.starts),
                            shape=(size, len(family.starts) - 1),
                        )
                    )
        return sparse.csr_array(sparse.hstack(blocks, format="csr"))

    def glance(self, tokens: Sequence[str]) -> NDArray[np.float64]:
        """Return the (block, row) likeness of a question to every row."""
        encoded = self.space.encode(tokens)
        found: list[NDArray[np.float64]] = []
        for postings, view in zip(self._postings, encoded, strict=True):
            found.extend(postings.dot(view.ids, view.values))
        return np.stack(found)

    def evidence(
        self,
        tokens: Sequence[str],
        language: Language | None,
        *,
        blocks: NDArray[np.float64] | None = None,
    ) -> Evidence:
        """Hold a question's tokens against the index and look closely at the best units."""
        if blocks is None:
            blocks = self.glance(tokens)
        group_best = np.maximum.reduceat(blocks, self._group_starts, axis=1)
        sizes = np.diff(self._group_starts, append=blocks.shape[1])
        group_mean = np.add.reduceat(blocks, self._group_starts, axis=1) / sizes
        best = np.maximum.reduceat(group_best, self._unit_starts, axis=1)
        mean = np.maximum.reduceat(group_mean, self._unit_starts, axis=1)
        ridge = self.ridge.scores(KERNEL @ blocks)
        glance = ridge + 0.2 * (FIRST_GLANCE @ best)
        close = min(CLOSE, self.count)
        units = np.argpartition(-glance, close - 1)[:close]
        units = units[np.argsort(-glance[units], kind="stable")]
        row_scores = FIRST_GLANCE @ blocks
        parts = np.zeros((close, len(PARTS)))
        parts[:, 0] = ridge[units]
        parts[:, 1:7] = best[:, units].T
        parts[:, 7:13] = mean[:, units].T
        rows = self._closely(tokens, language, units, row_scores, parts)
        return Evidence(units, parts, rows)

    def _closely(
        self,
        tokens: Sequence[str],
        language: Language | None,
        units: NDArray[np.int64],
        row_scores: NDArray[np.float64],
        parts: NDArray[np.float64],
    ) -> tuple[int, ...]:
        """Fill the parts that need the words themselves; return the nearest row of each unit."""
        chosen: list[list[int]] = []
        for unit in units:
            first, last = self._row_starts[unit], self._row_starts[unit + 1]
            order = np.argsort(-row_scores[first:last], kind="stable")[:ROWS_CLOSE]
            chosen.append([int(first + i) for i in order])
        asked = list(dict.fromkeys(tokens))
        known = list(dict.fromkeys(t for rows in chosen for r in rows for t in self.rows[r].tokens))
        place = {word: j for j, word in enumerate(known)}
        table = likeness(asked, known)
        weights = np.array([self.space.weight(w) for w in asked])
        known_weights = np.array([self.space.weight(w) for w in known])
        total = float(weights.sum()) or 1.0
        text, ordered = " ".join(tokens), " ".join(sorted(tokens))
        question, wanted = kinds(tokens), figures(tokens)
        nearest: list[int] = []
        for k, rows in enumerate(chosen):
            top = -1.0
            for r in rows:
                columns = [place[w] for w in dict.fromkeys(self.rows[r].tokens)]
                part = table[:, columns]
                covered = float(part.max(axis=1) @ weights) / total
                row_weights = known_weights[columns]
                back = float(part.max(axis=0) @ row_weights) / (float(row_weights.sum()) or 1.0)
                ratio = fuzz.ratio(text, self._texts[r]) / 100
                by_word = fuzz.ratio(ordered, self._sorted[r]) / 100
                score = covered + back + 0.3 * ratio + 0.3 * by_word
                if score > top:
                    top, here = score, r
                    parts[k, 13:17] = covered, back, ratio, by_word
            nearest.append(here)
            shared = question & self._kinds[here]
            parts[k, 17] = 1.0 if shared else 0.0
            parts[k, 18] = 1.0 if question and self._kinds[here] and not shared else 0.0
            known_figures = self._figures[units[k]]
            parts[k, 19] = min(2, len(wanted & known_figures)) / 2
            parts[k, 20] = self._clash(wanted, known_figures)
            parts[k, 21] = self._answer_share(asked, weights, int(units[k]))
            parts[k, 22] = 1.0 if ordered == self._sorted[here] else 0.0
            parts[k, 23] = 1.0 if language and self.rows[here].language == language else 0.0
        return tuple(nearest)

    @staticmethod
    def _clash(wanted: frozenset[str], known: frozenset[str]) -> float:
        """Return 1 if a date or vote is asked for and the unit has others of its kind only."""
        clash = 0.0
        for mark in "@=":
            asked = {f for f in wanted if f[0] == mark}
            have = {f for f in known if f[0] == mark}
            if asked and have and not asked & have:
                clash = 1.0
        return clash

    def _answer_share(
        self, asked: Sequence[str], weights: NDArray[np.float64], unit: int
    ) -> float:
        answer = self._answers[unit]
        if not answer:
            return 0.0
        telling = [
            (float(w), stem(a) in answer)
            for a, w in zip(asked, weights, strict=True)
            if a not in ALL_STOP_WORDS
        ]
        total = sum(w for w, _ in telling)
        return sum(w for w, there in telling if there) / total if total else 0.0
