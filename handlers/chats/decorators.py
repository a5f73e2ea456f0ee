"""What handlers of residents' updates begin with: the chat met, the tap answered, the right asked.

`handlers.authorization` does the same for editors and owners.
"""

from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias

from telegram import CallbackQuery, Update

from bot.callback_data import CallbackDataError, parse_callback_data
from bot.context import BotContext
from handlers.chats.chat_context import ChatContext, load_chat_context, may_change_settings
from handlers.messages import replies

UpdateHandler: TypeAlias = Callable[[Update, BotContext], Coroutine[Any, Any, None]]
ChatBody: TypeAlias = Callable[[Update, BotContext, ChatContext], Coroutine[Any, Any, None]]
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button of ours: whose answer Telegram waits for, and what the button says."""

    query: CallbackQuery
    verb: str
    argument: str


ChatTapBody: TypeAlias = Callable[
    [Update, BotContext, ChatContext, Tap], Coroutine[Any, Any, None]
]


def read_tap(update: Update, verbs: Collection[str] = ()) -> Tap:
    """Read a tap; raises CallbackDataError if it is none of ours, or of none of these verbs."""
    query = update.callback_query
    assert query is not None  # a CallbackQueryHandler's update
    data = parse_callback_data(query.data)
    if verbs and data.verb not in verbs:
        raise CallbackDataError
    return Tap(query, data.verb, data.argument)


def chat_command(body: ChatBody) -> UpdateHandler:
    """Give a command the chat it was typed in."""

    @wraps(body)
    async def handler(update: Update, context: BotContext) -> None:
        await body(update, context, await load_chat_context(update, context))

    return handler


def chat_tap(*verbs: str, answers_itself: bool = False) -> Callable[[ChatTapBody], UpdateHandler]:
    """Give a tap its data and its chat, once it is answered so that the phone stops waiting.

    With `verbs`, any other is none of ours. A body that `answers_itself` reads more of the data
    first, or has a note to show.
    """

    def decorate(body: ChatTapBody) -> UpdateHandler:
        @wraps(body)
        async def handler(update: Update, context: BotContext) -> None:
            tap = read_tap(update, verbs)
            if not answers_itself:
                await replies.answer_tap(tap.query)
            await body(update, context, await load_chat_context(update, context), tap)

        return handler

    return decorate


def for_admins(
    body: Callable[Concatenate[Update, BotContext, ChatContext, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[Update, BotContext, ChatContext, P], Coroutine[Any, Any, None]]:
    """Let a group's settings be changed by its admins alone; to others say so."""

    @wraps(body)
    async def guarded(
        update: Update,
        context: BotContext,
        chat: ChatContext,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        if await may_change_settings(update, context):
            await body(update, context, chat, *args, **kwargs)
        else:
            await replies.send_reply(update, chat.localizer.html("settings-admins-only"))

    return guarded
