"""Documents as tables for a spreadsheet, one a kind: one row a document, one column a field.

A cell that a spreadsheet would take for a formula, a date or a number and rewrite is written with
a ' before it. A list is written one item a line, the values of a fact as JSON.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.content.document_fields import FIELDS, FIELDS_BY_PATH, StoredForm, flatten_body
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.errors import CivicBotError

BYTE_ORDER_MARK = "\ufeff"  # tells a spreadsheet that the file is UTF-8
CSV_COLUMNS = (
    "kind",
    "code",
    *dict.fromkeys(path for kind in FIELDS for path in FIELDS_BY_PATH[kind]),
)
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(
    r"sep=([,;\t])\r?\n", re.IGNORECASE
)  # a first line that Excel understands
_FORMULA = re.compile(r"'*\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
_FIGURE_CELL = re.compile(r"'*\s*\d[\d\s/.,:-]*")  # a date, a year: shown and saved another way
_TRUE_WORDS = (
    "true",
    "yes",
    "verdadero",
    "sí",
    "si",
    "vrai",
    "wi",
    "1",
)  # as spreadsheets save them
_FALSE_WORDS = ("false", "no", "falso", "faux", "non", "0")


class CsvTableError(CivicBotError):
    """A table that cannot be read any further; `line` is where."""

    def __init__(self, line: int, says: str) -> None:
        """Take the line and what is wrong there."""
        super().__init__(says)
        self.line = line


class CsvCellError(CivicBotError):
    """A cell that cannot be read; the message names its column and the way out."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row of a table: the line it begins on, its number as a spreadsheet counts, its cells."""

    line: int
    number: int
    cells: Mapping[str, str]  # by the name of the column


def is_formula_cell(cell: str) -> bool:
    """Tell whether a spreadsheet could take a cell for a formula."""
    return bool(_FORMULA.match(cell))


def is_rewritten_cell(cell: str) -> bool:
    """Tell whether a spreadsheet could save a cell otherwise than it was written."""
    return is_formula_cell(cell) or bool(_FIGURE_CELL.fullmatch(cell))


def write_csv(documents: Iterable[tuple[DocumentKey, DocumentBody]]) -> str:
    """Write documents as CSV, with a first row of the names of the columns their kinds have."""
    held = list(documents)
    kinds = [kind for kind in FIELDS if any(key[0] is kind for key, _ in held)]
    columns = (
        "kind",
        "code",
        *dict.fromkeys(path for kind in kinds for path in FIELDS_BY_PATH[kind]),
    )
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns)
    for (kind, code), body in held:
        row = dict.fromkeys(columns, "")
        row.update(kind=kind.value, code=code)
        row.update(
            (path, _format_cell(FIELDS_BY_PATH[kind][path].form.stored_form, value))
            for path, value in flatten_body(kind, body)
        )
        table.writerow(row.values())
    return BYTE_ORDER_MARK + out.getvalue()


def _format_cell(form: StoredForm, value: Any) -> str:
    match form:
        case StoredForm.NUMBER:
            return str(value)
        case StoredForm.FLAG:
            return "yes" if value else "no"
        case StoredForm.TABLE:
            return json.dumps(value, ensure_ascii=False) if value else ""
        case StoredForm.LIST:
            cell = "\n".join(" ".join(item.split()) for item in value)
        case _:
            cell = str(value)
    return f"'{cell}" if is_rewritten_cell(cell) else cell


def read_csv_rows(text: str) -> Iterator[CsvRow]:
    """Yield every row below the names of the columns; raises CsvTableError."""
    plain = text.removeprefix(BYTE_ORDER_MARK)
    said = _SEPARATOR_LINE.match(plain)
    plain = plain[said.end() :] if said else plain
    parted = said[1] if said else _find_separator(plain)
    table = csv.reader(io.StringIO(plain, newline=""), delimiter=parted, strict=True)
    names: list[str] = []
    before = 1 if said else 0  # lines that are no row
    line = 1 + before
    try:
        for row, cells in enumerate(table, start=1):
            at, line = line, table.line_num + 1 + before
            if not names:
                names = _column_names(cells)
            elif any(cells):
                if len(cells) != len(names):
                    raise CsvTableError(
                        at, f"has {len(cells)} cells; the first row has {len(names)}"
                    )
                yield CsvRow(at, row, dict(zip(names, cells, strict=True)))
    except csv.Error as error:
        raise CsvTableError(line, f"{error}; save the table as CSV again") from error


def _find_separator(text: str) -> str:
    """Return what parts the cells: where a comma is for decimals, that is a semicolon."""
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def _column_names(cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    unknown = [name for name in names if name not in CSV_COLUMNS]
    if unknown:
        raise CsvTableError(1, f"'{unknown[0][:40]}' is no column; export a file to see the names")
    if len(set(names)) != len(names) or not {"kind", "code"} <= set(names):
        raise CsvTableError(1, "needs the columns kind and code, and each column once")
    return names


def cells_to_fields(kind: DocumentKind, cells: Mapping[str, str]) -> dict[str, Any]:
    """Read a row's cells into fields; raises CsvCellError naming the column that cannot be read.

    An empty cell is a field that is not there, but a list that is empty.
    """
    found: dict[str, Any] = {}
    for path, cell in cells.items():
        if path in ("kind", "code"):
            continue
        if path not in FIELDS_BY_PATH[kind]:
            if cell:
                raise CsvCellError(f"'{path}' is no field of a {kind}; empty that cell")
            continue
        if is_formula_cell(cell) and not cell.startswith("'"):
            raise CsvCellError(f"'{path}' begins like a formula: {cell[:20]}; write ' before it")
        if cell.startswith("'") and is_rewritten_cell(cell):
            cell = cell[1:]
        value = _parse_cell(FIELDS_BY_PATH[kind][path].form.stored_form, path, cell)
        if value is not None:
            found[path] = value
    return found if kind is not DocumentKind.ENTRY else _written_languages(found)


def _written_languages(found: dict[str, Any]) -> dict[str, Any]:
    """Leave out the languages an entry has nothing in: their lists are only empty cells."""
    there = {path.partition(".")[0] for path, value in found.items() if value != []}
    return {path: v for path, v in found.items() if "." not in path or path[:2] in there}


def _parse_cell(form: StoredForm, path: str, cell: str) -> Any:
    if form is StoredForm.LIST:
        return [item.strip() for item in cell.split("\n") if item.strip()]
    if not cell.strip():
        return {} if form is StoredForm.TABLE else None
    match form:
        case StoredForm.NUMBER:
            if not re.fullmatch(r"\d{1,6}", cell.strip()):
                raise CsvCellError(f"'{path}' must be a whole number, not '{cell[:20]}'")
            return int(cell)
        case StoredForm.FLAG:
            if cell.strip().lower() not in (*_TRUE_WORDS, *_FALSE_WORDS):
                raise CsvCellError(f"'{path}' must be yes or no, not '{cell[:20]}'")
            return cell.strip().lower() in _TRUE_WORDS
        case StoredForm.TABLE:
            try:
                return json.loads(cell)
            except ValueError as error:
                raise CsvCellError(
                    f"'{path}' is no JSON ({error}); export it to see how"
                ) from error
    return cell.replace("\r\n", "\n")
