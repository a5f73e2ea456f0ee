"""Evidence: how every part of the matcher sees the units (entries and scope classes) of an index.

A unit has rows: its phrasings and titles in every language. A question is held against all rows
through the inverted index; the few best units are then looked at closely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language
from knowledge.matching.answer_text import AnswerText, Texts
from knowledge.matching.background import Rarity
from knowledge.matching.cover import Cover
from knowledge.matching.learned import Arrays, Learned, under
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.matching.meaning import Encoder, Meanings
from knowledge.matching.reading import Question
from knowledge.matching.ridge import Ridge
from knowledge.matching.rows import Units
from knowledge.matching.space import Space, learn
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
        units: Units,
        rarity: Rarity,
        learned: Learned | None = None,
        encoder: Encoder | None = None,
    ) -> None:
        """Build from units that have rows, or take up what was `learned` of the very same.

        What it learned with an encoder serves that very one alone. Raises ValueError if it does
        not fit.
        """
        self.rows = rows = tuple(units.rows)
        self._row_unit = np.array([row.unit for row in rows], dtype=np.int32)
        self.inside = np.array([outcome is None for outcome in units.outcomes], dtype=bool)
        self.count = len(self.inside)
        self._row_starts = np.searchsorted(self._row_unit, np.arange(self.count + 1))
        self.vocabulary = frozenset(" ".join(row.said for row in rows).split(" "))
        self._find_figures()
        self._number = {row.text.casefold(): i for i, row in enumerate(rows)}
        self._sayings = self._find_sayings()
        if learned is None:
            self._learn(rarity)
        else:
            self._take_up(rarity, learned)
        kept = learned and learned.part("meanings")
        texts = [row.text for row in rows] if encoder else []
        self._meanings = Meanings(encoder, texts, kept) if encoder else None
        if learned is None or not learned.has("answers"):
            self._learn_answers(units.answers())
        else:
            self.cover = Cover.of(learned.part("answers.cover"), self.count)
            self._told = AnswerText.of(learned.part("answers.told"), self.count)

    def _learn(self, rarity: Rarity) -> None:
        from scipy import sparse  # takes 50 MB and half a second, and only building needs it

        size = len(self.rows)
        found, features = learn([row.tokens for row in self.rows], rarity)
        self.space = Space(size, rarity, Learned(found))
        self._postings = Postings.build(features, count=self.space.count, size=size)
        matrix = sparse.csr_array(
            (features.values, (features.rows, features.ids)), shape=(size, self.space.count)
        )
        self.ridge = Ridge.fit(matrix, self._row_unit, self._shelves(), self.count)
        self._said = AnswerText.learn(self._row_texts())

    def _take_up(self, rarity: Rarity, learned: Learned) -> None:
        size = len(self.rows)
        self.space = Space(size, rarity, learned.part("space"))
        part = learned.part("postings")
        self._postings = Postings.of(part, count=self.space.count, size=size)
        part = learned.part("ridge")
        self.ridge = Ridge.of(part, self._row_unit, self._shelves(), self.count)
        self._said = AnswerText.of(learned.part("said"), self.count)

    def _learn_answers(self, answers: Sequence[Texts]) -> None:
        """Learn from what units answer, and what that covers beside their rows."""
        self.cover = Cover.learn(
            [(row.unit, row.tokens) for row in self.rows],
            [list(chain.from_iterable(each.values())) for each in answers],
        )
        self._told = AnswerText.learn(answers)

    def _row_texts(self) -> list[Texts]:
        """Return the tokens of every unit's rows, by language."""
        found: list[dict[Language, list[str]]] = [{} for _ in range(self.count)]
        for row in self.rows:
            found[row.unit].setdefault(row.language, []).extend(row.tokens)
        return list(found)

    @property
    def learned(self) -> Arrays:
        """Return what took long to work out; what answers taught begins with `answers.`."""
        return {
            **under("space", self.space.learned),
            **under("postings", self._postings.learned),
            **under("ridge", self.ridge.learned),
            **under("said", self._said.learned),
            **(under("meanings", self._meanings.learned) if self._meanings else {}),
            **under("answers.cover", self.cover.learned),
            **under("answers.told", self._told.learned),
        }

    def _shelves(self) -> NDArray[np.int32]:
        tongues = {language: place for place, language in enumerate(Language)}
        return np.array([tongues[row.language] for row in self.rows], dtype=np.int32)

    def _find_figures(self) -> None:
        """Find the figures of every unit, and the units that ask something of a day."""
        known = figures(tuple(self.vocabulary))
        days = frozenset(filter(is_day, known))
        self._figures = [
            known.intersection(chain.from_iterable(row.tokens for row in self.rows[a:b]))
            for a, b in pairwise(self._row_starts.tolist())
        ]
        self._dated: dict[frozenset[str], dict[int, set[str]]] = {}
        for row in self.rows:
            if "@" in row.said and (asked := gist(row.tokens)) and (on := days & {*row.tokens}):
                named = self._dated.setdefault(asked, {}).setdefault(row.unit, set())
                named |= on

    def _find_sayings(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        held: dict[tuple[str, ...], tuple[int, ...]] = {}
        for row in self.rows:
            words = tuple(sorted(row.tokens))
            known = held.get(words, ())
            if row.unit not in known:
                held[words] = (*known, row.unit)
        return held

    def saying(self, tokens: Sequence[str], without: int = -1) -> tuple[int, ...]:
        """Return the entries that have these very words as a title or phrasing.

        A row left out (`without`) says nothing, and leaves nothing said in its words.
        """
        return tuple(unit for unit in self._saying(tokens, without) if self.inside[unit])

    def examples(self, tokens: Sequence[str], without: int = -1) -> tuple[int, ...]:
        """Return the scope classes that have these very words as an example."""
        return tuple(unit for unit in self._saying(tokens, without) if not self.inside[unit])

    def _saying(self, tokens: Sequence[str], without: int) -> tuple[int, ...]:
        return () if without >= 0 else self._sayings.get(tuple(sorted(tokens)), ())

    def is_strange(self, telling: Sequence[str]) -> bool:
        """Tell whether there are telling words and no text of ours has any of them."""
        return bool(telling) and not any(word in self.vocabulary for word in telling)

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
        glance, answer, meaning = ridge + GLANCE * best, (said + told) * self.inside, None
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
        if only is not None:
            outside = np.ones(self.count, dtype=bool)
            outside[list(only)] = False
            glance, answer = np.where(outside, -np.inf, (glance, answer))
            meaning = None if meaning is None else np.where(outside, -np.inf, meaning)
        told = [unit for unit in _best(answer, TOLD) if answer[unit] > 0]
        meant = [] if meaning is None else _best(meaning, MEANT)
        chosen = dict.fromkeys((*_best(glance, CLOSE), *told, *meant, *self.dated(tokens)))
        return np.array([unit for unit in chosen if only is None or unit in only], dtype=np.int64)

    def _nearest(self, unit: int, like: NDArray[np.float64]) -> tuple[int, ...]:
        first, last = self._row_starts[unit], self._row_starts[unit + 1]
        order = (-like[first:last]).argsort(kind="stable")[:NEAREST]
        return tuple((first + order).tolist())


def _best(scores: NDArray[np.float64], count: int) -> list[int]:
    """Return the places of the highest scores, the best first, of equal ones the first."""
    places = np.arange(len(scores))
    if len(scores) > count:
        places = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
    found: list[int] = places[(-scores[places]).argsort(kind="stable")[:count]].tolist()
    return found
