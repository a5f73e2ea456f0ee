"""Keyboards and their callback data: `room:verb:argument`, at most 64 bytes, read strictly.

Callback data is whatever a client sends: it names things, it never grants anything.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Voice
from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.numbers import whole

MOST_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data
LABEL = 60  # what a phone shows of a button


class BadButton(CivicBotError):
    """Callback data that is none of ours."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button as it comes back."""

    room: str
    verb: str
    argument: str


def data(room: str, verb: str, argument: str = "") -> str:
    """Spell callback data; raises ValueError beyond 64 bytes."""
    text = f"{room}:{verb}:{argument}"
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"callback data '{text}' is longer than {MOST_BYTES} bytes")
    return text


def fits(room: str, verb: str, argument: str) -> bool:
    """Tell whether callback data is short enough to be sent."""
    return len(f"{room}:{verb}:{argument}".encode()) <= MOST_BYTES


def read(text: str | None) -> Press:
    """Read callback data; raises BadButton for anything that is not ours.

    Control characters and halves of a surrogate pair are none, nor is the sign that intake puts in
    their place: no database need hold them.
    """
    parts = (text or "").split(":", 2)
    if len(parts) != 3 or not parts[0].isidentifier() or not parts[1].isidentifier():
        raise BadButton("this button is none of ours")
    if any(unicodedata.category(mark) in ("Cc", "Cs") or mark == "\ufffd" for mark in parts[2]):
        raise BadButton("this button is none of ours")
    return Press(*parts)


def number(text: str, most: int = 999_999) -> int:
    """Read a number out of an argument; raises BadButton for anything else."""
    found = whole(text, most)
    if found is None:
        raise BadButton("this button is none of ours")
    return found


def button(label: str, room: str, verb: str, argument: str = "") -> InlineKeyboardButton:
    """Make one button; a long label is cut at a word."""
    if len(label) > LABEL:
        label = label[: LABEL - 1].rsplit(" ", 1)[0] + "…"
    return InlineKeyboardButton(label, callback_data=data(room, verb, argument))


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Make a keyboard of the rows that have buttons; None if none has."""
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None


def entries(
    titles: Iterable[tuple[str, str]], language: Language, verb: str = "show"
) -> list[list[InlineKeyboardButton]]:
    """Make one row for each (code, title), to be opened in the language of the titles."""
    return [[button(title, "ask", verb, named(code, language))] for code, title in titles]


def named(code: str, language: Language) -> str:
    """Spell an entry and the language to show it in, as a button's argument: `AB-14.es`."""
    return f"{code}.{language}"


def read_named(argument: str) -> tuple[str, Language | None]:
    """Read an entry's code, and the language if the button names one we speak."""
    code, _, tag = argument.partition(".")
    return code, Language(tag) if tag in list(Language) else None


def rows_of(markup: InlineKeyboardMarkup | None, *rooms: str) -> list[list[InlineKeyboardButton]]:
    """Return the rows of a keyboard whose first button belongs to one of these rooms."""
    return [
        list(row)
        for row in (markup.inline_keyboard if markup else ())
        if str(row[0].callback_data).partition(":")[0] in rooms
    ]


def switch(voice: Voice, other: Language) -> list[InlineKeyboardButton]:
    """Offer to go on in another language, worded in that language."""
    there = voice.texts.voice(other, plain=voice.plain)
    label = there.label("ask-switch", language=there.label(f"language-{other}"))
    return [button(label, "language", "set", other)]
