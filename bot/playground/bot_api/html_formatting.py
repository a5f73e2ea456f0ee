"""Telegram's HTML: a text with tags in, a plain text with entities out, and back again.

Follows the "HTML style" section of the Bot API page. It must not forgive what Telegram refuses.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlsplit

from bot.playground.bot_api.api_json import Json, bad_request, utf16_length, utf16_slice

_TYPE_BY_TAG: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "span": "spoiler", "tg-spoiler": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_TAG_BY_TYPE: Final = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
    "code": "code", "pre": "pre",
}  # fmt: skip
_NAMED_CHARACTERS: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN: Final = re.compile(r"<(?P<tag>[^<>]*)>|<(?P<open>[^<>]*)|&(?P<entity>#?\w*;?)|[^<&]+")
_CHARACTER: Final = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);")
_ATTRIBUTE: Final = re.compile(
    r"\s*([^\s=>\"'/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?"
)
_LINK_SCHEMES: Final = {"http", "https", "tg", "ton", "tonsite"}


@dataclass(slots=True)
class _OpenTag:
    """A tag that waits for its end."""

    name: str
    attributes: dict[str, str]
    offset: int


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A plain text, its entities, and what Telegram lets pass but its page forbids."""

    text: str
    entities: list[Json]
    remarks: list[str]


def parse_html(source: str) -> ParsedText:
    """Return the text and entities of a message in Telegram's HTML.

    Raises BotApiError in Telegram's words where Telegram would.
    """
    reader = _HtmlReader(source)
    for match in _TOKEN.finditer(source):
        reader.take(match)
    return reader.finish()


class _HtmlReader:
    """The state of one pass over a source: text so far, open tags, closed entities."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_OpenTag] = []
        self.entities: list[Json] = []
        self.remarks: list[str] = []

    def take(self, match: re.Match[str]) -> None:
        at = len(self.source[: match.start()].encode())
        if match["open"] is not None:
            kind = "end" if match["open"].startswith("/") else "start"
            raise _parse_error(f"Unclosed {kind} tag at byte offset {at}")
        if match["entity"] is not None:
            self.write(self.read_character(match.group()))
        elif match["tag"] is None:
            if ">" in match.group():
                self.remarks.append(f"a > in {match.group()!r} is not escaped")
            self.write(match.group())
        elif match["tag"].startswith("/"):
            self.close_tag(match["tag"][1:].strip().lower(), at)
        else:
            self.open_tag(match["tag"], at)

    def write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += utf16_length(piece)

    def read_character(self, written: str) -> str:
        letter = _CHARACTER.fullmatch(written)
        if letter is None:
            self.remarks.append(f"{written!r} is not one of &lt; &gt; &amp; &quot; or numeric")
            return written
        return _decode_character(letter)

    def read_attribute(self, value: str) -> str:
        plain = _CHARACTER.sub(_decode_character, value)
        if "&" in _CHARACTER.sub("", value):
            self.remarks.append(f"an ampersand in the attribute {value!r} is not escaped")
        return plain

    def open_tag(self, inside: str, at: int) -> None:
        name = re.split(r"[\s/]", inside, maxsplit=1)[0].lower()
        if name not in _TYPE_BY_TAG:
            raise _parse_error(f'Unsupported start tag "{name}" at byte offset {at}')
        attributes = {
            found[1].lower(): self.read_attribute(found[2] or found[3] or found[4] or "")
            for found in _ATTRIBUTE.finditer(inside[len(name) :])
        }
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _parse_error(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        if name == "tg-emoji" and not attributes.get("emoji-id", "").isdigit():
            raise _parse_error(f"Invalid custom emoji identifier specified at byte offset {at}")
        outer = [tag.name for tag in self.open]
        if name == "blockquote" and "blockquote" in outer:
            self.remarks.append("a blockquote stands inside a blockquote")
        if ("code" in outer or "pre" in outer) and (outer[-1], name) != ("pre", "code"):
            self.remarks.append(f"<{name}> stands inside code")
        self.open.append(_OpenTag(name, attributes, self.length))

    def close_tag(self, name: str, at: int) -> None:
        if not self.open:
            raise _parse_error(f'Unexpected end tag "{name}" at byte offset {at}')
        tag = self.open.pop()
        if name and name != tag.name:
            raise _parse_error(
                f'Unmatched end tag at byte offset {at}, expected "</{tag.name}>", '
                f'found "</{name}>"'
            )
        if self.length > tag.offset:
            self.add_entity(tag)

    def add_entity(self, tag: _OpenTag) -> None:
        entity: Json = {
            "type": _TYPE_BY_TAG[tag.name],
            "offset": tag.offset,
            "length": self.length - tag.offset,
        }
        if tag.name == "a":
            covered = utf16_slice("".join(self.pieces), entity["offset"], entity["length"])
            link = tag.attributes.get("href", covered)
            if urlsplit(link).scheme not in _LINK_SCHEMES:
                self.remarks.append(f"the link {link!r} has no address that Telegram opens")
                return
            entity["url"] = link
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.attributes["emoji-id"]
        elif tag.name == "tg-time":
            entity["unix_time"] = _unix_time(tag.attributes.get("unix", ""))
            if "format" in tag.attributes:
                entity["date_time_format"] = tag.attributes["format"]
        elif tag.name == "code" and tag.attributes.get("class", "").startswith("language-"):
            if self.open and self.open[-1].name == "pre":
                self.open[-1].attributes["language"] = tag.attributes["class"][9:]
                return
        elif tag.name == "pre" and "language" in tag.attributes:
            entity["language"] = tag.attributes["language"]
        self.entities.append(entity)

    def finish(self) -> ParsedText:
        if self.open:
            raise _parse_error(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"'
            )
        return trim_text("".join(self.pieces), self.entities, self.remarks)


def trim_text(text: str, entities: list[Json], remarks: list[str]) -> ParsedText:
    """Return a text without the white space around it, its entities moved and cut to fit."""
    shift = utf16_length(text) - utf16_length(text.lstrip())
    plain = text.strip()
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(utf16_length(plain), entity["offset"] + entity["length"] - shift)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return ParsedText(plain, kept, remarks)


def entities_to_html(text: str, entities: list[Json]) -> str:
    """Return a text and its entities as Telegram's HTML, escaped, for a page or a test."""
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda item: (item["offset"], -item["length"])):
        opening, closing = _entity_tags(entity)
        starts.setdefault(entity["offset"], []).append(opening)
        ends.setdefault(entity["offset"] + entity["length"], []).insert(0, closing)
    pieces, offset = [], 0
    for letter in text:
        pieces += [*ends.get(offset, []), *starts.get(offset, []), escape(letter)]
        offset += utf16_length(letter)
    return "".join([*pieces, *ends.get(offset, [])])


def _entity_tags(entity: Json) -> tuple[str, str]:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind in {"blockquote", "expandable_blockquote"}:
        return f"<blockquote{' expandable' if kind[0] == 'e' else ''}>", "</blockquote>"
    tag = _TAG_BY_TYPE.get(kind)
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")


def _decode_character(match: re.Match[str]) -> str:
    name = match[1]
    if not name.startswith("#"):
        return _NAMED_CHARACTERS[name]
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    usable = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if usable else match[0]


def _unix_time(written: str) -> int:
    if not written.isdigit():
        raise _parse_error("Invalid Unix time specified in the tag tg-time")
    return int(written)


def _parse_error(words: str) -> Exception:
    return bad_request(f"can't parse entities: {words}")
