"""The stand-in alone: any bot may be pointed at its Bot API, and its people live in the page."""

import asyncio
import signal

from bot.clock import utc_now
from bot.playground import playground_app
from bot.playground.serving.telegram_server import serve_telegram as serve_api
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.playground.web import sample_users
from bot.playground.web.event_feed import PageState
from bot.settings import Settings
from knowledge.errors import CivicBotError


class PortTakenError(CivicBotError):
    """Something else listens where a bot was told to look for its Bot API."""


async def serve_standalone(settings: Settings, port: int) -> int:
    """Serve the Bot API on `port` (0: any free one) and the page until interrupted.

    Raises PortTakenError.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    telegram = SimulatedTelegram(utc_now)
    scene = PageState(
        telegram,
        sample_users.create_sample_users(telegram, town=settings.town),
        settings.timezone.key,
        is_ready=True,
    )
    try:
        api = serve_api(telegram, port=port)
    except OSError as fault:
        raise PortTakenError(
            f"Port {port} is taken; give --port another, or leave it out."
        ) from fault
    site = playground_app.listen_near_port(scene, settings.playground_port)
    playground_app.print_line(
        f"The Bot API is at {api.url}\n"
        f"The token a bot must show is {telegram.token}\n"
        f"People who write to it are at {site.url}\n"
    )
    await stop.wait()
    await site.stop()
    await api.stop()
    return 0
