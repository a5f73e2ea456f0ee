"""From the base to the matcher's index: texts filled in, tags gone."""

import html
import re
from collections.abc import Iterator

from knowledge.content.documents import Entry
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching import FaqIndex, IndexedAlias, IndexedEntry, IndexedWording, ScopeClass
from knowledge.matching.decision.combiner import Combiner
from knowledge.matching.decision.semantics import SemanticModel
from knowledge.matching.decision.thresholds import SHIPPED_POLICY
from knowledge.matching.learned_arrays import NamedArrays

_TAG = re.compile(r"<[^>]+>")


def _plain_text(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))


def _indexed_wording(base: FaqBase, entry: Entry, language: Language) -> IndexedWording:
    wording = base.filled_wording(entry, language)[0]
    return IndexedWording(
        title=wording.title,
        short=_plain_text(wording.short),
        detail=_plain_text(f"{wording.points}\n\n{wording.detail}".strip()),
        phrasings=wording.phrasings,
        terms=wording.terms,
    )


def _neighbour_codes(base: FaqBase) -> dict[str, frozenset[str]]:
    """Return what each entry leads to: its related entries, those related to it, its topic's."""
    found: dict[str, set[str]] = {code: set() for code in base.entries}
    for entry in base.entries.values():
        found[entry.code].update(each.code for each in base.topic_entries(entry.topic))
        for other in entry.related:
            if other in found:
                found[entry.code].add(other)
                found[other].add(entry.code)
    return {code: frozenset(others - {code}) for code, others in found.items()}


def indexed_entries(base: FaqBase) -> Iterator[IndexedEntry]:
    """Yield every entry as the matcher sees it: values filled in, no tags, no dates or sources."""
    near = _neighbour_codes(base)
    for entry in base.entries.values():
        wordings = {
            language: _indexed_wording(base, entry, language) for language in entry.wordings
        }
        yield IndexedEntry(entry.code, wordings, near[entry.code])


def indexed_scopes(base: FaqBase) -> Iterator[ScopeClass]:
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


def indexed_aliases(base: FaqBase) -> Iterator[IndexedAlias]:
    """Yield every other way to write a word."""
    for alias in base.aliases.values():
        yield IndexedAlias(alias.code, alias.language, alias.says, alias.means)


def build_index(
    base: FaqBase,
    learned: NamedArrays | None = None,
    combiner: Combiner | None = None,
    semantics: SemanticModel | None = None,
) -> FaqIndex:
    """Build the index of a base; pure, and slow enough (a second) to be run beside the loop.

    It is made of `indexed_entries`, `indexed_scopes` and `indexed_aliases` and of nothing else in
    the base. `semantics` judge instead of the town's own numbers: those were fitted without an
    encoder. Raises ValueError if what was `learned` is of another base.
    """
    return FaqIndex(
        indexed_entries(base),
        scope=indexed_scopes(base),
        aliases=indexed_aliases(base),
        combiner=combiner or base.town.combiner,
        policy=base.town.policy or SHIPPED_POLICY,
        learned=learned,
        semantics=semantics,
    )
