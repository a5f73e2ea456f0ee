"""What a preview asks and tells, and what undoing brings back."""

import asyncio
import re
from threading import Event
from typing import Any

import pytest

from bot.storage.faq import base_documents, question_bank
from handlers.editing import matcher_trials
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.editing.field_changes import outdated_translations
from knowledge.language import Language
from knowledge.matching import FaqIndex
from tests.town import NOON, Town, documents

QUESTIONS = [
    ("june 30 tally of the void", "en", "KW-1"),
    ("the july 8 count of it", "en", "KW-2"),
    ("287g sense", "en", "KW-3"),
    ("que quiere decir 287g", "es", "KW-3"),
]


@pytest.fixture
async def banked(town: Town) -> None:
    """A bank of test questions in the town."""
    rows = [{"text": t, "language": tag, "entry": code} for t, tag, code in QUESTIONS]
    bodies = {**documents(), (DocumentKind.BANK, "all"): {"question": rows}}
    await town.db.run(base_documents.seed_documents, bodies, NOON)
    assert len(await town.db.run(question_bank.load_question_bank)) == len(QUESTIONS)


async def previewed(clerk, part: str, text: str, code: str = "KW-1") -> str:
    await clerk.says(f"/faq edit {code} {part}")
    await clerk.says(text)
    *_, verdict = await clerk.says("/draft preview")
    return str(verdict.text)


async def test_only_questions_whose_words_the_edit_touches_are_asked(
    town: Town, clerk, banked
) -> None:
    told = await previewed(clerk, "phrasings es", "que es 287g\nque significa 287(g)", "KW-3")
    assert "Questions tested:" not in told or " of 4" in told
    told = await previewed(clerk, "short en", "It voted {vote_first} to void it, the tally says.")
    assert "Questions tested: 1 of 4" in told


@pytest.mark.parametrize(
    "short",
    ["It  voted {vote_first} to void the agreement!", "It voted {vote_first} to void agreements."],
)
async def test_an_edit_without_a_new_word_asks_nothing(
    town: Town, clerk, banked, short: str
) -> None:
    told = await previewed(clerk, "short en", short)
    assert "Questions tested" not in told
    assert "Publish it?" in told


async def test_what_the_edit_breaks_is_named_and_nothing_else(town: Town, clerk, banked) -> None:
    stolen = "june 30 tally of the void\njune 30 vote tally\ntally of june 30\nvoid tally june 30"
    told = await previewed(clerk, "phrasings en", stolen, "KW-3")
    assert "june 30 tally of the void" in told
    assert "july 8 count" not in told


async def test_the_trial_is_built_once_for_a_text(town: Town, clerk, banked) -> None:
    await clerk.says("/faq edit KW-1 phrasings en")
    await clerk.says("the void tally")
    library = town.services.faq
    begun = library._impact_check
    assert begun is not None
    await clerk.says("/draft preview")
    assert library._impact_check is begun
    assert begun.asked_count == len(begun.asked)


async def state(town: Town, code: str = "KW-1") -> tuple[dict[str, Any], list[Language]]:
    *_, newest = await town.db.run(base_documents.document_history, DocumentKind.ENTRY, code)
    return dict(newest.body), outdated_translations(newest.body)


async def publish(clerk, part: str, text: str) -> None:
    await previewed(clerk, part, text)
    await clerk.says("/draft publish")


async def test_undo_brings_the_translations_back_in_step(town: Town, clerk) -> None:
    await publish(clerk, "short en", "The vote was {vote_first} to void it.")
    assert (await state(town))[1] == [Language.ES, Language.HT]
    _, verdict = await clerk.says("/faq undo KW-1")
    assert "behind the English" not in verdict.text
    await clerk.says("/draft publish")
    assert (await state(town))[1] == []


async def test_undo_of_a_translation_leaves_it_behind_as_it_was(town: Town, clerk) -> None:
    await publish(clerk, "short en", "The vote was {vote_first} to void it.")
    await publish(clerk, "short es", "El voto fue {vote_first} por anularlo.")
    assert (await state(town))[1] == [Language.HT]
    await clerk.says("/faq undo KW-1")
    await clerk.says("/draft publish")
    body, late = await state(town)
    assert "Votó {vote_first} por anular el acuerdo." in body["es"]["short"]
    assert late == [Language.ES, Language.HT]


async def test_undo_of_a_first_version_says_so(town: Town, clerk) -> None:
    [said] = await clerk.says("/faq undo KW-3")
    assert said.text == town.text("editors-undo-first", code="KW-3")


@pytest.mark.parametrize(
    ("begin", "kept"),
    [("/broadcast", "Nothing was sent."), ("/correct KW-1", "Nothing was sent."),
     ("/faq add What now?", "What is public is as it was."),
     ("/faq edit KW-1", "What is public of KW-1 is as it was.")],
)  # fmt: skip
async def test_throwing_away_leaves_no_hole_in_the_words(
    town: Town, owner, begin: str, kept: str
) -> None:
    await owner.says(begin)
    [said] = await owner.says("/draft discard")
    assert said.text == f"Thrown away. {kept}"
    assert not re.search(r"\w  \w", said.text)


@pytest.mark.parametrize("asked", ["/faq phrase KW-1 void tally who", "/unanswered s1 add KW-1"])
async def test_a_phrasing_is_shown_at_once_and_progress_told_while_its_words_are_learned(
    town: Town, clerk, neighbour, banked, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    await neighbour.says("/send void tally who")
    learned, build = Event(), town.services.faq._build_candidate_index

    def slowly(base: FaqBase) -> FaqIndex:
        assert learned.wait(30)
        return build(base)

    monkeypatch.setattr(town.services.faq, "_build_candidate_index", slowly)
    monkeypatch.setattr(matcher_trials, "_PROGRESS_SECONDS", 0.01)
    working = asyncio.create_task(clerk.says(asked))
    while not any("being learned" in m.text for m in clerk.person.chat.from_bot):
        await asyncio.sleep(0)
        assert not working.done()
    card, checking = clerk.person.chat.from_bot[-2:]
    assert card.text.startswith("How did the Commission vote")
    assert "nothing is public yet" in checking.text
    assert checking.button_labels == []
    learned.set()
    await working
    verdict = clerk.person.chat.from_bot[-1]
    assert verdict.id == checking.id
    assert "with it added" in verdict.text
    assert "Publish" in verdict.button_labels
