"""What is exported can be imported again; what is hostile is refused and changes nothing."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from knowledge import seed
from knowledge.content.documents import DocumentKey, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.content.files import base_export, base_import, csv_bundle, csv_table
from knowledge.content.files.base_import import MAX_IMPORT_BYTES, read_import
from knowledge.content.files.import_result import ImportRefusedError
from tests.content.village import bodies

TODAY = date(2026, 11, 24)


def export(form: str, documents: Any = None) -> bytes:
    return base_export.export_base(documents or bodies(), form, TODAY)


@pytest.mark.parametrize("form", base_import.IMPORT_FORMATS)
def test_the_seed_survives_the_round_trip(form: str, seed_base: FaqBase) -> None:
    imported = read_import(export(form, seed.shipped_documents()), form)
    assert [str(fault) for fault in imported.faults] == []
    assert FaqBase.from_documents(imported.documents) == seed_base


@pytest.mark.parametrize("form", base_import.IMPORT_FORMATS)
def test_the_same_documents_give_the_same_file(form: str) -> None:
    imported = read_import(export(form), form)
    assert export(form, imported.documents) == export(form)


@pytest.mark.parametrize("form", base_import.IMPORT_FORMATS)
def test_odd_characters_survive(form: str) -> None:
    documents = bodies()
    odd = 'a "quoted" \\ back\\slash, ¿ñandú? è\n\n\tline "" \\" \'\'\''
    documents[(DocumentKind.ENTRY, "KW-1")]["en"]["detail"] = odd
    documents[(DocumentKind.ENTRY, "KW-1")]["en"]["phrasings"] = [
        "=1+1",
        "'-x",
        "+1 305",
        "@you",
        "a",
    ]
    documents[(DocumentKind.FACT, "F1")]["says"] = "'=SUM(A1)"
    imported = read_import(export(form, documents), form)
    assert imported.faults == []
    assert FaqBase.from_documents(imported.documents) == FaqBase.from_documents(documents)


@pytest.mark.parametrize("form", base_import.IMPORT_FORMATS)
def test_everything_a_document_may_hold_survives(form: str) -> None:
    documents = bodies()
    body = documents[(DocumentKind.ENTRY, "KW-1")]
    body |= {"searched_to": "2026-11-22", "overtaken_by": "undone", "replaces": ["KW-7"]}
    body |= {"legal": True, "as_of": "undated"}
    body["ht"]["basis"] = "Men kijan nou konnen."
    fact = documents[(DocumentKind.FACT, "F1")]
    fact["contradicted_by"] = ["herald"]
    fact["values"]["undone"] = {"kind": "phrase", "en": "Undone.", "es": "Ya no.", "ht": "Fini."}
    documents[(DocumentKind.SOURCE, "herald")] |= {
        "copy_at": "copies.example",
        "lean": "newsletter",
    }
    imported = read_import(export(form, documents), form)
    assert imported.faults == []
    again = FaqBase.from_documents(imported.documents)
    assert again == FaqBase.from_documents(documents)
    assert again.sources["herald"].lean == "newsletter"


@pytest.mark.parametrize("form", base_import.IMPORT_FORMATS)
def test_a_document_is_found_on_its_line(form: str) -> None:
    data = export(form)
    imported = read_import(data, form)
    line = imported.lines[(DocumentKind.FACT, "F1")]
    if form == "zip":
        assert imported.rows[(DocumentKind.FACT, "F1")] == ("fact", 2)
        data = csv_bundle.unpack_csv_bundle(data, MAX_IMPORT_BYTES)["fact"]
    assert "F1" in data.decode().split("\n")[line - 1]


def test_an_entry_in_one_language_stays_in_one(seed_base: FaqBase) -> None:
    documents = bodies()
    del documents[(DocumentKind.ENTRY, "KW-1")]["ht"]
    for form in base_import.IMPORT_FORMATS:
        assert (
            "ht"
            not in read_import(export(form, documents), form).documents[
                (DocumentKind.ENTRY, "KW-1")
            ]
        )


def test_no_cell_of_the_table_is_a_formula() -> None:
    documents = bodies()
    for part in ("=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"):
        documents[(DocumentKind.ENTRY, "KW-1")]["en"]["phrasings"] = [part, *"abcdef"]
        cells = [
            cell
            for row in csv.reader(io.StringIO(export("csv", documents).decode("utf-8-sig")))
            for cell in row
        ]
        assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@", "＝")] == []


def test_the_bank_of_test_questions_is_not_exported() -> None:
    documents: dict[DocumentKey, Any] = {**bodies(), (DocumentKind.BANK, "questions"): {"x": 1}}
    assert b"bank" not in export("json", documents)


def spoiled(form: str, *path: str, value: Any) -> bytes:
    """The village's JSON or TOML with one value changed."""
    held = json.loads(export("json"))
    inner = held
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return json.dumps(held).encode()


