"""Groups, forums and channels: who is in, who runs them, what happens to them."""

from bot.playground import limits
from bot.playground.chats import Account, Chat, Member, Status
from bot.playground.entities import found
from bot.playground.messages import Message
from bot.playground.wire import Json, cut
from bot.playground.world import World

ANONYMOUS = Account(limits.ANONYMOUS_ADMIN_ID, "Group", is_bot=True, username="GroupAnonymousBot")


class Group:
    """A group, supergroup, forum or channel that people (and the bot) are in."""

    def __init__(self, world: World, chat: Chat, owner: Account) -> None:
        self.world = world
        self.chat = chat
        self.owner = owner
        chat.members.setdefault(owner.id, Member(owner, "creator"))

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
        self, account: Account, status: Status = "member", *, is_anonymous: bool = False
    ) -> None:
        """Let an account in, or change its place; an administrator may be anonymous."""
        self.chat.members[account.id] = Member(account, status, is_anonymous)

    def adds_bot(self, status: Status = "member", by: Account | None = None) -> None:
        """Let the bot in, or change its place: it gets `my_chat_member`, and a service message."""
        bot = self.world.bot
        old = self.chat.member(bot.id) or Member(bot, "left")
        self.adds(bot, status)
        self.world.report_own_place(self.chat, by or self.owner, old, self.chat.members[bot.id])
        if self.chat.type != "channel" and old.status in {"left", "kicked"}:
            body = {"from": (by or self.owner).json(), "new_chat_members": [bot.json()]}
            message = self.world.post(self.chat, body, is_from_bot=False)
            self.world.updates.push("message", message.visible())

    def removes_bot(self, by: Account | None = None) -> None:
        """Kick the bot out: it gets `my_chat_member` and may not write any more."""
        bot = self.world.bot
        old = self.chat.member(bot.id) or Member(bot, "left")
        self.adds(bot, "kicked")
        self.world.report_own_place(self.chat, by or self.owner, old, self.chat.members[bot.id])

    def opens_topic(self, name: str) -> int:
        """Open a topic in a forum; return its message_thread_id."""
        body = {"from": self.owner.json(), "forum_topic_created": {"name": name, "icon_color": 0}}
        message = self.world.post(self.chat, body, is_from_bot=False)
        message.body |= {"message_thread_id": message.id, "is_topic_message": True}
        self.chat.topics[message.id] = name
        self.world.updates.push("message", message.visible())
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
        body: Json = {"sender_chat": self.chat.json()}
        kind = "channel_post"
        if self.chat.type != "channel":
            kind = "message"
            body["from"] = ANONYMOUS.json()
        body |= written(text)
        if reply_to is not None:
            body["reply_to_message"] = reply_to.quotable()
        message = self.world.post(self.chat, body, is_from_bot=False)
        if may_see(self.world, self.chat, message):
            self.world.updates.push(kind, message.visible())
        return message

    def becomes_supergroup(self) -> Chat:
        """Upgrade a basic group to a new chat, which is returned; the old id refuses from now."""
        old = self.chat
        new = self.world.open_chat("supergroup", old.title)
        new.members = dict(old.members)
        old.migrated_to_id = new.id
        for chat, field, other in (
            (old, "migrate_to_chat_id", new.id),
            (new, "migrate_from_chat_id", old.id),
        ):
            body = {"from": self.owner.json(), field: other}
            message = self.world.post(chat, body, is_from_bot=False)
            self.world.updates.push("message", message.visible())
        self.chat = new
        return new


def written(text: str) -> Json:
    """Return `text` and `entities` of what a person typed, with what Telegram finds in it."""
    plain = text.strip()
    entities = found(plain, [])
    return {"text": plain, "entities": entities} if entities else {"text": plain}


def may_see(world: World, chat: Chat, message: Message) -> bool:
    """Tell whether the bot gets this message: in groups privacy mode hides most of them."""
    member = chat.member(world.bot.id)
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
    return any(_calls(world, message, entity) for entity in message.entities)


def _calls(world: World, message: Message, entity: Json) -> bool:
    words = cut(message.text, entity["offset"], entity["length"]).lower()
    own = f"@{(world.bot.username or '').lower()}"
    if entity["type"] == "mention":
        return words == own
    if entity["type"] == "text_mention":
        return bool(entity["user"]["id"] == world.bot.id)
    return entity["type"] == "bot_command" and ("@" not in words or words.endswith(own))
