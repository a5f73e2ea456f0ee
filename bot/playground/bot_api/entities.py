"""The entities Telegram finds by itself in plain text: commands, mentions, links, hashtags."""

import re
from collections.abc import Iterator
from typing import Final

from bot.playground.bot_api.api_json import Json, utf16_length

_ENTITY_PATTERNS: Final = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?')\]]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w@])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
    ("url", re.compile(r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|gov|edu|us|io|info|me)\b"
                       r"(?:/[^\s<>\"]*[^\s<>\".,;:!?')\]])?", re.IGNORECASE)),
)  # fmt: skip


def with_found_entities(text: str, marked: list[Json]) -> list[Json]:
    """Return `marked` and the entities Telegram adds to a text, in order, none overlapping.

    Offsets and lengths are UTF-16 code units. A found entity that would touch a link, code or
    another found entity is left out, as Telegram does.
    """
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in marked
        if entity["type"] in {"text_link", "text_mention", "code", "pre", "custom_emoji"}
    ]
    entities = list(marked)
    for entity in _candidate_entities(text):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if all(end <= first or start >= last for first, last in taken):
            entities.append(entity)
            taken.append((start, end))
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _candidate_entities(text: str) -> Iterator[Json]:
    for kind, pattern in _ENTITY_PATTERNS:
        for match in pattern.finditer(text):
            yield {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match.group()),
            }
