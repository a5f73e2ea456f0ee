"""`python -m bot.playground`: the simulated Telegram as a process of its own, over loopback."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime

from bot.playground.serving.telegram_server import serve_telegram
from bot.playground.simulator.simulated_telegram import SIMULATED_TOKEN, SimulatedTelegram


def _utc_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (this process has no bot.app to hand it a clock)


async def run_server(port: int, control_port: int, token: str) -> None:
    """Serve until the process is stopped; the first line of output tells where."""
    server = serve_telegram(
        SimulatedTelegram(_utc_now, token), port=port, control_port=control_port
    )
    sys.stdout.write(f"api={server.url} control={server.control_url} token={token}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="for bots; 0 means any free one")
    parser.add_argument("--control-port", type=int, default=0, help="for tests and pages")
    parser.add_argument("--token", default=SIMULATED_TOKEN, help="the token a bot must show")
    options = parser.parse_args()
    try:
        asyncio.run(run_server(options.port, options.control_port, options.token))
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
