"""Reading a document, strictly, from plain JSON-like data."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from knowledge.content.documents import (
    LEANS,
    UNDATED,
    Alias,
    Certainty,
    DocumentBody,
    DocumentError,
    DocumentKind,
    Entry,
    Fact,
    ScopeDocument,
    Source,
    TimelineEvent,
    Topic,
    Wording,
)
from knowledge.dates import is_period
from knowledge.language import Language
from knowledge.verdict import Outcome

E = TypeVar("E", bound=StrEnum)


def _list_field(body: DocumentBody, name: str, where: str) -> tuple[str, ...]:
    value = body.get(name, [])
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise DocumentError(f"{where}: '{name}' must be a list of texts")
    return tuple(value)


def _text_field(body: DocumentBody, name: str, where: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise DocumentError(f"{where}: '{name}' must be a text; write it in quotes")
    return value.strip()


def _choice_field(cls: type[E], body: DocumentBody, name: str, where: str) -> E:
    value = _text_field(body, name, where)
    if value not in [member.value for member in cls]:
        allowed = ", ".join(member.value for member in cls)
        raise DocumentError(f"{where}: '{name}' is '{value}'; it must be one of {allowed}")
    return cls(value)


def _day_field(body: DocumentBody, name: str, where: str) -> date:
    value = _text_field(body, name, where)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise DocumentError(
            f"{where}: '{name}' is '{value}'; write a date as 2025-06-30"
        ) from None


def _period_field(body: DocumentBody, name: str, where: str) -> str:
    value = _text_field(body, name, where)
    if value != UNDATED and not is_period(value):
        raise DocumentError(
            f"{where}: '{name}' is '{value}'; write a date as 2025-06-30, 2025-06 or 2025, "
            f"or {UNDATED}"
        )
    return value


def _flag_field(body: DocumentBody, name: str, where: str) -> bool:
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise DocumentError(f"{where}: '{name}' must be true or false")
    return value


def _spoken_field(body: DocumentBody, name: str, where: str) -> Mapping[Language, str]:
    value = body.get(name, {})
    if not isinstance(value, Mapping):
        raise DocumentError(f"{where}: '{name}' must be a table of languages")
    return {language: _text_field(value, language, f"{where}.{name}", "") for language in Language}


def parse_source(code: str, body: DocumentBody) -> Source:
    """Read a source."""
    where = f"source {code}"
    return Source(
        code=code,
        publisher=_text_field(body, "publisher", where),
        title=_text_field(body, "title", where, ""),
        title_inferred=bool(body.get("title_inferred", False)),
        date=_text_field(body, "date", where, ""),
        date_is=_text_field(body, "date_is", where, "exact"),
        url=_text_field(body, "url", where, ""),
        url_inferred=bool(body.get("url_inferred", False)),
        via=_text_field(body, "via", where, ""),
        lean=_parse_lean(_text_field(body, "lean", where, ""), where),
        copy_at=_text_field(body, "copy_at", where, ""),
    )


def _parse_lean(text: str, where: str) -> str:
    if text in ("", "none"):
        return ""
    if text not in LEANS:
        allowed = ", ".join(("none", *LEANS))
        raise DocumentError(f"{where}: 'lean' is '{text}'; it must be one of {allowed}")
    return text


def parse_fact(code: str, body: DocumentBody) -> Fact:
    """Read a fact."""
    where = f"fact {code}"
    values = body.get("values", {})
    if not isinstance(values, Mapping) or not all(isinstance(v, Mapping) for v in values.values()):
        raise DocumentError(f"{where}: 'values' must be a table of named values")
    return Fact(
        code=code,
        says=_text_field(body, "says", where),
        holds=_text_field(body, "holds", where, ""),
        certainty=_choice_field(Certainty, body, "certainty", where),
        sources=_list_field(body, "sources", where),
        values=values,
        contradicted_by=_list_field(body, "contradicted_by", where),
    )


def parse_topic(code: str, body: DocumentBody) -> Topic:
    """Read a topic."""
    order = body.get("order", 99)
    if not isinstance(order, int):
        raise DocumentError(f"topic {code}: 'order' must be a whole number")
    return Topic(code=code, order=order, name=_spoken_field(body, "name", f"topic {code}"))


def parse_wording(body: DocumentBody, where: str) -> Wording:
    """Read an entry's wording in one language."""
    follows = body.get("follows", 0)
    if not isinstance(follows, int):
        raise DocumentError(f"{where}: 'follows' must be a version number")
    return Wording(
        title=_text_field(body, "title", where),
        short=_text_field(body, "short", where),
        detail=_text_field(body, "detail", where),
        phrasings=_list_field(body, "phrasings", where),
        terms=_list_field(body, "terms", where),
        follows=follows,
        points=_text_field(body, "points", where, ""),
        basis=_text_field(body, "basis", where, ""),
    )


