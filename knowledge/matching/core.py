"""Evidence: how every part of the matcher sees the units (entries and scope classes) of an index.

A unit has rows: its phrasings and titles in every language. A question is held against all rows
through the inverted index; the few best units are then looked at closely.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy import sparse

from knowledge.language import Language
from knowledge.matching.background import Rarity
from knowledge.matching.cover import Cover
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.questions import kinds
from knowledge.matching.ridge import Ridge
from knowledge.matching.rows import Row
from knowledge.matching.space import Space
from knowledge.matching.sparse import Postings
from knowledge.matching.stems import stem
from knowledge.matching.trust import Trust

CLOSE = 8  # units looked at closely

PARTS = (
    "ridge",
    "likeness",
    "mean-likeness",
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
class Evidence:
    """The closest units, best first glance first, with each part of the evidence for them."""

    units: NDArray[np.int64]
    parts: NDArray[np.float64]  # (unit, part), parts named by PARTS
    rows: tuple[int, ...]  # the row of each unit that was nearest


def figures(tokens: Sequence[str]) -> frozenset[str]:
    """Return the dates, votes and numbers among the tokens."""
    return frozenset(t for t in tokens if t[0] in "@=" or t[0].isdigit())


def is_day(token: str) -> bool:
    """Tell whether a token is a day of the year, such as `@0630`."""
    return token[0] == "@" and len(token) == len("@0630")


class Core:
    """The arrays of an index. Built once, then only read."""

    def __init__(
        self, rows: Sequence[Row], answers: Sequence[Sequence[str]], rarity: Rarity
    ) -> None:
        """Take rows sorted by unit; `answers` holds the tokens of a unit's answers."""
        self.rows = tuple(rows)
        self.rarity = rarity
        self._row_unit = np.array([r.unit for r in rows], dtype=np.int32)
        self.count = int(self._row_unit.max()) + 1 if len(rows) else 0
        self.space = Space([r.tokens for r in rows], rarity)
        self._postings = Postings.build(
            self.space.features, count=self.space.count, size=len(rows)
        )
        self._group_starts, self._unit_starts = self._groups()
        self._group_sizes = np.diff(self._group_starts, append=len(rows))
        self._row_starts = np.searchsorted(self._row_unit, np.arange(self.count + 1))
        self._sorted = [" ".join(sorted(r.tokens)) for r in rows]
        self._kinds = [kinds(r.tokens) for r in rows]
        self._figures = [
            frozenset().union(*(figures(r.tokens) for r in rows[a:b]))
            for a, b in zip(self._row_starts, self._row_starts[1:], strict=False)
        ]
        self._answers = [frozenset(map(stem, answers[u])) for u in range(self.count)]
        self.ridge = self._fit_ridge()
        self.cover = Cover([(r.unit, r.tokens) for r in rows], answers)
        self.trust = self._fit_trust()

    def _groups(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where each (unit, language) run of rows starts, and each unit's run of groups."""
        keys = [(r.unit, r.language) for r in self.rows]
        starts = [i for i, key in enumerate(keys) if i == 0 or key != keys[i - 1]]
        units = [keys[i][0] for i in starts]
        first = [i for i, unit in enumerate(units) if i == 0 or unit != units[i - 1]]
        return np.array(starts, dtype=np.int64), np.array(first, dtype=np.int64)

    def _fit_ridge(self) -> Ridge:
        tongues = list(Language)
        shelves = np.array([tongues.index(row.language) for row in self.rows], dtype=np.int32)
        found = self.space.features
        features = sparse.csr_array(
            (found.values, (found.rows, found.ids)), shape=(len(self.rows), self.space.count)
        )
        return Ridge.fit(features, self._row_unit, shelves, self.count)

    def _fit_trust(self) -> Trust:
        told = self.ridge.told
        familiar, strange = np.zeros((2, len(told.rows), 4))
        for i, r in enumerate(told.rows):
            row = self.rows[r]
            unit, other = int(told.unit[i]), int(told.strange_unit[i])
            weighed = self.cover.weigh(row.tokens, unit, self.space, own=unit == row.unit)
            familiar[i] = (told.best[i], told.lead[i], *weighed)
            weighed = self.cover.weigh(row.tokens, other, self.space)
            strange[i] = (told.strange_best[i], told.strange_lead[i], *weighed)
        return Trust.fit(familiar, told.unit == self._row_unit[told.rows], strange)

    def figures_of(self, unit: int) -> frozenset[str]:
        """Return the dates, votes and numbers that a unit's rows name."""
        return self._figures[unit]

    def evidence(self, tokens: Sequence[str], language: Language | None) -> Evidence:
        """Hold a question's tokens against the index and look closely at the best units."""
        like = self._postings.dot(*self.space.encode(tokens))
        group_mean = np.add.reduceat(like, self._group_starts) / self._group_sizes
        mean = np.maximum.reduceat(group_mean, self._unit_starts)
        best = np.maximum.reduceat(like, self._row_starts[:-1])
        ridge = self.ridge.scores(like)
        glance = ridge + 0.2 * best
        close = min(CLOSE, self.count)
        units = np.argpartition(-glance, close - 1)[:close]
        units = units[np.argsort(-glance[units], kind="stable")]
        parts = np.zeros((close, len(PARTS)))
        parts[:, 0] = ridge[units]
        parts[:, 1] = best[units]
        parts[:, 2] = mean[units]
        rows = tuple(
            int(self._row_starts[u] + like[self._row_starts[u] : self._row_starts[u + 1]].argmax())
            for u in units
        )
        self._closely(tokens, language, units, rows, parts)
        return Evidence(units, parts, rows)

    def _closely(
        self,
        tokens: Sequence[str],
        language: Language | None,
        units: NDArray[np.int64],
        rows: Sequence[int],
        parts: NDArray[np.float64],
    ) -> None:
        """Fill the parts that need the words themselves."""
        ordered = " ".join(sorted(tokens))
        question, wanted = kinds(tokens), figures(tokens)
        telling = [
            (self.space.weight(word), stem(word))
            for word in dict.fromkeys(tokens)
            if word not in ALL_STOP_WORDS
        ]
        for k, r in enumerate(rows):
            shared = question & self._kinds[r]
            have = self._figures[units[k]]
            parts[k, 3:] = (
                fuzz.ratio(ordered, self._sorted[r]) / 100,
                1.0 if shared else 0.0,
                1.0 if question and self._kinds[r] and not shared else 0.0,
                min(2, len(wanted & have)) / 2,
                self._clash(wanted, have),
                self._answer_share(telling, int(units[k])),
                1.0 if ordered == self._sorted[r] else 0.0,
                1.0 if language and self.rows[r].language == language else 0.0,
            )

    @staticmethod
    def _clash(wanted: frozenset[str], known: frozenset[str]) -> float:
        """Return 1 if a date or vote is asked for and the unit has others of its kind only."""
        if not wanted:
            return 0.0
        for mark in "@=":
            asked = {f for f in wanted if f[0] == mark}
            have = {f for f in known if f[0] == mark}
            if asked and have and not asked & have:
                return 1.0
        return 0.0

    def _answer_share(self, telling: Sequence[tuple[float, str]], unit: int) -> float:
        answer = self._answers[unit]
        total = sum(w for w, _ in telling)
        if not answer or not total:
            return 0.0
        return sum(w for w, root in telling if root in answer) / total
