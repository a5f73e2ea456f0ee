"""What `check` finds in the FAQ, as lines of its table: counts by kind, and the first few."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.texts import Texts, card_size
from bot.texts.card_size import CardSize, card_sizes
from knowledge.content.checks import Problem, Severity, all_problems, boilerplate
from knowledge.content.checks.sets.phrasing_conflicts import find_phrasing_conflicts
from knowledge.content.contacts import unchecked_contacts
from knowledge.content.faq_base import FaqBase
from knowledge.folders import base_folder
from knowledge.index_building import build_index
from knowledge.strict_tables import TownFilesError
from knowledge.town import town_folder
from knowledge.town.town_file import PLACEHOLDER

RIGHT, WARNING, WRONG = "right", "warning", "WRONG"
SHOWN_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table."""

    what: str
    state: str
    says: str


def seed_findings(today: date, town_dir: Path | None = None) -> list[Finding]:
    """Check the files of a town, conflicts included; of the shipped one unless one is named."""
    try:
        base = _load_town_base(town_dir)
    except TownFilesError as error:
        return _fault_findings(error)
    found = list(card_sizes(base, Texts(base.town), today, base.entries.values()))
    problems = [*all_problems(base, today), *card_size.size_problems(found)]
    rows = problem_findings(
        "FAQ files", base, [*problems, *find_phrasing_conflicts(base, build_index(base))]
    )
    return [
        *rows,
        *_placeholder_findings(base),
        *_size_findings(base, found),
        *_boilerplate_findings(base),
    ]


def document_findings(
    today: date, codes: Sequence[str], town_dir: Path | None = None
) -> list[Finding]:
    """Check the FAQ files, and tell every problem of these documents but the slow conflicts."""
    try:
        base = _load_town_base(town_dir)
    except TownFilesError as error:
        return _fault_findings(error)
    named = [entry for code, entry in base.entries.items() if code in codes]
    found = [problem for problem in all_problems(base, today) if problem.where in codes]
    found += card_size.size_problems(card_sizes(base, Texts(base.town), today, named))
    if not found:
        return [Finding("FAQ files", RIGHT, f"nothing to mend in {', '.join(codes)}")]
    return [Finding(problem.check, _finding_state(problem), str(problem)) for problem in found]


def base_findings(base: FaqBase, today: date) -> list[Finding]:
    """Check the base in use, which editors may have changed; without the slow conflicts."""
    found = card_size.size_problems(
        card_sizes(base, Texts(base.town), today, base.entries.values())
    )
    rows = problem_findings("FAQ in use", base, [*all_problems(base, today), *found])
    return [*rows, *contact_findings(base)]


def _load_town_base(town_dir: Path | None) -> FaqBase:
    found = base_folder.load_town_folder(town_folder.chosen_folder(town_dir))
    return FaqBase.from_documents(found.documents, town=found.town)


def _fault_findings(error: TownFilesError) -> list[Finding]:
    return [Finding("FAQ files", WRONG, fault) for fault in error.faults]


def _placeholder_findings(base: FaqBase) -> list[Finding]:
    """Warn of what `new-town` wrote to be replaced."""
    places = [f"town.toml: {path}" for path in base.town.unfinished_keys]
    places += [
        f"{code} ({language})"
        for code, entry in base.entries.items()
        for language, wording in entry.wordings.items()
        if any(PLACEHOLDER in text for text in wording.reader_texts.values())
    ]
    places += [f"fact {c}" for c, fact in base.facts.items() if PLACEHOLDER in str(fact)]
    places += [f"source {c}" for c, source in base.sources.items() if PLACEHOLDER in str(source)]
    if not places:
        return []
    says = f"{len(places)} places still say {PLACEHOLDER}: write what is true in your town: "
    shown = ", ".join(places[:SHOWN_PROBLEMS]) + (" …" if len(places) > SHOWN_PROBLEMS else "")
    return [Finding("placeholders", WARNING, says + shown)]


def _size_findings(base: FaqBase, found: Sequence[CardSize]) -> list[Finding]:
    """Tell how large the cards are, one line a language."""
    return [
        Finding(f"cards, {language}", RIGHT, card_size.size_summary(found, language))
        for language in base.town.languages
    ]


def _boilerplate_findings(base: FaqBase) -> list[Finding]:
    """Tell how often the answers say the same, as a table."""
    head = "  ".join(
        f"{f'{language}: on cards, in all (answers)':>32}" for language in base.town.languages
    )
    rows = [Finding("said often", RIGHT, f"{'':<32}{head}")]
    for what, by_language in boilerplate.count_boilerplate(base).items():
        cells = (f"{n.on_cards:>4}, {n.in_all:>4} ({n.answers})" for n in by_language.values())
        line = "  ".join(f"{cell:>32}" for cell in cells)
        rows.append(Finding("said often", RIGHT, f"{what:<32}{line}"))
    return rows


def contact_findings(base: FaqBase) -> list[Finding]:
    """Warn of the contacts that residents do not see, because no person has checked them."""
    left = unchecked_contacts(base)
    names = ", ".join(one.name for one in left)
    says = f"{len(left)} not yet checked, so residents see none of them: {names}; see /contacts"
    return [Finding("contacts", WARNING, says)] if left else []


def problem_findings(what: str, base: FaqBase, problems: Iterable[Problem]) -> list[Finding]:
    """Word problems as lines: one a kind with its count, then the first few of that kind."""
    ordered = sorted(problems, key=lambda p: (p.severity is Severity.WARNING, p.check))
    counted = f"{len(base.entries)} entries, {len(base.facts)} facts, {len(base.sources)} sources"
    wrong = sum(problem.severity is Severity.ERROR for problem in ordered)
    state = WRONG if wrong else RIGHT
    lines = [Finding(what, state, f"{counted}; {wrong} wrong, {len(ordered) - wrong} warnings")]
    for (_, check), group in groupby(ordered, key=lambda p: (p.severity, p.check)):
        lines += _kind_findings(what, check, list(group))
    return lines


def _finding_state(problem: Problem) -> str:
    return WRONG if problem.severity is Severity.ERROR else WARNING


def _kind_findings(what: str, check: str, problems: list[Problem]) -> list[Finding]:
    state = _finding_state(problems[0])
    lines = [Finding(what, state, f"{check}: {len(problems)}")]
    lines += [Finding(what, state, f"  {problem}") for problem in problems[:SHOWN_PROBLEMS]]
    if len(problems) > SHOWN_PROBLEMS:
        lines.append(Finding(what, state, f"  and {len(problems) - SHOWN_PROBLEMS} more"))
    return lines
