"""Evidence: how every part of the matcher sees the units (entries and scope classes) of an index.

A unit has rows: its phrasings and titles in every language. A question is held against all rows
through the inverted index; the few best units are then looked at closely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language
from knowledge.matching.background import Rarity
from knowledge.matching.cover import Cover
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.questions import kinds
from knowledge.matching.ridge import Ridge
from knowledge.matching.rows import Row
from knowledge.matching.space import Features, Space
from knowledge.matching.sparse import Postings
from knowledge.matching.stems import stem
from knowledge.matching.trust import Trust

CLOSE = 8  # units looked at closely

PARTS = ("ridge", "figures-shared", "figures-clash", "same-words", "asks-alike")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The closest units, best first glance first, with each part of the evidence for them."""

    units: NDArray[np.int64]
    parts: NDArray[np.float64]  # (unit, part), parts named by PARTS
    rows: tuple[int, ...]  # the row of each unit that was nearest
    inside: float  # what speaks for all entries together
    outside: float  # and for all scope classes
    own: tuple[int, tuple[str, ...]] = (-1, ())  # unit and tokens of the row left out

    def left(self, place: int) -> tuple[str, ...]:
        """Return the tokens left out of the unit at a place; empty if none were."""
        unit, tokens = self.own
        return tokens if unit == self.units[place] else ()


def figures(tokens: Sequence[str]) -> frozenset[str]:
    """Return the dates, votes and numbers among the tokens."""
    return frozenset(t for t in tokens if t[0] in "@=" or t[0].isdigit())


def is_day(token: str) -> bool:
    """Tell whether a token is a day of the year, such as `@0630`."""
    return token[0] == "@" and len(token) == len("@0630")


def gist(tokens: Sequence[str]) -> frozenset[str]:
    """Return the telling stems of some tokens, without their figures."""
    return frozenset(map(stem, set(tokens) - ALL_STOP_WORDS - figures(tokens)))


