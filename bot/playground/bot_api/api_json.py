"""What travels between Telegram and a bot: JSON objects, refusals, UTF-16 lengths. No state."""

from typing import Any

from knowledge.errors import CivicBotError

Json = dict[str, Any]


class BotApiError(CivicBotError):
    """Telegram says no: an HTTP code, its own words, perhaps parameters.

    `is_mistake` tells what the bot could have avoided from what the world did to it.
    """

    def __init__(
        self,
        code: int,
        description: str,
        parameters: Json | None = None,
        *,
        is_mistake: bool = True,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters
        self.is_mistake = is_mistake

    def as_json(self) -> Json:
        """Return the JSON envelope of this refusal."""
        envelope: Json = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters is not None:
            envelope["parameters"] = self.parameters
        return envelope


def bad_request(words: str, *, is_mistake: bool = True) -> BotApiError:
    """Return a 400 in Telegram's words; `is_mistake=False` where a careful bot meets it too."""
    return BotApiError(400, f"Bad Request: {words}", is_mistake=is_mistake)


def forbidden_error(words: str) -> BotApiError:
    """Return a 403 in Telegram's words: never the bot's mistake the first time."""
    return BotApiError(403, f"Forbidden: {words}", is_mistake=False)


def too_many_requests(retry_after: int) -> BotApiError:
    """Return a 429 that asks to wait `retry_after` seconds."""
    return BotApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
        is_mistake=False,
    )


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units, Telegram's measure of offsets."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return the part of a text that an entity covers, given in UTF-16 code units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")