def parse_entry(code: str, body: DocumentBody, version: int = 1) -> Entry:
    """Read an entry; a language that is missing is simply absent from `wordings`."""
    where = f"entry {code}"
    wordings = {}
    for language in Language:
        if language.value in body:
            if not isinstance(body[language.value], Mapping):
                raise DocumentError(f"{where}: '{language}' must be a table")
            wordings[language] = parse_wording(body[language.value], f"{where}.{language}")
    return Entry(
        code=code,
        slug=_text_field(body, "slug", where),
        topic=_text_field(body, "topic", where),
        facts=_list_field(body, "facts", where),
        sources=_list_field(body, "sources", where),
        as_of=_period_field(body, "as_of", where),
        review_by=_day_field(body, "review_by", where),
        certainty=_choice_field(Certainty, body, "certainty", where),
        related=_list_field(body, "related", where),
        wordings=wordings,
        version=version,
        expires_with=_text_field(body, "expires_with", where, ""),
        searched_to=_day_field(body, "searched_to", where) if body.get("searched_to") else None,
        overtaken_by=_text_field(body, "overtaken_by", where, ""),
        replaces=_list_field(body, "replaces", where),
        legal=_flag_field(body, "legal", where),
    )


def parse_alias(code: str, body: DocumentBody) -> Alias:
    """Read an alias."""
    where = f"alias {code}"
    language = _text_field(body, "language", where, "any")
    if language not in ("any", *(member.value for member in Language)):
        raise DocumentError(f"{where}: 'language' is '{language}'; use en, es, ht or any")
    return Alias(
        code=code,
        language=None if language == "any" else Language(language),
        says=_list_field(body, "says", where),
        means=_text_field(body, "means", where),
    )


def parse_scope(code: str, body: DocumentBody) -> ScopeDocument:
    """Read an out-of-scope class."""
    where = f"scope {code}"
    outcome = _choice_field(Outcome, body, "outcome", where)
    if outcome in (Outcome.FOUND, Outcome.MAYBE):
        raise DocumentError(f"{where}: 'outcome' must be chat, refer, open or unknown")
    function = _text_field(body, "function", where, "")
    if (outcome is Outcome.OPEN) != bool(function):
        raise DocumentError(f"{where}: an open class, and only that, names its 'function'")
    return ScopeDocument(
        code=code,
        outcome=outcome,
        reply=_spoken_field(body, "reply", where),
        examples=_spoken_lists(body, "examples", where),
        cues=_spoken_lists(body, "cues", where),
        courtesy=_spoken_lists(body, "courtesy", where),
        lists=_spoken_lists(body, "lists", where),
        function=function,
        about_last=body.get("about_last") is True,
        urgent=body.get("urgent") is True,
        related=_list_field(body, "related", where),
    )


def _spoken_lists(body: DocumentBody, name: str, where: str) -> dict[Language, tuple[str, ...]]:
    """Read a list of texts a language; a language that is not there has none."""
    held = body.get(name, {})
    if not isinstance(held, Mapping):
        raise DocumentError(f"{where}: '{name}' must be a table of languages")
    return {
        language: _list_field(held, language.value, f"{where}.{name}") for language in Language
    }


def parse_event(code: str, body: DocumentBody) -> TimelineEvent:
    """Read an event of the timeline."""
    where = f"event {code}"
    return TimelineEvent(
        code=code,
        on=_text_field(body, "on", where),
        says=_spoken_field(body, "says", where),
        facts=_list_field(body, "facts", where),
        entry=_text_field(body, "entry", where, ""),
    )


PARSER_BY_KIND: Mapping[DocumentKind, Callable[..., Any]] = {
    DocumentKind.ENTRY: parse_entry,
    DocumentKind.FACT: parse_fact,
    DocumentKind.SOURCE: parse_source,
    DocumentKind.TOPIC: parse_topic,
    DocumentKind.ALIAS: parse_alias,
    DocumentKind.SCOPE: parse_scope,
    DocumentKind.EVENT: parse_event,
}
"""How a document of each kind is read, from code and body; raises DocumentError."""
