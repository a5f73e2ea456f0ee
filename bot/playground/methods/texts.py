"""From `text`, `parse_mode`, `entities` to the text Telegram keeps, within its limits."""

from typing import Any

from bot.playground import limits
from bot.playground.entities import found
from bot.playground.formatting import Parsed, parse_html, trimmed
from bot.playground.methods.method import Call
from bot.playground.wire import Json, bad_request, units


def text_of(call: Call) -> Json:
    """Return `text`, `entities`, `link_preview_options` of a call, ready for a message."""
    parsed = _parsed(call, call.get("text", ""), call.get("entities"))
    if not parsed.text:
        raise bad_request("message text is empty")
    if units(parsed.text) > limits.TEXT:
        raise bad_request("message is too long")
    body: Json = {"text": parsed.text}
    if parsed.entities:
        body["entities"] = parsed.entities
    preview = _preview(call)
    if preview:
        body["link_preview_options"] = preview
    return body


def caption_of(call: Call) -> Json:
    """Return `caption` and `caption_entities` of a call, ready for a message."""
    parsed = _parsed(call, call.get("caption", ""), call.get("caption_entities"))
    if units(parsed.text) > limits.CAPTION:
        raise bad_request("message caption is too long")
    body: Json = {"caption": parsed.text} if parsed.text else {}
    if parsed.entities:
        body["caption_entities"] = parsed.entities
    return body


def _parsed(call: Call, source: str, given: list[Any] | None) -> Parsed:
    mode = call.get("parse_mode", "")
    if mode.lower() == "html":
        parsed = parse_html(source)
    elif not mode:
        parsed = trimmed(source, _given(given or []), [])
    elif mode.lower() in {"markdown", "markdownv2"}:
        raise bad_request(f"this stand-in reads parse_mode HTML only, not {mode}")
    else:
        raise bad_request("unsupported parse_mode")
    for remark in parsed.remarks:
        call.world.complain(f"text in HTML: {remark}")
    entities = found(parsed.text, parsed.entities)
    if len(entities) > limits.ENTITIES:
        call.world.complain(
            f"a text has {len(entities)} entities; Telegram keeps the first {limits.ENTITIES}"
        )
    return Parsed(parsed.text, entities[: limits.ENTITIES], [])


def _given(entities: list[Any]) -> list[Json]:
    for entity in entities:
        shape = [entity.get(key) for key in ("type", "offset", "length")]
        if not isinstance(shape[0], str) or not all(isinstance(x, int) for x in shape[1:]):
            raise bad_request("can't parse MessageEntity: Can't find field")
    return entities


def _preview(call: Call) -> Json:
    options: Json = call.get("link_preview_options", {})
    known = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
    for name in set(options) - known:
        call.world.complain(f"link_preview_options: there is no field {name!r}")
    return options
