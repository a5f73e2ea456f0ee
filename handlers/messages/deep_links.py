"""Links of t.me that open an answer here, and the same answer worded for chats we are not in."""

import re
from urllib.parse import urlencode

from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.helpers import create_deep_linked_url

from bot.texts import Localizer
from knowledge.content.documents import Entry
from knowledge.town import Town

_CODE_COMMAND = re.compile(r"(?<![\w/&<])/([A-Za-z]+_\d+)\b")


def start_link(bot: Bot, payload: str) -> str:
    """Return the link that opens the bot at `/start payload` (Bot API: 64 of `A-Za-z0-9_-`)."""
    return create_deep_linked_url(bot.username, payload)


def link_codes(text: str, bot: Bot, town: Town) -> str:
    """Turn the codes to tap in our HTML (`/AB_14`) into links: elsewhere they lead nowhere."""

    def linked(found: re.Match[str]) -> str:
        named = town.codes.parse_code(found[1])
        return f'<a href="{start_link(bot, named[0])}">{named[0]}</a>' if named else found[0]

    return _CODE_COMMAND.sub(linked, text)


def open_bot_keyboard(bot: Bot, localizer: Localizer, payload: str) -> InlineKeyboardMarkup:
    """Return the one button under a card in a chat that may not be ours: it opens the bot."""
    button = InlineKeyboardButton(localizer.label("inline-open"), url=start_link(bot, payload))
    return InlineKeyboardMarkup([[button]])


def share_message(
    bot: Bot, localizer: Localizer, entry: Entry, title: str
) -> tuple[str, InlineKeyboardMarkup]:
    """Word an answer's link, to be forwarded, sent on with Telegram's own sheet, or copied.

    Source of the sheet's address: core.telegram.org/widgets/share.
    """
    link = start_link(bot, entry.code)
    sheet = "https://t.me/share/url?" + urlencode({"url": link, "text": title})
    row = [
        InlineKeyboardButton(localizer.label("share-send"), url=sheet),
        InlineKeyboardButton(localizer.label("share-copy"), copy_text=CopyTextButton(link)),
    ]
    return localizer.html("share-link", title=title, link=link), InlineKeyboardMarkup([row])
