"""One question held against an index, without courtesy, requests or context; and its lookups."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.language import Language
from knowledge.matching.decision.calibration import (
    SAME_WORDS_PROBABILITY,
    CandidateProbabilities,
    candidate_probabilities,
)
from knowledge.matching.decision.combiner import Combiner
from knowledge.matching.decision.decision_rules import MAX_OFFERED, Contender, decide_outcome
from knowledge.matching.decision.explanation import CandidateExplanation
from knowledge.matching.decision.list_clearness import clearness_row
from knowledge.matching.decision.thresholds import ThresholdPolicy
from knowledge.matching.evidence.evidence_index import Evidence, EvidenceIndex
from knowledge.matching.evidence.index_rows import IndexUnits
from knowledge.matching.text.question_reader import ParsedQuestion
from knowledge.verdict import Candidate, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A question, the evidence, and what was made of it."""

    question: ParsedQuestion
    verdict: Verdict
    rule: str
    evidence: Evidence | None = None
    probabilities: CandidateProbabilities | None = None
    contenders: tuple[Contender, ...] = ()
    figures: NDArray[np.float64] | None = None  # of the whole list, where its trees judge it


def _is_bare(token: str) -> bool:
    """Tell whether a token is a number or a single letter: no word to go by."""
    return token.isdigit() or len(token) == 1


def _mended_words(question: ParsedQuestion) -> tuple[str, ...]:
    """Tell in one line which words were read as others; nothing where none was."""
    mended = ", ".join(f"{typed} → {read}" for typed, read in question.corrections)
    return (f"read {mended}",) if mended else ()


