"""What `check` finds in the FAQ, as lines of its table: counts by kind, and the first few."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from knowledge import seed
from knowledge.content.base import Base
from knowledge.content.checks import Problem, Severity, all_problems
from knowledge.content.checks.stealing import steals
from knowledge.errors import CivicBotError
from knowledge.indexing import index_of

RIGHT, WARNING, WRONG = "right", "warning", "WRONG"
FIRST_FEW = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table."""

    what: str
    state: str
    says: str


def of_files(today: date) -> list[Finding]:
    """Check the FAQ files of this release, the steals included."""
    try:
        base = Base.from_documents(seed.load())
    except CivicBotError as error:
        return [Finding("FAQ files", WRONG, str(error))]
    problems = [*all_problems(base, today), *steals(base, index_of(base))]
    return of_problems("FAQ files", base, problems)


def of_base(base: Base, today: date) -> list[Finding]:
    """Check the base in use, which editors may have changed; without the slow steals."""
    return of_problems("FAQ in use", base, all_problems(base, today))


def of_problems(what: str, base: Base, problems: Iterable[Problem]) -> list[Finding]:
    """Word problems as lines: one a kind with its count, then the first few of that kind."""
    ordered = sorted(problems, key=lambda p: (p.severity is Severity.WARNING, p.check))
    counted = f"{len(base.entries)} entries, {len(base.facts)} facts, {len(base.sources)} sources"
    wrong = sum(problem.severity is Severity.ERROR for problem in ordered)
    state = WRONG if wrong else RIGHT
    lines = [Finding(what, state, f"{counted}; {wrong} wrong, {len(ordered) - wrong} warnings")]
    for (_, check), group in groupby(ordered, key=lambda p: (p.severity, p.check)):
        lines += _of_kind(what, check, list(group))
    return lines


def _of_kind(what: str, check: str, problems: list[Problem]) -> list[Finding]:
    state = WRONG if problems[0].severity is Severity.ERROR else WARNING
    lines = [Finding(what, state, f"{check}: {len(problems)}")]
    lines += [Finding(what, state, f"  {problem}") for problem in problems[:FIRST_FEW]]
    if len(problems) > FIRST_FEW:
        lines.append(Finding(what, state, f"  and {len(problems) - FIRST_FEW} more"))
    return lines
