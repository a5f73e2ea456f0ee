"""Parsing a document, strictly, from plain JSON-like data, by the table of its fields."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from knowledge.content.document_fields import FIELDS, Field, InputForm
from knowledge.content.documents import (
    UNDATED,
    Alias,
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


def parse_source(code: str, body: DocumentBody) -> Source:
    """Parse a source."""
    return Source(code=code, **_shared_values(DocumentKind.SOURCE, body, f"source {code}"))


def parse_fact(code: str, body: DocumentBody) -> Fact:
    """Parse a fact."""
    return Fact(code=code, **_shared_values(DocumentKind.FACT, body, f"fact {code}"))


def parse_topic(code: str, body: DocumentBody) -> Topic:
    """Parse a topic."""
    where = f"topic {code}"
    return Topic(
        code=code,
        **_shared_values(DocumentKind.TOPIC, body, where),
        **_spoken_values(DocumentKind.TOPIC, body, where),
    )


def parse_entry(code: str, body: DocumentBody, version: int = 1) -> Entry:
    """Parse an entry; a language that is missing is simply absent from `wordings`."""
    where = f"entry {code}"
    wordings = {}
    for language in Language:
        if language.value in body:
            if not isinstance(body[language.value], Mapping):
                raise DocumentError(f"{where}: '{language}' must be a table")
            wordings[language] = _parse_wording(body[language.value], f"{where}.{language}")
    shared = _shared_values(DocumentKind.ENTRY, body, where)
    return Entry(code=code, version=version, wordings=wordings, **shared)


def _parse_wording(body: DocumentBody, where: str) -> Wording:
    parts = (one for one in FIELDS[DocumentKind.ENTRY] if one.spoken)
    return Wording(**{one.name: _parse_value(one, body, one.name, where) for one in parts})


def parse_alias(code: str, body: DocumentBody) -> Alias:
    """Parse an alias."""
    where = f"alias {code}"
    shared = _shared_values(DocumentKind.ALIAS, body, where)
    language = shared.pop("language")
    if language not in ("any", *(member.value for member in Language)):
        raise DocumentError(f"{where}: 'language' is '{language}'; use en, es, ht or any")
    return Alias(code=code, language=None if language == "any" else Language(language), **shared)


def parse_scope(code: str, body: DocumentBody) -> ScopeDocument:
    """Parse an out-of-scope class."""
    where = f"scope {code}"
    shared = _shared_values(DocumentKind.SCOPE, body, where)
    outcome = shared.pop("outcome")
    if outcome not in (Outcome.CHAT, Outcome.REFER, Outcome.OPEN, Outcome.UNKNOWN):
        raise DocumentError(f"{where}: 'outcome' must be chat, refer, open or unknown")
    if (outcome == Outcome.OPEN) != bool(shared["function"]):
        raise DocumentError(f"{where}: an open class, and only that, names its 'function'")
    spoken = _spoken_values(DocumentKind.SCOPE, body, where)
    return ScopeDocument(code=code, outcome=Outcome(outcome), **shared, **spoken)


def parse_event(code: str, body: DocumentBody) -> TimelineEvent:
    """Parse an event of the timeline."""
    where = f"event {code}"
    return TimelineEvent(
        code=code,
        **_shared_values(DocumentKind.EVENT, body, where),
        **_spoken_values(DocumentKind.EVENT, body, where),
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
"""How a document of each kind is parsed, from code and body; raises DocumentError."""


def _shared_values(kind: DocumentKind, body: DocumentBody, where: str) -> dict[str, Any]:
    """Return the fields that are the same in every language, by name."""
    parts = (one for one in FIELDS[kind] if not one.spoken)
    return {one.name: _parse_value(one, body, one.name, where) for one in parts}


def _spoken_values(kind: DocumentKind, body: DocumentBody, where: str) -> dict[str, Any]:
    """Return the fields that are there once a language, by name and language."""
    found: dict[str, dict[Language, Any]] = {}
    for one in FIELDS[kind]:
        if not one.spoken:
            continue
        held = body.get(one.name, {})
        if not isinstance(held, Mapping):
            raise DocumentError(f"{where}: '{one.name}' must be a table of languages")
        found[one.name] = {
            tag: _parse_value(one, held, tag.value, f"{where}.{one.name}") for tag in Language
        }
    return found


def _parse_value(one: Field, holder: DocumentBody, name: str, where: str) -> Any:
    """Return the value a field has in a body or in a table within it, where it is `name`."""
    match one.form:
        case InputForm.LINES | InputForm.CODES:
            return _parse_list(holder.get(name, ()), f"{where}: '{name}'")
        case InputForm.FLAG:
            value = holder.get(name, one.default_value)
            if not isinstance(value, bool):
                raise DocumentError(f"{where}: '{name}' must be true or false")
            return value
        case InputForm.NUMBER | InputForm.VERSION:
            value = holder.get(name, one.default_value)
            if not isinstance(value, int):
                form = "a whole number" if one.form is InputForm.NUMBER else "a version number"
                raise DocumentError(f"{where}: '{name}' must be {form}")
            return value
        case InputForm.VALUES:
            return _parse_fact_values(holder.get(name, {}), f"{where}: '{name}'")
    text = _parse_text(one, holder, name, where)
    match one.form:
        case InputForm.DATE:
            return _parse_day(text, f"{where}: '{name}'") if text or one.required else None
        case InputForm.PERIOD:
            if text != UNDATED and not is_period(text):
                raise DocumentError(
                    f"{where}: '{name}' is '{text}'; write a date as 2025-06-30, 2025-06 or "
                    f"2025, or {UNDATED}"
                )
        case InputForm.CHOICE:
            return text if one.is_loose else _parse_choice(one, text, f"{where}: '{name}'")
    return text


def _parse_text(one: Field, holder: DocumentBody, name: str, where: str) -> str:
    value = holder.get(name, None if one.required else one.default_value)
    if isinstance(value, date):
        value = value.isoformat()
    if not isinstance(value, str):
        raise DocumentError(f"{where}: '{name}' must be a text; write it in quotes")
    return value.strip()


def _parse_list(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise DocumentError(f"{where} must be a list of texts")
    return tuple(value)


def _parse_fact_values(value: Any, where: str) -> Mapping[str, DocumentBody]:
    if not isinstance(value, Mapping) or not all(isinstance(v, Mapping) for v in value.values()):
        raise DocumentError(f"{where} must be a table of named values")
    return value


def _parse_day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DocumentError(f"{where} is '{text}'; write a date as 2025-06-30") from None


def _parse_choice(one: Field, text: str, where: str) -> str:
    """Return the member of the choices that a text is; a field that may be empty has `none`."""
    if not one.required and text in ("", "none"):
        return ""
    for choice in one.choices:
        if text == choice:
            return choice
    raise DocumentError(f"{where} is '{text}'; it must be one of {', '.join(one.choices)}")
