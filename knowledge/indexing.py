"""From the base to the matcher's index: texts filled in, tags gone."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from knowledge.content.base import Base
from knowledge.content.documents import Entry
from knowledge.language import Language
from knowledge.matching import Alias, FaqIndex, Indexed, IndexedWording, ScopeClass

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that an index is built of: bases alike in this have the same index."""

    entries: tuple[Indexed, ...]
    scope: tuple[ScopeClass, ...]
    aliases: tuple[Alias, ...]


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


def inputs_of(base: Base) -> Inputs:
    """Return what the matcher sees of a base: its texts, with values filled in and without tags.

    Dates, sources, certainties and the like are not among it.
    """
    near = _neighbours(base)
    return Inputs(
        entries=tuple(
            Indexed(
                code=entry.code,
                wordings={
                    language: _wording(base, entry, language) for language in entry.wordings
                },
                near=near[entry.code],
            )
            for entry in base.entries.values()
        ),
        scope=tuple(
            ScopeClass(
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
            )
            for scope in base.scopes.values()
        ),
        aliases=tuple(
            Alias(alias.code, alias.language, alias.says, alias.means)
            for alias in base.aliases.values()
        ),
    )


def index_of(base: Base, learned: Mapping[str, NDArray[Any]] | None = None) -> FaqIndex:
    """Build the index of a base; pure, and slow enough (a second) to be run beside the loop.

    Raises ValueError if what was `learned` is of another base.
    """
    of = inputs_of(base)
    return FaqIndex(of.entries, scope=of.scope, aliases=of.aliases, learned=learned)
