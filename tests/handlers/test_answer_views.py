"""What stands under an answer: its views, its sources, following; and retired codes."""

import pytest

from bot.playground.simulator.people import SimulatedUser
from bot.storage.faq import base_documents
from bot.storage.faq.follows import followed_codes
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.index_building import build_index
from tests.town import Town, documents

FIRST, SECOND = (DocumentKind.ENTRY, "KW-1"), (DocumentKind.ENTRY, "KW-2")


def reasoned() -> dict[DocumentKey, DocumentBody]:
    """The town's documents with a basis in the first answer, which takes KW-9's place."""
    bodies = documents()
    changed = {
        tag: {**bodies[FIRST][tag], "basis": basis}
        for tag, basis in (("en", "Two reports agree."), ("es", "Dos reportes coinciden."))
    }
    bodies[FIRST] = {**bodies[FIRST], **changed, "replaces": ["KW-9", "old-vote"]}
    return bodies


@pytest.fixture
async def told(town: Town) -> Town:
    await town.db.run(base_documents.seed_documents, reasoned(), town.clock())
    base = await town.db.run(base_documents.load_base)
    town.services.faq.base, town.services.faq.index = base, build_index(base)
    return town


async def test_more_opens_the_detail_in_the_same_message_and_shorter_closes_it(
    told: Town, resident: SimulatedUser
) -> None:
    [answer] = await told.say(resident, "what was the vote on june 30")
    assert "More is said here." not in answer.text
    [more] = await told.tap(resident, "More")
    assert more.id == answer.id
    assert "More is said here." in more.text
    assert "The Gazette was there." not in more.text
    assert more.button_labels[0] == "Shorter"
    [again] = await told.tap(resident, "Shorter")
    assert again.id == answer.id
    assert again.text == answer.text
    assert again.button_labels == answer.button_labels


async def test_how_do_you_know_is_there_when_there_is_something_to_tell(
    told: Town, resident: SimulatedUser
) -> None:
    [answer] = await told.say(resident, "KW-1")
    [why] = await told.tap(resident, "How do you know?")
    assert why.id == answer.id
    assert "Two reports agree." in why.text
    [other] = await told.say(resident, "KW-2")
    assert "How do you know?" not in other.button_labels


async def test_sources_come_as_a_message_of_their_own(told: Town, resident: SimulatedUser) -> None:
    [answer] = await told.say(resident, "KW-1")
    [listed] = await told.tap(resident, "Sources")
    assert listed.id != answer.id
    assert "The Gazette, “Council votes”, July 8, 2025" in listed.text


async def test_a_tap_follows_the_answer_as_typing_does(
    told: Town, resident: SimulatedUser
) -> None:
    await told.say(resident, "KW-1")
    [said] = await told.tap(resident, "Tell me if this changes")
    title = "How did the Commission vote on June 30, 2025?"
    assert said.text == told.text("follow-set", code="KW-1", title=title)
    assert await told.db.run(followed_codes, resident.id) == ["KW-1"]
    [again] = await told.say(resident, "/follow KW-1")
    assert again.text.startswith("You already follow KW-1")


async def test_each_view_can_be_typed(told: Town, resident: SimulatedUser) -> None:
    await told.say(resident, "what was the vote on june 30")
    [more] = await told.say(resident, "/more")
    assert "More is said here." in more.text
    [why] = await told.say(resident, "/why")
    assert "Two reports agree." in why.text
    [named] = await told.say(resident, "/more KW-2")
    assert "KW-2.1" in named.text
    [none] = await told.say(resident, "/why kw 2")
    assert none.text == told.text("ask-basis-none", code="KW-2", number="2")
    [unknown] = await told.say(resident, "/why KW-99")
    assert unknown.text == told.text("ask-no-such-code", code="KW-99")


