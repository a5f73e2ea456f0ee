"""From the content base to what an index is built from."""

from knowledge.content.base import Base
from knowledge.language import Language
from knowledge.matching.index import FaqIndex
from knowledge.matching.inputs import Alias, Indexed, IndexedWording, ScopeClass
from knowledge.matching.policy import Policy


def _plain(text: str) -> str:
    return text


def entries(base: Base) -> list[Indexed]:
    """Return the entries with their quotes filled in, each in its own languages."""

    def fill(text: str, language: Language) -> str:
        return base.values.fill(text, language, escape=_plain)

    return [
        Indexed(
            code,
            {
                language: IndexedWording(
                    fill(wording.title, language),
                    fill(wording.short, language),
                    fill(wording.detail, language),
                    wording.phrasings,
                    wording.terms,
                )
                for language, wording in entry.wordings.items()
            },
        )
        for code, entry in base.entries.items()
    ]


def index(base: Base, policy: Policy | None = None) -> FaqIndex:
    """Build the index of a content base."""
    return FaqIndex(
        entries(base),
        scope=[
            ScopeClass(code, scope.outcome.value, scope.examples)
            for code, scope in base.scopes.items()
        ],
        aliases=[
            Alias(code, alias.language, alias.says, alias.means)
            for code, alias in base.aliases.items()
        ],
        policy=policy,
    )
