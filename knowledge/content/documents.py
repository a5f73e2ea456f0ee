"""A document of the FAQ base: what each kind holds. `reading` makes them of plain data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.verdict import Outcome

Body: TypeAlias = Mapping[str, Any]
Key: TypeAlias = tuple["Kind", str]


class InvalidDocument(CivicBotError):
    """A document does not have the shape its kind asks for."""


class Kind(StrEnum):
    """What a document is."""

    SOURCE = "source"
    FACT = "fact"
    TOPIC = "topic"
    ENTRY = "entry"
    ALIAS = "alias"
    SCOPE = "scope"
    EVENT = "event"
    BANK = "bank"


class Certainty(StrEnum):
    """How well an answer is supported."""

    OFFICIAL = "official-document"
    SEVERAL = "several-outlets"
    ONE = "one-outlet"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """A page that was read. `date` is ISO, a month, a year, a span `a/b`, or empty."""

    code: str
    publisher: str
    title: str
    title_inferred: bool  # read off the address, not off the page
    date: str
    date_is: str  # exact | about | by-content | not-shown
    url: str
    url_inferred: bool
    via: str
    lean: str

    @property
    def link(self) -> str:
        """The address to link to; empty when there is none or it was only inferred."""
        return "" if self.url_inferred else self.url


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence the sources support, and the values answers quote from it."""

    code: str
    says: str
    holds: str
    certainty: Certainty
    sources: tuple[str, ...]
    values: Mapping[str, Body]


@dataclass(frozen=True, slots=True)
class Topic:
    """A shelf of entries."""

    code: str
    order: int
    name: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry in one language; `follows` is the English version a translation follows."""

    title: str
    short: str
    detail: str
    phrasings: tuple[str, ...]
    terms: tuple[str, ...]
    follows: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A question the base answers. Texts still hold their `{quotes}`."""

    code: str
    slug: str
    topic: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    as_of: date
    review_by: date
    certainty: Certainty
    related: tuple[str, ...]
    wordings: Mapping[Language, Wording]
    version: int = 1
    expires_with: str = ""  # a meeting's id: "written before the meeting of …"

    @property
    def expires_on(self) -> date | None:
        """The day of the meeting this answer was written before, if it is tied to one."""
        return meeting_day(self.expires_with)

    @property
    def stamp(self) -> str:
        """Code and version as shown under an answer: KW-14.3."""
        return f"{self.code}.{self.version}"


@dataclass(frozen=True, slots=True)
class Alias:
    """Other ways to write one word or name."""

    code: str
    language: Language | None
    says: tuple[str, ...]
    means: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A class of messages that are not FAQ questions, with our reply."""

    code: str
    outcome: Outcome
    reply: Mapping[Language, str]
    examples: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """A dated line of the story; `on` is ISO, a month, a year or a span, `entry` tells more."""

    code: str
    on: str
    says: Mapping[Language, str]
    facts: tuple[str, ...]
    entry: str


def meeting_day(text: str) -> date | None:
    """Return the day in the name of a meeting, such as `commission-2026-12-10`; None without."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
