"""A base of one village that passes every check, and ways to spoil it."""

import copy
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from knowledge.content.checks import Problem, all_problems
from knowledge.content.documents import DocumentKey, DocumentKind
from knowledge.content.faq_base import FaqBase

TODAY = date(2026, 11, 24)
Bodies = dict[DocumentKey, dict[str, Any]]

_ENGLISH = {
    "title": "How did the council vote?",
    "short": "The vote was {vote_well} on {date_well}.",
    "points": "• The Gazette told of it.",
    "detail": "The mayor said the well was old.",
    "phrasings": ["the well", "well vote", "did they vote", "who won", "vote count", "what vote"],
    "terms": ["well", "vote"],
}
_SPANISH = {
    "follows": 1,
    "title": "¿Cómo votó el concejo?",
    "short": "El voto fue {vote_well} el {date_well}.",
    "points": "• La Gazette lo contó.",
    "detail": "Se dijo que el pozo era viejo.",
    "phrasings": [
        "el pozo",
        "voto del pozo",
        "votaron",
        "quien gano",
        "cuantos votos",
        "que voto",
    ],
    "terms": ["pozo", "voto"],
}
_CREOLE = {
    "follows": 1,
    "title": "Ki jan konsèy la te vote?",
    "short": "Vòt la te {vote_well}, nan dat {date_well}.",
    "points": "• Gazette te rakonte sa.",
    "detail": "Yo te di pi a te vye.",
    "phrasings": ["pi a", "vòt pi a", "èske yo vote", "kiyès ki genyen", "konbyen vòt", "ki vòt"],
    "terms": ["pi", "vòt"],
}


def bodies() -> Bodies:
    """The documents of the village."""
    return copy.deepcopy(
        {
            (DocumentKind.SOURCE, "gazette"): {
                "publisher": "The Gazette",
                "title": "A well for the village",
                "date": "2025-06-30",
                "url": "https://gazette.example/well",
            },
            (DocumentKind.SOURCE, "herald"): {"publisher": "The Herald", "date": "2025"},
            (DocumentKind.FACT, "F1"): {
                "says": "The council voted for a well.",
                "certainty": "one-outlet",
                "sources": ["gazette"],
                "values": {
                    "vote_well": {"kind": "vote", "yes": 6, "no": 1},
                    "date_well": {"kind": "date", "value": "2025-06-30"},
                },
            },
            (DocumentKind.TOPIC, "water"): {
                "order": 1,
                "name": {"en": "Water", "es": "Agua", "ht": "Dlo"},
            },
            (DocumentKind.ALIAS, "pit"): {"language": "en", "says": ["pit"], "means": "well"},
            (DocumentKind.SCOPE, "weather"): {
                "outcome": "unknown",
                "reply": {"en": "", "es": "", "ht": ""},
                "examples": {"en": ["rain"], "es": ["lluvia"], "ht": ["lapli"]},
            },
            (DocumentKind.EVENT, "vote"): {
                "on": "2025-06-30",
                "says": {"en": "A vote.", "es": "Un voto.", "ht": "Yon vòt."},
                "facts": ["F1"],
                "entry": "KW-1",
            },
            (DocumentKind.ENTRY, "KW-1"): {
                "slug": "well-vote",
                "topic": "water",
                "facts": ["F1"],
                "sources": ["gazette"],
                "as_of": "2025-06-30",
                "review_by": "2027-11-01",
                "certainty": "one-outlet",
                "related": [],
                "en": _ENGLISH,
                "es": _SPANISH,
                "ht": _CREOLE,
            },
        }
    )


def problems(spoil: Callable[[Bodies], object] | None = None) -> list[Problem]:
    """Check the village, spoiled in one way."""
    documents = bodies()
    if spoil:
        spoil(documents)
    return all_problems(FaqBase.from_documents(documents), TODAY)


def entry(**parts: Any) -> Callable[[Bodies], object]:
    """Spoil the entry: `en__short="…"` for a wording, `facts=[…]` for the rest."""

    def spoil(documents: Bodies) -> None:
        body = documents[(DocumentKind.ENTRY, "KW-1")]
        for name, value in parts.items():
            language, _, part = name.rpartition("__")
            (body[language] if language else body)[part] = value

    return spoil


def document(kind: DocumentKind, code: str, **parts: Any) -> Callable[[Bodies], object]:
    """Spoil another document, or add one."""
    return lambda documents: documents.setdefault((kind, code), {}).update(parts)


def second(**parts: Any) -> Callable[[Bodies], object]:
    """Add a second entry like the first, with its own slug."""

    def spoil(documents: Bodies) -> None:
        body = copy.deepcopy(documents[(DocumentKind.ENTRY, "KW-1")])
        documents[(DocumentKind.ENTRY, "KW-2")] = {**body, "slug": "second", **parts}

    return spoil


def said(found: Mapping[str, Any] | list[Problem]) -> list[tuple[str, str, str]]:
    """Return check, severity and language of each problem."""
    return [(p.check, p.severity.value, str(p.language or "")) for p in found]


def several(*spoils: Callable[[Bodies], object]) -> Callable[[Bodies], object]:
    """Spoil in several ways, one after the other."""

    def spoil(documents: Bodies) -> None:
        for one in spoils:
            one(documents)

    return spoil


def value(name: str, **parts: Any) -> Callable[[Bodies], object]:
    """Add a value to the fact."""
    return lambda documents: documents[(DocumentKind.FACT, "F1")]["values"].update({name: parts})


def phrase(
    name: str, en: str, es: str = "Así fue.", ht: str = "Se konsa."
) -> Callable[[Bodies], object]:
    """Add a phrase to the fact."""
    return value(name, kind="phrase", en=en, es=es, ht=ht)


def everywhere(part: str, text: str) -> Callable[[Bodies], object]:
    """Give one text of the entry the same words in every language."""
    return entry(**{f"{tag}__{part}": text for tag in ("en", "es", "ht")})


def of(check: str, *spoils: Callable[[Bodies], object]) -> list[tuple[str, str, str]]:
    """Return the problems of one kind in the village, spoiled so."""
    return [one for one in said(problems(several(*spoils))) if one[0] == check]
