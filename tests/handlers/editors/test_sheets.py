"""Tables out, edited as a spreadsheet does, and in again: what was changed, and no more."""

import csv
import io
import zipfile
from collections.abc import Callable

import pytest

from bot.storage.database import base_version
from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from tests.handlers.editors.test_files import exported
from tests.town import NOON, Town, documents

Table = list[list[str]]
ALIAS = {"language": "en", "says": ["ice"], "means": "immigration police"}


@pytest.fixture(autouse=True)
async def with_every_kind(town: Town) -> None:
    """The town has no alias of its own."""
    town.db.transact(
        base_documents.seed_documents, {**documents(), (DocumentKind.ALIAS, "ice"): ALIAS}, NOON
    )
    await town.services.faq.refresh(town.db.transact(base_version.content_version))


def tables(data: bytes) -> dict[str, Table]:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return {
            name.removesuffix(".csv"): list(
                csv.reader(io.StringIO(bundle.read(name).decode("utf-8-sig"), newline=""))
            )
            for name in bundle.namelist()
        }


def bundle(held: dict[str, Table], sign: str = ",", ending: str = "\r\n") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, table in held.items():
            text = io.StringIO()
            csv.writer(text, delimiter=sign, lineterminator=ending).writerows(table)
            bundle.writestr(f"{name}.csv", "\ufeff" + text.getvalue())
        bundle.writestr("__MACOSX/._entry.csv", b"\x00\x05")
    return out.getvalue()


def as_a_spreadsheet_saves(table: Table) -> Table:
    """What Excel does of its own: it turns dates and flags around, and sorts as one likes."""

    def turned(cell: str) -> str:
        parts = cell.split("-")
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            return f"{int(parts[1])}/{int(parts[2])}/{parts[0]}"
        if cell.isdigit():
            return str(int(cell))
        if cell.lower() in ("true", "false"):
            return {"true": "VERDADERO", "false": "FALSO"}[cell.lower()]
        return cell.replace("\n", "\r\n")

    head, *rows = table
    return [head, *([turned(cell) for cell in row] for row in reversed(rows))]


def put(table: Table, code: str, column: str, value: str) -> None:
    row = next(row for row in table[1:] if row[1] == code)
    row[table[0].index(column)] = value


async def test_each_kind_has_a_table_with_its_own_columns(town: Town, clerk) -> None:
    held = tables(await exported(clerk, "zip"))
    assert set(held) == {kind.value for kind in DocumentKind if kind is not DocumentKind.BANK}
    assert held["topic"][0] == ["kind", "code", "order", "name.en", "name.es", "name.ht"]
    alone = (await exported(clerk, "topic")).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(alone, newline=""))) == held["topic"]
    assert tables(await exported(clerk, "csv")) == held


@pytest.mark.parametrize(("sign", "ending"), [(",", "\r\n"), (";", "\r\n"), ("\t", "\n")])
async def test_a_spreadsheet_that_only_saved_changes_nothing(
    town: Town, clerk, sign: str, ending: str
) -> None:
    held = tables(await exported(clerk, "zip"))
    saved = {name: as_a_spreadsheet_saves(table) for name, table in held.items()}
    [said] = await clerk.sends("faq.zip", bundle(saved, sign, ending))
    assert said.text == town.text("editors-import-same", count=16)


EDITS = [
    ("entry", "KW-1", "en.short", "By table {vote_first}.", ("en", "short")),
    ("entry", "KW-3", "review_by", "2027-12-24", ("review_by",)),
    ("fact", "F1", "says", "The first vote was 6 to 1.", ("says",)),
    ("source", "gazette", "title", "=Votes", ("title",)),
    ("topic", "votes", "name.es", "Las votaciones", ("name", "es")),
    ("alias", "ice", "says", "ice\nla migra", ("says",)),
    ("scope", "weather", "reply.en", "I know no weather.", ("reply", "en")),
    ("event", "first-vote", "on", "2025-06", ("on",)),
]


@pytest.mark.parametrize(("kind", "code", "column", "cell", "path"), EDITS)
async def test_one_cell_changes_one_field(
    town: Town, clerk, kind: str, code: str, column: str, cell: str, path: tuple[str, ...]
) -> None:
    before = town.db.transact(base_documents.load_live_documents).bodies
    held = {n: as_a_spreadsheet_saves(t) for n, t in tables(await exported(clerk, "zip")).items()}
    put(held[kind], code, column, f"'{cell}" if cell.startswith("=") else cell)
    shown, _ = await clerk.sends("faq.zip", bundle(held, ";"))
    assert shown.text.count("changed: ") == 1
    assert f"changed: {kind} {code}" in shown.text
    await clerk.taps("Publish")
    after = town.db.transact(base_documents.load_live_documents).bodies
    assert {key for key in after if after[key] != before[key]} == {(DocumentKind(kind), code)}
    value: object = after[DocumentKind(kind), code]
    for step in path:
        value = value[step]
    assert value == (cell.split("\n") if kind == "alias" else cell)


