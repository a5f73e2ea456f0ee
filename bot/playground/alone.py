"""The stand-in alone: any bot may be pointed at its Bot API, and its people live in the page."""

import asyncio
import signal

from bot.app import clock
from bot.playground import cast, stage
from bot.playground.feed import Scene
from bot.playground.server import serve as serve_api
from bot.playground.telegram import SimulatedTelegram
from bot.settings import Settings
from knowledge.errors import CivicBotError


class PortTaken(CivicBotError):
    """Something else listens where a bot was told to look for its Bot API."""


async def serve(settings: Settings, port: int) -> int:
    """Serve the Bot API on `port` (0: any free one) and the page until interrupted.

    Raises PortTaken.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for ending in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ending, stop.set)
    telegram = SimulatedTelegram(clock)
    scene = Scene(
        telegram, cast.gather(telegram, town=settings.town), settings.timezone.key, is_ready=True
    )
    try:
        api = serve_api(telegram, port=port)
    except OSError as fault:
        raise PortTaken(f"Port {port} is taken; give --port another, or leave it out.") from fault
    site = stage.listening(scene, settings.playground_port)
    stage.say(
        f"The Bot API is at {api.url}\n"
        f"The token a bot must show is {telegram.token}\n"
        f"People who write to it are at {site.url}\n"
    )
    await stop.wait()
    await site.stop()
    await api.stop()
    return 0
