"""Accounts and the chats they meet in: private, group, supergroup, channel."""

from dataclasses import dataclass, field
from typing import Literal

from bot.playground.bot_api.api_json import Json
from bot.playground.simulator.messages import Message

MemberStatus = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
ChatType = Literal["private", "group", "supergroup", "channel"]

_ADMIN_RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
_MEMBER_PERMISSIONS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
]


@dataclass(slots=True, eq=False)
class Account:
    """A person or a bot, as Telegram's User object."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language_code: str | None = None

    def as_json(self) -> Json:
        """Return the User object."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(slots=True, eq=False)
class ChatMembership:
    """One account's place in a chat."""

    account: Account
    status: MemberStatus = "member"
    is_anonymous: bool = False

    def as_json(self) -> Json:
        """Return the ChatMember object with every field its status requires."""
        place: Json = {"user": self.account.as_json(), "status": self.status}
        if self.status in {"creator", "administrator"}:
            place["is_anonymous"] = self.is_anonymous
        if self.status == "administrator":
            place |= {"can_be_edited": False} | dict.fromkeys(_ADMIN_RIGHTS, True)
        if self.status == "restricted":
            place |= {"is_member": True, "until_date": 0} | dict.fromkeys(
                _MEMBER_PERMISSIONS, False
            )
        if self.status == "kicked":
            place["until_date"] = 0
        return place


@dataclass(slots=True, eq=False)
class SimulatedChat:
    """A chat with its members and messages; a private chat bears its person's id."""

    id: int
    type: ChatType
    title: str
    username: str | None = None
    is_forum: bool = False
    members: dict[int, ChatMembership] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    all_messages: list[Message] = field(default_factory=list)
    is_started: bool = False
    migrated_to_id: int | None = None
    closed_topics: set[int] = field(default_factory=set)
    deleted_topics: set[int] = field(default_factory=set)
    actions: list[str] = field(default_factory=list)
    _read: dict[int, int] = field(default_factory=dict)

    def as_json(self) -> Json:
        """Return the Chat object."""
        chat: Json = {"id": self.id, "type": self.type}
        chat["first_name" if self.type == "private" else "title"] = self.title
        if self.username:
            chat["username"] = self.username
        if self.is_forum:
            chat["is_forum"] = True
        return chat

    @property
    def messages(self) -> list[Message]:
        """Every message still there, oldest first."""
        return [message for message in self.all_messages if not message.is_deleted]

    @property
    def from_bot(self) -> list[Message]:
        """The bot's messages still there, oldest first."""
        return [message for message in self.messages if message.is_from_bot]

    @property
    def last(self) -> Message:
        """The bot's newest message. Raises LookupError when the bot has said nothing here."""
        said = self.from_bot
        if not said:
            raise LookupError(f"The bot has said nothing in {self.title!r} yet; let it answer.")
        return said[-1]

    def find_message(self, message_id: int) -> Message | None:
        """Return the message of this id, or None if it never was or is deleted."""
        for message in reversed(self.all_messages):
            if message.id == message_id:
                return None if message.is_deleted else message
        return None

    def take_unread(self, reader_id: int = 0) -> list[Message]:
        """Return the bot's messages sent or edited since this reader last asked; marks them."""
        seen = self._read.get(reader_id, 0)
        fresh = [message for message in self.from_bot if message.revision > seen]
        self._read[reader_id] = max([seen, *(message.revision for message in fresh)])
        return fresh

    def membership_of(self, account_id: int) -> ChatMembership | None:
        """Return an account's place here, or None if it never was here."""
        return self.members.get(account_id)