async def test_what_a_table_leaves_out_stays(town: Town, clerk) -> None:
    """A few columns of a few rows are enough: neither rows nor columns are taken away."""
    before = town.db.transact(base_documents.load_live_documents).bodies
    table = [["kind", "code", "en.short"], ["entry", "KW-1", "By table {vote_first}."]]
    await clerk.sends("Book1.csv", bundle_one(table))
    await clerk.taps("Publish")
    after = town.db.transact(base_documents.load_live_documents).bodies
    assert after.keys() == before.keys()
    assert after[DocumentKind.ENTRY, "KW-1"]["es"] == before[DocumentKind.ENTRY, "KW-1"]["es"]
    assert after[DocumentKind.ENTRY, "KW-1"]["en"]["short"] == "By table {vote_first}."


def bundle_one(table: Table) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()


Spoil = Callable[[dict[str, Table]], None]
FAULTS: list[tuple[Spoil, str]] = [
    (
        lambda held: put(held["entry"], "KW-3", "review_by", "7/8/2026"),
        "Sheet entry, row 4, column review_by, KW-3: entry KW-3: 'review_by' is '7/8/2026'; "
        "write a date as 2025-06-30",
    ),
    (
        lambda held: put(held["source"], "gazette", "url_inferred", "perhaps"),
        "Sheet source, row 2, column url_inferred, gazette: 'url_inferred' must be yes or no",
    ),
    (
        lambda held: put(held["fact"], "F1", "values", "6-1"),
        "Sheet fact, row 2, column values, F1: 'values'",
    ),
    (
        lambda held: put(held["topic"], "law", "order", "second"),
        "column order, law: 'order' must be a whole number",
    ),
    (
        lambda held: put(held["entry"], "KW-1", "sources", "nowhere"),
        "Sheet entry, row 2, column sources, KW-1: KW-1: names the source nowhere",
    ),
    (
        lambda held: put(held["entry"], "KW-1", "es.short", "{vote_third}"),
        "Sheet entry, row 2, column es.short, KW-1",
    ),
    (
        lambda held: put(held["scope"], "weather", "reply.en", "<img>"),
        "column reply.en, weather: in 'reply.en', ",
    ),
    (
        lambda held: put(held["event"], "first-vote", "facts", "F99"),
        "Sheet event, row 2, column facts, first-vote: ",
    ),
    (
        lambda held: put(held["alias"], "ice", "language", "fr"),
        "Sheet alias, row 2, column language, ice: ",
    ),
]


@pytest.mark.parametrize(("spoil", "says"), FAULTS)
async def test_a_bad_row_is_named_and_nothing_is_changed(
    town: Town, clerk, spoil: Spoil, says: str
) -> None:
    held = tables(await exported(clerk, "zip"))
    put(held["topic"], "votes", "name.en", "Sound, and yet not taken")
    before = town.db.transact(base_version.content_version)
    spoil(held)
    [said] = await clerk.sends("faq.zip", bundle(held))
    assert "nothing was changed" in said.text
    assert says in said.text
    assert town.db.transact(base_version.content_version) == before


def zipped(name: str, content: bytes, **how: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as bundle:
        bundle.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 no zip", "is no zip that can be read"),
        (zipped("entry.xlsx", b"x"), "'entry.xlsx' in the zip is no CSV"),
        (
            zipped("entry.csv", b"a" * 7_000_000, compression=zipfile.ZIP_DEFLATED),
            "unpacks to more than 6 MB",
        ),
        (zipped("entry.csv", b"kind,code\nentry,\xf1"), "line 2: the file is not UTF-8"),
        (zipped("entry.csv", b"kind,code,colour\n"), "'colour' is no column"),
        (zipped("entry.csv", b""), "holds no document"),
        (zipped("entry.csv", b"kind,code\n")[:-30], "is no zip that can be read"),
    ],
    ids=["torn", "xlsx", "bomb", "not-utf8", "column", "empty", "cut"],
)
async def test_a_hostile_zip_is_refused_with_a_reason(
    town: Town, clerk, data: bytes, says: str
) -> None:
    before = town.db.transact(base_version.content_version)
    [said] = await clerk.sends("faq.zip", data)
    assert said.text.startswith("The file was refused; nothing was changed.")
    assert says in said.text
    assert town.db.transact(base_version.content_version) == before