class Core:
    """The arrays of an index. Built once, then only read."""

    def __init__(
        self,
        rows: Sequence[Row],
        answers: Sequence[Sequence[str]],
        inside: Sequence[bool],
        rarity: Rarity,
        trust: Trust | None = None,
        learned: Mapping[str, NDArray[Any]] | None = None,
    ) -> None:
        """Take rows sorted by unit; the tokens of every unit's answers; whether it is an entry.

        Without a `trust` the index asks itself how far to trust itself, and learns all anew;
        with one it can take up what it has `learned` of the same rows before.
        """
        self.rows = tuple(rows)
        self.rarity = rarity
        self._row_unit = np.array([r.unit for r in rows], dtype=np.int32)
        self.inside = np.array(inside, dtype=bool)
        self.count = int(self._row_unit.max()) + 1 if len(rows) else 0
        self.space, features = Space.learn([r.tokens for r in rows], rarity)
        self._postings = Postings.build(features, count=self.space.count, size=len(rows))
        self._row_starts = np.searchsorted(self._row_unit, np.arange(self.count + 1))
        self._figures = [
            frozenset().union(*(figures(r.tokens) for r in rows[a:b]))
            for a, b in zip(self._row_starts, self._row_starts[1:], strict=False)
        ]
        self._dated: dict[frozenset[str], dict[int, set[str]]] = {}
        for row in rows:
            days = set(filter(is_day, row.tokens))
            if days and gist(row.tokens):
                named = self._dated.setdefault(gist(row.tokens), {}).setdefault(row.unit, set())
                named |= days
        self._number = {row.text.casefold(): i for i, row in enumerate(rows)}
        self._namesakes = self._find_namesakes()
        self.ridge = self._fit_ridge(features, trust is None, learned)
        self.cover = Cover([(r.unit, r.tokens) for r in rows], answers)
        self.trust = trust or self._fit_trust()

    def _fit_ridge(
        self, found: Features, tell: bool, learned: Mapping[str, NDArray[Any]] | None
    ) -> Ridge:
        tongues = list(Language)
        shelves = np.array([tongues.index(row.language) for row in self.rows], dtype=np.int32)
        if learned is not None and not tell:
            return Ridge.of(learned, self._row_unit, shelves, self.count)
        from scipy import sparse  # takes 50 MB and half a second, and only building needs it

        features = sparse.csr_array(
            (found.values, (found.rows, found.ids)), shape=(len(self.rows), self.space.count)
        )
        return Ridge.fit(features, self._row_unit, shelves, self.count, tell=tell)

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

    def _find_namesakes(self) -> dict[tuple[str, ...], set[int]]:
        held: dict[tuple[str, ...], set[int]] = {}
        for row in self.rows:
            if self.inside[row.unit]:
                held.setdefault(tuple(sorted(row.tokens)), set()).add(row.unit)
        self._said = frozenset(held)
        return {words: units for words, units in held.items() if len(units) > 1}

    def namesakes(self, tokens: Sequence[str]) -> tuple[int, ...]:
        """Return the entries that all have these very words as a phrasing, if there are two."""
        return tuple(self._namesakes.get(tuple(sorted(tokens)), ()))

    def is_said(self, tokens: Sequence[str]) -> bool:
        """Tell whether an entry has these very words as a phrasing."""
        return tuple(sorted(tokens)) in self._said

    def figures_of(self, unit: int) -> frozenset[str]:
        """Return the dates, votes and numbers that a unit's rows name."""
        return self._figures[unit]

    def dated(self, tokens: Sequence[str]) -> tuple[int, ...]:
        """Return the units that ask the same of a day each, if the tokens name no day.

        "How did they vote" fits "the June 30 vote" and "the July 8 vote" alike.
        """
        return () if any(map(is_day, tokens)) else self._of_days(gist(tokens))

    def twins(self, tokens: Sequence[str], row: int) -> tuple[int, ...]:
        """Return the same, going by a row that names a day and is near tokens that do not."""
        known = self.rows[row].tokens
        if any(map(is_day, tokens)) or not any(map(is_day, known)):
            return ()
        return self._of_days(gist(known))

    def _of_days(self, asked: frozenset[str]) -> tuple[int, ...]:
        found = self._dated.get(asked, {})
        return tuple(found) if len(set().union(*found.values())) > 1 else ()

    def row_of(self, text: str) -> int:
        """Return the row that is this very text; -1 if none is."""
        return self._number.get(text.casefold(), -1)

    def evidence(
        self, tokens: Sequence[str], without: int = -1, only: frozenset[int] | None = None
    ) -> Evidence:
        """Hold a question's tokens against the index; look closely at the best units.

        `without` leaves one row out, as if it had never been learned; `only` names the units that
        may be found.
        """
        like = self._postings.dot(*self.space.encode(tokens))
        ridge = self.ridge.scores(like, without)
        if without >= 0:
            like[without] = 0.0
        best = np.maximum.reduceat(like, self._row_starts[:-1])
        glance = ridge + 0.2 * best
        close = min(CLOSE, self.count if only is None else len(only))
        if only is not None:
            allowed = np.zeros(self.count, dtype=bool)
            allowed[list(only)] = True
            glance[~allowed] = -np.inf
        units = np.argpartition(-glance, close - 1)[:close]
        units = units[np.argsort(-glance[units], kind="stable")]
        dated = [u for u in self.dated(tokens) if u not in units and (not only or u in only)]
        units = np.append(units, np.array(dated, dtype=units.dtype))
        rows = tuple(
            int(self._row_starts[u] + like[self._row_starts[u] : self._row_starts[u + 1]].argmax())
            for u in units
        )
        own = self.rows[without] if without >= 0 else None
        return Evidence(
            units,
            self._parts(tokens, units, ridge[units], rows),
            rows,
            float(ridge[self.inside].sum()),
            float(ridge[~self.inside].sum()),
            (own.unit, own.tokens) if own else (-1, ()),
        )

    def _parts(
        self,
        tokens: Sequence[str],
        units: NDArray[np.int64],
        ridge: NDArray[np.float64],
        rows: Sequence[int],
    ) -> NDArray[np.float64]:
        ordered, wanted, asked = sorted(tokens), figures(tokens), kinds(tokens)
        parts = np.zeros((len(units), len(PARTS)))
        parts[:, 0] = ridge
        for k, (unit, r) in enumerate(zip(units, rows, strict=True)):
            have = self._figures[unit]
            parts[k, 1:] = (
                len(wanted & have) > 0,
                self._clash(wanted, have),
                sorted(self.rows[r].tokens) == ordered,
                bool(asked & kinds(self.rows[r].tokens)),
            )
        return parts

    @staticmethod
    def _clash(wanted: frozenset[str], known: frozenset[str]) -> bool:
        """Tell whether a date or vote is asked for and the unit has others of its kind only."""
        for mark in "@=" if wanted else "":
            asked = {f for f in wanted if f[0] == mark}
            have = {f for f in known if f[0] == mark}
            if asked and have and not asked & have:
                return True
        return False
