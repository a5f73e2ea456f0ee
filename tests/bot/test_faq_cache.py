"""The base in memory follows the database; its index is built anew only where it would differ."""

import json
from typing import Any

import pytest

from bot.faq.faq_cache import FaqCache
from bot.faq.index_cache import index_fingerprint
from bot.storage.database import base_version
from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
from knowledge.editing.draft_problems import with_document
from knowledge.matching import FaqIndex
from tests.town import Town

KEY = (DocumentKind.ENTRY, "KW-3")


async def changed(town: Town, **changes: Any) -> None:
    """Let a release change KW-3, and the library notice it."""
    live = await town.db.run(base_documents.load_live_documents)
    body = {**live.bodies[KEY], **changes}
    await town.db.run(base_documents.seed_documents, {KEY: body}, town.clock())
    await town.services.faq.refresh(await town.db.run(base_version.content_version))
    await town.services.faq.wait_until_settled()


@pytest.mark.parametrize(
    "unseen", [{"as_of": "2026-11-20"}, {"review_by": "2027-01-01"}, {"certainty": "one-outlet"}]
)
async def test_a_change_nobody_is_matched_by_keeps_the_index(
    town: Town, unseen: dict[str, Any]
) -> None:
    library = town.services.faq
    await library.load()
    index = library.index
    await changed(town, **unseen)
    assert library.base.entries["KW-3"].version == 2
    assert library.index is index
    assert library.index.ask("what is 287g", "en").entry == "KW-3"


async def test_a_change_of_what_people_ask_builds_it_anew(town: Town) -> None:
    library = town.services.faq
    await library.load()
    index = library.index
    live = await town.db.run(base_documents.load_live_documents)
    wording = live.bodies[KEY]["en"]
    phrasings = [*wording["phrasings"], "tell me of the deputy paper"]
    await changed(town, en={**wording, "phrasings": phrasings})
    assert library.index is not index
    assert library.index.ask("tell me of the deputy paper", "en").entry == "KW-3"
    built = library.index
    await changed(town, as_of="2026-11-21")
    assert library.index is built


async def asked_also(town: Town, phrase: str) -> dict[str, Any]:
    """Return the English of KW-3 with a way more of asking for it."""
    live = await town.db.run(base_documents.load_live_documents)
    wording = live.bodies[KEY]["en"]
    return {**wording, "phrasings": [*wording["phrasings"], phrase]}


async def tried(town: Town, english: dict[str, Any]) -> FaqIndex:
    """Try KW-3 with another English text, as a preview does; return the index of the trial."""
    library = town.services.faq
    live = await town.db.run(base_documents.load_live_documents)
    body = {**live.bodies[KEY], "en": english}
    base = with_document(library.base, *KEY, body, 2)
    trial = library.check_impact(base, [])
    await trial.found
    return await trial.wait_for_index()


async def test_what_was_tried_and_is_published_is_not_learned_again(town: Town) -> None:
    library = town.services.faq
    await library.load()
    english = await asked_also(town, "tell me of the deputy paper")
    trial = await tried(town, english)
    await changed(town, en=english)
    assert library.index is trial
    assert library.index.ask("tell me of the deputy paper", "en").entry == "KW-3"
    again = FaqCache(town.db)
    await again.load()
    assert town.db.index_file is not None
    kept = town.db.index_file.read_bytes()
    assert json.loads(kept.partition(b"\n")[0])["mark"] == index_fingerprint(again.base)
    assert again.index.explain("what is 287g") == trial.explain("what is 287g")


async def test_what_is_published_after_another_trial_is_learned(town: Town) -> None:
    library = town.services.faq
    await library.load()
    trial = await tried(town, await asked_also(town, "tell me of the deputy paper"))
    await changed(town, en=await asked_also(town, "what does the sheriff's scroll say"))
    assert library.index is not trial
    assert library.index.ask("what does the sheriff's scroll say", "en").entry == "KW-3"
