"""A town with a calendar: a clerk who lists, moves and cancels, and a bot that tells."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.jobs import alert_renderers
from bot.jobs.calendar_sync import CalendarSync
from bot.jobs.scheduler import Scheduler
from bot.playground.serving.simulated_request import SimulatedRequest
from bot.playground.simulator.messages import Message
from bot.playground.simulator.people import SimulatedUser
from bot.sending.outbox_sender import OutboxSender
from knowledge.meetings.calendar_state import SourceMemory
from knowledge.meetings.raw_records import (
    AgendaItem,
    Confirmation,
    DateWindow,
    FetchOutcome,
    FetchResult,
    ItemOutcome,
    Origin,
    Presence,
    RawAgenda,
    RawMeeting,
)
from tests.town import Leisure, Town


class Clerk:
    """The city's calendar: what a source lists, and how it answers."""

    def __init__(self, town: "CalendarTown", name: str = "legistar-testville") -> None:
        self._town = town
        self._origin = Origin(name, "legistar", 80)
        self.rows: dict[str, RawMeeting] = {}
        self.agendas: dict[str, tuple[AgendaItem, ...]] = {}
        self.outcome = FetchOutcome.OK
        self.needs_token = False
        self.rejected: tuple[str, ...] = ()
        self.asked = 0

    @property
    def origin(self) -> Origin:
        return self._origin

    def lists(self, name: str, on: str, at: str = "9:00 AM", **rest: Any) -> str:
        """Put a meeting on the calendar; return its id there."""
        values: dict[str, Any] = {
            "native_id": name,
            "local_date": date.fromisoformat(on),
            "body_raw": "City Commission",
            "time_text": at,
            "location_raw": "City Hall",
            "detail_url": f"https://calendar.example/{name}",
        }
        self.rows[name] = RawMeeting(**(values | rest))
        return name

    def changes(self, name: str, **rest: Any) -> None:
        self.rows[name] = replace(self.rows[name], **rest)

    def cancels(self, name: str) -> None:
        self.changes(name, status_raw="Cancelled")

    def posts_agenda(self, name: str, *titles: str) -> None:
        url = f"https://calendar.example/{name}/agenda.pdf"
        self.changes(name, agenda=RawAgenda(url, published_at=self._town.clock()))
        self.agendas[name] = tuple(
            AgendaItem(number, title, str(number)) for number, title in enumerate(titles, 1)
        )

    def decides(self, name: str, number: int, **outcome: Any) -> None:
        """Enter what became of an item; no outcome takes it back."""
        found = ItemOutcome(**outcome) if outcome else None
        self.agendas[name] = tuple(
            replace(item, outcome=found) if item.sequence == number else item
            for item in self.agendas[name]
        )

    async def fetch_window(self, window: DateWindow, memory: SourceMemory) -> FetchResult:
        self.asked += 1
        now = self._town.clock()
        if self.outcome is not FetchOutcome.OK:
            return FetchResult(
                self.origin, self.outcome, window, now, error="HTTP 502",
                needs_token=self.needs_token,
            )  # fmt: skip
        rows = tuple(row for row in self.rows.values() if window.contains(row.local_date))
        return FetchResult(
            self.origin, self.outcome, window, now, complete=True, records=rows,
            rejected=self.rejected,
        )  # fmt: skip

    async def confirm_record(self, native_id: str, recurrence_id: str = "") -> Confirmation:
        row = self.rows.get(native_id)
        presence = Presence.PRESENT if row else Presence.GONE
        if self.outcome is not FetchOutcome.OK:
            presence = Presence.UNKNOWN
        return Confirmation(self.origin, native_id, presence, row)

    async def fetch_items(self, native_id: str) -> tuple[AgendaItem, ...] | None:
        return self.agendas.get(native_id)

    async def diagnose(self, window: DateWindow) -> Any:
        raise NotImplementedError


class CalendarTown(Town):
    """The town, its calendar, and the timetable that reads and tells."""

    def __init__(self, database: Path, **settings: Any) -> None:
        super().__init__(database, **settings)
        self.clerk = Clerk(self)
        self.sources: list[Clerk] = [self.clerk]
        self.olga = self.owner()
        self.olga.chat.is_started = True
        self.restart()

    def restart(self) -> None:
        """Begin anew with what is in the database, as after a crash."""
        road = SimulatedRequest(self.telegram)
        bot = Bot(self.telegram.token, request=road, get_updates_request=road)
        self.courier = OutboxSender(bot, self.services, Leisure(), alert_renderers.ALERT_RENDERERS)
        self.timetable = Scheduler(
            self.services, CalendarSync(self.services, self.sources), self.courier
        )

    async def ticks(self, times: int = 1) -> None:
        """Let the bot do everything that is due now."""
        for _ in range(times):
            await self.timetable.run_once()

    async def passes(self, steps: Iterable[timedelta] | None = None, **span: float) -> None:
        """Let time pass and the bot work."""
        self.clock.passes(**span)
        await self.ticks()

    async def begins(self) -> None:
        """Read the calendar for the first time: nothing of it is news."""
        await self.ticks()

    def file_of(self, message: Message) -> str:
        """Return the text of a file the bot sent, lines unfolded."""
        assert message.document is not None
        kept = self.telegram.files[message.document["file_id"]]
        return kept.content.decode().replace("\r\n ", "").replace("\r\n", "\n")

    def uids(self, content: str) -> list[str]:
        return re.findall(r"^UID:(.*)$", content, re.MULTILINE)

    def sequence(self, content: str) -> int:
        return max(map(int, re.findall(r"^SEQUENCE:(\d+)$", content, re.MULTILINE)))

    async def subscriber(
        self, name: str = "Rosa", language: str = "en", words: str = ""
    ) -> SimulatedUser:
        """Return a resident who has subscribed and read the answer."""
        person = self.resident(name, language)
        await self.say(person, f"/subscribe {words}".strip())
        return person
