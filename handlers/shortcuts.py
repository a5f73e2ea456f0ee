"""What stands under an answer for those who keep the base: the way into its edit."""

from telegram import InlineKeyboardButton

from handlers import buttons
from handlers.hosts import Met
from knowledge.language import Language

ROOMS = ("faq", "phrase")
Rows = list[list[InlineKeyboardButton]]


def under(met: Met, code: str | None, language: Language, *, is_asked: bool) -> Rows:
    """Return the row of an answer's edit; none for a resident.

    `is_asked` tells that the message answers a question in words, which can become a phrasing.
    """
    if not met.is_editor:
        return []
    row = []
    if code is not None:
        argument = buttons.named(code, language)
        row.append(buttons.button(met.voice.label("editors-edit"), "faq", "edit", argument))
        row.append(buttons.button(met.voice.label("editors-history"), "faq", "history", code))
    if is_asked:
        row.append(buttons.button(met.voice.label("editors-phrase"), "phrase", "choose"))
    return [row] if row else []
