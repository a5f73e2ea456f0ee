"""What is wrong with the base: every rule of docs/editorial.md that a machine can hold.

A check looks and says; it changes nothing. `entry_problems` is for one draft, `all_problems` for
the whole base, `stealing.steals` (slow: it asks the matcher) for phrasings.
"""

from collections.abc import Iterator
from datetime import date

from knowledge.content.base import Base
from knowledge.content.checks import (
    addresses,
    around,
    dating,
    fairness,
    figures,
    glossary,
    hedging,
    lengths,
    markup,
    outlets,
    quoting,
    readability,
    references,
    together,
)
from knowledge.content.checks.claims import Claims, claims_of
from knowledge.content.checks.problem import Case, EntryCheck, Problem, Severity
from knowledge.content.checks.reading import readings
from knowledge.content.documents import Entry, Fact, Source

__all__ = (
    "ENTRY_CHECKS", "Problem", "Severity", "all_problems", "entry_problems", "fact_problems",
    "source_problems",
)  # fmt: skip

ENTRY_CHECKS: tuple[EntryCheck, ...] = (
    references.facts_exist,
    references.sources_belong,
    references.has_a_source,
    references.quoted_facts_cited,
    references.topic_exists,
    references.related_exist,
    references.slug_is_its_own,
    dating.days_in_order,
    dating.as_far_as_sources,
    dating.review_due,
    addresses.links_well_formed,
    lengths.languages_complete,
    lengths.texts_fit,
    lengths.points_made,
    lengths.enough_phrasings,
    lengths.unclaimed,
    markup.valid_html,
    quoting.quotes_known,
    readability.easy_english,
    readability.short_sentences,
    fairness.neutral_words,
    fairness.no_office_today,
    figures.same_figures,
    figures.follows_english,
    hedging.hedges_kept,
    outlets.outlets_cited,
    outlets.contradictors_told,
    glossary.house_words,
    together.overtaken_said,
    together.pointers_lead,
    together.heirs_apart,
    together.definitions_quoted,
)


def entry_problems(
    base: Base, entry: Entry, today: date, claims: Claims | None = None
) -> list[Problem]:
    """Check one entry, which may be a draft that is not (or differs from what is) in the base.

    `claims` saves gathering the base's phrasings anew when many entries are checked.
    """
    case = Case(base, entry, today, claims or claims_of(base), readings(base, entry))
    return [problem for check in ENTRY_CHECKS for problem in check(case)]


def fact_problems(base: Base, fact: Fact) -> list[Problem]:
    """Check one fact: its sources are there, its values can be written in every language."""
    missing = [
        Problem("unknown-source", fact.code, f"names {code}, which is not in the base; add it")
        for code in (*fact.sources, *fact.contradicted_by)
        if code not in base.sources
    ]
    return [
        *missing,
        *outlets.rivals_apart(fact),
        *quoting.values_written(base, fact),
        *quoting.phrases_whole(base, fact),
        *addresses.values_addressed(fact),
    ]


def source_problems(source: Source) -> list[Problem]:
    """Check one source: date and address."""
    return [*dating.source_dated(source), *addresses.source_addressed(source)]


def all_problems(base: Base, today: date) -> list[Problem]:
    """Check the whole base, entries first; everything but `steals`."""
    claims = claims_of(base)
    found = [
        problem
        for entry in base.entries.values()
        for problem in entry_problems(base, entry, today, claims)
    ]
    return [*found, *_of_the_rest(base, today)]


def _of_the_rest(base: Base, today: date) -> Iterator[Problem]:
    yield from references.facts_used(base)
    yield from quoting.values_once(base)
    yield from around.one_meaning(base)
    yield from together.pairs_balanced(base)
    for fact in base.facts.values():
        yield from fact_problems(base, fact)
    for source in base.sources.values():
        yield from source_problems(source)
    for topic in base.topics.values():
        yield from around.topic_named(base, topic)
    for scope in base.scopes.values():
        yield from around.scope_complete(base, scope)
    for event in base.events.values():
        yield from around.event_complete(base, event, today)
