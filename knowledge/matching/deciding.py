"""The rules that turn evidence into one of five outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.language import Language
from knowledge.matching.policy import Threshold
from knowledge.verdict import Candidate, Outcome, Verdict

ONE_WORD = 0.9  # the most that a question of one telling word may score
SURE = 0.99  # nothing fuzzy is surer than this
OFFERED = 3
LEAST = 0.001  # of the best entry's probability: what is less likely is not worth naming
PLEA = 0.5  # of the best entry's probability: a plea this near is met as a plea


@dataclass(frozen=True, slots=True)
class Contender:
    """An entry or scope class and the probability that it is meant."""

    code: str
    outcome: Outcome | None  # None for an entry
    chance: float
    phrasing: str
    silent: bool = False  # a scope class without a reply


def decide(
    contenders: Sequence[Contender], limits: Threshold, language: Language
) -> tuple[Verdict, str]:
    """Return the verdict on contenders, best first, and the name of the rule that decided."""
    best = contenders[0]
    entries = tuple(
        Candidate(c.code, round(c.chance, 4), c.phrasing) for c in contenders if c.outcome is None
    )[:OFFERED]
    entries = tuple(each for each in entries if each.score >= LEAST * entries[0].score)
    plea = next((c for c in contenders if c.outcome is Outcome.REFER), None)
    if plea and best.outcome is None and plea.chance >= PLEA * best.chance:
        best = plea
    if best.outcome is not None and best.silent:
        if not entries:
            reason = f"nothing near; nearest is {best.code}, {best.chance:.2f}"
            return Verdict(Outcome.UNKNOWN, language, best.chance, reasons=(reason,)), "far"
    elif best.outcome is not None:
        if best.chance >= limits.scope:
            reason = f"out of scope: {best.code}, {best.chance:.2f}"
            verdict = Verdict(
                best.outcome, language, best.chance, entries, scope=best.code, reasons=(reason,)
            )
            return verdict, "scope"
        if not entries or entries[0].score < limits.offer:
            reason = f"nothing near; nearest is {best.code}, {best.chance:.2f}"
            return Verdict(
                Outcome.UNKNOWN, language, best.chance, entries, reasons=(reason,)
            ), "far"
    return _among(entries, limits, language)


def _among(
    entries: tuple[Candidate, ...], limits: Threshold, language: Language
) -> tuple[Verdict, str]:
    top = entries[0]
    second = entries[1].score if len(entries) > 1 else 0.0
    if top.score >= limits.answer and top.score - second >= limits.gap:
        reason = f"clear: {top.score:.2f}, the next has {second:.2f}"
        verdict = Verdict(
            Outcome.FOUND, language, top.score, entries, entry=top.entry, reasons=(reason,)
        )
        return verdict, "clear"
    if top.score >= limits.offer:
        crowded = top.score >= limits.answer
        reason = (
            f"crowded: {top.score:.2f} and {second:.2f}"
            if crowded
            else f"near: {top.score:.2f}, an answer takes {limits.answer:.2f}"
        )
        verdict = Verdict(Outcome.MAYBE, language, top.score, entries, reasons=(reason,))
        return verdict, "crowded" if crowded else "near"
    reason = f"far: {top.score:.2f}, an offer takes {limits.offer:.2f}"
    return Verdict(Outcome.UNKNOWN, language, top.score, entries, reasons=(reason,)), "far"
