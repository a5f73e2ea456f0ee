"""The only place where parts meet: builds the services, the application and the running bot."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, LinkPreviewOptions
from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

import handlers
from bot import profile, semantic, upgrades
from bot.budget import Budget
from bot.context import BotApplication, BotContext, Forgetful, Services
from bot.courier import IN_FLIGHT, Courier
from bot.faults import describe, is_storage_fault
from bot.http import doors
from bot.intake.meanwhile import Meanwhile
from bot.intake.passing import Passing
from bot.intake.polling import Polling, explain
from bot.intake.workers import Workers
from bot.jobs import notices, renderings
from bot.jobs.sync import Sync
from bot.jobs.timetable import Timetable
from bot.library import Library
from bot.replica import Replica
from bot.road import Road
from bot.settings import Settings
from bot.sources.configured import configured
from bot.storage import editors, faq, inbox, migrate, modes, switches
from bot.storage.engine import Database
from bot.texts import Texts
from knowledge.content.contacts import unchecked
from knowledge.delivery import Urgency
from knowledge.town import folder

logger = logging.getLogger(__name__)


def clock() -> datetime:
    """Return the present moment; everyone else is given one."""
    return datetime.now(UTC)


def prepare(db: Database, now: datetime, town_dir: Path | None = None) -> faq.Seeded:
    """Bring tables and a town's content up to date; safe to run from several processes at once."""
    found = folder.load(folder.place(town_dir))
    migrate.upgrade(db)
    if db.folder:
        modes.folder(db.folder)  # where erasures are written down: better refused now than then
    db.transact(switches.key)  # before any backup, so that erasures can be told from it
    return db.transact(faq.seed, found.documents, now, found.town.codes)


def build_services(
    settings: Settings, db: Database, *, now: Callable[[], datetime] = clock, strict: bool = False
) -> Services:
    """Put the services together; the library still has to be opened.

    Raises UnusableModel if the settings name a model that cannot be used.
    """
    town = settings.town
    semantics = semantic.load(settings.semantic_model) if settings.semantic_model else None
    library = Library(db, town, semantics)
    return Services(db, library, Texts(town, strict=strict), settings, now)


def build_application(
    services: Services,
    *,
    request: BaseRequest | None = None,
    polling_request: BaseRequest | None = None,
    budget: Budget | None = None,
    token: str = "",
) -> BotApplication:
    """Build the library's application around our services, with every route registered.

    Its own updater is left out: updates come through `bot.intake`.
    """
    root = services.settings.telegram_api_url
    bot: ExtBot[Urgency] = ExtBot(
        token=token or services.settings.token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=Road(
            request or HTTPXRequest(connection_pool_size=16, pool_timeout=5.0, read_timeout=15.0),
            services.measures.hear,
        ),
        get_updates_request=Road(polling_request or HTTPXRequest(connection_pool_size=1)),
        rate_limiter=budget or Budget(told=services.measures.sent),
        defaults=Defaults(
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
            tzinfo=UTC,
        ),
    )
    application: BotApplication = (
        ApplicationBuilder()
        .application_class(Forgetful)
        .bot(bot)
        .updater(None)
        .concurrent_updates(True)
        .context_types(ContextTypes(context=BotContext))
        .build()
    )
    application.bot_data["services"] = services
    handlers.register(application)
    return application


def build_courier(services: Services, application: BotApplication) -> Courier:
    """Build the sender of what nobody asked for: a bot and a road of its own, one budget for all.

    Without a token there is one simulated road, and it is shared.
    """
    bot = application.bot
    road: BaseRequest = bot.request
    if services.settings.token:
        road = Road(
            HTTPXRequest(connection_pool_size=IN_FLIGHT, pool_timeout=5.0, read_timeout=15.0)
        )
    sender = Bot(
        bot.token,
        base_url=f"{services.settings.telegram_api_url}/bot",
        request=road,
        get_updates_request=road,
    )
    budget = bot.rate_limiter
    assert isinstance(budget, Budget)  # `build_application` put it there
    return Courier(sender, services, budget, {**renderings.CARDS, **notices.CARDS})


