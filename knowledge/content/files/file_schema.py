"""What a file of the base may hold: the fields of every kind, and the form of each.

Used by the writing side (`base_export`) and the strict reading side (`base_import`), so that a
file that was written can be read.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from knowledge.content.documents import DocumentBody, DocumentKind
from knowledge.language import Language

LANGUAGE_CODES = tuple(language.value for language in Language)


class ValueForm(StrEnum):
    """What a field holds."""

    TEXT = "a text"
    LIST = "a list of texts"
    NUMBER = "a whole number"
    FLAG = "true or false"
    TABLE = "a table"  # only a fact's values


_WORDING_FIELDS = {
    "title": ValueForm.TEXT,
    "short": ValueForm.TEXT,
    "points": ValueForm.TEXT,
    "detail": ValueForm.TEXT,
    "basis": ValueForm.TEXT,
    "phrasings": ValueForm.LIST,
    "terms": ValueForm.LIST,
    "follows": ValueForm.NUMBER,
}


def _spoken_fields(name: str, form: ValueForm) -> dict[str, ValueForm]:
    return {f"{name}.{language}": form for language in LANGUAGE_CODES}


# The path of every field, `.` for a step down, in the order in which it is written.
FILE_FIELDS: Mapping[DocumentKind, Mapping[str, ValueForm]] = {
    DocumentKind.ENTRY: {
        "topic": ValueForm.TEXT,
        "slug": ValueForm.TEXT,
        "facts": ValueForm.LIST,
        "sources": ValueForm.LIST,
        "as_of": ValueForm.TEXT,
        "searched_to": ValueForm.TEXT,
        "review_by": ValueForm.TEXT,
        "certainty": ValueForm.TEXT,
        "related": ValueForm.LIST,
        "expires_with": ValueForm.TEXT,
        "overtaken_by": ValueForm.TEXT,
        "replaces": ValueForm.LIST,
        "legal": ValueForm.FLAG,
        **{
            f"{tag}.{part}": form
            for tag in LANGUAGE_CODES
            for part, form in _WORDING_FIELDS.items()
        },
    },
    DocumentKind.FACT: {
        "says": ValueForm.TEXT,
        "holds": ValueForm.TEXT,
        "certainty": ValueForm.TEXT,
        "sources": ValueForm.LIST,
        "contradicted_by": ValueForm.LIST,
        "values": ValueForm.TABLE,
    },
    DocumentKind.SOURCE: {
        "publisher": ValueForm.TEXT,
        "title": ValueForm.TEXT,
        "title_inferred": ValueForm.FLAG,
        "date": ValueForm.TEXT,
        "date_is": ValueForm.TEXT,
        "url": ValueForm.TEXT,
        "url_inferred": ValueForm.FLAG,
        "via": ValueForm.TEXT,
        "copy_at": ValueForm.TEXT,
        "lean": ValueForm.TEXT,
    },
    DocumentKind.TOPIC: {"order": ValueForm.NUMBER, **_spoken_fields("name", ValueForm.TEXT)},
    DocumentKind.ALIAS: {
        "language": ValueForm.TEXT,
        "says": ValueForm.LIST,
        "means": ValueForm.TEXT,
    },
    DocumentKind.SCOPE: {
        "outcome": ValueForm.TEXT,
        "function": ValueForm.TEXT,
        "about_last": ValueForm.FLAG,
        "urgent": ValueForm.FLAG,
        "related": ValueForm.LIST,
        **_spoken_fields("reply", ValueForm.TEXT),
        **_spoken_fields("examples", ValueForm.LIST),
        **_spoken_fields("cues", ValueForm.LIST),
        **_spoken_fields("courtesy", ValueForm.LIST),
        **_spoken_fields("lists", ValueForm.LIST),
    },
    DocumentKind.EVENT: {
        "on": ValueForm.TEXT,
        "entry": ValueForm.TEXT,
        "facts": ValueForm.LIST,
        **_spoken_fields("says", ValueForm.TEXT),
    },
}

# The kinds a file holds, in the order in which they are written.
KIND_NAMES = tuple(FILE_FIELDS)


def flatten_body(kind: DocumentKind, body: DocumentBody) -> Iterator[tuple[str, Any]]:
    """Yield each field that a body has, as (path, value), in the order of `FILE_FIELDS`."""
    for path in FILE_FIELDS[kind]:
        first, _, second = path.partition(".")
        value = body.get(first)
        if second:
            value = value.get(second) if isinstance(value, Mapping) else None
        if value is not None:
            yield path, value


def nest_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Put flat fields back together into a body."""
    body: dict[str, Any] = {}
    for path, value in fields.items():
        first, _, second = path.partition(".")
        if second:
            body.setdefault(first, {})[second] = value
        else:
            body[first] = value
    return body


def has_form(value: object, form: ValueForm) -> bool:
    """Tell whether a value has a form."""
    match form:
        case ValueForm.TEXT:
            return isinstance(value, str)
        case ValueForm.LIST:
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case ValueForm.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case ValueForm.FLAG:
            return isinstance(value, bool)
    return isinstance(value, Mapping) and all(_is_fact_value(item) for item in value.values())


def _is_fact_value(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and isinstance(part, str | int | float | bool)
        for name, part in value.items()
    )
