"""What `check` finds in the FAQ, as lines of its table: counts by kind, and the first few."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.texts import Texts, card_size
from bot.texts.card_size import Size, sizes
from knowledge.content.base import Base
from knowledge.content.checks import Problem, Severity, all_problems, boilerplate
from knowledge.content.checks.stealing import steals
from knowledge.content.contacts import unchecked
from knowledge.indexing import index_of
from knowledge.strict import FaultyFiles
from knowledge.town import folder
from knowledge.town.file import PLACEHOLDER

RIGHT, WARNING, WRONG = "right", "warning", "WRONG"
FIRST_FEW = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table."""

    what: str
    state: str
    says: str


def of_files(today: date, town_dir: Path | None = None) -> list[Finding]:
    """Check the files of a town, the steals included; of the shipped one unless one is named."""
    try:
        base = _base(town_dir)
    except FaultyFiles as error:
        return _of_faults(error)
    found = list(sizes(base, Texts(base.town), today, base.entries.values()))
    problems = [*all_problems(base, today), *card_size.problems(found)]
    rows = of_problems("FAQ files", base, [*problems, *steals(base, index_of(base))])
    return [*rows, *_unfinished(base), *_of_sizes(base, found), *_of_boilerplate(base)]


def of_documents(today: date, codes: Sequence[str], town_dir: Path | None = None) -> list[Finding]:
    """Check the FAQ files, and tell every problem of these documents; without the slow steals."""
    try:
        base = _base(town_dir)
    except FaultyFiles as error:
        return _of_faults(error)
    named = [entry for code, entry in base.entries.items() if code in codes]
    found = [problem for problem in all_problems(base, today) if problem.where in codes]
    found += card_size.problems(sizes(base, Texts(base.town), today, named))
    if not found:
        return [Finding("FAQ files", RIGHT, f"nothing to mend in {', '.join(codes)}")]
    return [Finding(problem.check, _state(problem), str(problem)) for problem in found]


def of_base(base: Base, today: date) -> list[Finding]:
    """Check the base in use, which editors may have changed; without the slow steals."""
    found = card_size.problems(sizes(base, Texts(base.town), today, base.entries.values()))
    rows = of_problems("FAQ in use", base, [*all_problems(base, today), *found])
    return [*rows, *of_contacts(base)]


def _base(town_dir: Path | None) -> Base:
    found = folder.load(folder.place(town_dir))
    return Base.from_documents(found.documents, town=found.town)


def _of_faults(error: FaultyFiles) -> list[Finding]:
    return [Finding("FAQ files", WRONG, fault) for fault in error.faults]


def _unfinished(base: Base) -> list[Finding]:
    """Warn of what `new-town` wrote to be replaced."""
    places = [f"town.toml: {path}" for path in base.town.is_unfinished]
    places += [
        f"{code} ({language})"
        for code, entry in base.entries.items()
        for language, wording in entry.wordings.items()
        if any(PLACEHOLDER in text for text in wording.texts.values())
    ]
    places += [f"fact {c}" for c, fact in base.facts.items() if PLACEHOLDER in str(fact)]
    places += [f"source {c}" for c, source in base.sources.items() if PLACEHOLDER in str(source)]
    if not places:
        return []
    says = f"{len(places)} places still say {PLACEHOLDER}: write what is true in your town: "
    shown = ", ".join(places[:FIRST_FEW]) + (" …" if len(places) > FIRST_FEW else "")
    return [Finding("placeholders", WARNING, says + shown)]


def _of_sizes(base: Base, found: Sequence[Size]) -> list[Finding]:
    """Tell how large the cards are, one line a language."""
    return [
        Finding(f"cards, {language}", RIGHT, card_size.summary(found, language))
        for language in base.town.languages
    ]


def _of_boilerplate(base: Base) -> list[Finding]:
    """Tell how often the answers say the same, as a table."""
    head = "  ".join(
        f"{f'{language}: on cards, in all (answers)':>32}" for language in base.town.languages
    )
    rows = [Finding("said often", RIGHT, f"{'':<32}{head}")]
    for what, by_language in boilerplate.counts(base).items():
        cells = (f"{n.on_cards:>4}, {n.in_all:>4} ({n.answers})" for n in by_language.values())
        line = "  ".join(f"{cell:>32}" for cell in cells)
        rows.append(Finding("said often", RIGHT, f"{what:<32}{line}"))
    return rows


def of_contacts(base: Base) -> list[Finding]:
    """Warn of the contacts that residents do not see, because no person has checked them."""
    left = unchecked(base)
    names = ", ".join(one.name for one in left)
    says = f"{len(left)} not yet checked, so residents see none of them: {names}; see /contacts"
    return [Finding("contacts", WARNING, says)] if left else []


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


def _state(problem: Problem) -> str:
    return WRONG if problem.severity is Severity.ERROR else WARNING


def _of_kind(what: str, check: str, problems: list[Problem]) -> list[Finding]:
    state = _state(problems[0])
    lines = [Finding(what, state, f"{check}: {len(problems)}")]
    lines += [Finding(what, state, f"  {problem}") for problem in problems[:FIRST_FEW]]
    if len(problems) > FIRST_FEW:
        lines.append(Finding(what, state, f"  and {len(problems) - FIRST_FEW} more"))
    return lines
