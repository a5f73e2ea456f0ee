"""What a check says: where, how grave, what is wrong and the way out. No check lives here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from knowledge.content.checks.entry_texts import EntryTexts
from knowledge.content.checks.phrasing_claims import PhrasingClaims
from knowledge.content.documents import Entry
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language


class Severity(StrEnum):
    """An error may not be published; a warning is for the editor to weigh."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `check` names its kind, `where` the document, `says` fault and way out.

    `other` is the entry that a phrasing would go to.
    """

    check: str
    where: str
    says: str
    severity: Severity = Severity.ERROR
    language: Language | None = None
    other: str = ""

    def __str__(self) -> str:
        place = f"{self.where} ({self.language})" if self.language else self.where
        return f"{place}: {self.says}"


@dataclass(frozen=True, slots=True)
class CheckCase:
    """An entry under examination, in the base it stands (or would stand) in, on a day."""

    base: FaqBase
    entry: Entry
    today: date
    claims: PhrasingClaims
    entry_texts: tuple[EntryTexts, ...]

    def problem(
        self,
        check: str,
        says: str,
        language: Language | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """Return a problem of this entry."""
        return Problem(check, self.entry.code, says, severity, language)


EntryCheck: TypeAlias = Callable[[CheckCase], Iterable[Problem]]
