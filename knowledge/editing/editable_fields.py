"""The parts of a document that an editor can change, and how each is read from typed text."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.content.document_fields import (
    FIELDS,
    LIST_FORMS,
    Field,
    InputForm,
    field_path,
)
from knowledge.content.documents import (
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

MAX_INPUT_LENGTH = 2000  # characters an editor may send for one field


class FieldInputError(CivicBotError):
    """What was typed is not what the field takes; `reason` names the rule it breaks."""

    def __init__(self, reason: str, given: str = "") -> None:
        """Take the name of the rule and the text that broke it."""
        super().__init__(f"cannot read “{given}”: {reason}")
        self.reason, self.typed_text = reason, given


EDITABLE_FIELDS: Mapping[DocumentKind, tuple[Field, ...]] = {
    kind: tuple(sorted((one for one in parts if one.asked), key=lambda one: one.asked))
    for kind, parts in FIELDS.items()
}
"""The parts of each kind that an editor can change, in the order in which they are shown."""

_EMPTY_VALUES: dict[InputForm, Any] = {
    InputForm.LINES: [],
    InputForm.CODES: [],
    InputForm.VALUES: {},
    InputForm.FLAG: False,
}
EMPTY_MARK = "-"
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
    for step in _spoken_path(kind, one, language):
        holder = holder.get(step) if isinstance(holder, Mapping) else None
    return holder if holder is not None else _EMPTY_VALUES.get(one.form, "")


def with_field_value(
    kind: DocumentKind, body: DocumentBody, one: Field, language: Language | None, value: Any
) -> dict[str, Any]:
    """Return a body with one field set; nothing else changes."""
    path = _spoken_path(kind, one, language)
    changed: dict[str, Any] = dict(body)
    if len(path) == 1:
        changed[path[0]] = value
    else:
        inner = changed.get(path[0])
        changed[path[0]] = {**(inner if isinstance(inner, Mapping) else {}), path[1]: value}
    return changed


def _spoken_path(kind: DocumentKind, one: Field, language: Language | None) -> tuple[str, ...]:
    if one.spoken and language is None:
        raise FieldInputError("language", one.name)
    return field_path(kind, one, language if one.spoken else None)


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
        one.form in LIST_FORMS or (one.form in _OPTIONAL_FORMS and not one.needed)
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
        case InputForm.NUMBER | InputForm.VERSION:
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
