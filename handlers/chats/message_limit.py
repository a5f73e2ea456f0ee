"""One person may not drown out the town: ten messages at once, then one every two seconds.

The counters live in the process, and losing them harms nobody; several processes share them in the
database.
"""

from collections import OrderedDict
from datetime import datetime

from telegram import Chat, Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.context import BotContext, Services
from bot.storage.database import read_only
from bot.storage.replicas import shared_allowances
from handlers.chats.chat_context import load_chat_context, text_for_bot
from handlers.messages import replies
from knowledge.allowance import Allowance, AllowanceRate

MESSAGE_BURST = 10
SECONDS_PER_MESSAGE = 2.0
MAX_SPEAKERS = 10_000


class MessageLimiter:
    """The allowances of the people heard of late, each gate by its name."""

    def __init__(
        self,
        burst: int = MESSAGE_BURST,
        seconds_each: float = SECONDS_PER_MESSAGE,
        gate: str = "all",
    ) -> None:
        """Start with everyone rested."""
        self._rate, self._gate = AllowanceRate(burst, seconds_each), gate
        self._people: OrderedDict[int, Allowance] = OrderedDict()

    def spend_local(self, speaker: int, at: datetime, command: str = "") -> Allowance | None:
        """Spend one message of a speaker's allowance; None if one was left, else the allowance."""
        allowance = self._people.setdefault(speaker, Allowance(self._rate.burst, at))
        self._people.move_to_end(speaker)
        if len(self._people) > MAX_SPEAKERS:
            self._people.popitem(last=False)
        return None if allowance.spend(self._rate, at, command) else allowance

    async def spend_message(
        self, services: Services, speaker: int, at: datetime, command: str = ""
    ) -> Allowance | None:
        """Do the same, from an allowance that all processes share where there are several.

        While the database takes nothing, from our own.
        """
        if services.replica_status.id and not read_only.current_read_only_work():
            return await services.db.run(
                shared_allowances.spend_allowance, self._gate, speaker, self._rate, at, command
            )
        return self.spend_local(speaker, at, command)

    async def on_any_update(self, update: Update, context: BotContext) -> None:
        """Stop an update of someone over their allowance: one friendly note, then silence.

        Time is when the message was written, so that a queue from an outage is no flood.
        """
        query, message = update.callback_query, _written_message(update)
        if query is None and (message is None or not _is_for_bot(message, context)):
            return
        timed = message if message is not None and update.edited_message is None else None
        allowance = await self.spend_message(
            context.services,
            _allowance_id(update, message),
            timed.date if timed else context.services.now(),
            _leading_command(message) if message is not None else "",
        )
        if allowance is None:
            return
        if query is not None:
            await replies.answer_tap(query)
        if not allowance.was_notified:
            allowance.was_notified = True
            chat = await load_chat_context(update, context)
            await replies.send_reply(update, chat.localizer.html("ask-slow-down"))
        raise ApplicationHandlerStop


def _written_message(update: Update) -> Message | None:
    return update.message or update.edited_message or update.channel_post


def _allowance_id(update: Update, message: Message | None) -> int:
    """Return whose allowance an update spends: the person's, or the chat's that speaks itself.

    Anonymous admins and channels share one user id with all others of their kind.
    """
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id
    return update.effective_user.id if update.effective_user else 0


def _is_for_bot(message: Message, context: BotContext) -> bool:
    """Tell whether a message may be answered: what neighbours tell each other is no flood."""
    if message.chat.type == Chat.PRIVATE or (message.text or "").startswith("/"):
        return True
    return message.chat.type != Chat.CHANNEL and text_for_bot(message, context) is not None


def _leading_command(message: Message) -> str:
    """Return the command a message begins with, such as `/stop`; "" for any other text."""
    first = (message.text or "").split(maxsplit=1)[:1]
    return first[0].partition("@")[0].lower() if first else ""
