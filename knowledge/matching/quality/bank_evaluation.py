"""How well an index answers a question bank: pure figures, drawn and printed elsewhere."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.language import Language
from knowledge.matching.faq_index import FaqIndex
from knowledge.verdict import Outcome, Verdict

BIN_COUNT = 10
# What is predicted of strangers, and compared with what they get.
PREDICTED_RATES = ("right_shown", "right_or_offered", "wrong_shown", "false_answers")
TOTAL_LINE = "all"  # the row that sums up a table


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question of the bank: the entries that answer it truly, best first, or none.

    Beside entries a reply to a plea may, by the code of its class.
    """

    text: str
    language: Language
    accept: tuple[str, ...]
    outcome: Outcome
    style: str = "clean"
    author: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question of the bank and what the index said."""

    question: BankQuestion
    verdict: Verdict

    @property
    def in_scope(self) -> bool:
        """Tell whether an entry answers the question."""
        return bool(self.question.accept)

    @property
    def is_told_by_reply(self) -> bool:
        """Tell whether the reply to a plea answers it."""
        return self.verdict.scope in self.question.accept

    @property
    def is_shown(self) -> bool:
        """Tell whether an answer was shown."""
        return self.verdict.outcome is Outcome.FOUND or self.is_told_by_reply

    @property
    def is_right(self) -> bool:
        """Tell whether the best candidate is a right one."""
        best = self.verdict.candidates[:1]
        named = bool(best) and best[0].entry in self.question.accept
        return named or self.is_told_by_reply

    @property
    def is_among_candidates(self) -> bool:
        """Tell whether a right one is among the candidates."""
        named = any(each.entry in self.question.accept for each in self.verdict.candidates)
        return named or self.is_told_by_reply

    @property
    def is_offered(self) -> bool:
        """Tell whether a right one was seen: shown, offered, or named beneath another reply."""
        if self.is_shown:
            return self.is_right or self.verdict.also in self.question.accept
        return self.verdict.outcome is not Outcome.UNKNOWN and self.is_among_candidates

    @property
    def top_probability(self) -> float:
        """Return the probability given to the best candidate, by all that was found if known."""
        best = self.verdict.candidates[:1]
        return (self.verdict.clear or best[0].score) if best else 0.0


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """One line of the table; rates are shares of the in-scope or the out-of-scope questions."""

    name: str
    in_scope: int
    out_of_scope: int
    right_first: float
    in_top_three: float
    right_shown: float
    right_or_offered: float
    wrong_shown: float
    false_answers: float  # of the out-of-scope questions
    outcome_right: float  # of the out-of-scope questions: chat, refer or unknown as it should be
    calibration_error: float  # expected, over ten bins


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Questions whose best candidate was given about the same probability."""

    count: int
    said: float  # mean probability
    true: float  # share that was right


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Everything an evaluation tells."""

    answers: tuple[AnsweredQuestion, ...]
    by_language: tuple[EvaluationLine, ...]
    by_style: tuple[EvaluationLine, ...]
    worst: tuple[AnsweredQuestion, ...]  # answered wrongly, surest first
    confused: tuple[tuple[str, str, int], ...]  # (right entry, entry taken for it, times)
    reliability: tuple[ReliabilityBin, ...]


class AnswerChange(StrEnum):
    """What an edit did to a question of the bank."""

    STOLEN = "stolen"  # another entry is shown now
    CROWDED = "crowded"  # shown before, only offered now
    LOST = "lost"  # shown or offered before, neither now
    WON = "won"  # shown now, and was not
    BROKEN = "broken"  # was right, is wrong now


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A question whose answer changed, before and after an edit."""

    question: BankQuestion
    before: Verdict
    after: Verdict
    change: AnswerChange


def read_bank(document: Mapping[str, Any]) -> tuple[BankQuestion, ...]:
    """Read a bank: `[[question]]` with text, language, entry or accept, outcome, style."""
    found = []
    for each in document.get("question", ()):
        one = (each["entry"],) if "entry" in each else ()
        accept = tuple(each.get("accept") or one)
        outcome = Outcome(each.get("outcome", Outcome.FOUND if accept else Outcome.UNKNOWN))
        language = Language(each["language"])
        found.append(
            BankQuestion(each["text"], language, accept, outcome, each.get("style", "clean"))
        )
    return tuple(found)


def run_bank(index: FaqIndex, bank: Iterable[BankQuestion]) -> tuple[AnsweredQuestion, ...]:
    """Ask every question as a first message, without a hint of its language.

    A question that is also a phrasing or an example is asked as if it had never been learned.
    """
    return tuple(AnsweredQuestion(asked, _ask_unseen(index, asked)) for asked in bank)


def _ask_unseen(index: FaqIndex, asked: BankQuestion) -> Verdict:
    return index.ask(asked.text, unseen=as_never_learned(index, asked))


def as_never_learned(index: FaqIndex, asked: BankQuestion) -> bool:
    """Tell whether to ask a question so: unless a wrong entry has it as its own."""
    owner = index.owner(asked.text)
    return owner is None or owner in asked.accept


