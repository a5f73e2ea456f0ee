"""Reading a file of documents that a person sends: strictly, with line numbers, changing nothing.

A file that cannot be trusted as a whole (too large, not UTF-8, nested too deep, too many rows) is
refused; in a sound file every faulty document is named, and the caller takes all or nothing.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from knowledge import toml
from knowledge.codes import Codes
from knowledge.content import reading, sheets, spreadsheet
from knowledge.content.checks.markup import fault
from knowledge.content.columns import column_of
from knowledge.content.documents import TEXTS, Body, InvalidDocument, Key, Kind
from knowledge.content.imported import Fault, Imported, RefusedFile
from knowledge.content.shape import FIELDS, KINDS, fits, flat, nested
from knowledge.town.folder import shipped

MOST_BYTES = 6 * 1024 * 1024
MOST_DOCUMENTS = 5_000
MOST_IN_A_TEXT = 5_000  # characters
MOST_IN_A_LIST = 700  # items: courtesies, word patterns
DEEPEST = 6
FORMS = ("zip", "csv", "toml", "json")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
_NO_CODE = "is no code"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OBJECT = re.compile(r'"((?:[^"\\]|\\.)*)"\s*:\s*\{')
_HEADER = re.compile(r'^[ \t]*\[[ \t]*(\w+)[ \t]*\.[ \t]*(?:"([^"\n]*)"|([\w-]+))', re.MULTILINE)
_HTML = (*(f".{name}" for name in TEXTS if name != "title"), "reply.", "says.")


def read(
    data: bytes,
    form: str,
    codes: Codes | None = None,
    *,
    name: str = "",
    live: Mapping[Key, Body] | None = None,
) -> Imported:
    """Read a file of one of `FORMS`; raises RefusedFile when it cannot be used as a whole.

    `name` is what a single table is called. Of a document that is `live` a table may leave columns
    out: what they would hold stays as it is. Its answers have the `codes` of the town, of the
    shipped one unless others are given.
    """
    if form not in FORMS:
        raise RefusedFile(f"A .{form[:10]} file cannot be read; send one of {', '.join(FORMS)}")
    if len(data) > MOST_BYTES:
        raise RefusedFile(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB; send less")
    imported = Imported(codes or shipped().codes)
    if form in ("toml", "json"):
        _read_tables(imported, _text(data), form)
    else:
        _read_sheets(imported, {name: data} if form == "csv" else _unpacked(data), live or {})
    if not imported.documents and not imported.faults:
        raise RefusedFile("The file holds no document; export one to see the form")
    return imported


def _text(data: bytes, where: str = "") -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RefusedFile(
            f"{where}line {line}: the file is not UTF-8; save it as UTF-8"
        ) from error
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise RefusedFile(f"{where}line {line}: holds a control character; take it out")
    return text


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        return sheets.unpack(data, MOST_BYTES)
    except sheets.BadBundle as error:
        raise RefusedFile(str(error)) from error


def _read_sheets(
    imported: Imported, tables: Mapping[str, bytes], live: Mapping[Key, Body]
) -> None:
    count = 0
    for name, data in tables.items():
        where = f"sheet {name}, " if len(tables) > 1 else ""
        try:
            for line, row, cells in spreadsheet.rows(_text(data, where)):
                count += 1
                if count > MOST_DOCUMENTS:
                    raise RefusedFile(f"line {line}: more than {MOST_DOCUMENTS} rows; send fewer")
                _row(imported, line, (name or "1", row), cells, live)
        except spreadsheet.BadTable as error:
            raise RefusedFile(f"{where}line {error.line}: {error}") from error


def _row(
    imported: Imported, line: int, place: tuple[str, int], cells: Mapping[str, str],
    live: Mapping[Key, Body],
) -> None:  # fmt: skip
    named, code = cells["kind"].strip(), cells["code"].strip()
    if named not in KINDS:
        says = f"'{named[:20]}' is no kind; use {', '.join(KINDS)}"
        imported.faults.append(Fault(line, code[:20], says, *place, "kind"))
        return
    kind = Kind(named)
    try:
        found = spreadsheet.fields(kind, cells)
        if _is_hiding(found):
            raise ValueError("holds a control character, or half of a sign; take it out")
    except (ValueError, RecursionError) as error:
        says = f"{error}"[:200]
        column = column_of(kind, says)
        imported.faults.append(Fault(line, code[:20], says, *place, column))
        return
    kept = dict(flat(kind, live.get((kind, code), {})))
    left_out = {path: value for path, value in kept.items() if path not in cells}
    _take(imported, line, kind, code, nested({**left_out, **found}), place)


def _read_tables(imported: Imported, text: str, form: str) -> None:
    held = _parse(text, form)
    count, lines = 0, _lines(text, form)
    for named, of_kind in held.items():
        if named not in KINDS or not isinstance(of_kind, Mapping):
            raise RefusedFile(f"'{named[:20]}' is no kind; the tables are {', '.join(KINDS)}")
        for code, body in of_kind.items():
            count += 1
            if count > MOST_DOCUMENTS:
                raise RefusedFile(f"More than {MOST_DOCUMENTS} documents; send fewer")
            line = lines.get((named, code), 1)
            if isinstance(body, Mapping):
                _take(imported, line, Kind(named), code, body)
            else:
                imported.faults.append(Fault(line, code[:20], "must be a table of fields"))


def _parse(text: str, form: str) -> Mapping[str, Any]:
    try:
        held = (
            toml.loads(text)
            if form == "toml"
            else json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        )
    except RecursionError as error:
        raise RefusedFile("The file is nested too deep") from error
    except ValueError as error:
        raise RefusedFile(f"The file is no {form.upper()}: {error}"[:300]) from error
    if not isinstance(held, Mapping):
        raise RefusedFile("The file must hold a table a kind; export one to see the form")
    if _depth(held) > DEEPEST:
        raise RefusedFile("The file is nested too deep")
    if _is_hiding(held):
        raise RefusedFile("The file holds a control character, or half of a sign; take it out")
    return held


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"'{_CONTROL.sub('?', twice[:40])}' is written twice; keep one")
    return held


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _depth(value: object, most: int = DEEPEST + 1) -> int:
    if most == 0 or not isinstance(value, Mapping | list):
        return 0
    inner = value.values() if isinstance(value, Mapping) else value
    return 1 + max((_depth(item, most - 1) for item in inner), default=0)


def _lines(text: str, form: str) -> dict[tuple[str, str], int]:
    """Return the line each (kind, code) begins on, as far as it is written plainly."""
    found: dict[tuple[str, str], int] = {}
    kind, line, at = "", 1, 0
    for match in (_OBJECT if form == "json" else _HEADER).finditer(text):
        line, at = line + text.count("\n", at, match.end()), match.end()
        if form == "toml":
            found.setdefault((match[1], match[2] or match[3] or ""), line)
        elif match[1] in KINDS:
            kind = match[1]
        else:
            found.setdefault((kind, match[1]), line)
    return found


def _take(
    imported: Imported, line: int, kind: Kind, code: str, body: Mapping[str, Any],
    place: tuple[str, int] = ("", 0),
) -> None:  # fmt: skip
    """Take a document in, or note what is wrong with it."""
    says = _wrong(imported.codes, kind, code, body)
    if not says and (kind, code) in imported.documents:
        sheet, row = imported.rows.get((kind, code), ("", 0))
        first = (
            f"in row {row} of sheet {sheet}" if row else f"on line {imported.lines[kind, code]}"
        )
        says = f"is written twice, first {first}; keep one"
    if says:
        column = column_of(kind, says) if place[1] else ""
        if place[1] and says.startswith(_NO_CODE):
            column = "code"
        imported.faults.append(Fault(line, code[:20], says, *place, column))
        return
    imported.documents[kind, code] = nested(dict(flat(kind, body)))
    imported.lines[kind, code] = line
    if place[1]:
        imported.rows[kind, code] = place


def _wrong(codes: Codes, kind: Kind, code: str, body: Mapping[str, Any]) -> str:
    if not (codes.is_whole(code) if kind is Kind.ENTRY else _CODE.fullmatch(code)):
        form = f"an entry's is {codes.prefix}- and a number"
        return f"{_NO_CODE}; {form}, others have letters, digits, hyphens"
    known = dict(flat(kind, body))
    if unknown := _unknown(body, kind):
        return f"'{unknown[:40]}' is no field of a {kind}; take it out"
    for path, value in known.items():
        form = FIELDS[kind][path]
        if not fits(value, form):
            return f"'{path}' must be {form}"
        if says := _unsafe(path, value):
            return says
    try:
        reading.READERS[kind](code, body)
    except InvalidDocument as error:
        return str(error)
    return ""


def _is_hiding(value: object) -> bool:
    """Tell whether any text, names included, holds by an escape what no file may hold plainly."""
    if isinstance(value, str):
        return _CONTROL.search(value) is not None
    if isinstance(value, Mapping):
        return any(_is_hiding(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(map(_is_hiding, value))


def _unknown(body: Mapping[str, Any], kind: Kind) -> str:
    for name, value in body.items():
        below = [path for path in FIELDS[kind] if path.startswith(f"{name}.")]
        if name not in FIELDS[kind] and not below:
            return name
        if below and not isinstance(value, Mapping):
            return name
        for inner in value if below else ():
            if f"{name}.{inner}" not in below:
                return f"{name}.{inner}"
    return ""


def _unsafe(path: str, value: Any) -> str:
    texts = value if isinstance(value, list) else [value]
    if isinstance(value, list) and len(value) > MOST_IN_A_LIST:
        return f"'{path}' has more than {MOST_IN_A_LIST} items"
    if isinstance(value, Mapping):
        texts = [part for item in value.values() for part in item.values()]
    for text in texts:
        if isinstance(text, str) and len(text) > MOST_IN_A_TEXT:
            return f"'{path}' is longer than {MOST_IN_A_TEXT} characters"
    html = path.endswith(_HTML) or path.startswith(_HTML)
    if html and isinstance(value, str) and (found := fault(value)):
        return f"in '{path}', {found}"
    return ""
