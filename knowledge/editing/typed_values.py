"""The values of a fact as an editor types them, one a line: `vote_june30 vote 6 1`."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.content.documents import DocumentBody
from knowledge.content.fact_values import CONTACT_KINDS, VALUE_KINDS
from knowledge.dates import format_period
from knowledge.language import Language

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_CHECKED = re.compile(r"\s+checked(?:\s+(\d{4}-\d{2}-\d{2}))?$")


def parse_value_lines(
    text: str, languages: Sequence[Language] = tuple(Language)
) -> dict[str, Any]:
    """Read lines of `name kind value`; raises ValueError naming the line.

    `name -` is None: that value is to go.

    A phrase is typed in the town's languages: `name phrase English | español | kreyòl`.
    A phone, e-mail or address may end in `checked 2026-11-20`, the day a person checked it.
    """
    values: dict[str, Any] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        name, _, rest = line.partition(" ")
        kind, _, value = rest.strip().partition(" ")
        if kind == "-" and not value and _NAME.fullmatch(name):
            values[name] = None
            continue
        if not _NAME.fullmatch(name) or kind not in VALUE_KINDS or not value.strip():
            raise ValueError(line[:60])
        values[name] = _parse_value(kind, value.strip(), line, languages)
    return values


def _parse_value(kind: str, text: str, line: str, languages: Sequence[Language]) -> dict[str, Any]:
    if kind == "vote":
        match = re.fullmatch(r"(\d{1,3})\D+(\d{1,3})", text)
        if match is None:
            raise ValueError(line[:60])
        return {"kind": kind, "yes": int(match[1]), "no": int(match[2])}
    if kind == "phrase":
        said = [part.strip() for part in text.split("|")]
        if len(said) != len(languages) or not all(said):
            raise ValueError(line[:60])
        return {
            "kind": kind,
            **dict(zip(map(str, languages), said, strict=True)),
        }
    if kind in ("number", "money"):
        return _parse_figure(kind, text, line)
    if kind == "date":
        format_period(text, Language.EN)  # raises ValueError if it is no date
        return {"kind": kind, "value": text}
    if kind in CONTACT_KINDS:
        checked = _CHECKED.search(text)
        day = checked[1] if checked else None
        if day:
            date.fromisoformat(day)
        plain = _CHECKED.sub("", text)
        return {"kind": kind, "value": plain, "checked": bool(checked), "page_date": day or ""}
    return {"kind": kind, "value": text}


def _parse_figure(kind: str, text: str, line: str) -> dict[str, Any]:
    match = re.fullmatch(r"\$?(\d[\d,]*(?:\.\d+)?)(?:\s+(million|billion))?", text)
    if match is None or (match[2] and kind == "number"):
        raise ValueError(line[:60])
    number = float(match[1].replace(",", ""))
    value: dict[str, Any] = {"kind": kind, "value": int(number) if number.is_integer() else number}
    return {**value, "unit": match[2]} if match[2] else value


def format_value_lines(values: Mapping[str, DocumentBody]) -> str:
    """Write values as an editor could have typed them."""
    return "\n".join(
        f"{name} {value['kind']} {_format_typed_value(value)}" for name, value in values.items()
    )


def _format_typed_value(value: DocumentBody) -> str:
    if value["kind"] == "vote":
        return f"{value['yes']} {value['no']}"
    if value["kind"] == "phrase":
        return " | ".join(str(value[tag.value]) for tag in Language if tag.value in value)
    shown = str(value.get("value", ""))
    if value.get("unit"):
        shown += f" {value['unit']}"
    if value.get("checked"):
        shown += " checked" + (f" {value['page_date']}" if value.get("page_date") else "")
    return shown