FAULTY = {
    "an unknown field": (("entry", "KW-1", "colour"), "red", "'colour' is no field of a entry"),
    "an unknown part": (("entry", "KW-1", "en", "x"), "y", "'en.x' is no field of a entry"),
    "a text for a list": (("entry", "KW-1", "facts"), "F1", "'facts' must be a list of texts"),
    "a number for a text": (("entry", "KW-1", "en", "title"), 5, "'en.title' must be a text"),
    "a text for a table": (("fact", "F1", "values"), "x", "'values' must be a table"),
    "a table in a table": (("fact", "F1", "values"), {"a": {"b": {}}}, "'values' must be a table"),
    "an odd day": (("entry", "KW-1", "as_of"), "soon", "write a date as 2025-06-30"),
    "an odd certainty": (("fact", "F1", "certainty"), "sure", "it must be one of"),
    "a script": (
        ("entry", "KW-1", "en", "detail"),
        "<script>alert(1)</script>",
        "Telegram has no <script>",
    ),
    "a script in a reply": (("scope", "weather", "reply", "en"), "<img>", "Telegram has no <img>"),
    "an endless text": (("entry", "KW-1", "en", "detail"), "a" * 5001, "longer than 5000"),
    "an endless list": (("entry", "KW-1", "en", "phrasings"), ["a"] * 701, "more than 700 items"),
    "no document": (("entry", "KW-1"), "x", "must be a table of fields"),
    "an odd code": (("entry", "KW-0"), {}, "is no code"),
    "a code with tags": (("fact", "<b>"), {}, "is no code"),
    "a language that is no table": (("entry", "KW-1", "en"), "x", "'en' is no field"),
}


