"""What an index is built from: wordings, scope classes, aliases; free of how they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class IndexedWording:
    """One language of an entry: its question, its answer, how people ask, and its key terms."""

    title: str = ""
    short: str = ""
    detail: str = ""
    phrasings: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry as the matcher sees it."""

    code: str
    wordings: Mapping[Language, IndexedWording]


@dataclass(frozen=True, slots=True)
class ScopeClass:
    """Questions the base does not answer: `outcome` is chat, refer or unknown.

    A silent class has no reply of its own; it only keeps its questions from being answered.
    """

    code: str
    outcome: str
    examples: Mapping[Language, tuple[str, ...]]
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """Words people use (`says`) for a word the base uses (`means`); None is any language."""

    code: str
    language: Language | None
    says: tuple[str, ...]
    means: str
