"""A running bot in a small invented town, on a simulated Telegram and a clock you set."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.app import build_application, build_services
from bot.intake.inline_queries import InlineQueries
from bot.intake.polling import Polling
from bot.intake.read_only_intake import ReadOnlyIntake
from bot.intake.update_workers import UpdateWorkers
from bot.playground.serving.simulated_request import SimulatedRequest
from bot.playground.simulator.groups import Group
from bot.playground.simulator.messages import Message
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.playground.simulator.world import InlineQuery
from bot.sending.rate_limiter import RateLimiter
from bot.settings import Settings
from bot.storage.database.engine import Database
from bot.storage.intake import inbox
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching import FaqIndex
from tests.cheap_databases import spare_threads_and_disk

NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
OWNER = 4242


class Clock:
    """The time of day in the town."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **spans: float) -> None:
        self.at += timedelta(**spans)


class Leisure(RateLimiter):
    """A budget that never makes a test wait; the real one has tests of its own."""

    async def acquire_slot(self, chat: int, urgency: Any, *, new: bool = True) -> None:
        return

    async def wait_for_departure(self) -> None:
        return


@cache  # frozen, so that towns that are asked for alike may share theirs
def _settings_of(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


class Town:
    """The bot, its people and its clock."""

    def __init__(self, database: Path | str, **settings: Any) -> None:
        self.clock = Clock()
        self.telegram = SimulatedTelegram(self.clock)
        given = {"admin_ids": (OWNER,), "operator_name": "The Test Society", **settings}
        self.db = Database(database if isinstance(database, str) else f"sqlite:///{database}")
        spare_threads_and_disk(self.db)
        self.services = build_services(_settings_of(**given), self.db, now=self.clock, strict=True)
        self.application = build_application(
            self.services,
            request=SimulatedRequest(self.telegram),
            polling_request=SimulatedRequest(self.telegram),
            rate_limiter=Leisure(),
            token=self.telegram.token,
        )
        self.parked: list[tuple[int, str]] = []
        self.workers = UpdateWorkers(
            self.application, self.db, self.clock, parked=self._note_parked
        )
        self.passing = InlineQueries(self.workers, self.clock)
        self._offset = 0

    def polling(self, bot: Any = None) -> Polling:
        """Return a loop of the town's own that fetches updates."""
        meanwhile = ReadOnlyIntake(self.workers, self.db, self.clock)
        bot = bot or self.application.bot
        stored = self.workers.stored
        return Polling(bot, self.db, self.clock, stored, meanwhile, self.passing)

    async def _note_parked(self, update_id: int, fault: str) -> None:
        self.parked.append((update_id, fault))

    async def open(self, base: FaqBase, index: FaqIndex) -> None:
        self.services.faq.base, self.services.faq.index = base, index
        await self.application.initialize()
        self.telegram.calls.clear()

    async def close(self) -> None:
        await self.services.faq.wait_until_settled()
        await self.application.shutdown()
        self.db.close()

    def resident(self, name: str = "Rosa", language_code: str | None = "en") -> SimulatedUser:
        return self.telegram.add_user(name, language_code)

    def owner(self) -> SimulatedUser:
        return self.telegram.add_user("Olga", "en", id=OWNER)

    async def fetch(self) -> None:
        """Store what Telegram has for the bot, as polling does."""
        while True:
            _, answer = await self.telegram.call_method(
                "getUpdates", {"offset": self._offset, "timeout": 0}
            )
            raws = answer["result"]
            if not raws:
                return
            await self.db.run(inbox.insert_updates, raws, self.clock())
            self.passing.start_answering(raws)
            self._offset = max(raw["update_id"] for raw in raws) + 1

    async def settle(self) -> None:
        """Let the bot handle everything that was said."""
        await self.fetch()
        await self.workers.drain()
        await self.passing.drain()

    async def look_up(self, person: SimulatedUser, text: str = "") -> InlineQuery:
        """Let a person name the bot in any chat, with some words; return what was shown."""
        query = person.looks_up(text)
        await self.settle()
        return query

    async def say(
        self, person: SimulatedUser, text: str, chat: Group | None = None, **how: Any
    ) -> list[Message]:
        """Let a person speak; return what the bot said or changed in that chat."""
        person.says(text, chat=chat, **how)
        await self.settle()
        return self._heard(person, chat)

    async def tap(
        self, person: SimulatedUser, button: str, message: Message | None = None
    ) -> list[Message]:
        """Let a person tap a button; return what the bot said or changed in private."""
        person.taps(button, message)
        await self.settle()
        return person.take_unread()

    def _heard(self, person: SimulatedUser, chat: Group | None) -> list[Message]:
        return chat.chat.take_unread(person.id) if chat else person.take_unread()

    def text(self, key: str, language: Language | str = Language.EN, **values: object) -> str:
        """Return a text as it looks on a screen."""
        return self.services.localizer(Language(language)).label(key, **values)


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
