"""The shape of one Bot API method: what it takes, what it does."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.bot_api.api_json import Json
from bot.playground.simulator.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MethodCall:
    """One call as a method sees it: typed parameters and uploads by part name."""

    world: World
    parameters: Json
    uploads: Mapping[str, Upload]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a parameter, or the default when it was not given."""
        return self.parameters.get(name, default)


@dataclass(frozen=True, slots=True)
class BotApiMethod:
    """A Bot API method; `declaration` is what `parameters.read` understands."""

    run: Callable[[MethodCall], Any | Awaitable[Any]]
    declaration: str = ""
