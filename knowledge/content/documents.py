"""A document of the FAQ base: what each kind holds, read strictly from plain JSON-like data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.verdict import Outcome

Body: TypeAlias = Mapping[str, Any]
Key: TypeAlias = tuple["Kind", str]
E = TypeVar("E", bound=StrEnum)


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


def _strings(body: Body, name: str, where: str) -> tuple[str, ...]:
    value = body.get(name, [])
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise InvalidDocument(f"{where}: '{name}' must be a list of texts")
    return tuple(value)


def _text(body: Body, name: str, where: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise InvalidDocument(f"{where}: '{name}' must be a text; write it in quotes")
    return value.strip()


def _one_of(cls: type[E], body: Body, name: str, where: str) -> E:
    value = _text(body, name, where)
    if value not in [member.value for member in cls]:
        allowed = ", ".join(member.value for member in cls)
        raise InvalidDocument(f"{where}: '{name}' is '{value}'; it must be one of {allowed}")
    return cls(value)


def _day(body: Body, name: str, where: str) -> date:
    value = _text(body, name, where)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidDocument(
            f"{where}: '{name}' is '{value}'; write a date as 2025-06-30"
        ) from None


def _per_language(body: Body, name: str, where: str) -> Mapping[Language, str]:
    value = body.get(name, {})
    if not isinstance(value, Mapping):
        raise InvalidDocument(f"{where}: '{name}' must have en, es and ht")
    return {language: _text(value, language, f"{where}.{name}", "") for language in Language}


def source(code: str, body: Body) -> Source:
    """Read a source."""
    where = f"source {code}"
    return Source(
        code=code,
        publisher=_text(body, "publisher", where),
        title=_text(body, "title", where, ""),
        date=_text(body, "date", where, ""),
        date_is=_text(body, "date_is", where, "exact"),
        url=_text(body, "url", where, ""),
        url_inferred=bool(body.get("url_inferred", False)),
        via=_text(body, "via", where, ""),
        lean=_text(body, "lean", where, ""),
    )


def fact(code: str, body: Body) -> Fact:
    """Read a fact."""
    where = f"fact {code}"
    values = body.get("values", {})
    if not isinstance(values, Mapping) or not all(isinstance(v, Mapping) for v in values.values()):
        raise InvalidDocument(f"{where}: 'values' must be a table of named values")
    return Fact(
        code=code,
        says=_text(body, "says", where),
        holds=_text(body, "holds", where, ""),
        certainty=_one_of(Certainty, body, "certainty", where),
        sources=_strings(body, "sources", where),
        values=values,
    )


def topic(code: str, body: Body) -> Topic:
    """Read a topic."""
    order = body.get("order", 99)
    if not isinstance(order, int):
        raise InvalidDocument(f"topic {code}: 'order' must be a whole number")
    return Topic(code=code, order=order, name=_per_language(body, "name", f"topic {code}"))


def wording(body: Body, where: str) -> Wording:
    """Read an entry's wording in one language."""
    follows = body.get("follows", 0)
    if not isinstance(follows, int):
        raise InvalidDocument(f"{where}: 'follows' must be a version number")
    return Wording(
        title=_text(body, "title", where),
        short=_text(body, "short", where),
        detail=_text(body, "detail", where),
        phrasings=_strings(body, "phrasings", where),
        terms=_strings(body, "terms", where),
        follows=follows,
    )


def entry(code: str, body: Body, version: int = 1) -> Entry:
    """Read an entry; a language that is missing is simply absent from `wordings`."""
    where = f"entry {code}"
    wordings = {}
    for language in Language:
        if language.value in body:
            if not isinstance(body[language.value], Mapping):
                raise InvalidDocument(f"{where}: '{language}' must be a table")
            wordings[language] = wording(body[language.value], f"{where}.{language}")
    return Entry(
        code=code,
        slug=_text(body, "slug", where),
        topic=_text(body, "topic", where),
        facts=_strings(body, "facts", where),
        sources=_strings(body, "sources", where),
        as_of=_day(body, "as_of", where),
        review_by=_day(body, "review_by", where),
        certainty=_one_of(Certainty, body, "certainty", where),
        related=_strings(body, "related", where),
        wordings=wordings,
        version=version,
        expires_with=_text(body, "expires_with", where, ""),
    )


def alias(code: str, body: Body) -> Alias:
    """Read an alias."""
    where = f"alias {code}"
    language = _text(body, "language", where, "any")
    if language not in ("any", *(member.value for member in Language)):
        raise InvalidDocument(f"{where}: 'language' is '{language}'; use en, es, ht or any")
    return Alias(
        code=code,
        language=None if language == "any" else Language(language),
        says=_strings(body, "says", where),
        means=_text(body, "means", where),
    )


def scope(code: str, body: Body) -> Scope:
    """Read an out-of-scope class."""
    where = f"scope {code}"
    outcome = _one_of(Outcome, body, "outcome", where)
    if outcome in (Outcome.FOUND, Outcome.MAYBE):
        raise InvalidDocument(f"{where}: 'outcome' must be chat, refer or unknown")
    examples = body.get("examples", {})
    if not isinstance(examples, Mapping):
        raise InvalidDocument(f"{where}: 'examples' must have en, es and ht")
    return Scope(
        code=code,
        outcome=outcome,
        reply=_per_language(body, "reply", where),
        examples={
            language: _strings(examples, language.value, f"{where}.examples")
            for language in Language
        },
    )


def event(code: str, body: Body) -> Event:
    """Read an event of the timeline."""
    where = f"event {code}"
    return Event(
        code=code,
        on=_text(body, "on", where),
        says=_per_language(body, "says", where),
        facts=_strings(body, "facts", where),
        entry=_text(body, "entry", where, ""),
    )
