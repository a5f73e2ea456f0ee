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
from knowledge.matching.evidence.answer_text import AnswerText, UnitTexts
from knowledge.matching.evidence.feature_space import FeatureSpace, learn_space
from knowledge.matching.evidence.index_rows import IndexUnits
from knowledge.matching.evidence.postings import Postings
from knowledge.matching.evidence.ridge import Ridge, likely_places
from knowledge.matching.evidence.row_vectors import RowVectors, SentenceEncoder
from knowledge.matching.evidence.term_coverage import TermCoverage
from knowledge.matching.learned_arrays import LearnedArrays, NamedArrays, add_prefix
from knowledge.matching.text.figures import figure_tokens, gist_stems, is_day_token
from knowledge.matching.text.question_reader import ParsedQuestion
from knowledge.matching.text.word_frequency import WordRarity

MAX_BY_ROWS = 10  # units looked at closely for their phrasings
MAX_BY_ANSWER = 5  # entries looked at closely for their answers
MAX_BY_MEANING = 5  # units looked at closely for their meaning, with an encoder
MAX_ROWS_PER_UNIT = 5  # rows of each
SIMILARITY_WEIGHT = 0.2  # of the likeness of the nearest row beside the ridge, at first glance


@dataclass(frozen=True, slots=True)
class Evidence:
    """The closest units, and what speaks for each of them (arrays in the order of `units`)."""

    units: NDArray[np.int64]
    ridge: NDArray[np.float64]  # what the nearest rows together say for it
    similarity: NDArray[np.float64]  # of its nearest row
    phrasing_scores: NDArray[np.float64]  # BM25 of its rows, all together
    answer_scores: NDArray[np.float64]  # BM25 of its answers
    rows: tuple[tuple[int, ...], ...]  # its nearest rows, nearest first
    in_scope: float  # what speaks for all entries together
    out_of_scope: float  # and for all scope classes
    own: tuple[int, tuple[str, ...]] = (-1, ())  # unit and tokens of the row left out
    meaning: NDArray[np.float64] | None = None  # of its row nearest in meaning, with an encoder


