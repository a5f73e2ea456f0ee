"""What an edit does to questions: asked of the index as it is and as it would be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from knowledge.language import Language
from knowledge.verdict import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the bank; `entry` is the answer it should get, None for none at all."""

    text: str
    language: Language
    entry: str | None


class Effect(StrEnum):
    """What becomes of a question that was answered, or was not."""

    STOLEN = "stolen"  # another entry answers it
    AMBIGUOUS = "ambiguous"  # a choice is offered instead
    LOST = "lost"  # nothing answers it any more
    WON = "won"  # it is answered as it should be, and was not


@dataclass(frozen=True, slots=True)
class Shift:
    """One question whose answer would change."""

    asked: Asked
    effect: Effect
    before: str | None
    after: str | None


class Index(Protocol):
    """Anything that can be asked."""

    def ask(self, question: str, language: Language | None = None) -> Verdict:
        """Return a verdict."""
        ...


def shifts(before: Index, after: Index, questions: Iterable[Asked]) -> list[Shift]:
    """Return the questions that an edit would answer otherwise, the harmful shifts first."""
    found = []
    for asked in questions:
        old = before.ask(asked.text, asked.language)
        new = after.ask(asked.text, asked.language)
        if (effect := _effect(asked, old, new)) is not None:
            found.append(Shift(asked, effect, old.entry, new.entry))
    return sorted(found, key=lambda shift: shift.effect is Effect.WON)


def _effect(asked: Asked, old: Verdict, new: Verdict) -> Effect | None:
    if old.entry == new.entry:
        return None
    if new.entry == asked.entry:
        return Effect.WON
    if new.entry is not None:
        return Effect.STOLEN
    if old.entry != asked.entry:
        return None  # a wrong answer less is no harm
    return Effect.AMBIGUOUS if new.outcome is Outcome.MAYBE else Effect.LOST


def failing(index: Index, questions: Sequence[Asked]) -> list[tuple[Asked, Verdict]]:
    """Return the questions that do not get the answer they should."""
    asked = ((one, index.ask(one.text, one.language)) for one in questions)
    return [(one, verdict) for one, verdict in asked if verdict.entry != one.entry]
