"""Evidence: how every part of the matcher sees the units (entries and scope classes) of an index.

A unit has rows: its phrasings and titles in every language. A question is held against all rows
through the inverted index; the few best units are then looked at closely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language
from knowledge.matching.answer_text import AnswerText, Texts
from knowledge.matching.background import Rarity
from knowledge.matching.cover import Cover
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.meaning import Encoder, Meanings
from knowledge.matching.reading import Question
from knowledge.matching.ridge import Ridge
from knowledge.matching.rows import Row
from knowledge.matching.space import Features, Space
from knowledge.matching.sparse import Postings
from knowledge.matching.stems import stem

CLOSE = 10  # units looked at closely for their phrasings
TOLD = 5  # entries looked at closely for their answers
MEANT = 5  # units looked at closely for their meaning, with an encoder
NEAREST = 5  # rows of each
GLANCE = 0.2  # what the likeness of the nearest row counts beside the ridge, at first glance


@dataclass(frozen=True, slots=True)
class Evidence:
    """The closest units, and what speaks for each of them (arrays in the order of `units`)."""

    units: NDArray[np.int64]
    ridge: NDArray[np.float64]  # what the nearest rows together say for it
    likeness: NDArray[np.float64]  # of its nearest row
    said: NDArray[np.float64]  # BM25 of its rows, all together
    told: NDArray[np.float64]  # BM25 of its answers
    rows: tuple[tuple[int, ...], ...]  # its nearest rows, nearest first
    inside: float  # what speaks for all entries together
    outside: float  # and for all scope classes
    own: tuple[int, tuple[str, ...]] = (-1, ())  # unit and tokens of the row left out
    meaning: NDArray[np.float64] | None = None  # of its row nearest in meaning, with an encoder

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
        answers: Sequence[Texts],
        inside: Sequence[bool],
        rarity: Rarity,
        learned: Mapping[str, NDArray[Any]] | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        """Take rows sorted by unit; the tokens of every unit's answers; whether it is an entry.

        It can take up what it has `learned` of the same rows before, with the same encoder.
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
        self._sayings = self._find_sayings()
        self.ridge = self._fit_ridge(features, learned)
        self.cover = Cover(
            [(r.unit, r.tokens) for r in rows],
            [list(chain.from_iterable(each.values())) for each in answers],
        )
        self._meanings = (
            Meanings(encoder, [row.text for row in rows], (learned or {}).get("meanings"))
            if encoder is not None
            else None
        )
        self._said, self._told = AnswerText(self._row_texts()), AnswerText(answers)

    @property
    def learned(self) -> dict[str, NDArray[Any]]:
        """Return what took long to work out, as plain arrays."""
        meanings = {"meanings": self._meanings.vectors} if self._meanings else {}
        return {**self.ridge.learned, **meanings}

    def _row_texts(self) -> list[Texts]:
        """Return the tokens of every unit's rows, by language."""
        found: list[dict[Language, list[str]]] = [{} for _ in range(self.count)]
        for row in self.rows:
            found[row.unit].setdefault(row.language, []).extend(row.tokens)
        return list(found)

    def _fit_ridge(self, found: Features, learned: Mapping[str, NDArray[Any]] | None) -> Ridge:
        tongues = list(Language)
        shelves = np.array([tongues.index(row.language) for row in self.rows], dtype=np.int32)
        if learned is not None:
            return Ridge.of(learned, self._row_unit, shelves, self.count)
        from scipy import sparse  # takes 50 MB and half a second, and only building needs it

        features = sparse.csr_array(
            (found.values, (found.rows, found.ids)), shape=(len(self.rows), self.space.count)
        )
        return Ridge.fit(features, self._row_unit, shelves, self.count)

    def _find_sayings(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        held: dict[tuple[str, ...], dict[int, None]] = {}
        for row in self.rows:
            held.setdefault(tuple(sorted(row.tokens)), {})[row.unit] = None
        return {words: tuple(units) for words, units in held.items()}

    def saying(self, tokens: Sequence[str], without: int = -1) -> tuple[int, ...]:
        """Return the entries that have these very words as a title or phrasing.

        A row left out (`without`) says nothing, and leaves nothing said in its words.
        """
        return tuple(unit for unit in self._said_by(tokens, without) if self.inside[unit])

    def examples(self, tokens: Sequence[str], without: int = -1) -> tuple[int, ...]:
        """Return the scope classes that have these very words as an example."""
        return tuple(unit for unit in self._said_by(tokens, without) if not self.inside[unit])

    def _said_by(self, tokens: Sequence[str], without: int) -> tuple[int, ...]:
        return () if without >= 0 else self._sayings.get(tuple(sorted(tokens)), ())

    def is_strange(self, telling: Sequence[str]) -> bool:
        """Tell whether there are telling words and no text of ours has any of them."""
        return bool(telling) and not any(word in self.space.vocabulary for word in telling)

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

    def evidence(self, question: Question) -> Evidence:
        """Hold a question against the index; look closely at the best units.

        Its `without` leaves one row out, as if it had never been learned; its `only` names the
        units that may be found.
        """
        tokens, without = question.tokens, question.without
        own = self.rows[without] if without >= 0 else None
        left = (own.unit, own.tokens) if own else (-1, ())
        like = self._postings.dot(*self.space.encode(tokens))
        ridge = self.ridge.scores(like, without)
        if without >= 0:
            like[without] = 0.0
        best = np.maximum.reduceat(like, self._row_starts[:-1])
        said = self._said.scores(tokens, question.language, left)
        told = self._told.scores(tokens, question.language)
        glance = ridge + GLANCE * best
        answer, meaning = (said + told) * self.inside, None
        if self._meanings is not None:
            same = self._meanings.likeness(question.text, without)
            meaning = np.maximum.reduceat(same, self._row_starts[:-1])
        units = self._closest(tokens, glance, answer, question.only, meaning)
        return Evidence(
            units,
            ridge[units],
            best[units],
            said[units],
            told[units],
            tuple(self._nearest(unit, like) for unit in map(int, units)),
            float(ridge[self.inside].sum()),
            float(ridge[~self.inside].sum()),
            left,
            None if meaning is None else meaning[units],
        )

    def _closest(
        self,
        tokens: Sequence[str],
        glance: NDArray[np.float64],
        answer: NDArray[np.float64],
        only: frozenset[int] | None,
        meaning: NDArray[np.float64] | None,
    ) -> NDArray[np.int64]:
        allowed = np.ones(self.count, dtype=bool)
        if only is not None:
            allowed[:] = False
            allowed[list(only)] = True
        said = np.argsort(np.where(allowed, -glance, np.inf), kind="stable")[:CLOSE]
        told = np.argsort(np.where(allowed, -answer, np.inf), kind="stable")[:TOLD]
        told = told[answer[told] > 0]
        meant = np.zeros(0, dtype=np.int64)
        if meaning is not None:
            meant = np.argsort(np.where(allowed, -meaning, np.inf), kind="stable")[:MEANT]
        chosen = dict.fromkeys(
            (*said.tolist(), *told.tolist(), *meant.tolist(), *self.dated(tokens))
        )
        return np.array([unit for unit in chosen if allowed[unit]], dtype=np.int64)

    def _nearest(self, unit: int, like: NDArray[np.float64]) -> tuple[int, ...]:
        first, last = self._row_starts[unit], self._row_starts[unit + 1]
        order = np.argsort(-like[first:last], kind="stable")[:NEAREST]
        return tuple((first + order).tolist())