class EvidenceIndex:
    """The arrays of an index. Built once, then only read."""

    def __init__(
        self,
        units: IndexUnits,
        rarity: WordRarity,
        learned: LearnedArrays | None = None,
        encoder: SentenceEncoder | None = None,
    ) -> None:
        """Build from units that have rows, or take up what was `learned` of the very same.

        What it learned with an encoder serves that very one alone. Raises ValueError if it does
        not fit.
        """
        self.rows = rows = tuple(units.rows)
        self._row_unit = np.array([row.unit for row in rows], dtype=np.int32)
        self.in_scope = np.array([outcome is None for outcome in units.outcomes], dtype=bool)
        self.count = len(self.in_scope)
        self._row_starts = np.searchsorted(self._row_unit, np.arange(self.count + 1))
        self.vocabulary = frozenset(" ".join(row.joined_tokens for row in rows).split(" "))
        self._find_figures()
        self._number = {row.text.casefold(): i for i, row in enumerate(rows)}
        self._words_entries = self._entries_by_words()
        if learned is None:
            self._learn_rows(rarity)
        else:
            self._load_learned(rarity, learned)
        kept = learned and learned.subset("meanings")
        texts = [row.text for row in rows] if encoder else []
        self._row_vectors = RowVectors(encoder, texts, kept) if encoder else None
        if learned is None or not learned.has_part("answers"):
            self._learn_answers(units.answers())
        else:
            self.coverage = TermCoverage.from_learned(learned.subset("answers.cover"), self.count)
            self._answer_texts = AnswerText.from_learned(
                learned.subset("answers.told"), self.count
            )

    def _learn_rows(self, rarity: WordRarity) -> None:
        from scipy import sparse  # takes 50 MB and half a second, and only building needs it

        size = len(self.rows)
        found, features = learn_space([row.tokens for row in self.rows], rarity)
        self.space = FeatureSpace(size, rarity, LearnedArrays(found))
        self._postings = Postings.build(features, count=self.space.feature_count, size=size)
        matrix = sparse.csr_array(
            (features.values, (features.rows, features.ids)),
            shape=(size, self.space.feature_count),
        )
        self.ridge = Ridge.fit(matrix, self._row_unit, self._row_groups(), self.count)
        self._phrasing_texts = AnswerText.from_texts(self._row_texts())

    def _load_learned(self, rarity: WordRarity, learned: LearnedArrays) -> None:
        size = len(self.rows)
        self.space = FeatureSpace(size, rarity, learned.subset("space"))
        part = learned.subset("postings")
        self._postings = Postings.from_learned(part, count=self.space.feature_count, size=size)
        part = learned.subset("ridge")
        self.ridge = Ridge.from_learned(part, self._row_unit, self._row_groups(), self.count)
        self._phrasing_texts = AnswerText.from_learned(learned.subset("said"), self.count)

    def _learn_answers(self, answers: Sequence[UnitTexts]) -> None:
        """Learn from what units answer, and what that covers beside their rows."""
        self.coverage = TermCoverage.from_rows(
            [(row.unit, row.tokens) for row in self.rows],
            [list(chain.from_iterable(each.values())) for each in answers],
        )
        self._answer_texts = AnswerText.from_texts(answers)

    def _row_texts(self) -> list[UnitTexts]:
        """Return the tokens of every unit's rows, by language."""
        found: list[dict[Language, list[str]]] = [{} for _ in range(self.count)]
        for row in self.rows:
            found[row.unit].setdefault(row.language, []).extend(row.tokens)
        return list(found)

    @property
    def learned_arrays(self) -> NamedArrays:
        """Return what took long to work out; what answers taught begins with `answers.`."""
        return {
            **add_prefix("space", self.space.learned_arrays),
            **add_prefix("postings", self._postings.learned_arrays),
            **add_prefix("ridge", self.ridge.learned_arrays),
            **add_prefix("said", self._phrasing_texts.learned_arrays),
            **(
                add_prefix("meanings", self._row_vectors.learned_arrays)
                if self._row_vectors
                else {}
            ),
            **add_prefix("answers.cover", self.coverage.learned_arrays),
            **add_prefix("answers.told", self._answer_texts.learned_arrays),
        }

    def _row_groups(self) -> NDArray[np.int32]:
        tongues = {language: place for place, language in enumerate(Language)}
        return np.array([tongues[row.language] for row in self.rows], dtype=np.int32)

    def _find_figures(self) -> None:
        """Find the figures of every unit, and the units that ask something of a day."""
        known = figure_tokens(tuple(self.vocabulary))
        days = frozenset(filter(is_day_token, known))
        self._figures = [
            known.intersection(chain.from_iterable(row.tokens for row in self.rows[a:b]))
            for a, b in pairwise(self._row_starts.tolist())
        ]
        self._dated: dict[frozenset[str], dict[int, set[str]]] = {}
        for row in self.rows:
            if (
                "@" in row.joined_tokens
                and (asked := gist_stems(row.tokens))
                and (on := days & {*row.tokens})
            ):
                named = self._dated.setdefault(asked, {}).setdefault(row.unit, set())
                named |= on

    def _entries_by_words(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        held: dict[tuple[str, ...], tuple[int, ...]] = {}
        for row in self.rows:
            words = tuple(sorted(row.tokens))
            known = held.get(words, ())
            if row.unit not in known:
                held[words] = (*known, row.unit)
        return held

    def entries_saying(self, tokens: Sequence[str], without: int = -1) -> tuple[int, ...]:
        """Return the entries that have these very words as a title or phrasing.

        A row left out (`without`) says nothing, and leaves nothing said in its words.
        """
        return tuple(unit for unit in self._units_saying(tokens, without) if self.in_scope[unit])

    def text_saying(self, tokens: Sequence[str], unit: int) -> str:
        """Return the title or phrasing of a unit that has these very words; empty if none has."""
        first, last = self._row_starts[unit], self._row_starts[unit + 1]
        words = sorted(tokens)
        return next((r.text for r in self.rows[first:last] if sorted(r.tokens) == words), "")

    def scopes_by_example(self, tokens: Sequence[str], without: int = -1) -> tuple[int, ...]:
        """Return the scope classes that have these very words as an example."""
        return tuple(
            unit for unit in self._units_saying(tokens, without) if not self.in_scope[unit]
        )

    def _units_saying(self, tokens: Sequence[str], without: int) -> tuple[int, ...]:
        return () if without >= 0 else self._words_entries.get(tuple(sorted(tokens)), ())

    def is_strange(self, telling: Sequence[str]) -> bool:
        """Tell whether there are telling words and none that a text of ours knows."""
        return bool(telling) and not any(map(self.space.is_known, telling))

    def figures_of(self, unit: int) -> frozenset[str]:
        """Return the dates, votes and numbers that a unit's rows name."""
        return self._figures[unit]

    def units_by_day(self, tokens: Sequence[str]) -> tuple[int, ...]:
        """Return the units that ask the same of a day each, if the tokens name no day.

        "How did they vote" fits "the June 30 vote" and "the July 8 vote" alike.
        """
        return () if any(map(is_day_token, tokens)) else self._units_of_days(gist_stems(tokens))

    def units_near_day(self, tokens: Sequence[str], row: int) -> tuple[int, ...]:
        """Return the same, going by a row that names a day and is near tokens that do not."""
        known = self.rows[row].tokens
        if any(map(is_day_token, tokens)) or not any(map(is_day_token, known)):
            return ()
        return self._units_of_days(gist_stems(known))

    def _units_of_days(self, asked: frozenset[str]) -> tuple[int, ...]:
        found = self._dated.get(asked, {})
        return tuple(found) if len(set().union(*found.values())) > 1 else ()

    def row_of(self, text: str) -> int:
        """Return the row that is this very text; -1 if none is."""
        return self._number.get(text.casefold(), -1)

    def collect_evidence(self, question: ParsedQuestion) -> Evidence:
        """Hold a question against the index; look closely at the best units.

        Its `without` leaves one row out, as if it had never been learned; its `only` names the
        units that may be found.
        """
        tokens, without = question.tokens, question.excluded_row
        own = self.rows[without] if without >= 0 else None
        left = (own.unit, own.tokens) if own else (-1, ())
        like = self._postings.dot(*self.space.encode(tokens))
        ridge = self.ridge.score_units(like, without)
        if without >= 0:
            like[without] = 0.0
        best = np.maximum.reduceat(like, self._row_starts[:-1])
        said = self._phrasing_texts.score_units(tokens, question.language, left)
        told = self._answer_texts.score_units(tokens, question.language)
        glance, answer, meaning = (
            ridge + SIMILARITY_WEIGHT * best,
            (said + told) * self.in_scope,
            None,
        )
        if self._row_vectors is not None:
            same = self._row_vectors.similarity(question.text, without)
            meaning = np.maximum.reduceat(same, self._row_starts[:-1])
        units = self._closest_units(tokens, glance, answer, question.allowed_units, meaning)
        return Evidence(
            units,
            ridge[units],
            best[units],
            said[units],
            told[units],
            tuple(self._nearest_rows(unit, like) for unit in map(int, units)),
            float(ridge[self.in_scope].sum()),
            float(ridge[~self.in_scope].sum()),
            left,
            None if meaning is None else meaning[units],
        )

    def _closest_units(
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
        scored = np.flatnonzero(answer > 0)  # a few of many
        told = scored[_highest_places(answer[scored], MAX_BY_ANSWER)].tolist()
        meant = [] if meaning is None else _highest_places(meaning, MAX_BY_MEANING)
        chosen = dict.fromkeys(
            (*_highest_places(glance, MAX_BY_ROWS), *told, *meant, *self.units_by_day(tokens))
        )
        return np.array([unit for unit in chosen if only is None or unit in only], dtype=np.int64)

    def _nearest_rows(self, unit: int, like: NDArray[np.float64]) -> tuple[int, ...]:
        first, last = self._row_starts[unit], self._row_starts[unit + 1]
        order = (-like[first:last]).argsort(kind="stable")[:MAX_ROWS_PER_UNIT]
        return tuple((first + order).tolist())


def _highest_places(scores: NDArray[np.float64], count: int) -> list[int]:
    """Return the places of the highest scores, the best first, of equal ones the first."""
    places = likely_places(scores, count)
    if len(places) > count:
        some = scores[places]
        places = places[some >= np.partition(some, -count)[-count]]
    found: list[int] = places[(-scores[places]).argsort(kind="stable")[:count]].tolist()
    return found
