"""The door of the editors' room: who comes in, and how a refusal is worded.

Only a person, in their own private chat, is let in: never an anonymous admin, a channel, or an id
many share. What they may do is looked up at every act, and once more in the transaction that
carries it out.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeAlias

from telegram import CallbackQuery, Chat, Update

from bot.context import SHARED_IDS, BotContext
from bot.storage import editors
from bot.storage.drafts import NoDraft
from bot.storage.editors import Actor, NotAllowed
from bot.storage.publishing import NotPreviewed
from bot.texts import Voice
from handlers import answers, buttons, reply, start
from handlers.hosts import Met, meet
from knowledge.editing.fields import Misread
from knowledge.editing.roles import Member, Right
from knowledge.numbers import whole


@dataclass(frozen=True, slots=True)
class Clerk:
    """An editor at the desk, as they were when they knocked."""

    actor: Actor
    member: Member
    met: Met

    @property
    def voice(self) -> Voice:
        """The bot's voice in the editor's language."""
        return self.met.voice


Handler: TypeAlias = Callable[[Update, BotContext], Coroutine[Any, Any, None]]
CommandBody: TypeAlias = Callable[
    [Update, BotContext, Clerk, list[str]], Coroutine[Any, Any, None]
]
TapBody: TypeAlias = Callable[
    [Update, BotContext, Clerk, CallbackQuery, buttons.Press], Coroutine[Any, Any, None]
]


def actor(update: Update, context: BotContext) -> Actor | None:
    """Return the person behind an update, or None if it is not one person in private."""
    chat, user, message = update.effective_chat, update.effective_user, update.message
    if chat is None or user is None or user.id in SHARED_IDS or user.is_bot:
        return None
    if chat.type != Chat.PRIVATE or chat.id != user.id:
        return None
    if message is not None and message.sender_chat is not None:
        return None
    return Actor(user.id, context.services.is_owner(user))


async def admit(update: Update, context: BotContext) -> Clerk | None:
    """Let an editor in; None for anyone else."""
    someone = actor(update, context)
    if someone is None:
        return None
    member = await context.services.db.run(editors.member, someone)
    return Clerk(someone, member, await meet(update, context)) if member else None


def command(right: Right) -> Callable[[CommandBody], Handler]:
    """Guard a command; to everyone without a role it is a command we do not know."""

    def guard(body: CommandBody) -> Handler:
        @wraps(body)
        async def handler(update: Update, context: BotContext) -> None:
            clerk = await admit(update, context)
            if clerk is None:
                await start.unknown_command(update, context)
                return
            words = list(context.args or [])
            await carried(update, clerk, right, lambda: body(update, context, clerk, words))

        return handler

    return guard


def tap(right: Right) -> Callable[[TapBody], Handler]:
    """Guard a button; for everyone without a role it is an old button."""

    def guard(body: TapBody) -> Handler:
        @wraps(body)
        async def handler(update: Update, context: BotContext) -> None:
            query = update.callback_query
            assert query is not None
            clerk = await admit(update, context)
            if clerk is None:
                await answers.foreign(update, context)
                return
            await reply.acknowledge(query)
            press = buttons.read(query.data)
            await carried(update, clerk, right, lambda: body(update, context, clerk, query, press))

        return handler

    return guard


async def carried(
    update: Update, clerk: Clerk, right: Right, act: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    """Carry out an act of an editor, and word the refusals the rooms below know."""
    voice = clerk.voice
    try:
        if not clerk.member.may(right):
            raise NotAllowed("looked up at the door")
        await act()
    except NotAllowed:
        await reply.say(update, voice.say("editors-not-allowed"))
    except NoDraft:
        await reply.say(update, voice.say("editors-draft-gone"))
    except NotPreviewed:
        await reply.say(update, voice.say("editors-preview-first"))
    except Misread as fault:
        await reply.say(update, voice.say(f"editors-misread-{fault.reason}", given=fault.given))


def number(text: str) -> int:
    """Read a draft's number from a button; raises NoDraft when it is none."""
    found = whole(text)
    if found is None:
        raise NoDraft("the button names no edit")
    return found
