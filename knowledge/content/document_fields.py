"""The fields of every kind of document: the one table that all who read or write bodies share.

Parsing, files, a town's folder and the editors read `FIELDS`. A new field is one line in its
dataclass (`documents`) and one here, at the place where files write it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.content.documents import (
    LEANS,
    Certainty,
    DateMeaning,
    DocumentBody,
    DocumentKind,
)
from knowledge.language import Language
from knowledge.verdict import Outcome


class StoredForm(StrEnum):
    """What a body holds in a field."""

    TEXT = "a text"
    LIST = "a list of texts"
    NUMBER = "a whole number"
    FLAG = "true or false"
    TABLE = "a table"  # only a fact's values


class InputForm(StrEnum):
    """What a field means, and so how it is typed."""

    LINE = "line"  # one line of plain text
    HTML = "html"  # several lines, bold and italic allowed
    LINES = "lines"  # a list, one a line
    CODES = "codes"  # a list of codes, apart by spaces or commas
    CODE = "code"
    DATE = "date"
    MEETING = "meeting"  # the day of a meeting, with its body before it where a day has several
    PERIOD = "period"  # a day, a month, a year, or "undated"
    FLAG = "flag"  # yes or no
    CHOICE = "choice"
    NUMBER = "number"
    VERSION = "version"  # the version of another text; never typed
    VALUES = "values"  # the values of a fact, one a line: name kind value

    @property
    def stored_form(self) -> StoredForm:
        """What a body holds of a field of this form."""
        return _STORED_FORMS.get(self, StoredForm.TEXT)


_STORED_FORMS = {
    InputForm.LINES: StoredForm.LIST,
    InputForm.CODES: StoredForm.LIST,
    InputForm.FLAG: StoredForm.FLAG,
    InputForm.NUMBER: StoredForm.NUMBER,
    InputForm.VERSION: StoredForm.NUMBER,
    InputForm.VALUES: StoredForm.TABLE,
}
LIST_FORMS = (InputForm.LINES, InputForm.CODES, InputForm.VALUES)  # what holds several items
_EMPTY_VALUES = {StoredForm.LIST: (), StoredForm.NUMBER: 0, StoredForm.FLAG: False}


@dataclass(frozen=True, slots=True)
class Field:
    """One part of a document, by the name it has in a body and in the dataclass."""

    name: str
    form: InputForm
    spoken: bool = False  # there once a language
    required: bool = False  # without it a body is no document
    needed: bool = False  # without it no editor may publish
    choices: tuple[str, ...] = ()
    is_loose: bool = False  # a body may hold what is none of the choices; its parser judges
    default: str | int | None = None  # where the empty value of the form would be wrong
    refers_to: DocumentKind | None = None  # the kind whose codes it holds
    asked: int = 1  # where editors meet it: low ones first, then as written; 0 never

    @property
    def default_value(self) -> Any:
        """What a field holds that a body leaves out."""
        if self.default is not None:
            return self.default
        return _EMPTY_VALUES.get(self.form.stored_form, "")


_YES_NO = ("yes", "no")
_OUTCOMES = (Outcome.CHAT, Outcome.REFER, Outcome.OPEN, Outcome.UNKNOWN)
FIELDS: Mapping[DocumentKind, tuple[Field, ...]] = {
    DocumentKind.ENTRY: (
        Field("topic", InputForm.CODE, required=True, needed=True,
              refers_to=DocumentKind.TOPIC, asked=2),
        Field("slug", InputForm.CODE, required=True, asked=5),
        Field("facts", InputForm.CODES, needed=True, refers_to=DocumentKind.FACT, asked=2),
        Field("sources", InputForm.CODES, needed=True, refers_to=DocumentKind.SOURCE, asked=2),
        Field("as_of", InputForm.PERIOD, required=True, needed=True, asked=4),
        Field("searched_to", InputForm.DATE, asked=4),
        Field("review_by", InputForm.DATE, required=True, needed=True, asked=4),
        Field("certainty", InputForm.CHOICE, required=True, needed=True,
              choices=tuple(Certainty), asked=3),
        Field("related", InputForm.CODES, refers_to=DocumentKind.ENTRY, asked=4),
        Field("expires_with", InputForm.MEETING, asked=5),
        Field("overtaken_by", InputForm.CODE, asked=5),
        Field("replaces", InputForm.CODES, asked=5),
        Field("legal", InputForm.FLAG, choices=_YES_NO, asked=5),
        Field("title", InputForm.LINE, spoken=True, required=True, needed=True),
        Field("short", InputForm.HTML, spoken=True, required=True, needed=True),
        Field("points", InputForm.HTML, spoken=True),
        Field("detail", InputForm.HTML, spoken=True, required=True, needed=True),
        Field("basis", InputForm.HTML, spoken=True),
        Field("phrasings", InputForm.LINES, spoken=True, needed=True),
        Field("terms", InputForm.LINES, spoken=True),
        Field("follows", InputForm.VERSION, spoken=True, asked=0),
    ),
    DocumentKind.FACT: (
        Field("says", InputForm.LINE, required=True, needed=True),
        Field("holds", InputForm.LINE),
        Field("certainty", InputForm.CHOICE, required=True, needed=True,
              choices=tuple(Certainty), asked=2),
        Field("sources", InputForm.CODES, needed=True, refers_to=DocumentKind.SOURCE),
        Field("contradicted_by", InputForm.CODES, refers_to=DocumentKind.SOURCE),
        Field("values", InputForm.VALUES, asked=2),
    ),
    DocumentKind.SOURCE: (
        Field("publisher", InputForm.LINE, required=True, needed=True),
        Field("title", InputForm.LINE),
        Field("title_inferred", InputForm.FLAG, choices=_YES_NO),
        Field("date", InputForm.LINE),
        Field("date_is", InputForm.CHOICE, choices=tuple(DateMeaning), is_loose=True,
              default=DateMeaning.EXACT),
        Field("url", InputForm.LINE),
        Field("url_inferred", InputForm.FLAG, choices=_YES_NO),
        Field("via", InputForm.LINE),
        Field("copy_at", InputForm.LINE),
        Field("lean", InputForm.CHOICE, choices=("none", *LEANS)),
    ),
    DocumentKind.TOPIC: (
        Field("order", InputForm.NUMBER, default=99, asked=2),
        Field("name", InputForm.LINE, spoken=True, needed=True),
    ),
    DocumentKind.ALIAS: (
        Field("language", InputForm.CHOICE, needed=True, choices=("any", *Language),
              is_loose=True, default="any", asked=2),
        Field("says", InputForm.LINES, needed=True),
        Field("means", InputForm.LINE, required=True, needed=True),
    ),
    DocumentKind.SCOPE: (
        Field("outcome", InputForm.CHOICE, required=True, needed=True, choices=_OUTCOMES,
              is_loose=True, asked=4),
        Field("function", InputForm.LINE, asked=3),
        Field("about_last", InputForm.FLAG, choices=_YES_NO, asked=3),
        Field("urgent", InputForm.FLAG, choices=_YES_NO, asked=3),
        Field("related", InputForm.CODES, refers_to=DocumentKind.ENTRY, asked=2),
        Field("reply", InputForm.HTML, spoken=True, needed=True),
        Field("examples", InputForm.LINES, spoken=True),
        Field("cues", InputForm.LINES, spoken=True),
        Field("courtesy", InputForm.LINES, spoken=True),
        Field("lists", InputForm.LINES, spoken=True),
    ),
    DocumentKind.EVENT: (
        Field("on", InputForm.LINE, required=True, needed=True, asked=2),
        Field("entry", InputForm.CODE, refers_to=DocumentKind.ENTRY, asked=3),
        Field("facts", InputForm.CODES, refers_to=DocumentKind.FACT, asked=2),
        Field("says", InputForm.LINE, spoken=True, needed=True),
    ),
}  # fmt: skip
"""The fields of each kind in the order in which files write them; the bank has none."""


def field_path(kind: DocumentKind, one: Field, language: Language | None) -> tuple[str, ...]:
    """Return the steps to a field in a body: an entry has a table a language, others a field."""
    if language is None:
        return (one.name,)
    return (language.value, one.name) if kind is DocumentKind.ENTRY else (one.name, language.value)


def _fields_by_path(kind: DocumentKind) -> Iterator[tuple[str, Field]]:
    spoken = [one for one in FIELDS[kind] if one.spoken]
    pairs = [(one, tag) for one in spoken for tag in Language]
    if kind is DocumentKind.ENTRY:  # is written a language after the other
        pairs = [(one, tag) for tag in Language for one in spoken]
    yield from ((one.name, one) for one in FIELDS[kind] if not one.spoken)
    yield from ((".".join(field_path(kind, one, tag)), one) for one, tag in pairs)


FIELDS_BY_PATH: Mapping[DocumentKind, Mapping[str, Field]] = {
    kind: dict(_fields_by_path(kind)) for kind in FIELDS
}
"""Every field by its path in a body, `.` for a step down, in the order in which it is written."""


def flatten_body(kind: DocumentKind, body: DocumentBody) -> Iterator[tuple[str, Any]]:
    """Yield each field of a body that is there, as (path, value), in the order of `FIELDS`."""
    for path in FIELDS_BY_PATH[kind]:
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


def has_form(value: object, form: StoredForm) -> bool:
    """Tell whether a value has a form."""
    match form:
        case StoredForm.TEXT:
            return isinstance(value, str)
        case StoredForm.LIST:
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case StoredForm.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case StoredForm.FLAG:
            return isinstance(value, bool)
    return isinstance(value, Mapping) and all(_is_fact_value(item) for item in value.values())


def _is_fact_value(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and isinstance(part, str | int | float | bool)
        for name, part in value.items()
    )
