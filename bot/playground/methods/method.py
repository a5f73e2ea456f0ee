"""The shape of one Bot API method: what it takes, what it does."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.wire import Json
from bot.playground.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One call as a method sees it: typed parameters and uploads by part name."""

    world: World
    parameters: Json
    uploads: Mapping[str, Upload]

    def get(self, name: str, default: Any = None) -> Any:
        """Return a parameter, or the default when it was not given."""
        return self.parameters.get(name, default)


@dataclass(frozen=True, slots=True)
class Method:
    """A Bot API method; `declaration` is what `parameters.read` understands."""

    run: Callable[[Call], Any | Awaitable[Any]]
    declaration: str = ""
