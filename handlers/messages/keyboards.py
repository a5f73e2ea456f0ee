"""Keyboards under our messages."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callback_data import Prefix, entry_argument, make_callback_data
from bot.texts import Localizer
from knowledge.language import Language

MAX_LABEL_LENGTH = 60  # what a phone shows of a button


def make_button(label: str, prefix: Prefix, verb: str, argument: str = "") -> InlineKeyboardButton:
    """Make one button; a long label is cut at a word."""
    if len(label) > MAX_LABEL_LENGTH:
        label = label[: MAX_LABEL_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    return InlineKeyboardButton(label, callback_data=make_callback_data(prefix, verb, argument))


def draft_button(
    localizer: Localizer, key: str, verb: str, draft_id: int, rest: str = ""
) -> InlineKeyboardButton:
    """Make a button of an open edit; what follows its number is after a dot: `12.es`."""
    argument = f"{draft_id}.{rest}" if rest else str(draft_id)
    return make_button(localizer.label(key), Prefix.DRAFT, verb, argument)


def make_keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Make a keyboard of the rows that have buttons; None if none has."""
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None


def entry_rows(
    titles: Iterable[tuple[str, str]], language: Language, verb: str = "show"
) -> list[list[InlineKeyboardButton]]:
    """Make one row for each (code, title), to be opened in the language of the titles."""
    return [
        [make_button(title, Prefix.ASK, verb, entry_argument(code, language))]
        for code, title in titles
    ]


def rows_with_prefix(
    markup: InlineKeyboardMarkup | None, *prefixes: Prefix
) -> list[list[InlineKeyboardButton]]:
    """Return the rows of a keyboard whose first button has one of these prefixes."""
    return [
        list(row)
        for row in (markup.inline_keyboard if markup else ())
        if str(row[0].callback_data).partition(":")[0] in prefixes
    ]


def language_switch_row(localizer: Localizer, other: Language) -> list[InlineKeyboardButton]:
    """Offer to go on in another language, worded in that language."""
    there = localizer.texts.localizer(other, plain=localizer.plain)
    label = there.label("ask-switch", language=there.label(f"language-{other}"))
    return [make_button(label, Prefix.LANGUAGE, "set", other)]
