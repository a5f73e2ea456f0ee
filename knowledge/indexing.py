"""From the base to the matcher's index: texts filled in, tags gone."""

import html
import re
from collections.abc import Iterator

from knowledge.content.base import Base
from knowledge.content.documents import Entry
from knowledge.language import Language
from knowledge.matching import Alias, FaqIndex, Indexed, IndexedWording, ScopeClass
from knowledge.matching.combiner import Combiner
from knowledge.matching.learned import Arrays
from knowledge.matching.policy import POLICY
from knowledge.matching.semantics import Semantics

_TAG = re.compile(r"<[^>]+>")


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))


def _wording(base: Base, entry: Entry, language: Language) -> IndexedWording:
    wording = base.wording(entry, language)[0]
    return IndexedWording(
        title=wording.title,
        short=_plain(wording.short),
        detail=_plain(f"{wording.points}\n\n{wording.detail}".strip()),
        phrasings=wording.phrasings,
        terms=wording.terms,
    )


def _neighbours(base: Base) -> dict[str, frozenset[str]]:
    """Return what each entry leads to: its related entries, those related to it, its topic's."""
    found: dict[str, set[str]] = {code: set() for code in base.entries}
    for entry in base.entries.values():
        found[entry.code].update(each.code for each in base.shelf(entry.topic))
        for other in entry.related:
            if other in found:
                found[entry.code].add(other)
                found[other].add(entry.code)
    return {code: frozenset(others - {code}) for code, others in found.items()}


def entries_of(base: Base) -> Iterator[Indexed]:
    """Yield every entry as the matcher sees it: values filled in, no tags, no dates or sources."""
    near = _neighbours(base)
    for entry in base.entries.values():
        wordings = {language: _wording(base, entry, language) for language in entry.wordings}
        yield Indexed(entry.code, wordings, near[entry.code])


def scope_of(base: Base) -> Iterator[ScopeClass]:
    """Yield every class of messages that no entry answers."""
    for scope in base.scopes.values():
        yield ScopeClass(
            scope.code,
            scope.outcome,
            scope.examples,
            silent=not (any(scope.reply.values()) or scope.function),
            cues=scope.cues,
            courtesy=scope.courtesy,
            lists=scope.lists,
            function=scope.function,
            about_last=scope.about_last,
            urgent=scope.urgent,
            related=scope.related,
        )


def aliases_of(base: Base) -> Iterator[Alias]:
    """Yield every other way to write a word."""
    for alias in base.aliases.values():
        yield Alias(alias.code, alias.language, alias.says, alias.means)


def index_of(
    base: Base,
    learned: Arrays | None = None,
    combiner: Combiner | None = None,
    semantics: Semantics | None = None,
) -> FaqIndex:
    """Build the index of a base; pure, and slow enough (a second) to be run beside the loop.

    It is made of `entries_of`, `scope_of` and `aliases_of` and of nothing else in the base.
    `semantics` judge instead of the town's own numbers: those were fitted without an encoder.
    Raises ValueError if what was `learned` is of another base.
    """
    return FaqIndex(
        entries_of(base),
        scope=scope_of(base),
        aliases=aliases_of(base),
        combiner=combiner or base.town.combiner,
        policy=base.town.policy or POLICY,
        learned=learned,
        semantics=semantics,
    )
