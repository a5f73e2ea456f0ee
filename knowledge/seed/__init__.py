"""The first content of the base: reviewed TOML, one file a topic, three languages."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from knowledge.content.documents import Body, InvalidDocument, Key, Kind

_TABLES = {
    "sources.toml": Kind.SOURCE,
    "facts.toml": Kind.FACT,
    "topics.toml": Kind.TOPIC,
    "aliases.toml": Kind.ALIAS,
    "scope.toml": Kind.SCOPE,
    "requests.toml": Kind.SCOPE,
    "timeline.toml": Kind.EVENT,
}


def _read(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidDocument(f"{file.name}: {error}; mend the file and start again") from error


def _entries(file: Traversable) -> Iterator[tuple[Key, Body]]:
    topic = file.name.removesuffix(".toml")
    for body in _read(file).get("entry", []):
        code = body.get("code")
        if not isinstance(code, str):
            raise InvalidDocument(f'{file.name}: an entry has no code; write code = "KW-…"')
        yield (
            (Kind.ENTRY, code),
            {"topic": topic, **{k: v for k, v in body.items() if k != "code"}},
        )


def load(folder: Traversable | None = None) -> dict[Key, Body]:
    """Read every document of the seed (or of a folder of the same form).

    Raises InvalidDocument when a file is not TOML or a code is used twice.
    """
    root = folder or files(__name__)
    bodies: dict[Key, Body] = {}
    pairs: list[tuple[Key, Body]] = []
    for name, kind in _TABLES.items():
        if not (root / name).is_file():
            continue  # another town may have no aliases or no timeline
        pairs += [((kind, code), body) for code, body in _read(root / name).items()]
    if (root / "bank.toml").is_file():
        pairs.append(((Kind.BANK, "bank"), _read(root / "bank.toml")))
    for file in sorted((root / "topics").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            pairs += _entries(file)
    for key, body in pairs:
        if key in bodies:
            raise InvalidDocument(f"{key[0]} {key[1]} is written twice; keep one")
        bodies[key] = body
    return bodies
