"""How well an index answers a question bank: pure figures, drawn and printed elsewhere."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.language import Language
from knowledge.matching.index import FaqIndex
from knowledge.verdict import Outcome, Verdict

BINS = 10
# What is predicted of strangers, and compared with what they get.
PREDICTED = ("right_shown", "right_or_offered", "wrong_shown", "false_answers")
EVERY = "all"  # the row that sums up a table


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the bank: the entries that answer it truly, best first, or none."""

    text: str
    language: Language
    accept: tuple[str, ...]
    outcome: Outcome
    style: str = "clean"
    author: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of the bank and what the index said."""

    asked: Asked
    verdict: Verdict

    @property
    def in_scope(self) -> bool:
        """Tell whether an entry answers the question."""
        return bool(self.asked.accept)

    @property
    def shown(self) -> bool:
        """Tell whether an answer was shown."""
        return self.verdict.outcome is Outcome.FOUND

    @property
    def right(self) -> bool:
        """Tell whether the best candidate is a right one."""
        best = self.verdict.candidates[:1]
        return bool(best) and best[0].entry in self.asked.accept

    @property
    def among(self) -> bool:
        """Tell whether a right one is among the candidates."""
        return any(each.entry in self.asked.accept for each in self.verdict.candidates)

    @property
    def offered(self) -> bool:
        """Tell whether a right one was seen: shown, offered, or named beneath another reply."""
        if self.shown:
            return self.right or self.verdict.also in self.asked.accept
        return self.verdict.outcome is not Outcome.UNKNOWN and self.among

    @property
    def chance(self) -> float:
        """Return the probability given to the best candidate."""
        best = self.verdict.candidates[:1]
        return best[0].score if best else 0.0


@dataclass(frozen=True, slots=True)
class Line:
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
class Bin:
    """Questions whose best candidate was given about the same probability."""

    count: int
    said: float  # mean probability
    true: float  # share that was right


@dataclass(frozen=True, slots=True)
class Report:
    """Everything an evaluation tells."""

    answers: tuple[Answered, ...]
    by_language: tuple[Line, ...]
    by_style: tuple[Line, ...]
    worst: tuple[Answered, ...]  # answered wrongly, surest first
    confused: tuple[tuple[str, str, int], ...]  # (right entry, entry taken for it, times)
    reliability: tuple[Bin, ...]


class Change(StrEnum):
    """What an edit did to a question of the bank."""

    STOLEN = "stolen"  # another entry is shown now
    CROWDED = "crowded"  # shown before, only offered now
    LOST = "lost"  # shown or offered before, neither now
    WON = "won"  # shown now, and was not
    BROKEN = "broken"  # was right, is wrong now


@dataclass(frozen=True, slots=True)
class Steal:
    """A question whose answer changed, before and after an edit."""

    asked: Asked
    before: Verdict
    after: Verdict
    change: Change


def read_bank(document: Mapping[str, Any]) -> tuple[Asked, ...]:
    """Read a bank: `[[question]]` with text, language, entry or accept, outcome, style."""
    found = []
    for each in document.get("question", ()):
        one = (each["entry"],) if "entry" in each else ()
        accept = tuple(each.get("accept") or one)
        outcome = Outcome(each.get("outcome", Outcome.FOUND if accept else Outcome.UNKNOWN))
        language = Language(each["language"])
        found.append(Asked(each["text"], language, accept, outcome, each.get("style", "clean")))
    return tuple(found)


def run(index: FaqIndex, bank: Iterable[Asked]) -> tuple[Answered, ...]:
    """Ask every question as a first message, without a hint of its language.

    A question that is also a phrasing or an example is asked as if it had never been learned.
    """
    return tuple(Answered(asked, _ask(index, asked)) for asked in bank)


def _ask(index: FaqIndex, asked: Asked) -> Verdict:
    """Ask a question, as never learned unless a wrong entry has it as its own."""
    owner = index.owner(asked.text)
    return index.ask(asked.text, unseen=owner is None or owner in asked.accept)


def report(index: FaqIndex, bank: Sequence[Asked]) -> Report:
    """Run a bank through an index and sum up."""
    answers = run(index, bank)
    wrong = [a for a in answers if a.shown and not a.right]
    confused = Counter(
        (a.asked.accept[0], a.verdict.candidates[0].entry)
        for a in answers
        if a.in_scope and a.verdict.candidates and not a.right
    )
    return Report(
        answers,
        _lines(answers, lambda a: a.asked.language.value),
        _lines(answers, lambda a: a.asked.style),
        tuple(sorted(wrong, key=lambda a: -a.chance)),
        tuple((right, taken, n) for (right, taken), n in confused.most_common()),
        tuple(bins(answers)),
    )


def _lines(answers: Sequence[Answered], key: Any) -> tuple[Line, ...]:
    names = sorted({key(a) for a in answers})
    lines = [line(name, [a for a in answers if key(a) == name]) for name in names]
    return (*lines, line(EVERY, answers))


def line(name: str, answers: Sequence[Answered]) -> Line:
    """Sum up some answers; a rate of no questions is 0."""
    inside = [a for a in answers if a.in_scope]
    outside = [a for a in answers if not a.in_scope]
    gap = sum(b.count * abs(b.said - b.true) for b in bins(answers)) / max(1, len(answers))
    return Line(
        name,
        len(inside),
        len(outside),
        _rate(a.right for a in inside),
        _rate(a.among for a in inside),
        _rate(a.shown and a.right for a in inside),
        _rate(a.offered for a in inside),
        _rate(a.shown and not a.right for a in inside),
        _rate(a.shown for a in outside),
        _rate(a.verdict.outcome is a.asked.outcome for a in outside),
        gap,
    )


def _rate(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found) if found else 0.0


def bins(answers: Sequence[Answered]) -> list[Bin]:
    """Return the reliability of the probabilities, in ten equal bins; empty ones left out."""
    found: dict[int, list[Answered]] = {}
    for each in answers:
        found.setdefault(min(BINS - 1, int(each.chance * BINS)), []).append(each)
    return [
        Bin(len(group), sum(a.chance for a in group) / len(group), _rate(a.right for a in group))
        for _, group in sorted(found.items())
    ]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike questions of one meaning are met in every language; shares of `count` sets."""

    count: int
    first: float  # the same entry is the likeliest in all
    seen: float  # one entry is seen in all: shown, or offered
    clashes: float  # two languages are shown different answers