class QuestionJudge:
    """Weighs questions with what an index has learned; only read."""

    def __init__(
        self,
        units: IndexUnits,
        core: EvidenceIndex | None,
        policy: ThresholdPolicy,
        combiner: Combiner,
        about_last: frozenset[str],
    ) -> None:
        """Take the parts of an index; `core` is None where there is no row.

        `about_last` are the classes that only mean something after an answer.
        """
        self._units, self._core = units, core
        self.policy, self._combiner = policy, combiner
        self._is_about_last = np.array([code in about_last for code in units.codes], dtype=bool)
        self._is_silent = np.array(
            [n in units.silent for n in range(len(units.codes))], dtype=bool
        )

    def judge_question(self, question: ParsedQuestion) -> Judgement:
        """Hold one question against the index, without courtesy, cues or context."""
        core = self._core
        if core is None or question.allowed_units == frozenset():
            return self._nothing_to_go_by(question)
        owners = core.entries_saying(question.tokens, question.excluded_row)
        if all(map(_is_bare, question.tokens)) and not owners:
            return self._nothing_to_go_by(question)
        is_first = question.allowed_units is None and not question.has_last
        if len(owners) == 1 and question.telling_tokens and is_first:
            return self._own_words(core, question, owners[0])
        evidence = core.collect_evidence(question)
        found = candidate_probabilities(core, self._combiner, question, evidence)
        telling = [token for token in question.telling_tokens if not _is_bare(token)]
        if core.is_strange(telling) and not owners:
            return self._only_nearest(question, evidence, found)
        heard = ~self._is_about_last[evidence.units] | question.has_last
        contenders = self._contenders(core, evidence, found, heard)
        row = self._clearness_row(evidence, found, heard)
        clear = self._list_clearness(row, contenders)
        limits = self.policy.for_language(question.language)
        verdict, rule = decide_outcome(contenders, clear, limits, question.language)
        verdict = replace(verdict, reasons=(*verdict.reasons, *_mended_words(question)))
        return Judgement(question, verdict, rule, evidence, found, tuple(contenders), row)

    def _own_words(self, core: EvidenceIndex, question: ParsedQuestion, unit: int) -> Judgement:
        """Answer a question asked in the very words of one entry: nothing need be weighed."""
        chance = SAME_WORDS_PROBABILITY
        best = Candidate(self._units.codes[unit], chance, core.text_saying(question.tokens, unit))
        verdict = Verdict(
            Outcome.FOUND, question.language, chance, (best,), clear=chance, entry=best.entry,
            reasons=("asked in its own words", *_mended_words(question)),
        )  # fmt: skip
        return Judgement(question, verdict, "own words")

    def _nothing_to_go_by(self, question: ParsedQuestion) -> Judgement:
        reasons = ("no word to go by",)
        verdict = Verdict(Outcome.UNKNOWN, question.language, 0.0, reasons=reasons)
        return Judgement(question, verdict, "stop words")

    def _only_nearest(
        self, question: ParsedQuestion, evidence: Evidence, found: CandidateProbabilities
    ) -> Judgement:
        """Name the nearest entries, to which no chance is given: no word leads to them."""
        judged = self._nothing_to_go_by(question)
        judged = replace(judged, evidence=evidence, probabilities=found)
        near = sorted(self.judged_entries(judged), key=lambda each: -each.score)[:MAX_OFFERED]
        named = tuple(replace(each, score=0.0) for each in near)
        return replace(judged, verdict=replace(judged.verdict, candidates=named))

    def _contenders(
        self,
        core: EvidenceIndex,
        evidence: Evidence,
        found: CandidateProbabilities,
        heard: NDArray[np.bool_],
    ) -> list[Contender]:
        """Return the candidates that are heard, the likeliest first."""
        units, ridge = evidence.units.tolist(), evidence.ridge.tolist()
        chances, is_heard = found.probabilities.tolist(), heard.tolist()
        return [
            Contender(
                self._units.codes[units[i]],
                self._units.outcomes[units[i]],
                chances[i],
                core.rows[evidence.rows[i][0]].text,
                units[i] in self._units.silent,
                ridge[i],
            )
            for i in (-found.probabilities).argsort(kind="stable").tolist()
            if is_heard[i]
        ]

    def _clearness_row(
        self, evidence: Evidence, found: CandidateProbabilities, heard: NDArray[np.bool_]
    ) -> NDArray[np.float64] | None:
        """Return the figures of the list; None where no entry is, or a rule judged the likeliest.

        A class that only means something after an answer is not `heard`, and no part of it,
        before one.
        """
        entries = found.is_entry
        if (
            not entries.any()
            or found.is_ruled[np.where(entries, found.probabilities, -1.0).argmax()]
        ):
            return None
        return clearness_row(
            found.probabilities[heard],
            found.features[heard],
            entries[heard],
            self._is_silent[evidence.units][heard],
            self._combiner.features,
        )

    def _list_clearness(
        self, row: NDArray[np.float64] | None, contenders: Sequence[Contender]
    ) -> float:
        """Return the chance that the likeliest entry is right, by all that was found."""
        trees = self._combiner.clearness
        if row is not None and trees is not None:
            return float(trees.predict_probabilities(row[None, :])[0])
        return max((each.probability for each in contenders if each.outcome is None), default=0.0)

    def entry_with_text(self, text: str) -> str | None:
        """Return the entry that has this very text as a title or phrasing; None if none has."""
        row = self._core.row_of(text) if self._core is not None else -1
        if self._core is None or row < 0:
            return None
        unit = self._core.rows[row].unit
        return self._units.codes[unit] if self._units.outcomes[unit] is None else None

    def nearby_units(self, entry: str) -> frozenset[int]:
        """Return the units that people go on to from an entry."""
        number = self._units.unit_by_code
        return frozenset(number[code] for code in self._units.near[entry] if code in number)

    def unit_of(self, entry: str) -> int:
        """Return the unit of an entry."""
        return self._units.unit_by_code[entry]

    def judged_entries(self, judged: Judgement) -> list[Candidate]:
        """Return every entry that was looked at closely, with its chance."""
        if judged.evidence is None or judged.probabilities is None or self._core is None:
            return []
        return [
            Candidate(self._units.codes[unit], chance, self._core.rows[rows[0]].text)
            for unit, chance, rows in zip(
                map(int, judged.evidence.units),
                map(float, judged.probabilities.probabilities),
                judged.evidence.rows,
                strict=True,
            )
            if self._units.outcomes[unit] is None
        ]

    def explain_candidates(self, judged: Judgement) -> tuple[CandidateExplanation, ...]:
        """Return how each candidate scored, the likeliest first."""
        evidence, found, core = judged.evidence, judged.probabilities, self._core
        if evidence is None or found is None or core is None:
            return ()
        return tuple(
            CandidateExplanation(
                self._units.codes[int(evidence.units[i])],
                core.rows[evidence.rows[i][0]].text,
                float(found.probabilities[i]),
                dict(zip(self._combiner.features, map(float, found.features[i]), strict=True)),
                self._combiner.feature_contributions(found.features[i]),
            )
            for i in np.argsort(-found.probabilities, kind="stable")
        )

    def other_units(self, entry: str) -> frozenset[int]:
        """Return every unit but an entry's."""
        return frozenset(range(len(self._units.codes))) - {self._units.unit_by_code[entry]}

    def title_tokens(self, entry: str, language: Language) -> tuple[str, ...]:
        """Return the tokens of an entry's title; empty in a language it lacks."""
        return self._units.titles[self._units.unit_by_code[entry]].get(language, ())

    def entry_figures(self, entry: str) -> frozenset[str]:
        """Return the dates, votes and numbers that an entry's own texts name."""
        if self._core is None:
            return frozenset()
        return self._core.figures_of(self._units.unit_by_code[entry])

    def explained_share(self, entry: str, tokens: Sequence[str]) -> float:
        """Return the part (0 to 1) of the telling weight of some tokens that an entry explains."""
        if self._core is None:
            return 0.0
        hit, miss = self._core.coverage.coverage_weights(
            tokens, self._units.unit_by_code[entry], self._core.space
        )
        return hit / (hit + miss) if hit + miss else 1.0
