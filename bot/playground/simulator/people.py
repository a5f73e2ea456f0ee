"""People with phones: they write, edit, tap, send things, block the bot. Each act is an update."""

from bot.playground.bot_api.api_json import Json
from bot.playground.simulator.accounts import Account, ChatMembership, MemberStatus, SimulatedChat
from bot.playground.simulator.groups import Group, may_bot_see, text_with_entities
from bot.playground.simulator.messages import Message
from bot.playground.simulator.methods.send_methods import file_json, mime_type
from bot.playground.simulator.world import CallbackQuery, InlineQuery, World

_MAX_TEXT_LENGTH = 4096


class SimulatedUser:
    """One person; `chat` is the private chat with the bot, started by the first message."""

    def __init__(self, world: World, account: Account) -> None:
        self.world = world
        self.account = account

    @property
    def id(self) -> int:
        """The user id, which is the id of the private chat as well."""
        return self.account.id

    @property
    def name(self) -> str:
        """The first name."""
        return self.account.first_name

    @property
    def chat(self) -> SimulatedChat:
        """The private chat with the bot."""
        return self.world.chats[self.account.id]

    @property
    def last(self) -> Message:
        """The bot's newest message in the private chat."""
        return self.chat.last

    def take_unread(self) -> list[Message]:
        """Return the bot's private messages sent or edited since this was last asked."""
        return self.chat.take_unread(self.id)

    def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a deep link with a payload."""
        return self.says(f"/start {payload}")

    def says(
        self,
        text: str,
        reply_to: Message | None = None,
        chat: Group | None = None,
        topic: int | None = None,
    ) -> Message:
        """Write a text; one over 4,096 characters leaves as several, the last is returned."""
        if not text.strip():
            raise ValueError("There is nothing to say; no app sends an empty text.")
        pieces = [text[at : at + _MAX_TEXT_LENGTH] for at in range(0, len(text), _MAX_TEXT_LENGTH)]
        for piece in pieces[:-1]:
            self._send_content(text_with_entities(piece), reply_to, chat, topic)
        return self._send_content(text_with_entities(pieces[-1]), reply_to, chat, topic)

    def edits(self, message: Message, text: str) -> Message:
        """Change what one of this person's own messages says."""
        old = {
            key: value
            for key, value in message.body.items()
            if key not in {"text", "entities", "edit_date"}
        }
        self.world.edit_message(message, old | text_with_entities(text))
        if may_bot_see(self.world, self.world.chats[message.chat_id], message):
            self.world.updates.push("edited_message", message.body_for_bot())
        return message

    def taps(self, button: str, message: Message | None = None) -> CallbackQuery:
        """Tap a button by its words or its data: on `message`, else on the newest that has it.

        Raises LookupError that lists the buttons there are.
        """
        choices = [message] if message else list(reversed(self.chat.from_bot))
        for choice in choices:
            for item in (item for row in choice.buttons for item in row):
                if "callback_data" in item and button in (item["text"], item["callback_data"]):
                    return self.forges(item["callback_data"], choice)
        seen = [label for choice in choices[:3] for label in choice.button_labels]
        raise LookupError(f"There is no button {button!r} to tap; there are {seen}.")

    def forges(self, data: str, message: Message) -> CallbackQuery:
        """Send a tap with any data at all, as a tampered phone could."""
        query = CallbackQuery(
            str(4_000_000_000 + self.world.next_number()), self.id, message, data, self.world.now()
        )
        self.world.callbacks[query.id] = query
        shown = message.body_for_bot()
        if message.is_deleted:
            shown = {"chat": shown["chat"], "message_id": message.id, "date": 0}
        self.world.updates.push(
            "callback_query",
            {
                "id": query.id,
                "from": self.account.as_json(),
                "message": shown,
                "chat_instance": str(abs(message.chat_id) * 31 + 7),
                "data": data,
            },
        )
        return query

    def looks_up(self, text: str = "") -> InlineQuery:
        """Type the bot's name and some words in any chat, without sending them."""
        number = str(5_000_000_000 + self.world.next_number())
        query = InlineQuery(number, self.id, text, self.world.now())
        self.world.inline_queries[number] = query
        self.world.updates.push(
            "inline_query",
            {"id": number, "from": self.account.as_json(), "query": text, "offset": ""},
        )
        return query

    def picks(self, query: InlineQuery, title: str, chat: Group | None = None) -> Message:
        """Send one of the cards that a look-up brought, by its title."""
        [card] = [result for result in query.result_cards if result["title"] == title]
        feedback = {"result_id": card["id"], "from": self.account.as_json(), "query": query.text}
        self.world.updates.push("chosen_inline_result", feedback)
        return self._send_content(
            {**card["message"], "via_bot": self.world.bot.as_json()}, chat=chat
        )

    def sends_sticker(self, chat: Group | None = None) -> Message:
        """Send a sticker."""
        kept = self.world.store_file("sticker.webp", b"RIFF", "stickers")
        flags = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🌴"}
        size = {"width": 512, "height": 512}
        return self._send_content({"sticker": {**file_json(kept), **size, **flags}}, chat=chat)

    def sends_photo(self, caption: str = "", chat: Group | None = None) -> Message:
        """Send a photo, with a caption or without."""
        kept = self.world.store_file("photo.jpg", b"\xff\xd8\xff", "photos")
        photo = [{**file_json(kept), "width": 800, "height": 600}]
        return self._send_content({"photo": photo} | _caption_fields(caption), chat=chat)

    def sends_voice(self, chat: Group | None = None) -> Message:
        """Send a voice note of three seconds."""
        kept = self.world.store_file("voice.oga", b"OggS", "voice")
        voice = {**file_json(kept), "duration": 3, "mime_type": "audio/ogg"}
        return self._send_content({"voice": voice}, chat=chat)

    def sends_location(
        self, latitude: float = 24.5, longitude: float = -81.8, chat: Group | None = None
    ) -> Message:
        """Send a point on the map, in degrees."""
        return self._send_content(
            {"location": {"latitude": latitude, "longitude": longitude}}, chat=chat
        )

    def sends_document(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        claimed_size: int | None = None,
        chat: Group | None = None,
    ) -> Message:
        """Send a file; `claimed_size` bytes lets it pass for a bigger one."""
        kept = self.world.store_file(name, content, "documents", claimed_size)
        document = {**file_json(kept), "file_name": name, "mime_type": mime_type(name)}
        return self._send_content({"document": document} | _caption_fields(caption), chat=chat)

    def sends(self, content: Json, chat: Group | None = None) -> Message:
        """Send any other kind of message, given as fields of the Message object."""
        return self._send_content(content, chat=chat)

    def blocks(self) -> None:
        """Block the bot: it may not write, and is told so."""
        self._places_bot("kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._places_bot("member")

    def leaves_telegram(self) -> None:
        """Delete the account: the bot is told only when it writes."""
        self.chat.members[self.world.bot.id] = ChatMembership(self.world.bot, "left")

    def _places_bot(self, status: MemberStatus) -> None:
        bot = self.world.bot
        old = self.chat.membership_of(bot.id) or ChatMembership(bot, "member")
        new = self.chat.members[bot.id] = ChatMembership(bot, status)
        self.world.report_own_place(self.chat, self.account, old, new)

    def _send_content(
        self,
        content: Json,
        reply_to: Message | None = None,
        chat: Group | None = None,
        topic: int | None = None,
    ) -> Message:
        place = chat.chat if chat else self.chat
        if place.type == "private":
            member = place.membership_of(self.world.bot.id)
            if member is not None and member.status == "kicked":
                raise LookupError(f"{self.name} has blocked the bot; call unblocks() first.")
            place.is_started = True
        elif place.members.get(self.id, ChatMembership(self.account, "left")).status in {
            "left",
            "kicked",
        }:
            raise LookupError(f"{self.name} is not in {place.title!r}; let the group add them.")
        body: Json = {"from": self.account.as_json()}
        if reply_to is not None:
            body["reply_to_message"] = reply_to.quoted_body()
            topic = topic or reply_to.topic_id
        if topic is not None:
            body |= {"message_thread_id": topic, "is_topic_message": True}
        message = self.world.add_message(place, body | content, is_from_bot=False)
        if may_bot_see(self.world, place, message):
            self.world.updates.push("message", message.body_for_bot())
        return message


def _caption_fields(caption: str) -> Json:
    if not caption:
        return {}
    words = text_with_entities(caption)
    fields = {"caption": words["text"]}
    return fields | ({"caption_entities": words["entities"]} if "entities" in words else {})
