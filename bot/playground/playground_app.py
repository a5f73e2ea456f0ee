"""The playground with the bot in it: a simulated Telegram, its people, its clock, its page."""

import asyncio
import logging
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.app import RunningBot, build_application, build_services
from bot.clock import utc_now
from bot.playground.page_server import PageServer
from bot.playground.serving.simulated_request import SimulatedRequest
from bot.playground.simulator.simulated_clock import SimulatedClock
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.playground.web import sample_users
from bot.playground.web.city_calendar import LEGISTAR_CLIENT, CityCalendar
from bot.playground.web.event_feed import MatchedQuestion, PageState
from bot.playground.web.time_lapse import POLL_IN, TimeLapse
from bot.playground.web.verdict_log import ObservedFaqCache
from bot.preparation import prepare_database
from bot.settings import Settings
from bot.storage.database.engine import Database
from knowledge.town import Town
from knowledge.verdict import Verdict

logger = logging.getLogger(__name__)

MAX_PORTS_TRIED: Final = 20
INDEX_FILE: Final = Path(
    "data/playground.index"
)  # of public answers: all that outlives a playground


@contextmanager
def throwaway_database() -> Iterator[Database]:
    """Yield a database that is gone afterwards: pretend people never meet real ones."""
    with tempfile.TemporaryDirectory(prefix="civic-playground-") as folder:
        db = Database(f"sqlite:///{Path(folder) / 'playground.sqlite3'}")
        db.index_file = INDEX_FILE
        try:
            yield db
        finally:
            db.close()


class PlaygroundApp:
    """Everything of one playground, put together on the running event loop."""

    def __init__(self, settings: Settings, db: Database) -> None:
        """Open the page at once; the bot comes when `run_until` has prepared it."""
        self.clock = SimulatedClock(utc_now)
        self.telegram = SimulatedTelegram(self.clock)
        editor = settings.admin_ids[0] if settings.admin_ids else sample_users.EDITOR_ID
        self.scene = PageState(
            self.telegram,
            sample_users.create_sample_users(self.telegram, editor, settings.town),
            settings.timezone.key,
            self.clock,
            CityCalendar(self.clock, settings.timezone, settings.town),
            [],
        )
        self.db = db
        self.site = listen_near_port(self.scene, settings.playground_port)
        self.settings = settings.model_copy(
            update={
                "admin_ids": settings.admin_ids or (editor,),
                "legistar_client": LEGISTAR_CLIENT,
                "legistar_api_url": f"{self.site.url}/calendar/v1",
                "legistar_token": None,
                "meeting_ics_urls": (),
                "civicclerk_tenant": "",
                "meetings_file": None,
                "meeting_poll_seconds": int(POLL_IN.total_seconds()),
            }
        )

    async def run_until(self, stop: asyncio.Event) -> None:
        """Run the bot until `stop` is set."""
        calendar = self.scene.calendar
        assert calendar is not None
        calendar.add_sample_meetings()
        await asyncio.to_thread(prepare_database, self.db, self.clock(), self.settings.town_dir)
        services = build_services(self.settings, self.db, now=self.clock)
        semantics = services.faq.semantics
        services.faq = ObservedFaqCache(self.db, self._note_verdict, self.settings.town, semantics)
        application = build_application(
            services,
            request=SimulatedRequest(self.telegram),
            polling_request=SimulatedRequest(self.telegram),
            token=self.telegram.token,
        )
        self.telegram.listeners.append(self._note_ready)
        running = RunningBot(services, application)
        self.scene.lapse = TimeLapse(self.clock, self.telegram, running)
        try:
            await running.run(stop)
        finally:
            await self.site.stop()

    def _note_verdict(self, text: str, verdict: Verdict) -> None:
        assert self.scene.asked is not None
        self.scene.asked.append(MatchedQuestion(text, verdict, self.clock()))
        self.site.bell.notify()

    def _note_ready(self) -> None:
        self.scene.is_ready = self.scene.is_ready or bool(self.telegram.calls_of("getMe"))


async def serve_playground(settings: Settings) -> int:
    """Serve the playground in a browser until interrupted; say where, and what to try."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    with throwaway_database() as db:
        stage = PlaygroundApp(settings, db)
        print_line(_start_text(stage.site.url, settings.playground_port, settings.town))
        await stage.run_until(stop)
    return 0


def listen_near_port(scene: PageState, port: int) -> PageServer:
    """Serve on this port, else on one of the next, else on any that is free."""
    wanted = [port, *range(port + 1, min(port + MAX_PORTS_TRIED, 65536)), 0] if port else [0]
    for choice in wanted[:-1]:
        try:
            return PageServer(scene, choice)
        except OSError as fault:
            logger.debug("Port %s: %s", choice, fault.strerror)
    return PageServer(scene, 0)


def _start_text(url: str, wanted: int, town: Town) -> str:
    moved = ""
    if wanted and not url.endswith(f":{wanted}"):
        moved = f"Port {wanted} is taken; this is another one.\n"
    return f"""{moved}The bot is in your browser: {url}
No Telegram and no token is needed; everyone and every meeting there is invented.
Try first: ask "{town.questions[town.language][0]}", open /topics, then be somebody else.
Ctrl+C ends it, and nothing is kept.
"""


def print_line(words: str) -> None:
    """Write to standard output, now."""
    sys.stdout.write(words)
    sys.stdout.flush()