async def test_without_an_answer_there_is_nothing_more(
    told: Town, resident: SimulatedUser
) -> None:
    for command in ("/more", "/why"):
        [said] = await told.say(resident, command)
        assert said.text == told.text("ask-which", command=command)


async def test_a_view_keeps_the_language_of_the_answer(
    told: Town, resident: SimulatedUser
) -> None:
    [answer] = await told.say(resident, "¿cuál fue el voto del 30 de junio?")
    assert answer.button_labels[-1] == "Seguir en Español"
    [why] = await told.tap(resident, "¿Cómo lo saben?")
    assert "Dos reportes coinciden." in why.text
    assert why.button_labels[-1] == "Seguir en Español"
    [near] = await told.tap(resident, "¿Cómo votó la Comisión el 8 de julio de 2025?")
    assert "KW-2.1" in near.text
    assert "fuentes: 8 jul 2025" in near.text


async def test_rating_takes_only_its_own_buttons_away(told: Town, resident: SimulatedUser) -> None:
    await told.say(resident, "KW-1")
    [rated] = await told.tap(resident, "Helpful")
    assert "Helpful" not in rated.button_labels
    [more] = await told.tap(resident, "More")
    assert "Helpful" not in more.button_labels
    assert "Shorter" in more.button_labels


async def test_the_way_back_to_a_topic_stays_under_every_view(
    told: Town, resident: SimulatedUser
) -> None:
    await told.say(resident, "/topics 1")
    await told.tap(resident, "How did the Commission vote on June 30, 2025?")
    [more] = await told.tap(resident, "More")
    assert more.button_labels[-1] == "Back"


async def test_buttons_of_an_old_message_show_the_answer_as_it_is_now(
    told: Town, resident: SimulatedUser
) -> None:
    [answer] = await told.say(resident, "KW-1")
    bodies = reasoned()
    changed = {**bodies[FIRST]["en"], "detail": "It was recounted."}
    bodies[FIRST] = {**bodies[FIRST], "en": changed}
    told.clock.passes(days=40)
    await told.db.run(base_documents.seed_documents, bodies, told.clock())
    [more] = await told.tap(resident, "More", answer)
    assert "It was recounted." in more.text
    assert "KW-1.3" in more.text


async def test_a_forged_view_changes_nothing(told: Town, resident: SimulatedUser) -> None:
    [answer] = await told.say(resident, "KW-1")
    for data in ("answer:more:KW-1", "answer:drop:KW-1.en", "answer:more:KW-1.fr"):
        resident.forges(data, answer)
    resident.forges("answer:more:KW-77.en", answer)
    await told.settle()
    texts = [message.text for message in resident.take_unread()]
    assert texts == [told.text("ask-gone")]


@pytest.mark.parametrize("typed", ["KW-9", "/KW_9", "/start KW-9", "/start old-vote", "/more kw9"])
async def test_a_retired_code_opens_its_heir(
    told: Town, resident: SimulatedUser, typed: str
) -> None:
    [answer] = await told.say(resident, typed)
    assert "How did the Commission vote on June 30, 2025?" in answer.text
    assert "KW-1.2" in answer.text


async def test_verify_says_which_answer_took_the_place(
    told: Town, resident: SimulatedUser
) -> None:
    title = "How did the Commission vote on June 30, 2025?"
    for typed, stamp in (("/verify KW-9.3", "KW-9.3"), ("/verify kw 9", "KW-9")):
        [said] = await told.say(resident, typed)
        expected = told.text("browse-verify-replaced", stamp=stamp, heir="KW-1.2", title=title)
        assert said.text == expected


async def test_a_code_that_is_live_again_opens_itself(told: Town) -> None:
    bodies = reasoned()
    bodies[DocumentKind.ENTRY, "KW-9"] = {**bodies[SECOND], "slug": "nine"}
    base = FaqBase.from_documents(bodies)
    nine = base.find_entry("KW-9")
    assert nine is not None
    assert nine.code == "KW-9"
