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
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching import FaqIndex
from tests.cheap_databases import spare_threads_and_disk
from tests.town_base import documents as documents

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
