"""What stands under an answer for those who keep the base: the way into its edit."""

from telegram import InlineKeyboardButton

from bot.callback_data import Prefix, entry_argument
from handlers.chats.chat_context import ChatContext
from handlers.messages import keyboards
from knowledge.language import Language

EDIT_PREFIXES = (Prefix.FAQ, Prefix.PHRASE)
ShortcutRows = list[list[InlineKeyboardButton]]


def edit_shortcut_rows(
    chat: ChatContext, code: str | None, language: Language, *, is_asked: bool
) -> ShortcutRows:
    """Return the row of an answer's edit; none for a resident.

    `is_asked` tells that the message answers a question in words, which can become a phrasing.
    """
    if not chat.is_editor:
        return []
    row = []
    if code is not None:
        argument = entry_argument(code, language)
        row.append(
            keyboards.make_button(
                chat.localizer.label("editors-edit"), Prefix.FAQ, "edit", argument
            )
        )
        row.append(
            keyboards.make_button(
                chat.localizer.label("editors-history"), Prefix.FAQ, "history", code
            )
        )
    if is_asked:
        row.append(
            keyboards.make_button(chat.localizer.label("editors-phrase"), Prefix.PHRASE, "choose")
        )
    return [row] if row else []
