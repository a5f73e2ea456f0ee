"""One person may not drown out the town: ten messages at once, then one every two seconds.

The counters live in the process, and losing them harms nobody; several processes share them in the
database.
"""

from collections import OrderedDict
from datetime import datetime

from telegram import Chat, Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.context import BotContext, Services
from bot.storage import allowances, looking
from handlers import reply
from handlers.hosts import addressed, meet
from knowledge.allowance import Allowance, Rate

BURST = 10
SECONDS_EACH = 2.0
REMEMBERED = 10_000


class Flood:
    """The allowances of the people heard of late, each gate by its name."""

    def __init__(
        self, burst: int = BURST, seconds_each: float = SECONDS_EACH, gate: str = "all"
    ) -> None:
        """Start with everyone rested."""
        self._rate, self._gate = Rate(burst, seconds_each), gate
        self._people: OrderedDict[int, Allowance] = OrderedDict()

    def allows(self, speaker: int, at: datetime, command: str = "") -> Allowance | None:
        """Spend one message of a speaker's allowance; None if one was left, else the allowance."""
        allowance = self._people.setdefault(speaker, Allowance(self._rate.burst, at))
        self._people.move_to_end(speaker)
        if len(self._people) > REMEMBERED:
            self._people.popitem(last=False)
        return None if allowance.spend(self._rate, at, command) else allowance

    async def spend(
        self, services: Services, speaker: int, at: datetime, command: str = ""
    ) -> Allowance | None:
        """Do the same, from an allowance that all processes share where there are several.

        While the database takes nothing, from our own.
        """
        if services.membership.id and not looking.present():
            return await services.db.run(
                allowances.spend, self._gate, speaker, self._rate, at, command
            )
        return self.allows(speaker, at, command)

    async def check(self, update: Update, context: BotContext) -> None:
        """Stop an update of someone over their allowance: one friendly note, then silence.

        Time is when the message was written, so that a queue from an outage is no flood.
        """
        query, message = update.callback_query, _written(update)
        if query is None and (message is None or not _concerns_us(message, context)):
            return
        timed = message if message is not None and update.edited_message is None else None
        allowance = await self.spend(
            context.services,
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
