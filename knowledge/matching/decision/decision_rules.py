"""The rules that turn evidence into one of five outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.language import Language
from knowledge.matching.decision.thresholds import Threshold
from knowledge.verdict import Candidate, Outcome, Verdict

MAX_OFFERED = 3
MIN_RELATIVE_PROBABILITY = (
    0.001  # of the best entry's probability: what is less likely is not worth naming
)
OPEN_PROBABILITY = 0.77  # chance from which a request is heard by its examples alone
MIN_PLEA = 0.10  # what must speak for a plea to be met as one where nothing is clear
MIN_LATER_PLEA = 0.20  # the same for a message after an answer
RIVAL_FACTOR = 0.7  # of what speaks for another class that must speak for the plea
FAR_PROBABILITY = (
    0.35  # chance of a class from which nothing hardly understood is offered against it
)
# Chance from which an entry is named beneath the reply that a class of messages gets.
BESIDE_PLEA_PROBABILITY = {Outcome.REFER: 0.05, Outcome.OPEN: 0.3, Outcome.CHAT: 0.3}
MAX_BESIDE_PLEA = 2
UNCLEAR_PROBABILITY = 0.3  # chance of the best entry up to which nothing in a message is clear
PLEA_FACTOR = 0.8  # of the best entry's probability: a plea this near is met as a plea


@dataclass(frozen=True, slots=True)
class Contender:
    """An entry or scope class and the probability that it is meant."""

    code: str
    outcome: Outcome | None  # None for an entry
    probability: float
    phrasing: str
    silent: bool = False  # a scope class without a reply
    rank: float = 0.0  # what speaks for it, before it is made a chance


def plea_verdict(
    contenders: Sequence[Contender], verdict: Verdict, language: Language, least: float
) -> tuple[Verdict, str] | None:
    """Return the plea a message is most like where nothing in it is clear; else None.

    `least` must speak for it.
    Better to name who can help once too often than to offer votes to a person in need.
    """
    if verdict.outcome not in (Outcome.MAYBE, Outcome.UNKNOWN):
        return None
    if (
        max((c.probability for c in contenders if c.outcome is None), default=0.0)
        > UNCLEAR_PROBABILITY
    ):
        return None
    best = max((c for c in contenders if c.outcome is Outcome.REFER), key=_rank_key, default=None)
    rivals = [
        c.rank if c.outcome is None else RIVAL_FACTOR * c.rank for c in contenders if c is not best
    ]
    if best is None or best.rank < max([least, *rivals]):
        return None
    reasons = (f"most like a plea: {best.code}, {best.rank:.2f}",)
    found = Verdict(
        Outcome.REFER,
        language,
        best.probability,
        entries_beside_plea(verdict.candidates, Outcome.REFER),
        scope=best.code,
        reasons=reasons,
    )
    return found, "plea"


def entries_beside_plea(entries: Sequence[Candidate], outcome: Outcome) -> tuple[Candidate, ...]:
    """Return the entries worth naming beneath a class's reply: a fact may have been asked for.

    Any, where there is no reply of an own.
    """
    least = BESIDE_PLEA_PROBABILITY.get(outcome)
    if least is None:
        return tuple(entries)
    return tuple(each for each in entries if each.score >= least)[:MAX_BESIDE_PLEA]


def _rank_key(contender: Contender) -> float:
    return contender.rank


def decide_outcome(
    contenders: Sequence[Contender], clear: float, limits: Threshold, language: Language
) -> tuple[Verdict, str]:
    """Return the verdict on contenders, best first, and the name of the rule that decided.

    `clear` is the chance that the likeliest entry is right, by all that was found.
    """
    best = contenders[0]
    entries = tuple(
        Candidate(c.code, round(c.probability, 4), c.phrasing)
        for c in contenders
        if c.outcome is None
    )[:MAX_OFFERED]
    entries = tuple(
        each for each in entries if each.score >= MIN_RELATIVE_PROBABILITY * entries[0].score
    )
    cry = next((c for c in contenders if c.outcome is Outcome.REFER), None)
    if cry and best.outcome is None and cry.probability >= PLEA_FACTOR * best.probability:
        best = cry
    if best.outcome is not None:
        least = OPEN_PROBABILITY if best.outcome is Outcome.OPEN else limits.scope
        reason = f"out of scope: {best.code}, {best.probability:.2f}"
        if best.probability >= least and not best.silent:
            named = entries_beside_plea(entries, best.outcome)
            verdict = Verdict(
                best.outcome,
                language,
                best.probability,
                named,
                scope=best.code,
                reasons=(reason,),
                outside=True,
            )
            return verdict, "scope"
        hardly = not entries or entries[0].score < limits.offer
        if hardly and (best.probability >= FAR_PROBABILITY or not entries):
            verdict = Verdict(
                Outcome.UNKNOWN,
                language,
                best.probability,
                entries,
                reasons=(reason,),
                outside=True,
            )
            return verdict, "far"
    return _decide_among_entries(entries, clear, limits, language)


def _decide_among_entries(
    entries: tuple[Candidate, ...], clear: float, limits: Threshold, language: Language
) -> tuple[Verdict, str]:
    top = entries[0]
    if clear >= limits.answer:
        reason = f"clear: {clear:.2f}"
        verdict = Verdict(
            Outcome.FOUND, language, top.score, entries, clear=clear, entry=top.entry,
            reasons=(reason,),
        )  # fmt: skip
        return verdict, "clear"
    if top.score >= limits.hardly:
        reason = f"near: {clear:.2f}, an answer takes {limits.answer:.2f}"
        verdict = Verdict(
            Outcome.MAYBE, language, top.score, entries, clear=clear, reasons=(reason,)
        )
        return verdict, "near"
    reason = f"far: {top.score:.2f}, an offer takes {limits.hardly:.2f}"
    verdict = Verdict(
        Outcome.UNKNOWN, language, top.score, entries, clear=clear, reasons=(reason,)
    )
    return verdict, "far"
