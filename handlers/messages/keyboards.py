"""Keyboards and their callback data: `room:verb:argument`, at most 64 bytes, read strictly.

Callback data is whatever a client sends: it names things, it never grants anything.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Localizer
from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.numbers import parse_number

MAX_CALLBACK_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data
MAX_LABEL_LENGTH = 60  # what a phone shows of a button


class CallbackDataError(CivicBotError):
    """Callback data that is none of ours."""


@dataclass(frozen=True, slots=True)
class CallbackData:
    """A button as it comes back."""

    prefix: str
    verb: str
    argument: str


def make_callback_data(room: str, verb: str, argument: str = "") -> str:
    """Spell callback data; raises ValueError beyond 64 bytes."""
    text = f"{room}:{verb}:{argument}"
    if len(text.encode()) > MAX_CALLBACK_BYTES:
        raise ValueError(f"callback data '{text}' is longer than {MAX_CALLBACK_BYTES} bytes")
    return text


def fits_callback_data(room: str, verb: str, argument: str) -> bool:
    """Tell whether callback data is short enough to be sent."""
    return len(f"{room}:{verb}:{argument}".encode()) <= MAX_CALLBACK_BYTES


def parse_callback_data(text: str | None) -> CallbackData:
    """Read callback data; raises CallbackDataError for anything that is not ours.

    Control characters and halves of a surrogate pair are none, nor is the sign that intake puts in
    their place: no database need hold them.
    """
    parts = (text or "").split(":", 2)
    if len(parts) != 3 or not parts[0].isidentifier() or not parts[1].isidentifier():
        raise CallbackDataError("this button is none of ours")
    if any(unicodedata.category(mark) in ("Cc", "Cs") or mark == "\ufffd" for mark in parts[2]):
        raise CallbackDataError("this button is none of ours")
    return CallbackData(*parts)


def parse_callback_number(text: str, most: int = 999_999) -> int:
    """Read a number out of an argument; raises CallbackDataError for anything else."""
    found = parse_number(text, most)
    if found is None:
        raise CallbackDataError("this button is none of ours")
    return found


def make_button(label: str, room: str, verb: str, argument: str = "") -> InlineKeyboardButton:
    """Make one button; a long label is cut at a word."""
    if len(label) > MAX_LABEL_LENGTH:
        label = label[: MAX_LABEL_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    return InlineKeyboardButton(label, callback_data=make_callback_data(room, verb, argument))


def make_keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Make a keyboard of the rows that have buttons; None if none has."""
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None


def entry_rows(
    titles: Iterable[tuple[str, str]], language: Language, verb: str = "show"
) -> list[list[InlineKeyboardButton]]:
    """Make one row for each (code, title), to be opened in the language of the titles."""
    return [
        [make_button(title, "ask", verb, entry_argument(code, language))] for code, title in titles
    ]


def entry_argument(code: str, language: Language) -> str:
    """Spell an entry and the language to show it in, as a button's argument: `AB-14.es`."""
    return f"{code}.{language}"


def parse_entry_argument(argument: str) -> tuple[str, Language | None]:
    """Read an entry's code, and the language if the button names one we speak."""
    code, _, tag = argument.partition(".")
    return code, Language(tag) if tag in list(Language) else None


def rows_with_prefix(
    markup: InlineKeyboardMarkup | None, *rooms: str
) -> list[list[InlineKeyboardButton]]:
    """Return the rows of a keyboard whose first button belongs to one of these rooms."""
    return [
        list(row)
        for row in (markup.inline_keyboard if markup else ())
        if str(row[0].callback_data).partition(":")[0] in rooms
    ]


def language_switch_row(voice: Localizer, other: Language) -> list[InlineKeyboardButton]:
    """Offer to go on in another language, worded in that language."""
    there = voice.texts.localizer(other, plain=voice.plain)
    label = there.label("ask-switch", language=there.label(f"language-{other}"))
    return [make_button(label, "language", "set", other)]
