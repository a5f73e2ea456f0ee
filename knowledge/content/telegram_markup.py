"""The HTML that Telegram shows, and what is wrong with a text in it.

Source of the tags: Bot API, "HTML style".
"""

import re

TELEGRAM_TAGS = ("b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler")
_MARKUP_PIECE = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z-]*)(?P<rest>[^<>]*)>|[<>]|&[^;\s]*;?"
)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_ATTRIBUTES = {
    "a": re.compile(r" href=\"https?://[^\"<>]+\""),
    "blockquote": re.compile(r"(?: expandable)?"),
}
_NO_ATTRIBUTES = re.compile("")


def first_markup_fault(text: str) -> str | None:
    """Return the first fault of a text in Telegram's HTML, or None if it has none."""
    stack: list[str] = []
    for piece in _MARKUP_PIECE.finditer(text):
        tag = piece["tag"]
        if tag is None:
            if not _ENTITY.fullmatch(piece[0]):
                return f"'{piece[0]}' must be written as an entity: &lt; &gt; &amp;"
        elif tag not in TELEGRAM_TAGS:
            return f"Telegram has no <{tag}>; use one of {', '.join(TELEGRAM_TAGS)}"
        elif piece["close"]:
            if piece["rest"] or not stack or stack.pop() != tag:
                return f"{piece[0]} closes what is not open; balance the tags"
        elif not _ATTRIBUTES.get(tag, _NO_ATTRIBUTES).fullmatch(piece["rest"]):
            return f"{piece[0]} holds what Telegram does not take; write it plainly"
        else:
            stack.append(tag)
    return f"<{stack[-1]}> is never closed; close it" if stack else None
