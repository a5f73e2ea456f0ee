"""What an index is built from: wordings, scope classes, aliases; free of how they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
class IndexedEntry:
    """An entry as the matcher sees it; `near` are entries that people go on to from it."""

    code: str
    wordings: Mapping[Language, IndexedWording]
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ScopeClass:
    """Messages the base does not answer: `outcome` is chat, refer, open or unknown.

    A silent class has no reply of its own; it only keeps its questions from being answered.
    `cues` are patterns (see `cues`) by which the class is known, `lists` words that the patterns
    of any class may name; `courtesy` are phrases that mean
    nothing at either end of a message. An open class names the `function` it opens; one
    `about_last` speaks of the answer last shown, and is heard only after one. An `urgent` plea
    gives way only to what is all but certain. `related` are the entries that a class leads to.
    """

    code: str
    outcome: str
    examples: Mapping[Language, tuple[str, ...]]
    silent: bool = False
    cues: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    courtesy: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    lists: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    function: str = ""
    about_last: bool = False
    urgent: bool = False
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedAlias:
    """Words people use (`says`) for a word the base uses (`means`); None is any language."""

    code: str
    language: Language | None
    says: tuple[str, ...]
    means: str
