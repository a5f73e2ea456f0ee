"""What changed between two versions of a document, in the words of a reader."""

from collections.abc import Mapping

from knowledge.content.documents import TEXT_NAMES, DocumentBody
from knowledge.language import Language

_SHARED_FIELDS = {
    "sources": ("sources",),
    "facts": ("facts",),
    "dates": ("as_of", "searched_to", "review_by"),
}


def changed_parts(before: DocumentBody, after: DocumentBody, language: Language) -> list[str]:
    """Name the parts of an entry that differ for a reader of one language.

    One or more of `TEXT_NAMES`, sources, facts, dates; phrasings when only those differ.
    """
    old, new = _body_wording(before, language), _body_wording(after, language)
    parts = [part for part in TEXT_NAMES if old.get(part) != new.get(part)]
    parts += [
        part
        for part, names in _SHARED_FIELDS.items()
        if any(before.get(name) != after.get(name) for name in names)
    ]
    if not parts and (old.get("phrasings"), old.get("terms")) != (
        new.get("phrasings"),
        new.get("terms"),
    ):
        parts.append("phrasings")
    return parts


def _body_wording(body: DocumentBody, language: Language) -> DocumentBody:
    found = body.get(language.value) or body.get(Language.EN.value) or {}
    return found if isinstance(found, Mapping) else {}
