"""Everything the simulated Telegram knows: accounts, chats, messages, files, one bot's profile.

Holds state and its smallest steps; which calls are allowed is the business of `methods`, what
people do of `people`, and what the network does to a call of `network`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, bad_request
from bot.playground.simulator.accounts import Account, ChatMembership, ChatType, SimulatedChat
from bot.playground.simulator.messages import Message, MessageVersion
from bot.playground.simulator.update_queue import UpdateQueue


@dataclass(slots=True)
class CallbackQuery:
    """One tap on a button, and what the bot answered."""

    id: str
    person_id: int
    message: Message
    data: str
    tapped_at: datetime
    answer: Json | None = None


@dataclass(slots=True)
class InlineQuery:
    """What a person looked up by naming the bot, and what the bot answered."""

    id: str
    person_id: int
    text: str
    at: datetime
    answer: Json | None = None

    @property
    def result_cards(self) -> list[Json]:
        """The cards shown; none before there is an answer."""
        found: list[Json] = (self.answer or {}).get("results", [])
        return found

    @property
    def card_titles(self) -> list[str]:
        """The titles of the cards."""
        return [result["title"] for result in self.result_cards]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file Telegram keeps; `path` is where a bot downloads it."""

    id: str
    name: str
    path: str
    content: bytes
    size: int


@dataclass(slots=True)
class Profile:
    """What a bot told about itself; keys are language codes, "" for every other language."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)


class World:
    """The state behind a simulated Telegram with one bot in it."""

    def __init__(self, now: Callable[[], datetime], token: str, username: str) -> None:
        bot_id = int(token.split(":")[0])
        self.now = now
        self.token = token
        self.bot = Account(bot_id, "Civic bot (simulated)", is_bot=True, username=username)
        self.accounts: dict[int, Account] = {bot_id: self.bot}
        self.chats: dict[int, SimulatedChat] = {}
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.profile = Profile()
        self.updates = UpdateQueue(now)
        self.complaints: list[str] = []
        self.revision = 0
        self.privacy_mode = True
        self._message_ids: dict[int, count[int]] = {}
        self._numbers = count(1)

    def add_complaint(self, words: str) -> None:
        """Write down something the bot did wrong."""
        self.complaints.append(words)

    @property
    def unanswered_taps(self) -> list[CallbackQuery]:
        """The taps whose buttons still spin on somebody's phone."""
        return [query for query in self.callbacks.values() if query.answer is None]

    def next_number(self) -> int:
        """Return a number never returned before."""
        return next(self._numbers)

    def unix_time(self) -> int:
        """Return the present in Unix time."""
        return int(self.now().timestamp())

    def find_chat(self, chat_id: int | str) -> SimulatedChat:
        """Return the chat of an id or an @username. Raises BotApiError when there is none."""
        if isinstance(chat_id, int):
            chat = self.chats.get(chat_id)
        else:
            name = chat_id.removeprefix("@").lower()
            chat = next(
                (
                    chat
                    for chat in self.chats.values()
                    if chat.type != "private" and (chat.username or "").lower() == name
                ),
                None,
            )
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self, kind: ChatType, title: str, chat_id: int | None = None) -> SimulatedChat:
        """Create a chat; groups get a negative id, supergroups and channels one below -10**12."""
        if chat_id is None:
            serial = 4_000_000 + self.next_number()
            chat_id = -serial if kind == "group" else -1_000_000_000_000 - serial
        chat = SimulatedChat(chat_id, kind, title)
        self.chats[chat_id] = chat
        return chat

    def add_message(self, chat: SimulatedChat, body: Json, *, is_from_bot: bool) -> Message:
        """Add a message to a chat; id, date and chat are filled in."""
        self.revision += 1
        shared = chat.type in {"private", "group"}
        numbers = self._message_ids.setdefault(0 if shared else chat.id, count(1))
        number = next(numbers)
        full = {"message_id": number, "date": self.unix_time(), "chat": chat.as_json(), **body}
        message = Message(chat.id, number, full, self.now(), is_from_bot, self.revision)
        chat.all_messages.append(message)
        return message

    def edit_message(self, message: Message, body: Json) -> None:
        """Replace what a message says, keeping what it said before."""
        self.revision += 1
        message.versions.append(MessageVersion(message.body, self.now()))
        message.body = {**body, "edit_date": self.unix_time()}
        message.revision = self.revision

    def delete_message(self, message: Message) -> None:
        """Take a message away; the playground still knows that it was there."""
        self.revision += 1
        message.is_deleted = True
        message.revision = self.revision

    def store_file(
        self, name: str, content: bytes, folder: str, size: int | None = None
    ) -> StoredFile:
        """Keep a file; `size` may claim more bytes than there are, to try the download limit."""
        number = self.next_number()
        suffix = "." + name.rsplit(".", 1)[1] if "." in name else ""
        path = f"{folder}/file_{number}{suffix}"
        kept = StoredFile(f"FILE{number:08d}", name, path, content, size or len(content))
        self.files[kept.id] = kept
        return kept

    def stored_content(self, path: str) -> bytes | None:
        """Return the bytes behind a path of getFile, or None."""
        for kept in self.files.values():
            if kept.path == path and kept.size <= telegram_limits.DOWNLOAD_BYTES:
                return kept.content
        return None

    def report_own_place(
        self, chat: SimulatedChat, by: Account, old: ChatMembership, new: ChatMembership
    ) -> None:
        """Queue the `my_chat_member` update of a change in the bot's own place."""
        self.updates.push(
            "my_chat_member",
            {
                "chat": chat.as_json(),
                "from": by.as_json(),
                "date": self.unix_time(),
                "old_chat_member": old.as_json(),
                "new_chat_member": new.as_json(),
            },
        )
