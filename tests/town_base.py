"""The FAQ base of the invented town."""

from typing import Any

from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind


def wording(title: str, short: str, phrasings: list[str], terms: list[str]) -> dict[str, Any]:
    return {
        "title": title,
        "short": short,
        "points": "• The Gazette was there.",
        "detail": f"{short} More is said here.",
        "phrasings": phrasings,
        "terms": terms,
        "follows": 1,
    }


def entry(slug: str, topic: str, related: list[str], **languages: dict[str, Any]) -> DocumentBody:
    return {
        "slug": slug,
        "topic": topic,
        "facts": ["F1"],
        "sources": ["gazette"],
        "as_of": "2025-07-08",
        "review_by": "2027-11-01",
        "certainty": "several-outlets",
        "related": related,
        **languages,
    }


def documents() -> dict[DocumentKey, DocumentBody]:
    """The base of the invented town: enough to tell every outcome apart."""
    return {
        (DocumentKind.SOURCE, "gazette"): {
            "publisher": "The Gazette",
            "title": "Council votes",
            "date": "2025-07-08",
            "url": "https://gazette.example/votes",
        },
        (DocumentKind.SCOPE, "issue-words"): {
            "outcome": "unknown",
            "lists": {
                "en": [
                    "en-issue = 287(g) | 287g | ICE | immigration",
                    "en-issue-not = ice machine | ice cream",
                ],
                "es": ["es-issue = inmigración"],
                "ht": ["ht-issue = imigrasyon"],
            },
        },
        (DocumentKind.FACT, "F1"): {
            "says": "The first vote was six to one.",
            "certainty": "several-outlets",
            "sources": ["gazette"],
            "values": {
                "vote_first": {"kind": "vote", "yes": 6, "no": 1},
                "vote_second": {"kind": "vote", "yes": 4, "no": 2},
                "url_city_clerk": {"kind": "url", "value": "https://clerk.example"},
            },
        },
        (DocumentKind.TOPIC, "votes"): {
            "order": 1,
            "name": {"en": "The votes", "es": "Los votos", "ht": "Vòt yo"},
        },
        (DocumentKind.TOPIC, "law"): {
            "order": 2,
            "name": {"en": "The law", "es": "La ley", "ht": "Lalwa"},
        },
        (DocumentKind.ENTRY, "KW-1"): entry(
            "first-vote",
            "votes",
            ["KW-2"],
            en=wording(
                "How did the Commission vote on June 30, 2025?",
                "It voted {vote_first} to void the agreement.",
                [
                    "june 30 vote",
                    "what was the vote on june 30",
                    "how did they vote",
                    "who voted no on june 30",
                    "first vote count",
                    "vote to void the agreement",
                ],
                ["june 30", "void"],
            ),
            es=wording(
                "¿Cómo votó la Comisión el 30 de junio de 2025?",
                "Votó {vote_first} por anular el acuerdo.",
                [
                    "voto del 30 de junio",
                    "cual fue el voto del 30 de junio",
                    "primer voto",
                    "quien voto que no el 30 de junio",
                    "como votaron en junio",
                ],
                ["30 de junio", "anular"],
            ),
            ht=wording(
                "Ki jan Komisyon an te vote 30 jen 2025?",
                "Li te vote {vote_first} pou anile akò a.",
                [
                    "vot 30 jen",
                    "ki jan yo te vote 30 jen",
                    "premye vot la",
                    "kiyes ki vote non 30 jen",
                    "konbyen moun ki te vote 30 jen",
                ],
                ["30 jen", "anile"],
            ),
        ),
        (DocumentKind.ENTRY, "KW-2"): entry(
            "second-vote",
            "votes",
            ["KW-1"],
            en=wording(
                "How did the Commission vote on July 8, 2025?",
                "It voted {vote_second} to enter the agreement.",
                [
                    "july 8 vote",
                    "how did they vote",
                    "what was the vote on july 8",
                    "second vote count",
                    "who voted no on july 8",
                    "vote to bring the agreement back",
                ],
                ["july 8", "enter"],
            ),
            es=wording(
                "¿Cómo votó la Comisión el 8 de julio de 2025?",
                "Votó {vote_second} por entrar en el acuerdo.",
                [
                    "voto del 8 de julio",
                    "cual fue el voto del 8 de julio",
                    "segundo voto",
                    "quien voto que no el 8 de julio",
                ],
                ["8 de julio"],
            ),
            ht=wording(
                "Ki jan Komisyon an te vote 8 jiyè 2025?",
                "Li te vote {vote_second} pou antre nan akò a.",
                [
                    "vot 8 jiye",
                    "ki jan yo te vote 8 jiye",
                    "dezyem vot la",
                    "kiyes ki vote non 8 jiye",
                ],
                ["8 jiyè"],
            ),
        ),
        (DocumentKind.ENTRY, "KW-3"): entry(
            "what-is-287g",
            "law",
            [],
            en=wording(
                "What is a 287(g) agreement?",
                "It lets trained local officers do some immigration work under ICE.",
                ["what is 287g", "287(g) meaning", "explain 287 g", "what does 287g do"],
                ["287(g)"],
            ),
            es=wording(
                "¿Qué es un acuerdo 287(g)?",
                "Permite que policías locales hagan cierto trabajo migratorio bajo ICE.",
                ["que es 287g", "que significa 287(g)", "explicame el 287 g"],
                ["287(g)"],
            ),
            ht=wording(
                "Ki sa yon akò 287(g) ye?",
                "Li pèmèt polisye lokal fè kèk travay imigrasyon anba ICE.",
                ["kisa 287g ye", "ki sa 287(g) vle di", "esplike m 287 g"],
                ["287(g)"],
            ),
        ),
        (DocumentKind.SCOPE, "greeting"): {
            "outcome": "chat",
            "reply": {
                "en": "Hello. What would you like to know?",
                "es": "Hola. ¿Qué quiere saber?",
                "ht": "Bonjou. Ki sa ou ta renmen konnen?",
            },
            "examples": {
                "en": ["hi", "hello", "hey there", "good morning", "good evening"],
                "es": ["hola", "buenas", "buenos dias", "buenas tardes", "que tal"],
                "ht": ["bonjou", "bonswa", "alo", "sak pase", "salut"],
            },
        },
        (DocumentKind.SCOPE, "stop"): {
            "outcome": "open",
            "function": "stop",
            "examples": {"en": ["stop the alerts"], "es": ["no mas avisos"], "ht": ["kanpe"]},
            "cues": {
                "en": ["= stop", "unsubscribe", "stop | no more + messages | alerts | texting"],
                "es": ["= basta", "= alto", "no quiero + mas > mensajes | avisos"],
                "ht": ["= kanpe", "sispann + voye > mesaj*"],
            },
        },
        (DocumentKind.SCOPE, "next-meeting"): {
            "outcome": "open",
            "function": "meetings",
            "examples": {
                "en": ["when is the next meeting"],
                "es": ["cuando es la proxima reunion"],
                "ht": ["kile pwochen reyinyon an"],
            },
            "cues": {
                "en": ["next | coming | when | cancel* | is there | agenda + meeting* | meet"],
                "es": ["proxima | cuando + reunion*"],
                "ht": ["pwochen | kile | ki le + reyinyon*"],
            },
        },
        (DocumentKind.SCOPE, "explain"): {
            "outcome": "open",
            "function": "simpler",
            "about_last": True,
            "examples": {
                "en": ["explain simpler"],
                "es": ["no entiendo"],
                "ht": ["m pa konprann"],
            },
            "cues": {
                "en": ["explain + simpler | again", "dont understand"],
                "es": ["= no entiendo", "mas facil"],
                "ht": ["pa + konprann"],
            },
        },
        (DocumentKind.SCOPE, "plea"): {
            "outcome": "refer",
            "reply": {
                "en": "I cannot advise on one case. The Legal Aid Desk can.",
                "es": "No puedo aconsejar sobre un caso. La Mesa de Ayuda Legal sí.",
                "ht": "Mwen pa ka bay konsèy sou yon ka. Biwo Èd Legal la kapab.",
            },
            "examples": {
                "en": ["my husband was detained", "ice took my brother", "can i be deported"],
                "es": [
                    "detuvieron a mi esposo",
                    "ice se llevo a mi hermano",
                    "me pueden deportar",
                ],
                "ht": ["yo arete mari m", "ice pran fre m", "eske yo ka depote m"],
            },
        },
        (DocumentKind.SCOPE, "weather"): {
            "outcome": "unknown",
            "reply": {"en": "", "es": "", "ht": ""},
            "examples": {
                "en": ["what is the weather", "will it rain tomorrow", "is a hurricane coming"],
                "es": ["que tiempo hace", "va a llover manana", "viene un huracan"],
                "ht": ["ki tan li fe", "eske lapli ap tonbe demen", "eske gen siklon"],
            },
        },
        (DocumentKind.EVENT, "first-vote"): {
            "on": "2025-06-30",
            "says": {
                "en": "The Commission votes {vote_first}.",
                "es": "La Comisión vota {vote_first}.",
                "ht": "Komisyon an vote {vote_first}.",
            },
            "facts": ["F1"],
            "entry": "KW-1",
        },
    }
