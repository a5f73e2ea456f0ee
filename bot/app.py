"""The only place where parts meet: builds the services, the application and the running bot."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

import httpx
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, LinkPreviewOptions
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, Defaults, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

import handlers
from bot import command_menus
from bot.clock import utc_now
from bot.context import BotApplication, BotContext, Forgetful, Services
from bot.faq import semantic_model
from bot.faq.faq_cache import FaqCache
from bot.faults import describe_error
from bot.http import routes
from bot.intake.inline_queries import InlineQueries
from bot.intake.polling import Polling
from bot.intake.read_only_intake import ReadOnlyIntake
from bot.intake.update_workers import UpdateWorkers
from bot.jobs import alert_renderers, notice_renderers
from bot.jobs.calendar_sync import CalendarSync
from bot.jobs.scheduler import Scheduler
from bot.replication import schema_check
from bot.replication.replica import Replica
from bot.sending.outbox_sender import MAX_IN_FLIGHT, OutboxSender
from bot.sending.rate_limiter import RateLimiter
from bot.sending.transport import TelegramTransport
from bot.settings import Settings
from bot.sources.configured_sources import build_sources
from bot.start_retries import await_tables, reach_telegram, retry_on_outage
from bot.storage.database.engine import Database
from bot.storage.editors import editor_members
from bot.storage.intake import inbox
from bot.texts import Texts
from knowledge.content.contacts import unchecked_contacts
from knowledge.delivery import Urgency

logger = logging.getLogger(__name__)


def build_services(
    settings: Settings,
    db: Database,
    *,
    now: Callable[[], datetime] = utc_now,
    strict: bool = False,
) -> Services:
    """Put the services together; the FAQ cache still has to be loaded.

    Raises UnusableModelError if the settings name a model that cannot be used.
    """
    town = settings.town
    semantics = (
        semantic_model.load_semantics(settings.semantic_model) if settings.semantic_model else None
    )
    faq = FaqCache(db, town, semantics)
    return Services(db, faq, Texts(town, strict=strict), settings, now)


@cache
def _tls_options() -> dict[str, Any]:
    """Return what a client is told of certificates; read once, for it takes 20 ms each time."""
    return {"verify": httpx.create_ssl_context()}


def _telegram_request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        pool_timeout=5.0,
        read_timeout=15.0,
        httpx_kwargs=_tls_options(),
    )


def build_application(
    services: Services,
    *,
    request: BaseRequest | None = None,
    polling_request: BaseRequest | None = None,
    rate_limiter: RateLimiter | None = None,
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
        request=TelegramTransport(
            request or _telegram_request(16),
            services.metrics.note_telegram_answered,
        ),
        get_updates_request=TelegramTransport(
            polling_request or HTTPXRequest(connection_pool_size=1, httpx_kwargs=_tls_options())
        ),
        rate_limiter=rate_limiter or RateLimiter(told=services.metrics.count_send),
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
    handlers.register_handlers(application)
    return application


def build_courier(services: Services, application: BotApplication) -> OutboxSender:
    """Build the sender of what nobody asked for: a bot and a road of its own, one budget for all.

    Without a token there is one simulated road, and it is shared.
    """
    bot = application.bot
    road: BaseRequest = bot.request
    if services.settings.token:
        road = TelegramTransport(_telegram_request(MAX_IN_FLIGHT))
    sender = Bot(
        bot.token,
        base_url=f"{services.settings.telegram_api_url}/bot",
        request=road,
        get_updates_request=road,
    )
    rate_limiter = bot.rate_limiter
    assert isinstance(rate_limiter, RateLimiter)  # `build_application` put it there
    return OutboxSender(
        sender,
        services,
        rate_limiter,
        {**alert_renderers.ALERT_RENDERERS, **notice_renderers.NOTICE_RENDERERS},
    )


class RunningBot:
    """The bot at work: intake, handlers, the scheduler; started once, stopped once."""

    def __init__(self, services: Services, application: BotApplication) -> None:
        """Take what was built."""
        self.services, self.application = services, application
        self.workers = UpdateWorkers(
            application, services.db, services.now, parked=self._note_parked
        )
        db, now, stored = services.db, services.now, self.workers.stored
        meanwhile, passing = (
            ReadOnlyIntake(self.workers, db, now),
            InlineQueries(self.workers, now),
        )
        self.polling = Polling(application.bot, db, now, stored, meanwhile, passing)
        self.http_client = httpx.AsyncClient(**_tls_options())
        self.outbox_sender = build_courier(services, application)
        sources = build_sources(services.settings, self.http_client, services.now)
        self.scheduler = Scheduler(services, CalendarSync(services, sources), self.outbox_sender)
        self.schema_check = schema_check.SchemaCheck(services.db)
        self.servers = routes.build_servers(services, stored, passing)
        limiter = application.bot.rate_limiter
        assert isinstance(limiter, RateLimiter)  # `build_application` put it there
        self.replica = Replica(
            services.db,
            limiter,
            known=services.replica_status,
            newer_base=services.faq.refresh,
            revived=self.workers.drop_lost_leases,
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then end within seconds; what waits stays stored.

        Raises InvalidToken when Telegram does not know the token.
        """
        ending = asyncio.get_running_loop().create_task(self._mark_stopping(stop))
        try:
            await self._serve_until(stop)
        finally:
            ending.cancel()
            await self._close_parts()

    async def _mark_stopping(self, stop: asyncio.Event) -> None:
        """From the moment a stop is asked for, nobody waits for a locked database any more."""
        await stop.wait()
        self.services.db.is_stopping = True

    async def _serve_until(self, stop: asyncio.Event) -> None:
        db = self.services.db
        for server in self.servers:
            server.start()
        await retry_on_outage(stop, partial(await_tables, stop, self.schema_check))
        await retry_on_outage(stop, self.services.faq.load)
        if db.is_sqlite:  # a lone process: whoever held a lease is dead
            release = partial(db.run, inbox.release_updates, self.services.now(), everything=True)
            await retry_on_outage(stop, release)
        await reach_telegram(stop, self.application)
        await retry_on_outage(stop, self.outbox_sender.recover_claims)
        if stop.is_set():
            return
        if left := len(unchecked_contacts(self.services.faq.base)):
            logger.warning("%d contacts are not yet checked and not shown; see /contacts", left)
        try:
            queue = self.application.job_queue
            assert queue is not None  # `build_application` leaves the library's own in place
            self.scheduler.start(queue)
            async with asyncio.TaskGroup() as group:
                group.create_task(_raise_on_stop(stop))
                group.create_task(self.replica.run())
                if not self.services.settings.webhook_url:
                    group.create_task(self._poll_while_leading())
                group.create_task(self.workers.run())
                group.create_task(self._publish_menus())
        except* InvalidToken as group_error:
            raise group_error.exceptions[0] from None
        except* _StopRequestedError:
            logger.info("Stopped; what waits is stored and will be handled at the next start")

    async def _poll_while_leading(self) -> None:
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

    async def _publish_menus(self) -> None:
        logger.info("Serving as @%s", self.application.bot.username)
        await self.replica.leading.wait()
        bot, texts = self.application.bot, self.services.texts
        menus = self.services.menus
        await command_menus.publish_profile(bot, texts, menus)
        for owner in self.services.settings.admin_ids:
            await command_menus.set_chat_menu(bot, texts, owner, menus.owner)
        with suppress(SQLAlchemyError):  # the menus are given at the next start
            for member in await self.services.db.run(editor_members.list_members):
                await command_menus.set_chat_menu(bot, texts, member.user_id, menus.editor)

    async def _close_parts(self) -> None:
        """End every part, whatever goes wrong in another."""
        for end in (
            *(server.stop for server in self.servers),
            self.scheduler.stop,
            self.outbox_sender.close,
            self.http_client.aclose,
            self.application.stop,
            self.application.shutdown,
            self.replica.close,
        ):
            try:
                await end()
            except (TelegramError, RuntimeError) as error:
                logger.debug("Already ended: %s", describe_error(error))
            except Exception as error:  # every other part must still be ended
                logger.warning("Not ended in order: %s", describe_error(error))

    async def _note_parked(self, _update_id: int, fault: str) -> None:
        self.services.parked_faults[fault] += 1


class _StopRequestedError(Exception):
    """Ends the task group when a stop was asked for."""


async def _raise_on_stop(stop: asyncio.Event) -> None:
    await stop.wait()
    raise _StopRequestedError
