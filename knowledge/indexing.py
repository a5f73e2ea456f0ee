"""From the base to the matcher's index: texts filled in, tags gone."""

import html
import re

from knowledge.content.base import Base
from knowledge.content.documents import Entry
from knowledge.language import Language
from knowledge.matching import Alias, FaqIndex, Indexed, IndexedWording, ScopeClass

_TAG = re.compile(r"<[^>]+>")


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text))


def _wording(base: Base, entry: Entry, language: Language) -> IndexedWording:
    wording = base.wording(entry, language)[0]
    return IndexedWording(
        title=wording.title,
        short=_plain(wording.short),
        detail=_plain(wording.detail),
        phrasings=wording.phrasings,
        terms=wording.terms,
    )


def index_of(base: Base) -> FaqIndex:
    """Build the index of a base; pure, and slow enough (a second) to be run beside the loop."""
    return FaqIndex(
        [
            Indexed(
                code=entry.code,
                wordings={
                    language: _wording(base, entry, language) for language in entry.wordings
                },
            )
            for entry in base.entries.values()
        ],
        scope=[
            ScopeClass(
                scope.code, scope.outcome, scope.examples, silent=not any(scope.reply.values())
            )
            for scope in base.scopes.values()
        ],
        aliases=[
            Alias(alias.code, alias.language, alias.says, alias.means)
            for alias in base.aliases.values()
        ],
    )
