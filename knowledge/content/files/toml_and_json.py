"""The base as TOML and JSON: a table a kind, in it a table a document."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.content.document_fields import flatten_body, nest_fields
from knowledge.content.documents import DocumentBody, DocumentKey

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES: dict[int, str] = {code: f"\\u{code:04x}" for code in (*range(32), 127)} | str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r", "\n": "\\n", "\x08": "\\b"}
)


def write_json(documents: Iterable[tuple[DocumentKey, DocumentBody]]) -> str:
    """Write documents as JSON: `{"entry": {"AB-14": {…}}, …}`."""
    return json.dumps(_by_kind(documents), ensure_ascii=False, indent=1) + "\n"


def write_toml(documents: Iterable[tuple[DocumentKey, DocumentBody]]) -> str:
    """Write documents as TOML: `[entry.AB-14]`, …"""
    lines: list[str] = []
    for kind, held in _by_kind(documents).items():
        for code, body in held.items():
            lines += [
                "",
                f"[{kind}.{_toml_key(code)}]",
                *_toml_table(body, f"{kind}.{_toml_key(code)}"),
            ]
    return "\n".join(lines).lstrip("\n") + "\n"


def write_toml_table(code: str, body: DocumentBody, path: str = "") -> str:
    """Write one table as a town's files hold it: `[code]` and what stands in it.

    Without a code its fields alone, their own tables below `path`.
    """
    named = _toml_key(code) if code else path
    lines = [f"[{named}]"] if code else []
    return "\n".join([*lines, *_toml_table(body, named), ""]).replace("\n[", "\n\n[")


def _by_kind(documents: Iterable[tuple[DocumentKey, DocumentBody]]) -> dict[str, dict[str, Any]]:
    held: dict[str, dict[str, Any]] = {}
    for (kind, code), body in documents:
        held.setdefault(kind.value, {})[code] = nest_fields(dict(flatten_body(kind, body)))
    return held


def _toml_table(body: Mapping[str, Any], path: str) -> Iterator[str]:
    inner: list[tuple[str, Mapping[str, Any]]] = []
    for name, value in body.items():
        if isinstance(value, Mapping):
            inner.append((name, value))
        else:
            yield f"{_toml_key(name)} = {_toml_value(value)}"
    for name, table in inner:
        inside = f"{path}.{_toml_key(name)}".lstrip(".")
        yield f"[{inside}]"
        if name == "values":
            yield from (f"{_toml_key(key)} = {_toml_value(value)}" for key, value in table.items())
        else:
            yield from _toml_table(table, inside)


def _toml_value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case list():
            return "[" + ", ".join(map(_toml_value, value)) + "]"
        case Mapping():
            parts = (f"{_toml_key(name)} = {_toml_value(part)}" for name, part in value.items())
            return "{ " + ", ".join(parts) + " }"
    text = str(value)
    if "\n" in text and "\r" not in text:
        return '"""\n' + "\n".join(map(_escape_toml, text.split("\n"))) + '"""'
    return f'"{_escape_toml(text)}"'


def _toml_key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else f'"{_escape_toml(name)}"'


def _escape_toml(text: str) -> str:
    return text.translate(_ESCAPES)
