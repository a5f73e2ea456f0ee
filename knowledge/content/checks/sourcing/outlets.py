"""Checks of who is named and who is cited: what is said of a page can be looked up there."""

import re
from collections.abc import Iterator

from knowledge.content.checks.problem import CheckCase, Problem
from knowledge.content.documents import Fact, Source
from knowledge.town.house_rules import HouseRules


def named_outlets(text: str, known: HouseRules) -> list[str]:
    """Return the outlets a plain text names, each once, by the name that publishers hold."""
    by_name = {name: outlet for outlet, names in known.outlets.items() for name in names}
    if not by_name:
        return []
    alternatives = sorted((*by_name, *known.no_outlets), key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, alternatives)) + r")(?!\w)")
    found = (by_name.get(name) for name in pattern.findall(text))
    return list(dict.fromkeys(outlet for outlet in found if outlet))


def outlets_cited(case: CheckCase) -> Iterator[Problem]:
    """Every outlet named in a text is among the publishers cited, so that it can be looked up."""
    cited = [source.publisher for source in case.base.cited_sources(case.entry)]
    for reading in case.entry_texts:
        for outlet in named_outlets(reading.answer_text, case.base.town.house):
            if not any(outlet in publisher for publisher in cited):
                yield case.problem(
                    "outlet",
                    f"names {outlet} but cites no page of theirs; cite one, or name nobody",
                    reading.language,
                )


def contradictors_told(case: CheckCase) -> Iterator[Problem]:
    """A page that contradicts an entry's facts is cited only where the first language names it."""
    facts = [case.base.facts[code] for code in case.entry.facts if code in case.base.facts]
    for_it = {code for fact in facts for code in fact.sources}
    against = {code for fact in facts for code in fact.contradicted_by} - for_it
    town = case.base.town
    text = " ".join(r.answer_text for r in case.entry_texts if r.language is town.language)
    for code in case.entry.sources:
        source = case.base.sources.get(code)
        if code in against and source is not None and not _names_source(text, source, town.house):
            yield case.problem(
                "contradiction",
                f"cites {code}, which says otherwise, without naming it; name it or drop it",
            )


def _names_source(text: str, source: Source, house: HouseRules) -> bool:
    """Tell whether a text names a source by its title or its publisher."""
    outlets = [outlet for outlet in house.outlets if outlet in source.publisher]
    return (
        source.publisher in text
        or bool(source.title and source.title in text)
        or any(outlet in outlets for outlet in named_outlets(text, house))
    )


def contradictors_not_sources(fact: Fact) -> Iterator[Problem]:
    """A page that contradicts a fact is no source of it."""
    for code in fact.contradicted_by:
        if code in fact.sources:
            yield Problem(
                "contradiction",
                fact.code,
                f"names {code} as a source and as contradicting it; keep one",
            )
