"""A message and its history, as Telegram keeps it."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.bot_api.api_json import Json
from bot.playground.bot_api.html_formatting import entities_to_html


@dataclass(frozen=True, slots=True)
class MessageVersion:
    """What a message said until it was edited, and when it began to say so."""

    body: Json
    since_at: datetime


@dataclass(slots=True, eq=False)
class Message:
    """A message; `body` is the Message object of the Bot API, `revision` rises at any change."""

    chat_id: int
    id: int
    body: Json
    sent_at: datetime
    is_from_bot: bool
    revision: int
    versions: list[MessageVersion] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    is_deleted: bool = False

    @property
    def text(self) -> str:
        """The plain text or caption; empty when there is none."""
        words: str = self.body.get("text") or self.body.get("caption") or ""
        return words

    @property
    def entities(self) -> list[Json]:
        """The entities of the text or caption."""
        marked: list[Json] = self.body.get("entities") or self.body.get("caption_entities") or []
        return marked

    @property
    def html(self) -> str:
        """The text or caption in Telegram's HTML."""
        return entities_to_html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Json]]:
        """The rows of inline buttons; empty when there are none."""
        rows: list[list[Json]] = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def button_labels(self) -> list[str]:
        """The words on the inline buttons, row by row."""
        return [button["text"] for row in self.buttons for button in row]

    @property
    def links(self) -> list[str]:
        """The addresses behind the words of the text."""
        return [entity["url"] for entity in self.entities if entity["type"] == "text_link"]

    @property
    def reply_to_id(self) -> int | None:
        """The id of the message this one answers."""
        number: int | None = self.body.get("reply_to_message", {}).get("message_id")
        return number

    @property
    def topic_id(self) -> int | None:
        """The forum topic it stands in."""
        number: int | None = self.body.get("message_thread_id")
        return number

    @property
    def document(self) -> Json | None:
        """The Document object, if it carries one."""
        attached: Json | None = self.body.get("document")
        return attached

    def quoted_body(self) -> Json:
        """Return the body as another message quotes it: without its own quote."""
        return {key: value for key, value in self.body.items() if key != "reply_to_message"}

    def body_for_bot(self) -> Json:
        """Return the body as the bot may see it in an update or a result."""
        return dict(self.body)
