"""What is wrong with the base: every rule of docs/editorial.md that a machine can hold.

A check looks and says; it changes nothing. `entry_problems` is for one draft, `all_problems` for
the whole base, `find_phrasing_conflicts` (slow: it asks the matcher) for phrasings.
"""

from collections.abc import Iterator
from datetime import date

from knowledge.content.checks import fairness, glossary, hedging
from knowledge.content.checks.entry_texts import read_entry_texts
from knowledge.content.checks.phrasing_claims import PhrasingClaims, collect_claims
from knowledge.content.checks.problem import CheckCase, EntryCheck, Problem, Severity
from knowledge.content.checks.sets import answer_sets, other_documents
from knowledge.content.checks.sourcing import dating, outlets, quoting, references, web_addresses
from knowledge.content.checks.wording import html_markup, language_agreement, lengths, readability
from knowledge.content.documents import Entry, Fact, Source
from knowledge.content.faq_base import FaqBase

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
    references.slug_unique,
    dating.days_in_order,
    dating.as_far_as_sources,
    dating.review_due,
    web_addresses.links_well_formed,
    lengths.languages_complete,
    lengths.texts_fit,
    lengths.points_beyond_short,
    lengths.enough_phrasings,
    lengths.phrasings_unclaimed,
    html_markup.html_valid,
    quoting.quotes_known,
    readability.easy_english,
    readability.short_sentences,
    fairness.neutral_words,
    fairness.no_office_today,
    language_agreement.figures_agree,
    language_agreement.follows_english,
    hedging.hedges_kept,
    outlets.outlets_cited,
    outlets.contradictors_told,
    glossary.house_words_kept,
    answer_sets.overtaken_said,
    answer_sets.pointers_lead,
    answer_sets.retired_codes_free,
    answer_sets.definitions_quoted,
)


def entry_problems(
    base: FaqBase, entry: Entry, today: date, claims: PhrasingClaims | None = None
) -> list[Problem]:
    """Check one entry, which may be a draft that is not (or differs from what is) in the base.

    `claims` saves gathering the base's phrasings anew when many entries are checked.
    """
    case = CheckCase(
        base, entry, today, claims or collect_claims(base), read_entry_texts(base, entry)
    )
    return [problem for check in ENTRY_CHECKS for problem in check(case)]


def fact_problems(base: FaqBase, fact: Fact) -> list[Problem]:
    """Check one fact: its sources are there, its values can be written in every language."""
    missing = [
        Problem("unknown-source", fact.code, f"names {code}, which is not in the base; add it")
        for code in (*fact.sources, *fact.contradicted_by)
        if code not in base.sources
    ]
    return [
        *missing,
        *outlets.contradictors_not_sources(fact),
        *quoting.values_written(base, fact),
        *quoting.phrases_complete(base, fact),
        *web_addresses.address_values_valid(fact),
    ]


def source_problems(source: Source) -> list[Problem]:
    """Check one source: date and address."""
    return [*dating.source_dated(source), *web_addresses.source_address_valid(source)]


def all_problems(base: FaqBase, today: date) -> list[Problem]:
    """Check the whole base, entries first; everything but `find_phrasing_conflicts`."""
    claims = collect_claims(base)
    found = [
        problem
        for entry in base.entries.values()
        for problem in entry_problems(base, entry, today, claims)
    ]
    return [*found, *_other_problems(base, today)]


def _other_problems(base: FaqBase, today: date) -> Iterator[Problem]:
    yield from references.facts_used(base)
    yield from quoting.values_once(base)
    yield from other_documents.aliases_unambiguous(base)
    yield from answer_sets.pairs_balanced(base)
    for fact in base.facts.values():
        yield from fact_problems(base, fact)
    for source in base.sources.values():
        yield from source_problems(source)
    for topic in base.topics.values():
        yield from other_documents.topic_named(base, topic)
    for scope in base.scopes.values():
        yield from other_documents.scope_complete(base, scope)
    for event in base.events.values():
        yield from other_documents.event_complete(base, event, today)
