"""From `text`, `parse_mode`, `entities` to the text Telegram keeps, within its limits."""

from typing import Any

from bot.playground.bot_api import telegram_limits
from bot.playground.bot_api.api_json import Json, bad_request, utf16_length
from bot.playground.bot_api.entities import with_found_entities
from bot.playground.bot_api.html_formatting import ParsedText, parse_html, trim_text
from bot.playground.simulator.methods.method import MethodCall


def text_of(call: MethodCall) -> Json:
    """Return `text`, `entities`, `link_preview_options` of a call, ready for a message."""
    parsed = _parse_text(call, call.get("text", ""), call.get("entities"))
    if not parsed.text:
        raise bad_request("message text is empty")
    if utf16_length(parsed.text) > telegram_limits.TEXT:
        raise bad_request("message is too long")
    body: Json = {"text": parsed.text}
    if parsed.entities:
        body["entities"] = parsed.entities
    preview = _preview_options(call)
    if preview:
        body["link_preview_options"] = preview
    return body


def caption_of(call: MethodCall) -> Json:
    """Return `caption` and `caption_entities` of a call, ready for a message."""
    parsed = _parse_text(call, call.get("caption", ""), call.get("caption_entities"))
    if utf16_length(parsed.text) > telegram_limits.CAPTION:
        raise bad_request("message caption is too long")
    body: Json = {"caption": parsed.text} if parsed.text else {}
    if parsed.entities:
        body["caption_entities"] = parsed.entities
    return body


def _parse_text(call: MethodCall, source: str, given: list[Any] | None) -> ParsedText:
    mode = call.get("parse_mode", "")
    if mode.lower() == "html":
        parsed = parse_html(source)
    elif not mode:
        parsed = trim_text(source, _check_entities(given or []), [])
    elif mode.lower() in {"markdown", "markdownv2"}:
        raise bad_request(f"this stand-in reads parse_mode HTML only, not {mode}")
    else:
        raise bad_request("unsupported parse_mode")
    for remark in parsed.remarks:
        call.world.add_complaint(f"text in HTML: {remark}")
    entities = with_found_entities(parsed.text, parsed.entities)
    if len(entities) > telegram_limits.ENTITIES:
        call.world.add_complaint(
            f"a text has {len(entities)} entities; "
            f"Telegram keeps the first {telegram_limits.ENTITIES}"
        )
    return ParsedText(parsed.text, entities[: telegram_limits.ENTITIES], [])


def _check_entities(entities: list[Any]) -> list[Json]:
    for entity in entities:
        shape = [entity.get(key) for key in ("type", "offset", "length")]
        if not isinstance(shape[0], str) or not all(isinstance(x, int) for x in shape[1:]):
            raise bad_request("can't parse MessageEntity: Can't find field")
    return entities


def _preview_options(call: MethodCall) -> Json:
    options: Json = call.get("link_preview_options", {})
    known = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
    for name in set(options) - known:
        call.world.add_complaint(f"link_preview_options: there is no field {name!r}")
    return options
