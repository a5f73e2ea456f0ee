"""A newer release under editors' own texts, and what is public then."""

from typing import Any

from bot.storage.database import base_version
from bot.storage.editors.editor_members import Actor
from bot.storage.faq import base_documents, drafts
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from tests.town import Town, documents

KEY = (DocumentKind.ENTRY, "KW-3")


def changed(key: DocumentKey, **parts: Any) -> dict[DocumentKey, DocumentBody]:
    """The release's documents, with parts of one changed; an entry's English ones by name."""
    bodies = documents()
    body = dict(bodies[key])
    if key[0] is DocumentKind.ENTRY:
        body["en"] = {**body["en"], **parts}
    else:
        body |= parts
    return {**bodies, key: body}


async def comes(town: Town, bodies: dict[DocumentKey, DocumentBody]) -> None:
    """A newer release of the bot starts."""
    town.db.transact(base_documents.seed_documents, bodies, town.clock())
    await town.services.faq.refresh(town.db.transact(base_version.content_version))


async def edit(desk, code: str, part: str, text: str) -> None:
    await desk.says(f"/faq edit {code} {part}")
    await desk.says(text)
    await desk.says("/draft preview")
    [done] = await desk.says("/draft publish")
    assert done.text.startswith("Published")


def actor(desk) -> Actor:
    return Actor(desk.id, is_owner=False)


def public(town: Town, key: DocumentKey = KEY) -> dict[str, Any]:
    return town.db.transact(drafts.load_document, *key).body
