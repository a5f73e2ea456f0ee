"""What is wrong with one document of a file that a person sends, before it is parsed and after."""

import re
from collections.abc import Mapping
from typing import Any

from knowledge.content import document_parsing
from knowledge.content.document_fields import (
    FIELDS_BY_PATH,
    Field,
    InputForm,
    flatten_body,
    has_form,
)
from knowledge.content.documents import DocumentError, DocumentKind
from knowledge.content.telegram_markup import first_markup_fault
from knowledge.town.code_format import CodeFormat

MAX_TEXT_LENGTH = 5_000  # characters
MAX_LIST_ITEMS = 700  # items: courtesies, word patterns
NOT_A_CODE = "is no code"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
CONTROL_PATTERN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def find_body_fault(
    codes: CodeFormat, kind: DocumentKind, code: str, body: Mapping[str, Any]
) -> str:
    """Return what is wrong with one document that a person sent; empty if nothing is."""
    if not (codes.is_exact_code(code) if kind is DocumentKind.ENTRY else _CODE.fullmatch(code)):
        form = f"an entry's is {codes.prefix}- and a number"
        return f"{NOT_A_CODE}; {form}, others have letters, digits, hyphens"
    known = dict(flatten_body(kind, body))
    if unknown := _unknown_field(body, kind):
        return f"'{unknown[:40]}' is no field of a {kind}; take it out"
    for path, value in known.items():
        form = FIELDS_BY_PATH[kind][path].form.stored_form
        if not has_form(value, form):
            return f"'{path}' must be {form}"
        if says := _unsafe_value(kind, path, value):
            return says
    try:
        document_parsing.PARSER_BY_KIND[kind](code, body)
    except DocumentError as error:
        return str(error)
    return ""


def is_hiding(value: object) -> bool:
    """Tell whether any text, names included, holds by an escape what no file may hold plainly."""
    if isinstance(value, str):
        return CONTROL_PATTERN.search(value) is not None
    if isinstance(value, Mapping):
        return any(is_hiding(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(map(is_hiding, value))


def _unknown_field(body: Mapping[str, Any], kind: DocumentKind) -> str:
    for name, value in body.items():
        below = [path for path in FIELDS_BY_PATH[kind] if path.startswith(f"{name}.")]
        if name not in FIELDS_BY_PATH[kind] and not below:
            return name
        if below and not isinstance(value, Mapping):
            return name
        for inner in value if below else ():
            if f"{name}.{inner}" not in below:
                return f"{name}.{inner}"
    return ""


def _unsafe_value(kind: DocumentKind, path: str, value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    if isinstance(value, list) and len(value) > MAX_LIST_ITEMS:
        return f"'{path}' has more than {MAX_LIST_ITEMS} items"
    if isinstance(value, Mapping):
        texts = [part for item in value.values() for part in item.values()]
    for text in texts:
        if isinstance(text, str) and len(text) > MAX_TEXT_LENGTH:
            return f"'{path}' is longer than {MAX_TEXT_LENGTH} characters"
    if (
        _is_html(kind, FIELDS_BY_PATH[kind][path])
        and isinstance(value, str)
        and (found := first_markup_fault(value))
    ):
        return f"in '{path}', {found}"
    return ""


def _is_html(kind: DocumentKind, one: Field) -> bool:
    """Tell whether a field is shown as HTML: what an event says is typed plainly and is too."""
    return one.form is InputForm.HTML or (kind is DocumentKind.EVENT and one.name == "says")
