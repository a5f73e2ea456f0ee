"""What changed between two versions of a document, in the words of a reader."""

from collections.abc import Mapping

from knowledge.content.documents import TEXTS, Body
from knowledge.language import Language

_SHARED = {
    "sources": ("sources",),
    "facts": ("facts",),
    "dates": ("as_of", "searched_to", "review_by"),
}


def changed_parts(before: Body, after: Body, language: Language) -> list[str]:
    """Name the parts of an entry that differ for a reader of one language.

    One or more of `TEXTS`, sources, facts, dates; phrasings when only those differ.
    """
    old, new = _wording(before, language), _wording(after, language)
    parts = [part for part in TEXTS if old.get(part) != new.get(part)]
    parts += [
        part
        for part, names in _SHARED.items()
        if any(before.get(name) != after.get(name) for name in names)
    ]
    if not parts and (old.get("phrasings"), old.get("terms")) != (
        new.get("phrasings"),
        new.get("terms"),
    ):
        parts.append("phrasings")
    return parts


def _wording(body: Body, language: Language) -> Body:
    found = body.get(language.value) or body.get(Language.EN.value) or {}
    return found if isinstance(found, Mapping) else {}
