"""The whole bot on a clock moved by hand, against the pretend calendar."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import RunningBot, build_application, build_services
from bot.playground.page_server import PageServer
from bot.playground.serving.simulated_request import SimulatedRequest
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_clock import SimulatedClock
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.playground.web.city_calendar import LEGISTAR_CLIENT, CityCalendar
from bot.playground.web.event_feed import PageState
from bot.playground.web.sample_users import EDITOR_ID, create_sample_users
from bot.playground.web.time_lapse import TimeLapse
from bot.settings import Settings
from bot.storage.database.engine import Database
from tests.playground.conftest import Clock as Stopped

KEY_WEST = ZoneInfo("America/New_York")
# The bot reads updates raw on purpose and silences this for itself; pytest makes it an error.
pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot.getUpdates'")


@dataclass
class Play:
    """A running bot in which real time stands still."""

    telegram: SimulatedTelegram
    clock: SimulatedClock
    calendar: CityCalendar
    lapse: TimeLapse
    pat: SimulatedUser

    async def says(self, text: str) -> None:
        """Let Pat say something and be answered."""
        count = len(self.pat.chat.from_bot)
        self.pat.says(text)
        await self.telegram.wait_until(lambda: len(self.pat.chat.from_bot) > count)

    def heard(self) -> list[tuple[str, str]]:
        """Return (local time, first line) of each message of the bot."""
        return [
            (f"{message.sent_at.astimezone(KEY_WEST):%b %d %H:%M}", message.text.split("\n")[0])
            for message in self.pat.chat.from_bot
        ]


@pytest.fixture
async def play(database: Path) -> AsyncIterator[Play]:
    stopped = Stopped()  # 24 November 2026, 10:00 in Key West
    clock = SimulatedClock(stopped)
    telegram = SimulatedTelegram(clock)
    cast = create_sample_users(telegram)
    calendar = CityCalendar(clock, KEY_WEST)
    calendar.add_sample_meetings()
    site = PageServer(PageState(telegram, cast, KEY_WEST.key, clock, calendar), 0)
    settings = Settings(
        _env_file=None,
        admin_ids=(EDITOR_ID,),
        legistar_client=LEGISTAR_CLIENT,
        legistar_api_url=f"{site.url}/calendar/v1",
        meeting_poll_seconds=2,
    )
    services = build_services(settings, Database(f"sqlite:///{database}"), now=clock, strict=True)
    road = SimulatedRequest(telegram)
    application = build_application(
        services, request=road, polling_request=SimulatedRequest(telegram), token=telegram.token
    )
    running = RunningBot(services, application)
    stop = asyncio.Event()
    serving = asyncio.ensure_future(running.run(stop))
    await telegram.wait_until(lambda: bool(telegram.calls_of("getUpdates")))
    lapse = TimeLapse(clock, telegram, running)
    await lapse.advance(timedelta(minutes=1))  # the calendar is read once, silently
    yield Play(telegram, clock, calendar, lapse, cast.residents[0])
    stop.set()
    await serving
    await site.stop()
    services.db.close()
    assert telegram.complaints == []


async def test_the_next_alert_comes_at_its_own_hour(play: Play) -> None:
    await play.says("/subscribe")
    assert await play.lapse.advance_to_next() == "Messages sent: 1. Messages edited: 0."
    assert play.heard()[-1] == ("Dec 01 18:00", "⏰ Reminder: City Commission")


async def test_what_falls_due_within_a_long_span_comes_in_its_time_not_at_its_end(
    play: Play,
) -> None:
    await play.says("/subscribe")
    assert await play.lapse.advance(timedelta(days=9)) == "Messages sent: 2. Messages edited: 0."
    assert play.heard()[1:] == [
        ("Dec 01 18:00", "⏰ Reminder: City Commission"),
        ("Dec 02 07:30", "⏰ Reminder: City Commission"),
    ]
    assert f"{play.clock().astimezone(KEY_WEST):%b %d %H:%M}" == "Dec 03 10:01"


async def test_a_cancellation_is_told_and_the_reminder_edited(play: Play) -> None:
    await play.says("/subscribe")
    await play.lapse.advance_to_next()
    reminder = play.pat.last
    commission = next(
        row for row in play.calendar.sorted_meetings() if row.body == "City Commission"
    )
    play.calendar.change(commission.id, {"status": "Cancelled"})
    assert await play.lapse.advance(timedelta(minutes=10)) == (
        "Messages sent: 1. Messages edited: 1."
    )
    assert play.heard()[-1][1] == "❌ Cancelled: City Commission"
    assert len(reminder.versions) == 1
    assert "Cancelled" in reminder.text


async def test_nothing_is_due_to_those_who_do_not_subscribe(play: Play) -> None:
    before = play.clock()
    assert await play.lapse.advance_to_next() == (
        "Nothing is due in the next 60 days. Does anybody subscribe?"
    )
    assert play.clock() - before < timedelta(minutes=1)


async def test_the_clock_never_goes_back(play: Play) -> None:
    with pytest.raises(ValueError, match="only moves forward"):
        await play.lapse.advance(timedelta(seconds=-1))
