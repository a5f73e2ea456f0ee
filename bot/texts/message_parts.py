"""Cut a long message into several that Telegram accepts, at paragraphs, then lines, then words."""

import html
import re

MESSAGE_LIMIT = 4096  # characters after entity parsing (Bot API, sendMessage)
_TAG = re.compile(r"<[^>]+>")


def message_length(text: str) -> int:
    """Return a message's length as Telegram counts it: tags gone, entities read, UTF-16 units."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def without_tags(text: str) -> str:
    """Return an HTML message as plain text, for a chat whose Telegram refused its entities."""
    return html.unescape(_TAG.sub("", text))


def _split_pieces(text: str, limit: int) -> list[str]:
    for separator in ("\n\n", "\n", " "):
        parts = text.split(separator)
        if len(parts) == 1:
            continue
        pieces, page = [], ""
        for part in parts:
            joined = f"{page}{separator}{part}" if page else part
            if message_length(joined) <= limit:
                page = joined
            else:
                pieces += [page] if page else []
                page = part
        pieces.append(page)
        return [
            p
            for piece in pieces
            for p in (_split_pieces(piece, limit) if message_length(piece) > limit else [piece])
        ]
    plain = without_tags(text)
    step = limit // 2  # a character may be two UTF-16 units
    return [html.escape(plain[i : i + step]) for i in range(0, len(plain), step)]


def split_message(text: str, limit: int = MESSAGE_LIMIT) -> list[str]:
    """Cut Telegram HTML into messages of at most `limit` characters, tags balanced in each."""
    if message_length(text) <= limit:
        return [text]
    pages, still_open = [], list[str]()
    for piece in _split_pieces(text, limit):
        page = "".join(still_open) + piece
        still_open = _open_tags(page)
        names = [re.match(r"<(\w[\w-]*)", tag) for tag in reversed(still_open)]
        pages.append(page + "".join(f"</{name[1]}>" for name in names if name))
    return pages


def _open_tags(text: str) -> list[str]:
    opened: list[str] = []
    for tag in _TAG.findall(text):
        if tag.startswith("</"):
            if opened:
                opened.pop()
        else:
            opened.append(tag)
    return opened
