"""One table of fields: it names what the dataclasses hold, and every road reads it."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from knowledge.content import documents
from knowledge.content.document_fields import (
    FIELDS,
    FIELDS_BY_PATH,
    Field,
    InputForm,
    field_path,
    flatten_body,
    nest_fields,
)
from knowledge.content.document_parsing import PARSER_BY_KIND
from knowledge.content.documents import DocumentKind
from knowledge.content.files import base_export, fault_columns
from knowledge.content.files.base_import import IMPORT_FORMATS, read_import
from knowledge.editing.editable_fields import (
    EDITABLE_FIELDS,
    field_value,
    format_field,
    parse_field,
    with_field_value,
)
from knowledge.language import Language

_CLASSES = {
    DocumentKind.ENTRY: documents.Entry,
    DocumentKind.FACT: documents.Fact,
    DocumentKind.SOURCE: documents.Source,
    DocumentKind.TOPIC: documents.Topic,
    DocumentKind.ALIAS: documents.Alias,
    DocumentKind.SCOPE: documents.ScopeDocument,
    DocumentKind.EVENT: documents.TimelineEvent,
}
_NOT_IN_A_BODY = {"code", "version", "wordings"}  # beside the body, or made of a part of it
_SAMPLES: dict[InputForm, Any] = {
    InputForm.LINE: "One line",
    InputForm.HTML: "<b>Bold</b>\n\nand plain",
    InputForm.LINES: ["one", "two three"],
    InputForm.CODES: ["A1", "B2"],
    InputForm.CODE: "a-code",
    InputForm.DATE: "2026-11-28",
    InputForm.MEETING: "council-2026-12-10",
    InputForm.PERIOD: "2026-11",
    InputForm.FLAG: True,
    InputForm.NUMBER: 7,
    InputForm.VERSION: 3,
    InputForm.VALUES: {"count": {"kind": "number", "value": 3}},
}


def sample(one: Field) -> Any:
    if one.name == "outcome":
        return "open"  # of a class that names its function
    return str(one.choices[-1]) if one.form is InputForm.CHOICE else _SAMPLES[one.form]


def full_body(kind: DocumentKind) -> dict[str, Any]:
    return nest_fields({path: sample(one) for path, one in FIELDS_BY_PATH[kind].items()})


def code_of(kind: DocumentKind) -> str:
    return "KW-1" if kind is DocumentKind.ENTRY else "X1"


def test_the_dataclasses_and_the_table_hold_the_same_fields() -> None:
    assert set(FIELDS) == set(_CLASSES) == set(DocumentKind) - {DocumentKind.BANK}
    for kind, cls in _CLASSES.items():
        names = [one.name for one in FIELDS[kind]]
        held = {one.name for one in fields(cls)} - _NOT_IN_A_BODY
        if kind is DocumentKind.ENTRY:
            held |= {one.name for one in fields(documents.Wording)}
        assert sorted(names) == sorted(held), kind


def test_the_texts_of_a_wording_are_named_in_the_order_in_which_they_are_read() -> None:
    spoken = [one for one in FIELDS[DocumentKind.ENTRY] if one.spoken]
    texts = [one.name for one in spoken if one.form in (InputForm.LINE, InputForm.HTML)]
    assert tuple(texts) == documents.TEXT_NAMES


@pytest.mark.parametrize("form", IMPORT_FORMATS)
@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_goes_out_into_a_file_and_comes_back(kind: DocumentKind, form: str) -> None:
    key = (kind, code_of(kind))
    data = base_export.export_base({key: full_body(kind)}, form, date(2026, 11, 28))
    imported = read_import(data, form)
    assert [str(fault) for fault in imported.faults] == []
    assert imported.documents == {key: full_body(kind)}
    assert dict(flatten_body(kind, imported.documents[key])).keys() == FIELDS_BY_PATH[kind].keys()


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_is_parsed_into_its_dataclass(kind: DocumentKind) -> None:
    full = PARSER_BY_KIND[kind](code_of(kind), full_body(kind))
    for one in FIELDS[kind]:
        assert not is_empty(parsed_value(kind, full, one)), one.name
    needed = [one for one in FIELDS[kind] if one.required or one.name in ("function", "outcome")]
    least = {one.name: sample(one) for one in needed if not one.spoken}
    bare = PARSER_BY_KIND[kind](code_of(kind), least)
    for one in FIELDS[kind]:
        if one not in needed and not one.spoken and one.default is None:
            assert is_empty(parsed_value(kind, bare, one)), one.name


def parsed_value(kind: DocumentKind, document: Any, one: Field) -> Any:
    if one.spoken and kind is DocumentKind.ENTRY:
        return getattr(document.wordings[Language.HT], one.name)
    value = getattr(document, one.name)
    return value[Language.HT] if one.spoken else value


def is_empty(value: object) -> bool:
    return value is None or value in ("", (), 0, False, {})


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_that_editors_change_is_typed_and_laid_into_a_body(kind: DocumentKind) -> None:
    body: dict[str, Any] = {}
    for one in EDITABLE_FIELDS[kind]:
        for language in Language if one.spoken else (None,):
            value = parse_field(one, format_field(one, sample(one)))
            body = with_field_value(kind, body, one, language, value)
            assert field_value(kind, body, one, language) == sample(one), one.name
            assert ".".join(field_path(kind, one, language)) in dict(flatten_body(kind, body))
    left_out = {one.name for one in FIELDS[kind]} - {one.name for one in EDITABLE_FIELDS[kind]}
    assert left_out == ({"follows"} if kind is DocumentKind.ENTRY else set())


@pytest.mark.parametrize("kind", FIELDS)
def test_a_body_without_a_required_field_is_refused_by_its_name(kind: DocumentKind) -> None:
    for path, one in FIELDS_BY_PATH[kind].items():
        if one.required:
            flat = dict(flatten_body(kind, full_body(kind)))
            del flat[path]
            with pytest.raises(
                documents.DocumentError, match=f"'{one.name}' must be a text"
            ) as no:
                PARSER_BY_KIND[kind](code_of(kind), nest_fields(flat))
            assert fault_columns.fault_column(kind, str(no.value)) == path
