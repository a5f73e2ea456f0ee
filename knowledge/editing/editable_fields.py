"""The parts of a document that an editor can change, and how each is read from typed text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from knowledge.content.documents import (
    LEANS,
    UNDATED,
    Certainty,
    DocumentBody,
    DocumentKind,
    meeting_body,
)
from knowledge.dates import is_period
from knowledge.editing import telegram_html
from knowledge.editing.typed_values import format_value_lines, parse_value_lines
from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.verdict import Outcome

MAX_INPUT_LENGTH = 2000  # characters an editor may send for one field


class FieldInputError(CivicBotError):
    """What was typed is not what the field takes; `reason` names the rule it breaks."""

    def __init__(self, reason: str, given: str = "") -> None:
        """Take the name of the rule and the text that broke it."""
        super().__init__(f"cannot read “{given}”: {reason}")
        self.reason, self.typed_text = reason, given


class InputForm(StrEnum):
    """How a field is typed."""

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
    VALUES = "values"  # the values of a fact, one a line: name kind value


@dataclass(frozen=True, slots=True)
class Field:
    """One part of a document; `spoken` ones exist once a language, `refers_to` is a kind."""

    name: str
    form: InputForm
    spoken: bool = False
    choices: tuple[str, ...] = ()
    needed: bool = False
    refers_to: DocumentKind | None = None


_CERTAINTIES = tuple(member.value for member in Certainty)
_SPOKEN_CHOICES = ("any", *(member.value for member in Language))
EDITABLE_FIELDS: Mapping[DocumentKind, tuple[Field, ...]] = {
    DocumentKind.ENTRY: (
        Field("title", InputForm.LINE, spoken=True, needed=True),
        Field("short", InputForm.HTML, spoken=True, needed=True),
        Field("points", InputForm.HTML, spoken=True),
        Field("detail", InputForm.HTML, spoken=True, needed=True),
        Field("basis", InputForm.HTML, spoken=True),
        Field("phrasings", InputForm.LINES, spoken=True, needed=True),
        Field("terms", InputForm.LINES, spoken=True),
        Field("topic", InputForm.CODE, needed=True, refers_to=DocumentKind.TOPIC),
        Field("facts", InputForm.CODES, needed=True, refers_to=DocumentKind.FACT),
        Field("sources", InputForm.CODES, needed=True, refers_to=DocumentKind.SOURCE),
        Field("certainty", InputForm.CHOICE, choices=_CERTAINTIES, needed=True),
        Field("as_of", InputForm.PERIOD, needed=True),
        Field("searched_to", InputForm.DATE),
        Field("review_by", InputForm.DATE, needed=True),
        Field("related", InputForm.CODES, refers_to=DocumentKind.ENTRY),
        Field("slug", InputForm.CODE),
        Field("expires_with", InputForm.MEETING),
        Field("overtaken_by", InputForm.CODE),
        Field("replaces", InputForm.CODES),
        Field("legal", InputForm.FLAG, choices=("yes", "no")),
    ),
    DocumentKind.FACT: (
        Field("says", InputForm.LINE, needed=True),
        Field("holds", InputForm.LINE),
        Field("sources", InputForm.CODES, needed=True, refers_to=DocumentKind.SOURCE),
        Field("contradicted_by", InputForm.CODES, refers_to=DocumentKind.SOURCE),
        Field("certainty", InputForm.CHOICE, choices=_CERTAINTIES, needed=True),
        Field("values", InputForm.VALUES),
    ),
    DocumentKind.SOURCE: (
        Field("publisher", InputForm.LINE, needed=True),
        Field("title", InputForm.LINE),
        Field("title_inferred", InputForm.FLAG, choices=("yes", "no")),
        Field("date", InputForm.LINE),
        Field("date_is", InputForm.CHOICE, choices=("exact", "about", "by-content", "not-shown")),
        Field("url", InputForm.LINE),
        Field("url_inferred", InputForm.FLAG, choices=("yes", "no")),
        Field("via", InputForm.LINE),
        Field("copy_at", InputForm.LINE),
        Field("lean", InputForm.CHOICE, choices=("none", *LEANS)),
    ),
    DocumentKind.TOPIC: (
        Field("name", InputForm.LINE, spoken=True, needed=True),
        Field("order", InputForm.NUMBER),
    ),
    DocumentKind.ALIAS: (
        Field("says", InputForm.LINES, needed=True),
        Field("means", InputForm.LINE, needed=True),
        Field("language", InputForm.CHOICE, choices=_SPOKEN_CHOICES, needed=True),
    ),
    DocumentKind.SCOPE: (
        Field("reply", InputForm.HTML, spoken=True, needed=True),
        Field("examples", InputForm.LINES, spoken=True),
        Field("cues", InputForm.LINES, spoken=True),
        Field("courtesy", InputForm.LINES, spoken=True),
        Field("lists", InputForm.LINES, spoken=True),
        Field("related", InputForm.CODES, refers_to=DocumentKind.ENTRY),
        Field("function", InputForm.LINE),
        Field("about_last", InputForm.FLAG, choices=("yes", "no")),
        Field("urgent", InputForm.FLAG, choices=("yes", "no")),
        Field(
            "outcome", InputForm.CHOICE,
            choices=(Outcome.CHAT, Outcome.REFER, Outcome.OPEN, Outcome.UNKNOWN),
            needed=True,
        ),
    ),
    DocumentKind.EVENT: (
        Field("says", InputForm.LINE, spoken=True, needed=True),
        Field("on", InputForm.LINE, needed=True),
        Field("facts", InputForm.CODES, refers_to=DocumentKind.FACT),
        Field("entry", InputForm.CODE, refers_to=DocumentKind.ENTRY),
    ),
}  # fmt: skip
_EMPTY_VALUES: dict[InputForm, Any] = {
    InputForm.LINES: [],
    InputForm.CODES: [],
    InputForm.VALUES: {},
    InputForm.FLAG: False,
}
EMPTY_MARK = "-"
_LIST_FORMS = (InputForm.LINES, InputForm.CODES, InputForm.VALUES)
_OPTIONAL_FORMS = (InputForm.LINE, InputForm.HTML, InputForm.DATE, InputForm.MEETING)
_YES_WORDS = ("yes", "sí", "si", "wi", "true")
_NO_WORDS = ("no", "non", "false", "-")


def find_field(kind: DocumentKind, name: str) -> Field:
    """Return a field of a kind by name; raises FieldInputError when it has none of that name."""
    for one in EDITABLE_FIELDS[kind]:
        if one.name == name:
            return one
    raise FieldInputError("field", name)


def is_field_needed(one: Field, body: DocumentBody) -> bool:
    """Tell whether a body must have a part: what is not known says how far was searched."""
    is_unknown = body.get("certainty") == Certainty.UNKNOWN
    if one.name in ("facts", "sources") and is_unknown:
        return False
    return one.needed or (one.name == "searched_to" and is_unknown)


def field_value(
    kind: DocumentKind, body: DocumentBody, one: Field, language: Language | None
) -> Any:
    """Return what a body holds in a field; the empty value of its form when absent."""
    holder: Any = body
    for step in _field_path(kind, one, language):
        holder = holder.get(step) if isinstance(holder, Mapping) else None
    return holder if holder is not None else _EMPTY_VALUES.get(one.form, "")


def with_field_value(
    kind: DocumentKind, body: DocumentBody, one: Field, language: Language | None, value: Any
) -> dict[str, Any]:
    """Return a body with one field set; nothing else changes."""
    path = _field_path(kind, one, language)
    changed: dict[str, Any] = dict(body)
    if len(path) == 1:
        changed[path[0]] = value
    else:
        inner = changed.get(path[0])
        changed[path[0]] = {**(inner if isinstance(inner, Mapping) else {}), path[1]: value}
    return changed


def _field_path(kind: DocumentKind, one: Field, language: Language | None) -> tuple[str, ...]:
    if not one.spoken:
        return (one.name,)
    if language is None:
        raise FieldInputError("language", one.name)
    return (language.value, one.name) if kind is DocumentKind.ENTRY else (one.name, language.value)


def parse_field(one: Field, typed: str, languages: Sequence[Language] = tuple(Language)) -> Any:
    """Read what an editor typed for a field; raises FieldInputError.

    A phrase is typed in all the town's `languages`.

    A dash empties a list, and any part that may be empty. Of the values of a fact only those typed
    are returned, None for one that is to go: `merge_field_value` lays them over those there are.
    """
    if len(typed) > MAX_INPUT_LENGTH:
        raise FieldInputError("too-long", str(MAX_INPUT_LENGTH))
    text = typed.strip()
    if text == EMPTY_MARK and (
        one.form in _LIST_FORMS or (one.form in _OPTIONAL_FORMS and not one.needed)
    ):
        return _EMPTY_VALUES.get(one.form, "")
    match one.form:
        case InputForm.LINE:
            return " ".join(text.split())
        case InputForm.HTML:
            return telegram_html.reduce_html(re.sub(r"\n{3,}", "\n\n", text))
        case InputForm.LINES:
            lines = [re.sub(r"^[•*–-]\s+", "", line.strip()) for line in text.splitlines()]
            return list(dict.fromkeys(line for line in lines if line))
        case InputForm.CODES:
            return list(dict.fromkeys(re.split(r"[\s,;]+", text)))
        case InputForm.CODE:
            return text.split()[0] if text and text != EMPTY_MARK else ""
        case InputForm.DATE:
            return _parse_date(text)
        case InputForm.MEETING:
            body = meeting_body(text)
            if not re.fullmatch(r"([a-z0-9-]{1,40}[a-z0-9])?", body):
                raise FieldInputError("date", text[:40])
            return f"{body}-{_parse_date(text.removeprefix(body).removeprefix('-'))}".lstrip("-")
        case InputForm.PERIOD:
            if text.lower() != UNDATED and not is_period(text):
                raise FieldInputError("date", text[:40])
            return text.lower()
        case InputForm.FLAG:
            if text.lower() not in (*_YES_WORDS, *_NO_WORDS):
                raise FieldInputError("flag", text[:40])
            return text.lower() in _YES_WORDS
        case InputForm.CHOICE:
            if text.lower() not in one.choices:
                raise FieldInputError("choice", ", ".join(one.choices))
            return "" if text.lower() == "none" else text.lower()
        case InputForm.NUMBER:
            if not re.fullmatch(r"\d{1,4}", text):
                raise FieldInputError("number", text[:40])
            return int(text)
    try:
        return parse_value_lines(text, languages)
    except ValueError as error:
        raise FieldInputError("values", str(error)) from error


def merge_field_value(one: Field, before: Any, given: Any) -> Any:
    """Return what a field holds once something read was given: a value alone leaves the others."""
    if one.form is not InputForm.VALUES or not given:
        return given
    merged = {**before, **given}
    return {name: value for name, value in merged.items() if value is not None}


def _parse_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise FieldInputError("date", text[:40]) from None


def format_field(one: Field, value: Any) -> str:
    """Write a field's value as an editor could have typed it."""
    match one.form:
        case InputForm.LINES:
            return "\n".join(str(item) for item in value)
        case InputForm.CODES:
            return " ".join(str(item) for item in value)
        case InputForm.VALUES:
            return format_value_lines(value)
        case InputForm.FLAG:
            return "yes" if value else "no"
    return str(value)
