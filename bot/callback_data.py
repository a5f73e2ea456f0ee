"""The data of our buttons: `prefix:verb:argument`, at most 64 bytes, read strictly.

Callback data is whatever a client sends: it names things, it never grants anything. Messages sent
long ago keep their buttons, so that a prefix stays as it is spelled.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.numbers import parse_number

MAX_CALLBACK_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data


class Prefix(StrEnum):
    """Whose button it is: each has one handler (`handlers.commands.TAPS`)."""

    ASK = "ask"
    ANSWER = "answer"
    RATE = "rate"
    SUGGEST = "suggest"
    BROWSE = "browse"
    LANGUAGE = "language"
    SETTINGS = "settings"
    FORGET = "forget"
    MEETING = "meeting"
    ALERTS = "alerts"
    HELD = "held"
    REQUEST = "request"
    FAQ = "faq"
    DRAFT = "draft"
    DOCUMENT = "document"
    CONTACT = "contact"
    UNANSWERED = "wish"
    PHRASE = "phrase"
    PICK = "pick"
    RELEASE = "release"
    CAMPAIGN = "campaign"
    SWITCH = "switch"
    AUDIT = "audit"
    TEAM = "team"


class CallbackDataError(CivicBotError):
    """Callback data that is none of ours."""

    def __init__(self, fault: str = "this button is none of ours") -> None:
        """Say what is wrong with it."""
        super().__init__(fault)


@dataclass(frozen=True, slots=True)
class CallbackData:
    """A button as it comes back."""

    prefix: str
    verb: str
    argument: str


def make_callback_data(prefix: Prefix, verb: str, argument: str = "") -> str:
    """Spell callback data; raises ValueError beyond 64 bytes."""
    text = f"{prefix}:{verb}:{argument}"
    if len(text.encode()) > MAX_CALLBACK_BYTES:
        raise ValueError(f"callback data '{text}' is longer than {MAX_CALLBACK_BYTES} bytes")
    return text


def fits_callback_data(prefix: Prefix, verb: str, argument: str) -> bool:
    """Tell whether callback data is short enough to be sent."""
    return len(f"{prefix}:{verb}:{argument}".encode()) <= MAX_CALLBACK_BYTES


def parse_callback_data(text: str | None) -> CallbackData:
    """Read callback data; raises CallbackDataError for anything that is not ours.

    Control characters and halves of a surrogate pair are none, nor is the sign that intake puts in
    their place: no database need hold them.
    """
    parts = (text or "").split(":", 2)
    if len(parts) != 3 or not parts[0].isidentifier() or not parts[1].isidentifier():
        raise CallbackDataError
    if any(unicodedata.category(mark) in ("Cc", "Cs") or mark == "\ufffd" for mark in parts[2]):
        raise CallbackDataError
    return CallbackData(*parts)


def parse_callback_number(text: str, most: int = 999_999) -> int:
    """Read a number out of an argument; raises CallbackDataError for anything else."""
    found = parse_number(text, most)
    if found is None:
        raise CallbackDataError
    return found


def entry_argument(code: str, language: Language) -> str:
    """Spell an entry and the language to show it in, as a button's argument: `AB-14.es`."""
    return f"{code}.{language}"


def parse_entry_argument(argument: str) -> tuple[str, Language | None]:
    """Read an entry's code, and the language if the button names one we speak."""
    code, _, tag = argument.partition(".")
    return code, Language(tag) if tag in list(Language) else None
