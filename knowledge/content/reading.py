"""Reading a document, strictly, from plain JSON-like data."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from knowledge.content.documents import (
    LEANS,
    UNDATED,
    Alias,
    Body,
    Certainty,
    Entry,
    Event,
    Fact,
    InvalidDocument,
    Kind,
    Scope,
    Source,
    Topic,
    Wording,
)
from knowledge.dates import is_period
from knowledge.language import Language
from knowledge.verdict import Outcome

E = TypeVar("E", bound=StrEnum)


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


def _period(body: Body, name: str, where: str) -> str:
    value = _text(body, name, where)
    if value != UNDATED and not is_period(value):
        raise InvalidDocument(
            f"{where}: '{name}' is '{value}'; write a date as 2025-06-30, 2025-06 or 2025, "
            f"or {UNDATED}"
        )
    return value


def _flag(body: Body, name: str, where: str) -> bool:
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise InvalidDocument(f"{where}: '{name}' must be true or false")
    return value


def _per_language(body: Body, name: str, where: str) -> Mapping[Language, str]:
    value = body.get(name, {})
    if not isinstance(value, Mapping):
        raise InvalidDocument(f"{where}: '{name}' must be a table of languages")
    return {language: _text(value, language, f"{where}.{name}", "") for language in Language}


def source(code: str, body: Body) -> Source:
    """Read a source."""
    where = f"source {code}"
    return Source(
        code=code,
        publisher=_text(body, "publisher", where),
        title=_text(body, "title", where, ""),
        title_inferred=bool(body.get("title_inferred", False)),
        date=_text(body, "date", where, ""),
        date_is=_text(body, "date_is", where, "exact"),
        url=_text(body, "url", where, ""),
        url_inferred=bool(body.get("url_inferred", False)),
        via=_text(body, "via", where, ""),
        lean=_lean(_text(body, "lean", where, ""), where),
        copy_at=_text(body, "copy_at", where, ""),
    )


def _lean(text: str, where: str) -> str:
    if text in ("", "none"):
        return ""
    if text not in LEANS:
        allowed = ", ".join(("none", *LEANS))
        raise InvalidDocument(f"{where}: 'lean' is '{text}'; it must be one of {allowed}")
    return text


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
        contradicted_by=_strings(body, "contradicted_by", where),
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
        points=_text(body, "points", where, ""),
        basis=_text(body, "basis", where, ""),
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
        as_of=_period(body, "as_of", where),
        review_by=_day(body, "review_by", where),
        certainty=_one_of(Certainty, body, "certainty", where),
        related=_strings(body, "related", where),
        wordings=wordings,
        version=version,
        expires_with=_text(body, "expires_with", where, ""),
        searched_to=_day(body, "searched_to", where) if body.get("searched_to") else None,
        overtaken_by=_text(body, "overtaken_by", where, ""),
        replaces=_strings(body, "replaces", where),
        legal=_flag(body, "legal", where),
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
        raise InvalidDocument(f"{where}: 'outcome' must be chat, refer, open or unknown")
    function = _text(body, "function", where, "")
    if (outcome is Outcome.OPEN) != bool(function):
        raise InvalidDocument(f"{where}: an open class, and only that, names its 'function'")
    return Scope(
        code=code,
        outcome=outcome,
        reply=_per_language(body, "reply", where),
        examples=_lists(body, "examples", where),
        cues=_lists(body, "cues", where),
        courtesy=_lists(body, "courtesy", where),
        lists=_lists(body, "lists", where),
        function=function,
        about_last=body.get("about_last") is True,
        urgent=body.get("urgent") is True,
        related=_strings(body, "related", where),
    )


def _lists(body: Body, name: str, where: str) -> dict[Language, tuple[str, ...]]:
    """Read a list of texts a language; a language that is not there has none."""
    held = body.get(name, {})
    if not isinstance(held, Mapping):
        raise InvalidDocument(f"{where}: '{name}' must be a table of languages")
    return {language: _strings(held, language.value, f"{where}.{name}") for language in Language}


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


READERS: Mapping[Kind, Callable[..., Any]] = {
    Kind.ENTRY: entry,
    Kind.FACT: fact,
    Kind.SOURCE: source,
    Kind.TOPIC: topic,
    Kind.ALIAS: alias,
    Kind.SCOPE: scope,
    Kind.EVENT: event,
}
"""How a document of each kind is read, from code and body; raises InvalidDocument."""