def agreement(index: FaqIndex, sets: Sequence[Mapping[Language, str]]) -> Agreement:
    """Ask the same questions in every language, each as if it had never been learned."""
    first, seen, clashes = [], [], []
    for texts in sets:
        verdicts = [index.ask(text, language, unseen=True) for language, text in texts.items()]
        likeliest = {v.candidates[0].entry if v.candidates else None for v in verdicts}
        first.append(len(likeliest) == 1 and None not in likeliest)
        seen.append(bool(frozenset.intersection(*map(_seen, verdicts))))
        clashes.append(len({v.entry for v in verdicts if v.outcome is Outcome.FOUND}) > 1)
    return Agreement(len(sets), _rate(first), _rate(seen), _rate(clashes))


def _seen(verdict: Verdict) -> frozenset[str]:
    """Return the entries that a reply shows or offers."""
    if verdict.outcome is Outcome.FOUND:
        return frozenset(filter(None, (verdict.entry, verdict.also)))
    if verdict.outcome is not Outcome.UNKNOWN:
        return frozenset(each.entry for each in verdict.candidates)
    return frozenset()


def steals(before: FaqIndex, after: FaqIndex, bank: Iterable[Asked]) -> tuple[Steal, ...]:
    """Return the questions whose answer an edit changes, and how."""
    found = []
    for asked in bank:
        old, new = (Answered(asked, _ask(index, asked)) for index in (before, after))
        change = _change(old, new)
        if change is not None:
            found.append(Steal(asked, old.verdict, new.verdict, change))
    return tuple(found)


def _change(old: Answered, new: Answered) -> Change | None:
    if old.shown and new.shown:
        if old.verdict.entry == new.verdict.entry:
            return None
        return Change.BROKEN if old.right and not new.right else Change.STOLEN
    if old.shown:
        return Change.CROWDED if new.verdict.outcome is Outcome.MAYBE else Change.LOST
    if new.shown:
        return Change.WON if new.right else Change.BROKEN
    had = old.verdict.outcome is Outcome.MAYBE
    return Change.LOST if had and new.verdict.outcome is Outcome.UNKNOWN else None
