"""Chat with the bot in a terminal: one line a message, no Telegram, no token."""

import asyncio
import re
import sys

from bot.app import RunningBot, build_application, build_services
from bot.clock import utc_now
from bot.context import Services
from bot.playground.serving.simulated_request import SimulatedRequest
from bot.playground.simulator.messages import Message
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram
from bot.settings import Settings
from bot.storage.database.engine import Database
from bot.storage.intake import inbox
from bot.texts import message_parts
from knowledge.town import Town

_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>', re.DOTALL)
HOW_TO_TAP = "A button is pressed by typing > and its label or its place, such as >1. /quit ends."


def greeting_text(town: Town) -> str:
    """Say where one is and what to try: a question in each language."""
    bot = town.phrases[town.language]["bot"]
    asked = [town.questions[tag][place] for place, tag in enumerate(town.languages)]
    lines = [f"{bot}, in this terminal. One line is one message. Try:", *asked, "/topics"]
    return "\n  ".join(lines) + f"\n{HOW_TO_TAP}"


async def run_terminal_chat(settings: Settings, db: Database) -> int:
    """Talk until `/quit` or the end of input."""
    telegram = SimulatedTelegram(utc_now)
    services = build_services(settings, db)
    application = build_application(
        services,
        request=SimulatedRequest(telegram),
        polling_request=SimulatedRequest(telegram),
        token=telegram.token,
    )
    running = RunningBot(services, application)
    stop = asyncio.Event()
    serving = asyncio.ensure_future(running.run(stop))
    me = telegram.add_user("You", settings.default_language.value)
    print(greeting_text(settings.town), flush=True)
    try:
        while (line := await asyncio.to_thread(sys.stdin.readline)) and line.strip() != "/quit":
            if not line.strip():
                continue
            if serving.done():
                break
            _say_or_tap(me, line.strip())
            await _wait_until_handled(telegram, services)
            for message in me.take_unread():
                _print_message(message)
    finally:
        stop.set()
        await serving
    return 0


def _say_or_tap(me: SimulatedUser, line: str) -> None:
    """Say a line, or press the button that `>…` names by its words or its place."""
    if not line.startswith(">"):
        me.says(line)
        return
    wanted = line[1:].strip()
    labels = me.chat.last.button_labels if me.chat.from_bot else []
    if wanted.isdigit() and 1 <= int(wanted) <= len(labels):
        wanted = labels[int(wanted) - 1]
    try:
        me.taps(wanted)
    except LookupError as error:
        print(error, flush=True)


async def _wait_until_handled(telegram: SimulatedTelegram, services: Services) -> None:
    """Wait until everything said was handled."""
    while telegram.updates.pending_count or await services.db.run(inbox.count_waiting):
        await telegram.wait_for_call(0.02)


def _print_message(message: Message) -> None:
    text = _LINK.sub(r"\2 (\1)", message.html)
    edited = " (edited)" if message.versions else ""
    print(f"\nBot{edited}:\n{message_parts.without_tags(text)}")
    for place, label in enumerate(message.button_labels, start=1):
        print(f"  [{place}] {label}")
    print(flush=True)