@pytest.mark.parametrize(("path", "value", "says"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_document_is_named_with_its_line(
    path: tuple[str, ...], value: Any, says: str
) -> None:
    imported = read_import(spoiled("json", *path, value=value), "json")
    assert [fault for fault in imported.faults if says in fault.says]
    assert all(fault.line >= 1 for fault in imported.faults)
    assert (DocumentKind(path[0]), path[1]) not in imported.documents


REFUSED = {
    "another form": (b"x", "exe", "cannot be read"),
    "too much": (b" " * (MAX_IMPORT_BYTES + 1), "json", "larger than 6 MB"),
    "not UTF-8": ("{}\n\xe9".encode("latin-1"), "json", "line 2: the file is not UTF-8"),
    "UTF-16": ('{"entry": {}}'.encode("utf-16"), "json", "not UTF-8"),
    "a zero byte": (b'{"a\x00": 1}', "json", "control character"),
    "a turned line": ("{}\n\u202e".encode(), "toml", "line 2: holds a control character"),
    "no JSON": (b'{"entry": ', "json", "The file is no JSON"),
    "no TOML": (b"[entry\n", "toml", "The file is no TOML"),
    "a list": (b"[]", "json", "must hold a table a kind"),
    "an unknown kind": (b'{"user": {}}', "json", "'user' is no kind"),
    "the bank": (b'{"bank": {}}', "json", "'bank' is no kind"),
    "a kind that is no table": (b'{"entry": 1}', "json", "'entry' is no kind"),
    "nothing": (b"{}", "json", "holds no document"),
    "an empty file": (b"", "csv", "holds no document"),
    "an escaped zero": (rb'{"fact":{"F9":{"says":"a\u0000b"}}}', "json", "control character"),
    "half of a sign": (rb'{"fact":{"F9":{"says":"\ud800"}}}', "json", "half of a sign"),
    "a hiding name": (rb'{"fact":{"F\udc00":{"says":"x"}}}', "json", "half of a sign"),
    "a hiding kind": (rb'{"\ud800":{}}', "json", "half of a sign"),
    "twice half a sign": (rb'{"\ud800":1,"\ud800":2}', "json", "written twice"),
    "an escaped turn": (rb'fact.F9.says = "a\u202eb"', "toml", "control character"),
    "an escaped bell": (rb'fact.F9.says = "a\u0007b"', "toml", "control character"),
    "a long key": (b"a." * 200_000 + b"a = 1", "toml", "12 parts"),
    "a long quoted key": (b'"\\"".' * 150_000 + b"a = 1", "toml", "12 parts"),
    "a long header": (b"[" + b"a . " * 200_000 + b"a]", "toml", "12 parts"),
    "a long key within": (b"x = {" + b"'a'." * 200_000 + b"a = 1}", "toml", "12 parts"),
    "deep nesting": (b'{"entry":' + b"[" * 100_000, "json", "nested too deep"),
    "deep TOML": (b"x = " + b"[" * 100_000, "toml", "nested too deep"),
    "some nesting": (b'{"entry":{"KW-1":{"en":{"a":{"b":{"c":{"d":1}}}}}}}', "json", "too deep"),
    "a key twice": (b'{"entry": {"KW-1": {}, "KW-1": {}}}', "json", "written twice"),
    "no number": (b'{"entry": {"KW-1": {"order": NaN}}}', "json", "NaN is no number"),
    "an unknown column": (b"kind,code,=cmd\r\n", "csv", "line 1: '=cmd' is no column"),
    "no code column": (b"kind,slug\r\n", "csv", "needs the columns kind and code"),
    "a column twice": (b"kind,code,slug,slug\r\n", "csv", "each column once"),
    "a short row": (b"kind,code,slug\r\nentry,KW-1\r\n", "csv", "line 2: has 2 cells"),
    "an open quote": (b'kind,code\r\nentry,"KW-1', "csv", "line 2: "),
    "a million rows": (b"kind,code\n" + b"fact,a\n" * 200_000, "csv", "more than 5000 rows"),
}


@pytest.mark.parametrize(("data", "form", "says"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_trusted_is_refused(data: bytes, form: str, says: str) -> None:
    with pytest.raises(ImportRefusedError, match=says.replace("(", r"\(")):
        read_import(data, form)


@pytest.mark.parametrize("hidden", [r"\u0000", r"\ud800", r"\u202e"])
def test_a_table_in_a_cell_hides_nothing(hidden: str) -> None:
    cell = '"{""a"": {""kind"": ""text"", ""value"": ""' + hidden + '""}}"'
    data = f"kind,code,says,certainty,sources,values\r\nfact,F9,x,official,s,{cell}\r\n"
    [fault] = read_import(data.encode(), "csv").faults
    assert "half of a sign" in fault.says


def test_too_many_documents_are_refused() -> None:
    held = {"fact": {f"F{number}": {} for number in range(5001)}}
    with pytest.raises(ImportRefusedError, match="More than 5000 documents"):
        read_import(json.dumps(held).encode(), "json")


ROWS = {
    "a formula": ("fact,F1,=HYPERLINK(1),,\n", "begins like a formula"),
    "a field of another kind": ("fact,F1,Said.,en,\n", "'language' is no field of a fact"),
    "an unknown kind": ("user,F1,,,\n", "'user' is no kind"),
    "a word for a number": ("topic,T1,,,one\n", "'order' must be a whole number"),
    "an odd code": ("fact,=F1,Said.,,\n", "is no code"),
}


@pytest.mark.parametrize(("row", "says"), ROWS.values(), ids=ROWS)
def test_a_faulty_row_is_named_with_its_line(row: str, says: str) -> None:
    imported = read_import(f"kind,code,says,language,order\n{row}".encode(), "csv")
    assert [(fault.line, says in str(fault)) for fault in imported.faults] == [(2, True)]
    assert imported.documents == {}


def test_a_table_whose_values_are_no_json_names_the_line() -> None:
    imported = read_import(b"kind,code,says,values\nfact,F1,Said.,{x\n", "csv")
    assert [fault.line for fault in imported.faults] == [2]


def test_a_document_twice_in_a_table_is_named() -> None:
    data = export("csv") + export("csv").split(b"\r\n", 1)[1]
    faults = read_import(data, "csv").faults
    assert len(faults) == len(bodies())
    assert all("is written twice, first in row" in fault.says for fault in faults)


def test_lines_count_what_is_inside_cells() -> None:
    imported = read_import(b'kind,code,says\nalias,a,"x\ny"\nuser,b,\n', "csv")
    assert [fault.line for fault in imported.faults] == [2, 4]  # the alias lacks its meaning


def test_a_flag_must_be_true_or_false() -> None:
    imported = read_import(b"kind,code,publisher,url_inferred\nsource,s,P,perhaps\n", "csv")
    assert "'url_inferred' must be yes or no" in imported.faults[0].says


def test_an_unknown_form_of_export_is_refused() -> None:
    with pytest.raises(ValueError, match="is no form"):
        export("pdf")


def test_formulas_are_known_by_their_first_sign() -> None:
    assert [
        c for c in ("=a", "'=a", " +1", "a=b", "", "'til") if csv_table.is_formula_cell(c)
    ] == [
        "=a",
        "'=a",
        " +1",
    ]
