"""Checks that what an entry points to is there: facts, sources, topic, related entries."""

import re
from collections.abc import Iterator

from knowledge.content.checks.problem import CheckCase, Problem, Severity
from knowledge.content.documents import Certainty
from knowledge.content.fact_values import QUOTE_PATTERN
from knowledge.content.faq_base import FaqBase

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SOURCES = 4
MAX_RELATED = 3


def facts_exist(case: CheckCase) -> Iterator[Problem]:
    """Every fact an entry cites is in the base."""
    for code in case.entry.facts:
        if code not in case.base.facts:
            yield case.problem(
                "unknown-fact", f"cites the fact {code}, which is not in the base; add or drop it"
            )


def sources_belong(case: CheckCase) -> Iterator[Problem]:
    """Every source shown is in the base, and speaks for or against one of the facts cited."""
    facts = [case.base.facts[code] for code in case.entry.facts if code in case.base.facts]
    behind = {source for fact in facts for source in (*fact.sources, *fact.contradicted_by)}
    for code in case.entry.sources:
        if code not in case.base.sources:
            yield case.problem(
                "unknown-source", f"names the source {code}, which is not in the base; add it"
            )
        elif code not in behind:
            yield case.problem(
                "stray-source",
                f"names the source {code}, which is behind none of its facts; "
                "cite the fact it supports or drop it",
            )
    against = {source for fact in facts for source in fact.contradicted_by}
    chosen = [code for code in case.entry.sources if code not in against]
    if len(chosen) > MAX_SOURCES:
        yield case.problem(
            "many-sources",
            f"names {len(chosen)} sources; keep the best {MAX_SOURCES}",
            severity=Severity.WARNING,
        )


def has_a_source(case: CheckCase) -> Iterator[Problem]:
    """An entry has a source, or says that something is not known."""
    if not case.entry.sources and case.entry.certainty is not Certainty.UNKNOWN:
        yield case.problem("no-source", "has no source; name one, or set its certainty to unknown")


def quoted_facts_cited(case: CheckCase) -> Iterator[Problem]:
    """A vote, sum, count or date that is quoted comes from a fact the entry cites.

    Names, spellings, addresses of offices and the day of compilation may be quoted by anyone.
    """
    values = case.base.values
    names = {
        name
        for reading in case.entry_texts
        for text in reading.written_texts.values()
        for name in QUOTE_PATTERN.findall(text)
        if name in values and values[name].get("kind") in ("vote", "money", "number", "phone")
    }
    homes = {
        home: name for name in sorted(names) if (home := values.home[name]) not in case.entry.facts
    }
    for home, name in homes.items():
        yield case.problem(
            "uncited-quote",
            f"quotes {{{name}}} but does not cite its fact {home}; add it to the facts",
            severity=Severity.WARNING,
        )


def topic_exists(case: CheckCase) -> Iterator[Problem]:
    """The topic is one of the base's."""
    if case.entry.topic not in case.base.topics:
        known = ", ".join(sorted(case.base.topics))
        yield case.problem(
            "unknown-topic", f"its topic {case.entry.topic} is not in the base; use one of {known}"
        )


def related_exist(case: CheckCase) -> Iterator[Problem]:
    """Related entries exist, are others, and are no more than are shown."""
    if len(case.entry.related) > MAX_RELATED:
        yield case.problem(
            "related",
            f"names {len(case.entry.related)} related entries; keep the best {MAX_RELATED}",
        )
    for code in case.entry.related:
        if code == case.entry.code:
            yield case.problem("related", "names itself as related; name another entry")
        elif code not in case.base.entries:
            yield case.problem(
                "related",
                f"names {code} as related, which is not in the base; drop it",
                severity=Severity.WARNING,
            )


def slug_unique(case: CheckCase) -> Iterator[Problem]:
    """The slug is short, plain and used once."""
    slug = case.entry.slug
    if not _SLUG.fullmatch(slug) or len(slug) > 40:
        yield case.problem(
            "slug", f"its slug '{slug}' must be a-z, 0-9 and single hyphens, at most 40 characters"
        )
    taken = [
        other.code
        for other in case.base.entries.values()
        if other.slug == slug and other.code != case.entry.code
    ]
    if taken:
        yield case.problem("slug", f"its slug '{slug}' belongs to {taken[0]}; choose another")


def facts_used(base: FaqBase) -> Iterator[Problem]:
    """Every fact is cited by an entry, or quoted: in an answer, a reply, or a phrase of these."""
    used = {code for entry in base.entries.values() for code in entry.facts}
    quoted = {base.values.home.get(name) for name in _quoted_values(base)}
    for code in base.facts:
        if code not in used | quoted:
            yield Problem(
                "unused-fact", code, "is cited by no entry; answer what it tells, or drop it"
            )


def _quoted_values(base: FaqBase) -> set[str]:
    """Return the values that answers and replies quote, and those that a quoted phrase quotes."""
    texts = [
        text
        for entry in base.entries.values()
        for wording in entry.wordings.values()
        for text in wording.reader_texts.values()
    ]
    texts += [text for scope in base.scopes.values() for text in scope.reply.values()]
    names = {name for text in texts for name in QUOTE_PATTERN.findall(text)}
    names |= {entry.overtaken_by for entry in base.entries.values()}
    names &= set(base.values.names())
    phrases = [str(said) for name in names for said in base.values[name].values()]
    inner = {name for said in phrases for name in QUOTE_PATTERN.findall(said)}
    return names | (inner & set(base.values.names()))
