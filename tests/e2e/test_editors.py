"""The editors' room in the real process: kills, races, forged and old buttons, hostile files."""

import sqlite3
import time

import pytest

from bot.playground.simulator.people import SimulatedUser
from tests.e2e.conftest import Line

pytestmark = pytest.mark.e2e
OWNER = 4242


async def says(line: Line, person: SimulatedUser, text: str, answer: str) -> None:
    """Let a person write, and wait until the bot's newest words there hold the answer."""
    person.says(text)
    await line.until(lambda: bool(person.chat.from_bot) and answer in person.last.text)


async def opened(line: Line, code: str = "KW-3") -> tuple[SimulatedUser, SimulatedUser]:
    """Start the bot; return its owner, at the desk, and a resident who has asked for an answer."""
    owner = line.telegram.add_user("Olga", "en", id=OWNER)
    rosa = line.telegram.add_user("Rosa", "en")
    await line.process.start()
    await says(line, owner, "/faq", "Keeping the answers true")
    await says(line, rosa, code, f"{code}.1")
    return owner, rosa


async def previewed(
    line: Line, person: SimulatedUser, part: str, value: str, code: str = "KW-3"
) -> None:
    await says(line, person, f"/faq edit {code} {part}", "Send me the new text")
    await says(line, person, value, f"Editing {code}")
    await says(line, person, "/draft preview", "Publish it?")


async def test_an_edit_survives_kill_9_and_is_live_within_a_second(shipped: Line) -> None:
    owner, rosa = await opened(shipped, "KW-16")
    await previewed(shipped, owner, "as_of", "2026-11-20", "KW-16")
    preview = owner.last
    await shipped.process.kill()
    await shipped.process.start()

    rosa.forges(preview.buttons[0][0]["callback_data"], rosa.last)
    await says(shipped, rosa, "KW-16", "KW-16.1")

    owner.taps("Publish", preview)
    await shipped.until(lambda: "Published: KW-16.2" in owner.last.text)
    published_at = time.monotonic()
    await says(shipped, rosa, "KW-16", "KW-16.2")
    assert time.monotonic() - published_at <= 1.0
    assert "Nov 20, 2026" in rosa.last.text

    owner.taps("Publish", preview)
    await shipped.until(lambda: "no longer open" in owner.last.text)
    assert shipped.select("SELECT count(*) FROM audit WHERE act = 'change'") == [(1,)]
    assert await shipped.process.stop() == 0
    assert shipped.telegram.complaints == []


async def test_two_editors_race_and_nothing_is_overwritten_unseen(line: Line) -> None:
    owner, clara = await opened(line)
    await says(line, owner, "/team invite editor Clara", "?start=join-")
    payload = owner.last.text.split("?start=")[1].split()[0]
    clara.starts(payload)
    await line.until(lambda: "You are now editor" in clara.last.text)
    await previewed(line, owner, "as_of", "2026-11-20")
    await previewed(line, clara, "review_by", "2027-06-01")
    owner.says("/draft publish")
    clara.says("/draft publish")
    told = "Someone was faster"
    done = "Published: KW-3.2"
    await line.until(lambda: {told in p.last.text for p in (owner, clara)} == {True, False})
    second = owner if told in owner.last.text else clara
    await line.until(lambda: any(done in p.last.text for p in (owner, clara)))
    second.taps("Put my changes on top of theirs")
    await line.until(lambda: "Publish it?" in second.last.text)
    second.says("/draft publish")
    await line.until(lambda: "Published: KW-3.3" in second.last.text)
    [[body]] = line.select(
        "SELECT json_extract(body, '$.as_of') || ' ' || json_extract(body, '$.review_by')"
        " FROM documents WHERE code = 'KW-3'"
    )
    assert body == "2026-11-20 2027-06-01"
    assert await line.process.stop() == 0


async def test_a_hostile_import_and_a_pause_leave_the_base_as_it_was(line: Line) -> None:
    owner, rosa = await opened(line)
    for name, content in (
        ("deep.json", b'{"entry":' + b'{"a":' * 20_000 + b"1" + b"}" * 20_001),
        ("rows.csv", b"kind,code\n" + b"alias,x\n" * 200_000),
        ("latin.csv", "kind,code\nentry,ñ".encode("latin-1")),
    ):
        before = owner.last.id
        owner.sends_document(name, content)
        await line.until(lambda before=before: owner.last.id > before)
        assert "The file was refused; nothing was changed." in owner.last.text
    owner.sends_document("big.json", b"{}", claimed_size=7_000_000)
    await line.until(lambda: "larger than 6 MB" in owner.last.text)
    owner.says("/off Back at noon.")
    await line.until(lambda: owner.last.text == "Back at noon.")
    await says(line, rosa, "KW-3", "Back at noon.")
    await says(line, owner, "/on", "Answers are on again.")
    await says(line, rosa, "KW-3", "KW-3.1")
    assert line.select("SELECT version FROM content_version") == [(1,)]
    assert await line.process.stop() == 0


async def test_a_release_beside_an_edit_is_decided_on_after_a_restart(line: Line) -> None:
    owner, rosa = await opened(line)
    await previewed(line, owner, "as_of", "2026-11-20")
    owner.says("/draft publish")
    await line.until(lambda: "Published: KW-3.2" in owner.last.text)
    assert await line.process.stop() == 0
    with sqlite3.connect(line.database) as connection:  # as if this release had come later
        connection.execute(
            "UPDATE document_versions SET body = json_set(body, '$.en.short', 'As it once was.')"
            " WHERE code = 'KW-3' AND version = 1"
        )
        connection.execute(
            "UPDATE documents SET seed_hash = '', body = json_set(body, '$.en.short',"
            " 'As it once was.') WHERE code = 'KW-3'"
        )
    await line.process.start()
    await says(line, owner, "/releases", "KW-3: the release says something else")
    screen = owner.last

    def heard(words: str) -> bool:  # word that a release waits may come in between
        return any(words in m.text for m in owner.chat.from_bot if m.id >= screen.id)

    assert "1. Short answer (English)" in screen.text
    assert "As-of date" not in screen.text
    owner.taps("Preview", screen)
    await line.until(lambda: heard("Publish it?"))
    owner.taps("Publish")
    await line.until(lambda: heard("Published: KW-3.3"))
    await says(line, rosa, "KW-3", "KW-3.3")
    assert "As it once was." not in rosa.last.text
    assert "Nov 20, 2026" in rosa.last.text
    owner.taps("1. Ours", screen)
    await line.until(lambda: heard("no longer open"))
    assert await line.process.stop() == 0
    assert line.telegram.complaints == []
