"""Who may use an editor's command, and how a refusal is worded.

Only a person, in their own private chat, is let in: never an anonymous admin, a channel, or an id
many share. What they may do is looked up at every act, and once more in the transaction that
carries it out.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeAlias

from telegram import Chat, Update

from bot.context import SHARED_IDS, BotContext
from bot.storage.editors.editor_members import Actor, NotAllowedError
from bot.storage.faq.drafts import NoDraftError
from bot.storage.faq.publishing import NotPreviewedError
from bot.texts import Localizer
from handlers.about import start
from handlers.chats.chat_context import ChatContext, load_chat_context
from handlers.chats.decorators import ChatBody, Tap, UpdateHandler, read_tap
from handlers.faq import answers
from handlers.messages import replies
from knowledge.editing.editable_fields import FieldInputError
from knowledge.editing.roles import Right, TeamMember
from knowledge.numbers import parse_number


@dataclass(frozen=True, slots=True)
class EditorSession:
    """An editor at the desk, as they were when they knocked."""

    actor: Actor
    member: TeamMember
    chat: ChatContext

    @property
    def localizer(self) -> Localizer:
        """The localizer of the editor's language."""
        return self.chat.localizer


CommandBody: TypeAlias = Callable[
    [Update, BotContext, EditorSession, list[str]], Coroutine[Any, Any, None]
]
TapBody: TypeAlias = Callable[[Update, BotContext, EditorSession, Tap], Coroutine[Any, Any, None]]


def update_actor(update: Update, context: BotContext) -> Actor | None:
    """Return the person behind an update, or None if it is not one person in private."""
    chat, user, message = update.effective_chat, update.effective_user, update.message
    if chat is None or user is None or user.id in SHARED_IDS or user.is_bot:
        return None
    if chat.type != Chat.PRIVATE or chat.id != user.id:
        return None
    if message is not None and message.sender_chat is not None:
        return None
    return Actor(user.id, context.services.is_owner(user))


async def authenticate_editor(
    update: Update, context: BotContext, chat: ChatContext | None = None
) -> EditorSession | None:
    """Let an editor in; None for anyone else. `chat`: as it was just looked up."""
    someone = update_actor(update, context)
    if someone is None:
        return None
    chat = chat or await load_chat_context(update, context)
    return EditorSession(someone, chat.member, chat) if chat.member else None


def editor_command(right: Right) -> Callable[[CommandBody], UpdateHandler]:
    """Guard a command; to everyone without a role it is a command we do not know."""

    def guard(body: CommandBody) -> UpdateHandler:
        @wraps(body)
        async def handler(update: Update, context: BotContext) -> None:
            editor = await authenticate_editor(update, context)
            if editor is None:
                await start.on_unknown_command(update, context)
                return
            words = list(context.args or [])
            await run_guarded(update, editor, right, lambda: body(update, context, editor, words))

        return handler

    return guard


def owner_command(body: ChatBody) -> UpdateHandler:
    """Guard a command of owners; to everyone else it is a command we do not know."""

    @wraps(body)
    async def handler(update: Update, context: BotContext) -> None:
        actor = update_actor(update, context)
        if actor is None or not actor.is_owner:
            await start.on_unknown_command(update, context)
            return
        await body(update, context, await load_chat_context(update, context))

    return handler


def editor_tap(right: Right) -> Callable[[TapBody], UpdateHandler]:
    """Guard a button; for everyone without a role it is an old button."""

    def guard(body: TapBody) -> UpdateHandler:
        @wraps(body)
        async def handler(update: Update, context: BotContext) -> None:
            editor = await authenticate_editor(update, context)
            if editor is None:
                await answers.on_foreign_tap(update, context)
                return
            tap = read_tap(update)
            await replies.answer_tap(tap.query)
            await run_guarded(update, editor, right, lambda: body(update, context, editor, tap))

        return handler

    return guard


async def run_guarded(
    update: Update,
    editor: EditorSession,
    right: Right,
    act: Callable[[], Coroutine[Any, Any, None]],
) -> None:
    """Carry out an act of an editor, and word the refusals that come from below."""
    localizer = editor.localizer
    try:
        if not editor.member.has_right(right):
            raise NotAllowedError("looked up at the door")
        await act()
    except NotAllowedError:
        await replies.send_reply(update, localizer.html("editors-not-allowed"))
    except NoDraftError:
        await replies.send_reply(update, localizer.html("editors-draft-gone"))
    except NotPreviewedError:
        await replies.send_reply(update, localizer.html("editors-preview-first"))
    except FieldInputError as fault:
        await replies.send_reply(
            update, localizer.html(f"editors-misread-{fault.reason}", given=fault.typed_text)
        )


def parse_draft_number(text: str) -> int:
    """Read a draft's number from a button; raises NoDraftError when it is none."""
    found = parse_number(text)
    if found is None:
        raise NoDraftError("the button names no edit")
    return found
