"""Phones, e-mails and addresses are shown once an editor has marked them as checked."""

import pytest

from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from tests.town import Town, documents

FACT, ANSWER = (DocumentKind.FACT, "F1"), (DocumentKind.ENTRY, "KW-3")
NOTE = "(not yet checked; see its own page)"


@pytest.fixture
async def told(town: Town) -> Town:
    bodies = documents()
    values = {
        **bodies[FACT]["values"],
        "phone_desk": {"kind": "phone", "value": "305-555-0100", "checked": False},
        "email_desk": {"kind": "email", "value": "desk@clerk.example"},
    }
    lines = {"points": "• Call the desk: {phone_desk}\n• Write: {email_desk}"}
    body = bodies[ANSWER]
    changed = {
        FACT: {**bodies[FACT], "values": values},
        ANSWER: {**body, "en": {**body["en"], **lines}},
    }
    await town.db.run(base_documents.seed_documents, changed, town.clock())
    return town


async def test_one_tap_marks_a_contact_and_residents_see_it(told: Town, clerk, neighbour) -> None:
    [before] = await neighbour.says("KW-3")
    assert f"Call the desk: {NOTE}" in before.text
    [listed] = await clerk.says("/contacts")
    assert listed.text.startswith("Phones, e-mails and addresses: 2 of 2 not yet checked")
    assert "phone_desk: 305-555-0100 (F1, KW-3): not yet checked, not shown" in listed.text
    [done] = await clerk.taps("Checked today: 305-555-0100")
    assert done.text.startswith("Published: F1.3.")
    [after] = await neighbour.says("KW-3")
    assert "Call the desk: 305-555-0100" in after.text
    assert f"Write: {NOTE}" in after.text
    [listed] = await clerk.says("/contacts")
    assert "phone_desk: 305-555-0100 (F1, KW-3): checked on November 24, 2026" in listed.text
    assert listed.button_labels == ["Checked today: desk@clerk.example"]


async def test_another_day_is_typed(told: Town, clerk) -> None:
    [done] = await clerk.says("/contacts email_desk 2026-11-20")
    assert done.text.startswith("Published: F1.3.")
    [listed] = await clerk.says("/contacts")
    assert "desk@clerk.example (F1, KW-3): checked on November 20, 2026" in listed.text


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("email_desk 2026-11-31", "editors-misread-date"),
        ("email_desk 2026-11-25", "editors-misread-day-to-come"),
        ("phone_nobody", "editors-misread-contact"),
        ("vote_first", "editors-misread-contact"),
    ],
)
async def test_what_cannot_be_marked_is_named(told: Town, clerk, typed: str, key: str) -> None:
    [said] = await clerk.says(f"/contacts {typed}")
    assert said.text == told.text(key, given=typed.split()[-1])
    [screen] = (await clerk.says("/fact F1"))[-1:]
    assert screen.text.startswith("Editing F1, from version 2\nChanged so far:\nNothing differs.")


async def test_an_open_edit_of_the_fact_is_not_published_along(told: Town, clerk) -> None:
    await clerk.says("/fact F1")
    await clerk.says("/draft says")
    await clerk.says("Half a thought")
    [refused, screen] = await clerk.says("/contacts phone_desk")
    assert refused.text == told.text("editors-contacts-open", code="F1")
    assert "Half a thought" in screen.text
    [listed] = await clerk.says("/contacts")
    assert "2 of 2 not yet checked" in listed.text


async def test_with_two_persons_the_mark_waits_for_the_second(told: Town, clerk, owner) -> None:
    await owner.says("/team rule on")
    [waits] = await clerk.says("/contacts phone_desk")
    assert waits.text == told.text("editors-sent-to-review", code="F1")
    [listed] = await clerk.says("/contacts")
    assert "2 of 2 not yet checked" in listed.text


async def test_residents_know_no_such_command(told: Town, neighbour) -> None:
    [said] = await neighbour.says("/contacts")
    assert said.text == told.text("start-unknown-command", command="/contacts")
