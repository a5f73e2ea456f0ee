"""The log of what a bot asked of Telegram."""

from dataclasses import dataclass
from datetime import datetime

from bot.playground.bot_api.api_json import Json


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of the bot: what it asked, what it was told (None: no answer), and when.

    `parameters` never hold the token; `uploads` are the names of files sent along; `fault` is
    what the network did to it.
    """

    method: str
    parameters: Json
    uploads: tuple[str, ...]
    status: int | None
    answer: Json | None
    fault: str | None
    at: datetime
