"""Making foreign text harmless: no markup, no control characters, no endless fields."""

import html
import re
import unicodedata
from urllib.parse import urljoin, urlsplit

MAX_CHARACTERS = 2000
# Each pattern stops at the next "<", so that a text of nothing but "<" takes no longer.
_HIDDEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_SHOWN_AGAIN = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)


def clean_text(value: object, limit: int = MAX_CHARACTERS) -> str:
    """Return foreign text as plain text with single line breaks, at most `limit` characters."""
    if value is None:
        return ""
    text = str(value)[: limit * 8]
    text = _TAG.sub("", _BREAK.sub("\n", _without_hidden(text)))
    text = html.unescape(text).replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n")
    text = _TAG.sub("", text)  # markup that was escaped once more
    kept = (
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs")
    )
    lines = (" ".join(line.split()) for line in "".join(kept).split("\n"))
    return "\n".join(line for line in lines if line)[:limit]


def _without_hidden(text: str) -> str:
    """Return a text without scripts and styles; one that is never ended is cut off."""
    kept, at = [], 0
    while opened := _HIDDEN.search(text, at):
        kept.append(text[at : opened.start()])
        closed = _SHOWN_AGAIN[opened[1].lower()].search(text, opened.end())
        if closed is None:
            return "".join(kept)
        at = closed.end()
    return "".join([*kept, text[at:]])


def clean_line(value: object, limit: int = 300) -> str:
    """Return foreign text as one plain line."""
    return " ".join(clean_text(value, limit).split())


def clean_link(value: object, base: str = "") -> str:
    """Return an http(s) link, made absolute by `base`, or "" for anything else."""
    text = clean_line(value, 1000)
    if not text or " " in text:
        return ""
    try:
        link = urljoin(base, text) if base else text
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.netloc else ""
