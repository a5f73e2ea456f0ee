"""A document of the FAQ base: what each kind holds; `document_parsing` makes it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.verdict import Outcome

DocumentBody: TypeAlias = Mapping[str, Any]
DocumentKey: TypeAlias = tuple["DocumentKind", str]

TEXT_NAMES = (
    "title",
    "short",
    "points",
    "detail",
    "basis",
)  # of a wording, as residents read them
UNDATED = "undated"  # an entry's `as_of` when only undated pages stand behind it
LEANS = ("partisan", "opinion", "newsletter", "advocacy", "party")


class DocumentError(CivicBotError):
    """A document does not have the shape its kind asks for."""


class DocumentKind(StrEnum):
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


class DateMeaning(StrEnum):
    """What the date of a source stands on."""

    EXACT = "exact"
    ABOUT = "about"
    BY_CONTENT = "by-content"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True, slots=True)
class Source:
    """A page that was read. `date` is ISO, a month, a year, a span `a/b`, or empty."""

    code: str
    publisher: str
    title: str
    title_inferred: bool  # read off the address, not off the page
    date: str
    date_is: str  # a `DateMeaning`; older bases hold other words
    url: str
    url_inferred: bool
    via: str
    lean: str  # one of `LEANS`, or empty
    copy_at: str = ""  # the site of the copy that was read, such as daily8.com

    @property
    def link_address(self) -> str:
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
    values: Mapping[str, DocumentBody]
    contradicted_by: tuple[str, ...] = ()  # sources that say otherwise


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
    short: str  # the outright answer
    detail: str  # what [More] opens
    phrasings: tuple[str, ...]
    terms: tuple[str, ...]
    follows: int = 0
    points: str = ""  # the few lines under the short answer
    basis: str = ""  # what [How do you know?] opens

    @property
    def reader_texts(self) -> Mapping[str, str]:
        """What residents read, by name, in the order in which they meet it."""
        return {name: getattr(self, name) for name in TEXT_NAMES}


@dataclass(frozen=True, slots=True)
class Entry:
    """A question the base answers. Texts still hold their `{quotes}`."""

    code: str
    slug: str
    topic: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    as_of: str  # what the sources stand for: a day, a month or a year (ISO), or `UNDATED`
    review_by: date
    certainty: Certainty
    related: tuple[str, ...]
    wordings: Mapping[Language, Wording]
    version: int = 1
    expires_with: str = ""  # the meeting it was written before: a day, or a body and a day
    searched_to: date | None = None  # the day to which a search found nothing
    overtaken_by: str = ""  # the phrase value that says what came after
    replaces: tuple[str, ...] = ()  # retired codes that open this entry
    legal: bool = False  # the card then says that it is no legal advice

    def in_languages(self, languages: Sequence[Language]) -> "Entry":
        """Return the entry in these languages alone."""
        kept = {tag: wording for tag, wording in self.wordings.items() if tag in languages}
        return self if len(kept) == len(self.wordings) else replace(self, wordings=kept)

    @property
    def version_stamp(self) -> str:
        """Code and version as shown under an answer: AB-14.3."""
        return f"{self.code}.{self.version}"


@dataclass(frozen=True, slots=True)
class Alias:
    """Other ways to write one word or name."""

    code: str
    language: Language | None
    says: tuple[str, ...]
    means: str


@dataclass(frozen=True, slots=True)
class ScopeDocument:
    """A class of messages that are not FAQ questions: small talk, pleas, requests, other matters.

    `cues` are word patterns that tell the class (`knowledge.matching.decision.cue_patterns`),
    `lists` words that the patterns of any class may name, `courtesy` phrases that are cut off the
    ends of a message. `function` is what an open class opens; `about_last` says that it concerns
    the answer last shown, `urgent` that a plea gives way
    only to what is all but certain. `related` are entries offered under the reply.
    """

    code: str
    outcome: Outcome
    reply: Mapping[Language, str]
    examples: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    cues: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    courtesy: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    lists: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    function: str = ""
    about_last: bool = False
    urgent: bool = False
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """A dated line of the story; `on` is ISO, a month, a year or a span, `entry` tells more."""

    code: str
    on: str
    says: Mapping[Language, str]
    facts: tuple[str, ...]
    entry: str


def meeting_body(text: str) -> str:
    """Return the body in the name of a meeting: `council`; empty if it names none."""
    return re.split(r"-?\d{4}-\d{2}-\d{2}", text, maxsplit=1)[0]


def meeting_day(text: str) -> date | None:
    """Return the day in the name of a meeting, such as `council-2026-12-10`, or None."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", text)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
