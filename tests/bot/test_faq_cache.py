"""The base in memory follows the database; its index is built anew only where it would differ."""

from typing import Any

import pytest

from bot.storage.database import base_version
from bot.storage.faq import base_documents
from knowledge.content.documents import DocumentKind
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