class RunningBot:
    """The bot at work: intake, handlers, the timetable; started once, stopped once."""

    def __init__(self, services: Services, application: BotApplication) -> None:
        """Take what was built."""
        self.services, self.application = services, application
        self.workers = Workers(application, services.db, services.now, parked=self._note_parked)
        db, now, stored = services.db, services.now, self.workers.stored
        meanwhile, passing = Meanwhile(self.workers, db, now), Passing(self.workers, now)
        self.polling = Polling(application.bot, db, now, stored, meanwhile, passing)
        self.http = httpx.AsyncClient()
        self.courier = build_courier(services, application)
        sources = configured(services.settings, self.http, services.now)
        self.timetable = Timetable(services, Sync(services, sources), self.courier)
        self.tables = upgrades.Tables(services.db)
        self.servers = doors.servers(services, stored, passing)
        limiter = application.bot.rate_limiter
        assert isinstance(limiter, Budget)  # `build_application` put it there
        self.replica = Replica(
            services.db,
            limiter,
            known=services.membership,
            newer_base=services.library.refresh,
            revived=self.workers.revive,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then end within seconds; what waits stays stored.

        Raises InvalidToken when Telegram does not know the token.
        """
        ending = asyncio.get_running_loop().create_task(self._hurry(stop))
        try:
            await self._serve(stop)
        finally:
            ending.cancel()
            await self._close()

    async def _hurry(self, stop: asyncio.Event) -> None:
        """From the moment a stop is asked for, nobody waits for a locked database any more."""
        await stop.wait()
        self.services.db.is_stopping = True

    async def _serve(self, stop: asyncio.Event) -> None:
        db = self.services.db
        for server in self.servers:
            server.start()
        await self._patiently(stop, partial(self._await_tables, stop))
        await self._patiently(stop, self.services.library.open)
        if db.is_sqlite:  # a lone process: whoever held a lease is dead
            release = partial(db.run, inbox.release, self.services.now(), everything=True)
            await self._patiently(stop, release)
        await self._reach_telegram(stop)
        await self._patiently(stop, self.courier.recover)
        if stop.is_set():
            return
        if left := len(unchecked(self.services.library.base)):
            logger.warning("%d contacts are not yet checked and not shown; see /contacts", left)
        try:
            queue = self.application.job_queue
            assert queue is not None  # `build_application` leaves the library's own in place
            self.timetable.start(queue)
            async with asyncio.TaskGroup() as group:
                group.create_task(_until(stop))
                group.create_task(self.replica.run())
                if not self.services.settings.webhook_url:
                    group.create_task(self._poll())
                group.create_task(self.workers.run())
                group.create_task(self._introduce())
        except* InvalidToken as group_error:
            raise group_error.exceptions[0] from None
        except* _Stopped:
            logger.info("Stopped; what waits is stored and will be handled at the next start")

    async def _patiently(self, stop: asyncio.Event, work: Callable[[], Awaitable[object]]) -> None:
        """Do what the start needs, however long the database is away."""
        pause = 0.5
        while not stop.is_set():
            try:
                await work()
                return
            except Exception as error:  # raised again, unless it passes by itself
                if not is_storage_fault(error):
                    raise
            await _moment(stop, pause)
            pause = min(pause * 2, 15.0)

    async def _await_tables(self, stop: asyncio.Event) -> None:
        while not stop.is_set() and not await self.tables.fit():
            await _moment(stop, upgrades.LOOK_EACH)

    async def _reach_telegram(self, stop: asyncio.Event) -> None:
        pause = 0.5
        while not stop.is_set():
            try:
                await self.application.initialize()
                await self.application.start()
                return
            except InvalidToken:
                raise
            except TelegramError as error:
                logger.warning("%s", explain(error))
                wait = error.retry_after if isinstance(error, RetryAfter) else pause
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                await _moment(stop, seconds)
                pause = min(pause * 2, 15.0)

    async def _poll(self) -> None:
        """Ask Telegram for updates while this process leads; it takes one caller at a time."""
        loop = asyncio.get_running_loop()
        while True:
            await self.replica.leading.wait()
            asking = loop.create_task(self.polling.run())
            ending = loop.create_task(self.replica.following.wait())
            try:
                await asyncio.wait({asking, ending}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                ending.cancel()
                asking.cancel()
            with suppress(asyncio.CancelledError):
                await asking

    async def _introduce(self) -> None:
        logger.info("Serving as @%s", self.application.bot.username)
        await self.replica.leading.wait()
        bot, texts = self.application.bot, self.services.texts
        await profile.announce(bot, texts)
        for owner in self.services.settings.admin_ids:
            await profile.give_menu(bot, texts, owner, profile.OWNER)
        with suppress(SQLAlchemyError):  # the menus are given at the next start
            for member in await self.services.db.run(editors.everyone):
                await profile.give_menu(bot, texts, member.user_id, profile.EDITOR)

    async def _close(self) -> None:
        """End every part, whatever goes wrong in another."""
        for end in (
            *(server.stop for server in self.servers),
            self.timetable.stop,
            self.courier.close,
            self.http.aclose,
            self.application.stop,
            self.application.shutdown,
            self.replica.close,
        ):
            try:
                await end()
            except (TelegramError, RuntimeError) as error:
                logger.debug("Already ended: %s", describe(error))
            except Exception as error:  # every other part must still be ended
                logger.warning("Not ended in order: %s", describe(error))

    async def _note_parked(self, _update_id: int, fault: str) -> None:
        self.services.parked[fault] += 1


class _Stopped(Exception):
    """Ends the task group when a stop was asked for."""


async def _moment(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()
    raise _Stopped
