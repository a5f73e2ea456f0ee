"""Groups, forums and channels: who is in, who runs them, what happens to them."""

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, utf16_slice
from bot.playground.bot_api.entities import with_found_entities
from bot.playground.simulator.accounts import Account, ChatMembership, MemberStatus, SimulatedChat
from bot.playground.simulator.messages import Message
from bot.playground.simulator.world import World

ANONYMOUS_ADMIN = Account(
    telegram_limits.ANONYMOUS_ADMIN_ID, "Group", is_bot=True, username="GroupAnonymousBot"
)


class Group:
    """A group, supergroup, forum or channel that people (and the bot) are in."""

    def __init__(self, world: World, chat: SimulatedChat, owner: Account) -> None:
        self.world = world
        self.chat = chat
        self.owner = owner
        chat.members.setdefault(owner.id, ChatMembership(owner, "creator"))

    @property
    def id(self) -> int:
        """The chat id."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Every message still there, oldest first."""
        return self.chat.messages

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        return self.chat.last

    def adds(
        self, account: Account, status: MemberStatus = "member", *, is_anonymous: bool = False
    ) -> None:
        """Let an account in, or change its place; an administrator may be anonymous."""
        self.chat.members[account.id] = ChatMembership(account, status, is_anonymous)

    def adds_bot(self, status: MemberStatus = "member", by: Account | None = None) -> None:
        """Let the bot in, or change its place: it gets `my_chat_member`, and a service message."""
        bot = self.world.bot
        old = self.chat.membership_of(bot.id) or ChatMembership(bot, "left")
        self.adds(bot, status)
        self.world.report_own_place(self.chat, by or self.owner, old, self.chat.members[bot.id])
        if self.chat.type != "channel" and old.status in {"left", "kicked"}:
            body = {"from": (by or self.owner).as_json(), "new_chat_members": [bot.as_json()]}
            message = self.world.add_message(self.chat, body, is_from_bot=False)
            self.world.updates.push("message", message.body_for_bot())

    def removes_bot(self, by: Account | None = None) -> None:
        """Kick the bot out: it gets `my_chat_member` and may not write any more."""
        bot = self.world.bot
        old = self.chat.membership_of(bot.id) or ChatMembership(bot, "left")
        self.adds(bot, "kicked")
        self.world.report_own_place(self.chat, by or self.owner, old, self.chat.members[bot.id])

    def opens_topic(self, name: str) -> int:
        """Open a topic in a forum; return its message_thread_id."""
        body = {
            "from": self.owner.as_json(),
            "forum_topic_created": {"name": name, "icon_color": 0},
        }
        message = self.world.add_message(self.chat, body, is_from_bot=False)
        message.body |= {"message_thread_id": message.id, "is_topic_message": True}
        self.chat.topics[message.id] = name
        self.world.updates.push("message", message.body_for_bot())
        return message.id

    def closes_topic(self, topic: int) -> None:
        """Close a topic: nobody but administrators may write there."""
        self.chat.closed_topics.add(topic)

    def deletes_topic(self, topic: int) -> None:
        """Delete a topic: whoever writes there is told that there is none."""
        self.chat.topics.pop(topic)
        self.chat.deleted_topics.add(topic)

    def mutes_bot(self) -> None:
        """Take the right to write from the bot; it stays in and is told."""
        self.adds_bot("restricted")

    def posts(self, text: str, reply_to: Message | None = None) -> Message:
        """Post as the chat itself: a channel post, or an anonymous administrator's message."""
        body: Json = {"sender_chat": self.chat.as_json()}
        kind = "channel_post"
        if self.chat.type != "channel":
            kind = "message"
            body["from"] = ANONYMOUS_ADMIN.as_json()
        body |= text_with_entities(text)
        if reply_to is not None:
            body["reply_to_message"] = reply_to.quoted_body()
        message = self.world.add_message(self.chat, body, is_from_bot=False)
        if may_bot_see(self.world, self.chat, message):
            self.world.updates.push(kind, message.body_for_bot())
        return message

    def becomes_supergroup(self) -> SimulatedChat:
        """Upgrade a basic group to a new chat, which is returned; the old id refuses from now."""
        old = self.chat
        new = self.world.open_chat("supergroup", old.title)
        new.members = dict(old.members)
        old.migrated_to_id = new.id
        for chat, field, other in (
            (old, "migrate_to_chat_id", new.id),
            (new, "migrate_from_chat_id", old.id),
        ):
            body = {"from": self.owner.as_json(), field: other}
            message = self.world.add_message(chat, body, is_from_bot=False)
            self.world.updates.push("message", message.body_for_bot())
        self.chat = new
        return new


def text_with_entities(text: str) -> Json:
    """Return `text` and `entities` of what a person typed, with what Telegram finds in it."""
    plain = text.strip()
    entities = with_found_entities(plain, [])
    return {"text": plain, "entities": entities} if entities else {"text": plain}


def may_bot_see(world: World, chat: SimulatedChat, message: Message) -> bool:
    """Tell whether the bot gets this message: in groups privacy mode hides most of them."""
    member = chat.membership_of(world.bot.id)
    if chat.type == "private":
        return member is None or member.status != "kicked"
    if member is None or member.status in {"left", "kicked"}:
        return False
    if chat.type == "channel" or member.status == "administrator" or not world.privacy_mode:
        return True
    if message.body.get("via_bot", {}).get("id") == world.bot.id:
        return True
    if message.body.get("reply_to_message", {}).get("from", {}).get("id") == world.bot.id:
        return True
    return any(_names_bot(world, message, entity) for entity in message.entities)


def _names_bot(world: World, message: Message, entity: Json) -> bool:
    words = utf16_slice(message.text, entity["offset"], entity["length"]).lower()
    own = f"@{(world.bot.username or '').lower()}"
    if entity["type"] == "mention":
        return words == own
    if entity["type"] == "text_mention":
        return bool(entity["user"]["id"] == world.bot.id)
    return entity["type"] == "bot_command" and ("@" not in words or words.endswith(own))
