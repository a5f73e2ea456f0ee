"""The base as a file: out, in, all or nothing, and whatever a hostile file tries."""

import csv
import io
import json

import pytest

from bot.storage.database import base_version
from bot.storage.faq import base_documents
from tests.town import Town


async def exported(clerk, form: str) -> bytes:
    [sent] = await clerk.says(f"/export {form}")
    kept = clerk.town.telegram.files[sent.document["file_id"]]
    return clerk.town.telegram.stored_content(kept.path)


@pytest.mark.parametrize("form", ["zip", "toml", "json"])
async def test_what_goes_out_comes_back_the_same(town: Town, clerk, form: str) -> None:
    data = await exported(clerk, form)
    [said] = await clerk.sends(f"faq.{form}", data)
    assert said.text == town.text("editors-import-same", count=15)


async def test_a_changed_file_is_shown_then_made_public_at_once(
    town: Town, clerk, neighbour
) -> None:
    held = json.loads(await exported(clerk, "json"))
    held["entry"]["KW-1"]["en"]["short"] = "By file: {vote_first}."
    held["entry"]["KW-9"] = {**held["entry"]["KW-3"], "slug": "by-file"}
    for tag in ("en", "es", "ht"):
        held["entry"]["KW-9"][tag] = {
            **held["entry"]["KW-3"][tag], "phrasings": [f"by file {tag} {n}" for n in range(6)]
        }  # fmt: skip
    differences, asked = await clerk.sends("faq.json", json.dumps(held).encode())
    assert "changed: entry KW-1\n• Short answer (English): " in differences.text
    assert "<s>It voted {vote_first} to void the agreement.</s> <b>By file:" in differences.html
    assert "new: entry KW-9" in differences.text
    assert asked.text == town.text("editors-confirm-import")
    [done] = await clerk.taps("Publish")
    assert done.text == town.text("editors-done-import", version="2")
    [answer] = await neighbour.says("KW-1")
    assert "By file: 6-1." in answer.text
    [answer] = await neighbour.says("KW-9")
    assert "KW-9.1" in answer.text


def parted(data: bytes, sign: str, *, first: str = "") -> bytes:
    """Return a table as a spreadsheet of another country writes it."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(rows)
    return ("\ufeff" + first + out.getvalue()).encode()


@pytest.mark.parametrize(("sign", "first"), [(";", ""), (";", "sep=;\r\n"), ("\t", "")])
async def test_a_table_parted_by_semicolons_or_tabs_is_read(
    town: Town, clerk, sign: str, first: str
) -> None:
    data = await exported(clerk, "source")
    [said] = await clerk.sends("faq.csv", parted(data, sign, first=first))
    assert said.text == town.text("editors-import-same", count=1)
    changed = data.replace(b"Council votes", b'"Council; votes, again"')
    differences, _ = await clerk.sends("faq.csv", parted(changed, sign, first=first))
    assert "• Title: Council votes Council; votes, again" in differences.text


async def test_a_fault_in_such_a_table_has_sheet_row_and_column(town: Town, clerk) -> None:
    data = b"sep=;\r\nkind;code;publisher\r\nsource;s1;One\r\nwhat;s2;Two\r\n"
    [said] = await clerk.sends("Sources 2.csv", data)
    assert "Sheet sources 2, row 3, column kind, s2: 'what' is no kind; use" in said.text


async def test_one_fault_stops_the_whole_file_and_names_its_line(town: Town, clerk) -> None:
    held = json.loads(await exported(clerk, "json"))
    held["entry"]["KW-1"]["en"]["short"] = "Fine."
    held["entry"]["KW-2"]["sources"] = ["nowhere"]
    [said] = await clerk.sends("faq.json", json.dumps(held, indent=1).encode())
    assert said.text.startswith("1 faults; nothing was changed.")
    assert "KW-2" in said.text
    assert await town.db.run(base_version.content_version) == 1


async def test_a_file_overtaken_by_an_edit_changes_nothing(town: Town, clerk, hire) -> None:
    held = json.loads(await exported(clerk, "json"))
    held["entry"]["KW-1"]["en"]["short"] = "By file: {vote_first}."
    await clerk.sends("faq.json", json.dumps(held).encode())
    rita = hire("Rita")
    await rita.says("/faq edit KW-1 short en")
    await rita.says("By hand: {vote_first}.")
    await rita.says("/draft preview")
    await rita.says("/draft publish")
    [told] = await clerk.taps("Publish")
    assert "Someone was faster" in told.text
    live = await town.db.run(base_documents.load_live_documents)
    shorts = [body["en"]["short"] for (_, code), body in live.bodies.items() if code == "KW-1"]
    assert shorts == ["By hand: {vote_first}."]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.json", b'{"entry":' + b'{"a":' * 5000 + b"1" + b"}" * 5001),
        ("deep.toml", b"a = " + b"[" * 3000 + b"]" * 3000),
        ("twice.json", b'{"entry": {}, "entry": {}}'),
        ("latin.csv", "kind,code\nentry,ñ".encode("latin-1")),
        ("nul.csv", b"kind,code\nentry,\x00"),
        ("nothing.json", b"{}"),
        ("list.json", b"[1, 2]"),
        ("page.html", b"<html></html>"),
        ("rows.csv", b"kind,code\n" + b"alias,x\n" * 6000),
        ("broken.toml", b"[entry.KW-1"),
    ],
)
async def test_a_hostile_file_is_refused_with_a_reason(
    town: Town, clerk, name: str, content: bytes
) -> None:
    [said] = await clerk.sends(name, content)
    assert said.text.startswith("The file was refused; nothing was changed.")
    assert await town.db.run(base_version.content_version) == 1


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("short", "<script>alert(1)</script>"),
        ("short", '<a href="javascript:x">x</a>'),
        ("title", 7),
        ("phrasings", "one"),
    ],
)
async def test_hostile_content_is_a_fault_of_its_line(
    town: Town, clerk, part: str, value: object
) -> None:
    held = json.loads(await exported(clerk, "json"))
    held["entry"]["KW-1"]["en"][part] = value
    [said] = await clerk.sends("faq.json", json.dumps(held).encode())
    assert "nothing was changed" in said.text
    assert await town.db.run(base_version.content_version) == 1


async def test_a_file_too_large_is_refused_before_it_is_fetched(town: Town, clerk) -> None:
    [said] = await clerk.sends("faq.json", b"{}", size=6 * 1024 * 1024 + 1)
    assert "larger than 6 MB" in said.text
    assert town.telegram.calls_of("getFile") == []


async def test_a_residents_file_is_only_a_file(town: Town, neighbour) -> None:
    [said] = await neighbour.sends("faq.json", b"{}")
    assert said.text == town.text("ask-media")
    assert town.telegram.calls_of("getFile") == []


async def test_the_commands_say_how(town: Town, clerk) -> None:
    [usage] = await clerk.says("/import")
    assert usage.text == town.text("editors-import-usage")
    [usage] = await clerk.says("/export xlsx")
    assert usage.text.startswith("Which form?")
