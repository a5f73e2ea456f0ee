"""One person may not drown out the town: ten messages at once, then one every two seconds.

The counters live in the process; losing them harms nobody.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Chat, Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.context import BotContext
from handlers import reply
from handlers.hosts import addressed, meet

BURST = 10
SECONDS_EACH = 2.0
REMEMBERED = 10_000
ALWAYS_HEARD = frozenset({"/start", "/stop", "/forget"})
REPEATED_IN = timedelta(seconds=30)  # the same command of a person over their allowance is dropped


@dataclass(slots=True)
class Allowance:
    """How many messages a person still has, as of when, and whether they were told."""

    left: float
    at: datetime
    told: bool = False
    heard: dict[str, datetime] = field(default_factory=dict)  # commands let through beyond it


class Flood:
    """The allowances of the people heard of late."""

    def __init__(self, burst: int = BURST, seconds_each: float = SECONDS_EACH) -> None:
        """Start with everyone rested."""
        self._burst, self._seconds_each = burst, seconds_each
        self._people: OrderedDict[int, Allowance] = OrderedDict()

    def allows(self, speaker: int, at: datetime, command: str = "") -> Allowance | None:
        """Spend one message of a speaker's allowance; None if one was left, else the allowance.

        Leaving is always possible: the commands of `ALWAYS_HEARD` pass once more each, though
        nothing is left, and again after `REPEATED_IN`.
        """
        allowance = self._people.setdefault(speaker, Allowance(self._burst, at))
        self._people.move_to_end(speaker)
        if len(self._people) > REMEMBERED:
            self._people.popitem(last=False)
        rested = max(0.0, (at - allowance.at).total_seconds()) / self._seconds_each
        allowance.left = min(self._burst, allowance.left + rested)
        allowance.at = max(at, allowance.at)
        if allowance.left >= 1:
            allowance.left -= 1
            allowance.told = False
            return None
        heard = allowance.heard.get(command)
        if command in ALWAYS_HEARD and (heard is None or allowance.at - heard >= REPEATED_IN):
            allowance.heard[command] = allowance.at
            return None
        return allowance

    async def check(self, update: Update, context: BotContext) -> None:
        """Stop an update of someone over their allowance: one friendly note, then silence.

        Time is when the message was written, so that a queue from an outage is no flood.
        """
        query, message = update.callback_query, _written(update)
        if query is None and (message is None or not _concerns_us(message, context)):
            return
        timed = message if message is not None and update.edited_message is None else None
        allowance = self.allows(
            _speaker(update, message),
            timed.date if timed else context.services.now(),
            _command(message) if message is not None else "",
        )
        if allowance is None:
            return
        if query is not None:
            await reply.acknowledge(query)
        if not allowance.told:
            allowance.told = True
            met = await meet(update, context)
            await reply.say(update, met.voice.say("ask-slow-down"))
        raise ApplicationHandlerStop


def _written(update: Update) -> Message | None:
    return update.message or update.edited_message or update.channel_post


def _speaker(update: Update, message: Message | None) -> int:
    """Return whose allowance an update spends: the person's, or the chat's that speaks itself.

    Anonymous admins and channels share one user id with all others of their kind.
    """
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return update.effective_user.id if update.effective_user else 0


def _concerns_us(message: Message, context: BotContext) -> bool:
    """Tell whether a message may be answered: what neighbours tell each other is no flood."""
    if message.chat.type == Chat.PRIVATE or (message.text or "").startswith("/"):
        return True
    return message.chat.type != Chat.CHANNEL and addressed(message, context) is not None


def _command(message: Message) -> str:
    """Return the command a message begins with, such as `/stop`; "" for any other text."""
    first = (message.text or "").split(maxsplit=1)[:1]
    return first[0].partition("@")[0].lower() if first else ""
