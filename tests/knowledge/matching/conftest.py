"""A small made-up base: two votes, an agreement, a complaint, small talk and pleas."""

import pytest

from knowledge.language import Language
from knowledge.matching import FaqIndex, IndexedAlias, IndexedEntry, IndexedWording, ScopeClass

EN, ES, HT = Language.EN, Language.ES, Language.HT


def wording(title: str, *phrasings: str, short: str = "", terms: tuple[str, ...] = ()):
    return IndexedWording(title, short, "", phrasings, terms)


ENTRIES = (
    IndexedEntry(
        "T-1",
        {
            EN: wording(
                "What is a 287(g) agreement?",
                "what is 287g",
                "explain the 287(g) program",
                "meaning of 287 g",
                "what does the ice agreement do",
            ),
            ES: wording(
                "¿Qué es un acuerdo 287(g)?",
                "que es 287g",
                "explicame el programa 287(g)",
                "que significa 287 g",
            ),
            HT: wording(
                "Kisa yon akò 287(g) ye?", "ki sa 287g ye", "eksplike m pwogram 287(g) la"
            ),
        },
    ),
    IndexedEntry(
        "T-2",
        {
            EN: wording(
                "How did each member vote on June 30?",
                "who voted no on june 30",
                "june 30 roll call",
                "how did commissioners vote in the june 30 meeting",
                "which commissioner was against it on june 30",
            ),
            ES: wording(
                "¿Cómo votó cada miembro el 30 de junio?",
                "quien voto que no el 30 de junio",
                "votos del 30 de junio",
            ),
            HT: wording("Kijan chak manm te vote 30 jen?", "kiyès ki te vote non 30 jen"),
        },
    ),
    IndexedEntry(
        "T-3",
        {
            EN: wording(
                "How did each member vote on July 8?",
                "who voted no on july 8",
                "july 8 roll call",
                "how did commissioners vote in the july 8 meeting",
                "which commissioner was against it on july 8",
            ),
            ES: wording(
                "¿Cómo votó cada miembro el 8 de julio?",
                "quien voto que no el 8 de julio",
                "votos del 8 de julio",
            ),
            HT: wording("Kijan chak manm te vote 8 jiyè?", "kiyès ki te vote non 8 jiyè"),
        },
    ),
    IndexedEntry(
        "T-4",
        {
            EN: wording(
                "How do I complain about an officer?",
                "file a complaint against police",
                "report a bad cop",
                "where do complaints about an officer go",
                short="Write to the Professional Standards Division or the review board.",
            ),
            ES: wording(
                "¿Cómo me quejo de un agente?",
                "poner una queja contra la policía",
                "denunciar a un policia",
            ),
            HT: wording("Kijan m ka plenyen pou yon polisye?", "pote plent kont lapolis"),
        },
    ),
    IndexedEntry(
        "T-5",
        {
            EN: wording(
                "When does the Commission meet?",
                "next commission meeting",
                "what time is the city meeting",
                "meeting schedule",
            ),
            ES: wording(
                "¿Cuándo se reúne la Comisión?", "proxima reunion de la comision", "a que hora es"
            ),
            HT: wording("Kilè Komisyon an reyini?", "kilè pwochen reyinyon an ye"),
        },
    ),
)
SCOPE = (
    ScopeClass("hello", "chat", {EN: ("hi", "hello there"), ES: ("hola", "buenos dias")}),
    ScopeClass(
        "own-case",
        "refer",
        {
            EN: (
                "my brother was arrested help",
                "ice took my husband",
                "they detained my wife what do i do",
                "my son was arrested by ice this morning",
            ),
            ES: ("arrestaron a mi hermano ayuda", "se llevaron a mi esposo"),
        },
    ),
    ScopeClass(
        "weather", "unknown", {EN: ("weather tomorrow", "will it rain today", "is it hot outside")}
    ),
)
ALIASES = (
    IndexedAlias("migra", None, ("la migra", "migra", "immigration police"), "ice"),
    IndexedAlias("cop", EN, ("cops", "cop"), "police"),
)


@pytest.fixture(scope="session")
def town() -> FaqIndex:
    return FaqIndex(ENTRIES, scope=SCOPE, aliases=ALIASES)
