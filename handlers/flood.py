"""One person may not drown out the town: ten messages at once, then one every two seconds.

The counters live in the process; losing them harms nobody.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot.context import BotContext
from handlers import reply
from handlers.hosts import meet

BURST = 10
SECONDS_EACH = 2.0
REMEMBERED = 10_000
ALWAYS_HEARD = ("/start", "/stop", "/forget")


@dataclass(slots=True)
class Allowance:
    """How many messages a person still has, as of when, and whether they were told."""

    left: float
    at: datetime
    told: bool = False


class Flood:
    """The allowances of the people heard of late."""

    def __init__(self) -> None:
        """Start with everyone rested."""
        self._people: OrderedDict[int, Allowance] = OrderedDict()

    def allows(self, user_id: int, at: datetime) -> Allowance | None:
        """Spend one message of a person's allowance; None if one was left, else the allowance."""
        allowance = self._people.setdefault(user_id, Allowance(BURST, at))
        self._people.move_to_end(user_id)
        if len(self._people) > REMEMBERED:
            self._people.popitem(last=False)
        rested = max(0.0, (at - allowance.at).total_seconds()) / SECONDS_EACH
        allowance.left = min(BURST, allowance.left + rested)
        allowance.at = max(at, allowance.at)
        if allowance.left >= 1:
            allowance.left -= 1
            allowance.told = False
            return None
        return allowance

    async def check(self, update: Update, context: BotContext) -> None:
        """Stop an update of someone over their allowance: one friendly note, then silence.

        Time is when the message was written, so that a queue from an outage is no flood.
        """
        user, message = update.effective_user, update.effective_message
        if user is None or message is None:
            return
        text = message.text or ""
        if update.message is not None and text.startswith(ALWAYS_HEARD):
            return
        written = update.message.date if update.message else context.services.now()
        allowance = self.allows(user.id, written)
        if allowance is None:
            return
        if update.callback_query is not None:
            await reply.acknowledge(update.callback_query)
        if not allowance.told:
            allowance.told = True
            met = await meet(update, context)
            await reply.say(update, met.voice.say("ask-slow-down"))
        raise ApplicationHandlerStop
