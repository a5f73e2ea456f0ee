"""Two texts told apart word by word, as Telegram HTML: gone words struck out, new ones bold."""

import html
from difflib import SequenceMatcher

_CONTEXT_WORDS = 6  # words kept on either side of a change


def word_difference(before: str, after: str) -> str:
    """Return what changed between two texts; far unchanged stretches are cut to an ellipsis.

    >>> compare("It voted 5-1 to end it.", "It voted 6-1 to end it.")
    'It voted <s>5-1</s> <b>6-1</b> to end it.'
    """
    if not before:
        return f"<b>{_escape_text(after)}</b>"
    if not after:
        return f"<s>{_escape_text(before)}</s>"
    old, new = before.split(), after.split()
    parts: list[str] = []
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (what, a, b, c, d) in enumerate(blocks):
        if what == "equal":
            parts.append(
                _shorten_stretch(old[a:b], first=place == 0, last=place == len(blocks) - 1)
            )
            continue
        if b > a:
            parts.append(f"<s>{_escape_text(' '.join(old[a:b]))}</s>")
        if d > c:
            parts.append(f"<b>{_escape_text(' '.join(new[c:d]))}</b>")
    return " ".join(parts)


def _shorten_stretch(words: list[str], *, first: bool, last: bool) -> str:
    head = [] if first else words[:_CONTEXT_WORDS]
    tail = [] if last else words[-_CONTEXT_WORDS:]
    if len(words) <= len(head) + len(tail) + 2:
        return _escape_text(" ".join(words))
    return _escape_text(" ".join([*head, "…", *tail]))


def _escape_text(text: str) -> str:
    return html.escape(text, quote=False)