def evaluate_bank(index: FaqIndex, bank: Sequence[BankQuestion]) -> EvaluationReport:
    """Run a bank through an index and sum up."""
    answers = run_bank(index, bank)
    wrong = [a for a in answers if a.is_shown and not a.is_right]
    confused = Counter(
        (a.question.accept[0], a.verdict.candidates[0].entry)
        for a in answers
        if a.in_scope and a.verdict.candidates and not a.is_right
    )
    return EvaluationReport(
        answers,
        _lines_by(answers, lambda a: a.question.language.value),
        _lines_by(answers, lambda a: a.question.style),
        tuple(sorted(wrong, key=lambda a: -a.top_probability)),
        tuple((right, taken, n) for (right, taken), n in confused.most_common()),
        tuple(reliability_bins(answers)),
    )


def _lines_by(answers: Sequence[AnsweredQuestion], key: Any) -> tuple[EvaluationLine, ...]:
    names = sorted({key(a) for a in answers})
    lines = [summarise_answers(name, [a for a in answers if key(a) == name]) for name in names]
    return (*lines, summarise_answers(TOTAL_LINE, answers))


def summarise_answers(name: str, answers: Sequence[AnsweredQuestion]) -> EvaluationLine:
    """Sum up some answers; a rate of no questions is 0."""
    inside = [a for a in answers if a.in_scope]
    outside = [a for a in answers if not a.in_scope]
    gap = sum(b.count * abs(b.said - b.true) for b in reliability_bins(answers)) / max(
        1, len(answers)
    )
    return EvaluationLine(
        name,
        len(inside),
        len(outside),
        _share(a.is_right for a in inside),
        _share(a.is_among_candidates for a in inside),
        _share(a.is_shown and a.is_right for a in inside),
        _share(a.is_offered for a in inside),
        _share(a.is_shown and not a.is_right for a in inside),
        _share(a.is_shown for a in outside),
        _share(a.verdict.outcome is a.question.outcome for a in outside),
        gap,
    )


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found) if found else 0.0


def reliability_bins(answers: Sequence[AnsweredQuestion]) -> list[ReliabilityBin]:
    """Return the reliability of the probabilities, in ten equal bins; empty ones left out."""
    found: dict[int, list[AnsweredQuestion]] = {}
    for each in answers:
        found.setdefault(min(BIN_COUNT - 1, int(each.top_probability * BIN_COUNT)), []).append(
            each
        )
    return [
        ReliabilityBin(
            len(group),
            sum(a.top_probability for a in group) / len(group),
            _share(a.is_right for a in group),
        )
        for _, group in sorted(found.items())
    ]


@dataclass(frozen=True, slots=True)
class LanguageAgreement:
    """How alike questions of one meaning are met in every language; shares of `count` sets."""

    count: int
    first: float  # the same entry is the likeliest in all
    seen: float  # one entry is seen in all: shown, or offered
    clashes: float  # two languages are shown different answers


def measure_agreement(
    index: FaqIndex, sets: Sequence[Mapping[Language, str]]
) -> LanguageAgreement:
    """Ask the same questions in every language, each as if it had never been learned."""
    first, seen, clashes = [], [], []
    for texts in sets:
        verdicts = [index.ask(text, language, unseen=True) for language, text in texts.items()]
        likeliest = {v.candidates[0].entry if v.candidates else None for v in verdicts}
        first.append(len(likeliest) == 1 and None not in likeliest)
        seen.append(bool(frozenset.intersection(*map(_shown_entries, verdicts))))
        clashes.append(len({v.entry for v in verdicts if v.outcome is Outcome.FOUND}) > 1)
    return LanguageAgreement(len(sets), _share(first), _share(seen), _share(clashes))


def _shown_entries(verdict: Verdict) -> frozenset[str]:
    """Return the entries that a reply shows or offers."""
    if verdict.outcome is Outcome.FOUND:
        return frozenset(filter(None, (verdict.entry, verdict.also)))
    if verdict.outcome is not Outcome.UNKNOWN:
        return frozenset(each.entry for each in verdict.candidates)
    return frozenset()


def changed_answers(
    before: FaqIndex, after: FaqIndex, bank: Iterable[BankQuestion]
) -> tuple[ChangedAnswer, ...]:
    """Return the questions whose answer an edit changes, and how."""
    found = []
    for asked in bank:
        old, new = (
            AnsweredQuestion(asked, _ask_unseen(index, asked)) for index in (before, after)
        )
        change = _answer_change(old, new)
        if change is not None:
            found.append(ChangedAnswer(asked, old.verdict, new.verdict, change))
    return tuple(found)


def _answer_change(old: AnsweredQuestion, new: AnsweredQuestion) -> AnswerChange | None:
    if old.is_shown and new.is_shown:
        if old.verdict.entry == new.verdict.entry:
            return None
        return AnswerChange.BROKEN if old.is_right and not new.is_right else AnswerChange.STOLEN
    if old.is_shown:
        return AnswerChange.CROWDED if new.verdict.outcome is Outcome.MAYBE else AnswerChange.LOST
    if new.is_shown:
        return AnswerChange.WON if new.is_right else AnswerChange.BROKEN
    had = old.verdict.outcome is Outcome.MAYBE
    return AnswerChange.LOST if had and new.verdict.outcome is Outcome.UNKNOWN else None
