"""Documents as tables for a spreadsheet, one a kind: one row a document, one column a field.

A cell that a spreadsheet would take for a formula, a date or a number and rewrite is written with
a ' before it. A list is written one item a line, the values of a fact as JSON.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.content.documents import Body, Key, Kind
from knowledge.content.shape import FIELDS, KINDS, Form, flat

MARK = "\ufeff"  # tells a spreadsheet that the file is UTF-8
COLUMNS = (
    "kind",
    "code",
    *dict.fromkeys(path for kind in KINDS for path in FIELDS[kind]),
)
_PARTS = (",", ";", "\t")
_SAID = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)  # a first line that Excel understands
_FORMULA = re.compile(r"'*\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
_FIGURE = re.compile(r"'*\s*\d[\d\s/.,:-]*")  # a date, a year: shown and saved another way
_YES = ("true", "yes", "verdadero", "sí", "si", "vrai", "wi", "1")  # as spreadsheets save them
_NO = ("false", "no", "falso", "faux", "non", "0")


class BadTable(Exception):
    """A table that cannot be read any further; `line` is where."""

    def __init__(self, line: int, says: str) -> None:
        """Take the line and what is wrong there."""
        super().__init__(says)
        self.line = line


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet could take a cell for a formula."""
    return bool(_FORMULA.match(cell))


def is_rewritten(cell: str) -> bool:
    """Tell whether a spreadsheet could save a cell otherwise than it was written."""
    return is_formula(cell) or bool(_FIGURE.fullmatch(cell))


def write(documents: Iterable[tuple[Key, Body]]) -> str:
    """Write documents as CSV, with a first row of the names of the columns their kinds have."""
    held = list(documents)
    kinds = [kind for kind in KINDS if any(key[0] is kind for key, _ in held)]
    columns = ("kind", "code", *dict.fromkeys(path for kind in kinds for path in FIELDS[kind]))
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns)
    for (kind, code), body in held:
        row = dict.fromkeys(columns, "")
        row.update(kind=kind.value, code=code)
        row.update((path, _cell(FIELDS[kind][path], value)) for path, value in flat(kind, body))
        table.writerow(row.values())
    return MARK + out.getvalue()


def _cell(form: Form, value: Any) -> str:
    match form:
        case Form.NUMBER:
            return str(value)
        case Form.FLAG:
            return "yes" if value else "no"
        case Form.TABLE:
            return json.dumps(value, ensure_ascii=False) if value else ""
        case Form.LIST:
            cell = "\n".join(" ".join(item.split()) for item in value)
        case _:
            cell = str(value)
    return f"'{cell}" if is_rewritten(cell) else cell


def rows(text: str) -> Iterator[tuple[int, int, Mapping[str, str]]]:
    """Yield (line, row as a spreadsheet counts, cells by column); raises BadTable."""
    plain = text.removeprefix(MARK)
    said = _SAID.match(plain)
    plain = plain[said.end() :] if said else plain
    parted = said[1] if said else _parted(plain)
    table = csv.reader(io.StringIO(plain, newline=""), delimiter=parted, strict=True)
    names: list[str] = []
    before = 1 if said else 0  # lines that are no row
    line = 1 + before
    try:
        for row, cells in enumerate(table, start=1):
            at, line = line, table.line_num + 1 + before
            if not names:
                names = _names(cells)
            elif any(cells):
                if len(cells) != len(names):
                    raise BadTable(at, f"has {len(cells)} cells; the first row has {len(names)}")
                yield at, row, dict(zip(names, cells, strict=True))
    except csv.Error as error:
        raise BadTable(line, f"{error}; save the table as CSV again") from error


def _parted(text: str) -> str:
    """Return what parts the cells: where a comma is for decimals, that is a semicolon."""
    first = text.partition("\n")[0]
    return max(_PARTS, key=first.count)


def _names(cells: list[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise BadTable(1, f"'{unknown[0][:40]}' is no column; export a file to see the names")
    if len(set(names)) != len(names) or not {"kind", "code"} <= set(names):
        raise BadTable(1, "needs the columns kind and code, and each column once")
    return names


def fields(kind: Kind, cells: Mapping[str, str]) -> dict[str, Any]:
    """Read a row's cells into fields; raises ValueError naming the column that cannot be read.

    An empty cell is a field that is not there, but a list that is empty.
    """
    found: dict[str, Any] = {}
    for path, cell in cells.items():
        if path in ("kind", "code"):
            continue
        if path not in FIELDS[kind]:
            if cell:
                raise ValueError(f"'{path}' is no field of a {kind}; empty that cell")
            continue
        if is_formula(cell) and not cell.startswith("'"):
            raise ValueError(f"'{path}' begins like a formula: {cell[:20]}; write ' before it")
        if cell.startswith("'") and is_rewritten(cell):
            cell = cell[1:]
        value = _value(FIELDS[kind][path], path, cell)
        if value is not None:
            found[path] = value
    return found if kind is not Kind.ENTRY else _written_languages(found)


def _written_languages(found: dict[str, Any]) -> dict[str, Any]:
    """Leave out the languages an entry has nothing in: their lists are only empty cells."""
    there = {path.partition(".")[0] for path, value in found.items() if value != []}
    return {path: v for path, v in found.items() if "." not in path or path[:2] in there}


def _value(form: Form, path: str, cell: str) -> Any:
    if form is Form.LIST:
        return [item.strip() for item in cell.split("\n") if item.strip()]
    if not cell.strip():
        return {} if form is Form.TABLE else None
    match form:
        case Form.NUMBER:
            if not re.fullmatch(r"\d{1,6}", cell.strip()):
                raise ValueError(f"'{path}' must be a whole number, not '{cell[:20]}'")
            return int(cell)
        case Form.FLAG:
            if cell.strip().lower() not in (*_YES, *_NO):
                raise ValueError(f"'{path}' must be yes or no, not '{cell[:20]}'")
            return cell.strip().lower() in _YES
        case Form.TABLE:
            try:
                return json.loads(cell)
            except ValueError as error:
                raise ValueError(f"'{path}' is no JSON ({error}); export it to see how") from error
    return cell.replace("\r\n", "\n")
