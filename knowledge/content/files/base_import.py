"""Reading a file of documents that a person sends: strictly, with line numbers, changing nothing.

A file that cannot be trusted as a whole (too large, not UTF-8, nested too deep, too many rows) is
refused; in a sound file every faulty document is named, and the caller takes all or nothing.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from knowledge import safe_toml
from knowledge.content.document_fields import (
    FIELDS,
    flatten_body,
    nest_fields,
)
from knowledge.content.documents import (
    DocumentBody,
    DocumentKey,
    DocumentKind,
)
from knowledge.content.files import csv_bundle, csv_table
from knowledge.content.files.body_faults import (
    CONTROL_PATTERN,
    NOT_A_CODE,
    find_body_fault,
    is_hiding,
)
from knowledge.content.files.fault_columns import fault_column
from knowledge.content.files.import_result import ImportedFile, ImportFault, ImportRefusedError
from knowledge.town.code_format import CodeFormat
from knowledge.town.town_folder import shipped_town

MAX_IMPORT_BYTES = 6 * 1024 * 1024
MAX_DOCUMENTS = 5_000
MAX_DEPTH = 6
IMPORT_FORMATS = ("zip", "csv", "toml", "json")
_OBJECT = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:\s*\{')
_HEADER = re.compile(r'^[ \t]*\[[ \t]*(\w+)[ \t]*\.[ \t]*(?:"([^"\n]*)"|([\w-]+))', re.MULTILINE)


def read_import(
    data: bytes,
    form: str,
    codes: CodeFormat | None = None,
    *,
    name: str = "",
    live: Mapping[DocumentKey, DocumentBody] | None = None,
) -> ImportedFile:
    """Read a file of one of `IMPORT_FORMATS`; raises ImportRefusedError for one of no use.

    `name` is what a single table is called. Of a document that is `live` a table may leave columns
    out: what they would hold stays as it is. Its answers have the `codes` of the town, of the
    shipped one unless others are given.
    """
    if form not in IMPORT_FORMATS:
        raise ImportRefusedError(
            f"A .{form[:10]} file cannot be read; send one of {', '.join(IMPORT_FORMATS)}"
        )
    if len(data) > MAX_IMPORT_BYTES:
        raise ImportRefusedError(
            f"The file is larger than {MAX_IMPORT_BYTES // 1024 // 1024} MB; send less"
        )
    imported = ImportedFile(codes or shipped_town().codes)
    if form in ("toml", "json"):
        _read_tables(imported, _decode_text(data), form)
    else:
        _read_sheets(imported, {name: data} if form == "csv" else _unpack_bundle(data), live or {})
    if not imported.documents and not imported.faults:
        raise ImportRefusedError("The file holds no document; export one to see the form")
    return imported


def _decode_text(data: bytes, where: str = "") -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ImportRefusedError(
            f"{where}line {line}: the file is not UTF-8; save it as UTF-8"
        ) from error
    if found := CONTROL_PATTERN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise ImportRefusedError(f"{where}line {line}: holds a control character; take it out")
    return text


def _unpack_bundle(data: bytes) -> dict[str, bytes]:
    try:
        return csv_bundle.unpack_csv_bundle(data, MAX_IMPORT_BYTES)
    except csv_bundle.CsvBundleError as error:
        raise ImportRefusedError(str(error)) from error


def _read_sheets(
    imported: ImportedFile, tables: Mapping[str, bytes], live: Mapping[DocumentKey, DocumentBody]
) -> None:
    count = 0
    for name, data in tables.items():
        where = f"sheet {name}, " if len(tables) > 1 else ""
        try:
            for row in csv_table.read_csv_rows(_decode_text(data, where)):
                count += 1
                if count > MAX_DOCUMENTS:
                    raise ImportRefusedError(
                        f"line {row.line}: more than {MAX_DOCUMENTS} rows; send fewer"
                    )
                _take_row(imported, row, (name or "1", row.number), live)
        except csv_table.CsvTableError as error:
            raise ImportRefusedError(f"{where}line {error.line}: {error}") from error


def _take_row(
    imported: ImportedFile, row: csv_table.CsvRow, place: tuple[str, int],
    live: Mapping[DocumentKey, DocumentBody],
) -> None:  # fmt: skip
    line, cells = row.line, row.cells
    named, code = cells["kind"].strip(), cells["code"].strip()
    if named not in FIELDS:
        says = f"'{named[:20]}' is no kind; use {', '.join(FIELDS)}"
        imported.faults.append(ImportFault(line, code[:20], says, *place, "kind"))
        return
    kind = DocumentKind(named)
    try:
        found = csv_table.cells_to_fields(kind, cells)
        if is_hiding(found):
            raise csv_table.CsvCellError(
                "holds a control character, or half of a sign; take it out"
            )
    except (csv_table.CsvCellError, RecursionError) as error:
        says = f"{error}"[:200]
        column = fault_column(kind, says)
        imported.faults.append(ImportFault(line, code[:20], says, *place, column))
        return
    kept = dict(flatten_body(kind, live.get((kind, code), {})))
    left_out = {path: value for path, value in kept.items() if path not in cells}
    _take_document(imported, line, kind, code, nest_fields({**left_out, **found}), place)


def _read_tables(imported: ImportedFile, text: str, form: str) -> None:
    held = _parse_text(text, form)
    count, lines = 0, _document_lines(text, form)
    for named, of_kind in held.items():
        if named not in FIELDS or not isinstance(of_kind, Mapping):
            raise ImportRefusedError(
                f"'{named[:20]}' is no kind; the tables are {', '.join(FIELDS)}"
            )
        for code, body in of_kind.items():
            count += 1
            if count > MAX_DOCUMENTS:
                raise ImportRefusedError(f"More than {MAX_DOCUMENTS} documents; send fewer")
            line = lines.get((named, code), 1)
            if isinstance(body, Mapping):
                _take_document(imported, line, DocumentKind(named), code, body)
            else:
                imported.faults.append(ImportFault(line, code[:20], "must be a table of fields"))


def _parse_text(text: str, form: str) -> Mapping[str, Any]:
    try:
        held = (
            safe_toml.parse_toml(text)
            if form == "toml"
            else json.loads(
                text, object_pairs_hook=_unique_fields, parse_constant=_reject_constant
            )
        )
    except RecursionError as error:
        raise ImportRefusedError("The file is nested too deep") from error
    except ValueError as error:
        raise ImportRefusedError(f"The file is no {form.upper()}: {error}"[:300]) from error
    if not isinstance(held, Mapping):
        raise ImportRefusedError("The file must hold a table a kind; export one to see the form")
    if _nesting_depth(held) > MAX_DEPTH:
        raise ImportRefusedError("The file is nested too deep")
    if is_hiding(held):
        raise ImportRefusedError(
            "The file holds a control character, or half of a sign; take it out"
        )
    return held


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"'{CONTROL_PATTERN.sub('?', twice[:40])}' is written twice; keep one")
    return held


def _reject_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _nesting_depth(value: object, most: int = MAX_DEPTH + 1) -> int:
    if most == 0 or not isinstance(value, Mapping | list):
        return 0
    inner = value.values() if isinstance(value, Mapping) else value
    return 1 + max((_nesting_depth(item, most - 1) for item in inner), default=0)


def _document_lines(text: str, form: str) -> dict[tuple[str, str], int]:
    """Return the line each (kind, code) begins on, as far as it is written plainly."""
    found: dict[tuple[str, str], int] = {}
    kind, line, at = "", 1, 0
    for match in (_OBJECT if form == "json" else _HEADER).finditer(text):
        line, at = line + text.count("\n", at, match.end()), match.end()
        if form == "toml":
            found.setdefault((match[1], match[2] or match[3] or ""), line)
        elif match[1] in FIELDS:
            kind = match[1]
        else:
            found.setdefault((kind, match[1]), line)
    return found


def _take_document(
    imported: ImportedFile, line: int, kind: DocumentKind, code: str, body: Mapping[str, Any],
    place: tuple[str, int] = ("", 0),
) -> None:  # fmt: skip
    """Take a document in, or note what is wrong with it."""
    says = find_body_fault(imported.codes, kind, code, body)
    if not says and (kind, code) in imported.documents:
        sheet, row = imported.rows.get((kind, code), ("", 0))
        first = (
            f"in row {row} of sheet {sheet}" if row else f"on line {imported.lines[kind, code]}"
        )
        says = f"is written twice, first {first}; keep one"
    if says:
        column = fault_column(kind, says) if place[1] else ""
        if place[1] and says.startswith(NOT_A_CODE):
            column = "code"
        imported.faults.append(ImportFault(line, code[:20], says, *place, column))
        return
    imported.documents[kind, code] = nest_fields(dict(flatten_body(kind, body)))
    imported.lines[kind, code] = line
    if place[1]:
        imported.rows[kind, code] = place
