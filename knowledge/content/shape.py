"""What a file of the base may hold: the fields of every kind, and the form of each.

Used by the writing side (`exporting`) and the strict reading side (`importing`), so that a file
that was written can be read.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from knowledge.content.documents import Body, Kind
from knowledge.language import Language

LANGUAGES = tuple(language.value for language in Language)


class Form(StrEnum):
    """What a field holds."""

    TEXT = "a text"
    LIST = "a list of texts"
    NUMBER = "a whole number"
    FLAG = "true or false"
    TABLE = "a table"  # only a fact's values


_WORDING = {
    "title": Form.TEXT,
    "short": Form.TEXT,
    "points": Form.TEXT,
    "detail": Form.TEXT,
    "basis": Form.TEXT,
    "phrasings": Form.LIST,
    "terms": Form.LIST,
    "follows": Form.NUMBER,
}


def _spoken(name: str, form: Form) -> dict[str, Form]:
    return {f"{name}.{language}": form for language in LANGUAGES}


# The path of every field, `.` for a step down, in the order in which it is written.
FIELDS: Mapping[Kind, Mapping[str, Form]] = {
    Kind.ENTRY: {
        "topic": Form.TEXT,
        "slug": Form.TEXT,
        "facts": Form.LIST,
        "sources": Form.LIST,
        "as_of": Form.TEXT,
        "searched_to": Form.TEXT,
        "review_by": Form.TEXT,
        "certainty": Form.TEXT,
        "related": Form.LIST,
        "expires_with": Form.TEXT,
        "overtaken_by": Form.TEXT,
        "replaces": Form.LIST,
        "legal": Form.FLAG,
        **{f"{tag}.{part}": form for tag in LANGUAGES for part, form in _WORDING.items()},
    },
    Kind.FACT: {
        "says": Form.TEXT,
        "holds": Form.TEXT,
        "certainty": Form.TEXT,
        "sources": Form.LIST,
        "contradicted_by": Form.LIST,
        "values": Form.TABLE,
    },
    Kind.SOURCE: {
        "publisher": Form.TEXT,
        "title": Form.TEXT,
        "title_inferred": Form.FLAG,
        "date": Form.TEXT,
        "date_is": Form.TEXT,
        "url": Form.TEXT,
        "url_inferred": Form.FLAG,
        "via": Form.TEXT,
        "copy_at": Form.TEXT,
        "lean": Form.TEXT,
    },
    Kind.TOPIC: {"order": Form.NUMBER, **_spoken("name", Form.TEXT)},
    Kind.ALIAS: {"language": Form.TEXT, "says": Form.LIST, "means": Form.TEXT},
    Kind.SCOPE: {
        "outcome": Form.TEXT,
        "function": Form.TEXT,
        "about_last": Form.FLAG,
        "urgent": Form.FLAG,
        "related": Form.LIST,
        **_spoken("reply", Form.TEXT),
        **_spoken("examples", Form.LIST),
        **_spoken("cues", Form.LIST),
        **_spoken("courtesy", Form.LIST),
        **_spoken("lists", Form.LIST),
    },
    Kind.EVENT: {
        "on": Form.TEXT,
        "entry": Form.TEXT,
        "facts": Form.LIST,
        **_spoken("says", Form.TEXT),
    },
}

# The kinds a file holds, in the order in which they are written.
KINDS = tuple(FIELDS)


def flat(kind: Kind, body: Body) -> Iterator[tuple[str, Any]]:
    """Yield each field of a body that is there, as (path, value), in the order of `FIELDS`."""
    for path in FIELDS[kind]:
        first, _, second = path.partition(".")
        value = body.get(first)
        if second:
            value = value.get(second) if isinstance(value, Mapping) else None
        if value is not None:
            yield path, value


def nested(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Put flat fields back together into a body."""
    body: dict[str, Any] = {}
    for path, value in fields.items():
        first, _, second = path.partition(".")
        if second:
            body.setdefault(first, {})[second] = value
        else:
            body[first] = value
    return body


def fits(value: object, form: Form) -> bool:
    """Tell whether a value has a form."""
    match form:
        case Form.TEXT:
            return isinstance(value, str)
        case Form.LIST:
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case Form.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Form.FLAG:
            return isinstance(value, bool)
    return isinstance(value, Mapping) and all(_is_value(item) for item in value.values())


def _is_value(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and isinstance(part, str | int | float | bool)
        for name, part in value.items()
    )
