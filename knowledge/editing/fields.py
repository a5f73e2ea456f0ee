"""The parts of a document that an editor can change, and how each is read from typed text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from knowledge.content.documents import LEANS, UNDATED, Body, Certainty, Kind, meeting_body
from knowledge.dates import is_period
from knowledge.editing import markup
from knowledge.editing.typed_values import read_values, show_values
from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.verdict import Outcome

LONGEST_INPUT = 2000  # characters an editor may send for one field


class Misread(CivicBotError):
    """What was typed is not what the field takes; `reason` names the rule, `given` the text."""

    def __init__(self, reason: str, given: str = "") -> None:
        """Take the name of the rule and the text that broke it."""
        super().__init__(f"cannot read “{given}”: {reason}")
        self.reason, self.given = reason, given


class Form(StrEnum):
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
    """One part of a document; `spoken` ones exist once a language, `of` is the kind it names."""

    name: str
    form: Form
    spoken: bool = False
    choices: tuple[str, ...] = ()
    needed: bool = False
    of: Kind | None = None


_CERTAINTIES = tuple(member.value for member in Certainty)
_SPOKEN = ("any", *(member.value for member in Language))
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.ENTRY: (
        Field("title", Form.LINE, spoken=True, needed=True),
        Field("short", Form.HTML, spoken=True, needed=True),
        Field("points", Form.HTML, spoken=True),
        Field("detail", Form.HTML, spoken=True, needed=True),
        Field("basis", Form.HTML, spoken=True),
        Field("phrasings", Form.LINES, spoken=True, needed=True),
        Field("terms", Form.LINES, spoken=True),
        Field("topic", Form.CODE, needed=True, of=Kind.TOPIC),
        Field("facts", Form.CODES, needed=True, of=Kind.FACT),
        Field("sources", Form.CODES, needed=True, of=Kind.SOURCE),
        Field("certainty", Form.CHOICE, choices=_CERTAINTIES, needed=True),
        Field("as_of", Form.PERIOD, needed=True),
        Field("searched_to", Form.DATE),
        Field("review_by", Form.DATE, needed=True),
        Field("related", Form.CODES, of=Kind.ENTRY),
        Field("slug", Form.CODE),
        Field("expires_with", Form.MEETING),
        Field("overtaken_by", Form.CODE),
        Field("replaces", Form.CODES),
        Field("legal", Form.FLAG, choices=("yes", "no")),
    ),
    Kind.FACT: (
        Field("says", Form.LINE, needed=True),
        Field("holds", Form.LINE),
        Field("sources", Form.CODES, needed=True, of=Kind.SOURCE),
        Field("contradicted_by", Form.CODES, of=Kind.SOURCE),
        Field("certainty", Form.CHOICE, choices=_CERTAINTIES, needed=True),
        Field("values", Form.VALUES),
    ),
    Kind.SOURCE: (
        Field("publisher", Form.LINE, needed=True),
        Field("title", Form.LINE),
        Field("title_inferred", Form.FLAG, choices=("yes", "no")),
        Field("date", Form.LINE),
        Field("date_is", Form.CHOICE, choices=("exact", "about", "by-content", "not-shown")),
        Field("url", Form.LINE),
        Field("url_inferred", Form.FLAG, choices=("yes", "no")),
        Field("via", Form.LINE),
        Field("copy_at", Form.LINE),
        Field("lean", Form.CHOICE, choices=("none", *LEANS)),
    ),
    Kind.TOPIC: (
        Field("name", Form.LINE, spoken=True, needed=True),
        Field("order", Form.NUMBER),
    ),
    Kind.ALIAS: (
        Field("says", Form.LINES, needed=True),
        Field("means", Form.LINE, needed=True),
        Field("language", Form.CHOICE, choices=_SPOKEN, needed=True),
    ),
    Kind.SCOPE: (
        Field("reply", Form.HTML, spoken=True, needed=True),
        Field("examples", Form.LINES, spoken=True),
        Field("cues", Form.LINES, spoken=True),
        Field("courtesy", Form.LINES, spoken=True),
        Field("lists", Form.LINES, spoken=True),
        Field("related", Form.CODES, of=Kind.ENTRY),
        Field("function", Form.LINE),
        Field("about_last", Form.FLAG, choices=("yes", "no")),
        Field("urgent", Form.FLAG, choices=("yes", "no")),
        Field(
            "outcome", Form.CHOICE,
            choices=(Outcome.CHAT, Outcome.REFER, Outcome.OPEN, Outcome.UNKNOWN),
            needed=True,
        ),
    ),
    Kind.EVENT: (
        Field("says", Form.LINE, spoken=True, needed=True),
        Field("on", Form.LINE, needed=True),
        Field("facts", Form.CODES, of=Kind.FACT),
        Field("entry", Form.CODE, of=Kind.ENTRY),
    ),
}  # fmt: skip
_ABSENT: dict[Form, Any] = {Form.LINES: [], Form.CODES: [], Form.VALUES: {}, Form.FLAG: False}
EMPTY = "-"
_LISTS = (Form.LINES, Form.CODES, Form.VALUES)
_EMPTIED = (Form.LINE, Form.HTML, Form.DATE, Form.MEETING)
_YES = ("yes", "sí", "si", "wi", "true")
_NO = ("no", "non", "false", "-")


def field(kind: Kind, name: str) -> Field:
    """Return a field of a kind by name; raises Misread when it has none of that name."""
    for one in FIELDS[kind]:
        if one.name == name:
            return one
    raise Misread("field", name)


def is_needed(one: Field, body: Body) -> bool:
    """Tell whether a body must have a part: what is not known says how far was searched."""
    is_unknown = body.get("certainty") == Certainty.UNKNOWN
    if one.name in ("facts", "sources") and is_unknown:
        return False
    return one.needed or (one.name == "searched_to" and is_unknown)


def get(kind: Kind, body: Body, one: Field, language: Language | None) -> Any:
    """Return what a body holds in a field; the empty value of its form when absent."""
    holder: Any = body
    for step in _path(kind, one, language):
        holder = holder.get(step) if isinstance(holder, Mapping) else None
    return holder if holder is not None else _ABSENT.get(one.form, "")


def put(
    kind: Kind, body: Body, one: Field, language: Language | None, value: Any
) -> dict[str, Any]:
    """Return a body with one field set; nothing else changes."""
    path = _path(kind, one, language)
    changed: dict[str, Any] = dict(body)
    if len(path) == 1:
        changed[path[0]] = value
    else:
        inner = changed.get(path[0])
        changed[path[0]] = {**(inner if isinstance(inner, Mapping) else {}), path[1]: value}
    return changed


def _path(kind: Kind, one: Field, language: Language | None) -> tuple[str, ...]:
    if not one.spoken:
        return (one.name,)
    if language is None:
        raise Misread("language", one.name)
    return (language.value, one.name) if kind is Kind.ENTRY else (one.name, language.value)


def read(one: Field, typed: str, languages: Sequence[Language] = tuple(Language)) -> Any:
    """Read what an editor typed for a field; raises Misread.

    A phrase is typed in all the town's `languages`.

    A dash empties a list, and any part that may be empty. Of the values of a fact only those typed
    are returned, None for one that is to go: `laid` lays them over those there are.
    """
    if len(typed) > LONGEST_INPUT:
        raise Misread("too-long", str(LONGEST_INPUT))
    text = typed.strip()
    if text == EMPTY and (one.form in _LISTS or (one.form in _EMPTIED and not one.needed)):
        return _ABSENT.get(one.form, "")
    match one.form:
        case Form.LINE:
            return " ".join(text.split())
        case Form.HTML:
            return markup.reduce(re.sub(r"\n{3,}", "\n\n", text))
        case Form.LINES:
            lines = [re.sub(r"^[•*–-]\s+", "", line.strip()) for line in text.splitlines()]
            return list(dict.fromkeys(line for line in lines if line))
        case Form.CODES:
            return list(dict.fromkeys(re.split(r"[\s,;]+", text)))
        case Form.CODE:
            return text.split()[0] if text and text != EMPTY else ""
        case Form.DATE:
            return _date(text)
        case Form.MEETING:
            body = meeting_body(text)
            if not re.fullmatch(r"([a-z0-9-]{1,40}[a-z0-9])?", body):
                raise Misread("date", text[:40])
            return f"{body}-{_date(text.removeprefix(body).removeprefix('-'))}".lstrip("-")
        case Form.PERIOD:
            if text.lower() != UNDATED and not is_period(text):
                raise Misread("date", text[:40])
            return text.lower()
        case Form.FLAG:
            if text.lower() not in (*_YES, *_NO):
                raise Misread("flag", text[:40])
            return text.lower() in _YES
        case Form.CHOICE:
            if text.lower() not in one.choices:
                raise Misread("choice", ", ".join(one.choices))
            return "" if text.lower() == "none" else text.lower()
        case Form.NUMBER:
            if not re.fullmatch(r"\d{1,4}", text):
                raise Misread("number", text[:40])
            return int(text)
    try:
        return read_values(text, languages)
    except ValueError as error:
        raise Misread("values", str(error)) from error


def laid(one: Field, before: Any, given: Any) -> Any:
    """Return what a field holds once something read was given: a value alone leaves the others."""
    if one.form is not Form.VALUES or not given:
        return given
    merged = {**before, **given}
    return {name: value for name, value in merged.items() if value is not None}


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Misread("date", text[:40]) from None


def show(one: Field, value: Any) -> str:
    """Write a field's value as an editor could have typed it."""
    match one.form:
        case Form.LINES:
            return "\n".join(str(item) for item in value)
        case Form.CODES:
            return " ".join(str(item) for item in value)
        case Form.VALUES:
            return show_values(value)
        case Form.FLAG:
            return "yes" if value else "no"
    return str(value)
