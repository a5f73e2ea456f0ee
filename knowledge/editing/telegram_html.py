"""HTML reduced to what Telegram shows, and what is broken in HTML that was written by hand."""

import html
from html.parser import HTMLParser
from urllib.parse import urlsplit

_TELEGRAM_TAGS = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ins": "u", "s": "s", "strike": "s",
    "del": "s", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "a",
}  # fmt: skip  # Bot API, "HTML style", without spoilers and custom emoji


class _TagReducer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = _TELEGRAM_TAGS.get(tag)
        if tag == "br":
            self.out.append("\n")
        if name is None:
            return
        if name == "a":
            address = dict(attrs).get("href") or ""
            if not is_linkable(address):
                return
            self.out.append(f'<a href="{html.escape(address)}">')
        else:
            self.out.append(f"<{name}>")
        self._open.append(name)

    def handle_endtag(self, tag: str) -> None:
        name = _TELEGRAM_TAGS.get(tag)
        if name not in self._open:
            return
        while self._open:
            closing = self._open.pop()
            self.out.append(f"</{closing}>")
            if closing == name:
                return

    def handle_data(self, data: str) -> None:
        self.out.append(html.escape(data, quote=False))

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Read on: the words inside a script are words."""

    def finish(self) -> str:
        self.close()
        while self._open:
            self.out.append(f"</{self._open.pop()}>")
        return "".join(self.out)


def is_linkable(address: str) -> bool:
    """Tell whether an address may stand behind words: the web or a telephone, nothing else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (parts.scheme in ("http", "https") and bool(parts.netloc)) or parts.scheme == "tel"


def reduce_html(text: str) -> str:
    """Return text with Telegram's tags alone, balanced; other tags go, their words stay.

    >>> reduce_html('<h1>Votes</h1> <b>6-1 & <script>x</script>')
    'Votes <b>6-1 &amp; x</b>'
    """
    reducer = _TagReducer()
    reducer.feed(text)
    return reducer.finish()
