"""A town's folder: `town.toml`, `house.toml` and the documents of its base, read strictly.

Form and examples: docs/seed.md. Whatever is wrong is told at once, each fault with its file, its
table or row, and the remedy.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from knowledge import toml
from knowledge.content import house
from knowledge.content.documents import Body, Key, Kind
from knowledge.language import Language
from knowledge.matching import combiner
from knowledge.matching.policy import POLICY
from knowledge.strict import FaultyFiles, Table
from knowledge.town import Town, file
from knowledge.town.documents import bank_faults, unknown_names, unknown_quotes
from knowledge.town.documents import faults as faults_of

TOWN, HOUSE, BANK, TOPICS = "town.toml", "house.toml", "bank.toml", "topics"
COMBINER = "combiner.json"
ISSUE_WORDS = "issue-words"
_TABLES = {
    "sources.toml": Kind.SOURCE,
    "facts.toml": Kind.FACT,
    "topics.toml": Kind.TOPIC,
    "aliases.toml": Kind.ALIAS,
    "scope.toml": Kind.SCOPE,
    "requests.toml": Kind.SCOPE,
    "timeline.toml": Kind.EVENT,
}
_NEEDED = ("sources.toml", "facts.toml", "topics.toml")


@dataclass(frozen=True)
class Folder:
    """What a town's folder holds."""

    town: Town
    documents: Mapping[Key, Body]


def shipped_folder() -> Traversable:
    """Return the folder of the town that ships with the bot."""
    return files("knowledge") / "seed"


@cache
def shipped() -> Town:
    """Return the town that ships with the bot."""
    return town_of(shipped_folder())


def place(named: Path | None) -> Traversable:
    """Return the folder an operator named, or the shipped one."""
    return named if named is not None else shipped_folder()


def town_of(folder: Traversable) -> Town:
    """Read the town of a folder; raises FaultyFiles with every fault of the two files."""
    faults: list[str] = []
    found = _town(folder, faults)
    if faults or found is None:
        raise FaultyFiles(faults)
    return found


def named(town_dir: Path | None) -> Town:
    """Read the town an operator named, or the shipped one.

    Raises FaultyFiles with what is wrong in any of its files, also those a town alone is not of.
    """
    if town_dir is None:
        return shipped()
    try:
        return town_of(town_dir)
    except FaultyFiles:
        load(town_dir)
        raise


def load(folder: Traversable) -> Folder:
    """Read all of a folder; raises FaultyFiles with every fault of every file."""
    faults: list[str] = []
    town = _town(folder, faults)
    documents = _documents(folder, town, faults)
    if faults or town is None:
        raise FaultyFiles(faults)
    return Folder(town, documents)


def _town(folder: Traversable, faults: list[str]) -> Town | None:
    if not (folder / TOWN).is_file():
        faults.append(
            f"{folder}: has no {TOWN}; name a town's folder in TOWN_DIR, or begin one with "
            "`python -m bot new-town DIR`"
        )
        return None
    held = _read(folder / TOWN, faults)
    rules = _read(folder / HOUSE, faults) if (folder / HOUSE).is_file() else {}
    if held is None or rules is None:
        return None
    found = file.read(Table(held, TOWN, faults), house.read(Table(rules, HOUSE, faults)))
    return _fitted(found, folder, faults)


def _fitted(town: Town, folder: Traversable, faults: list[str]) -> Town:
    """Return a town with the numbers that `fit` wrote into its folder, if it did."""
    part = folder / COMBINER
    if not part.is_file():
        return town
    try:
        held = json.loads(part.read_text(encoding="utf-8"))
        limits = {Language(tag): float(limit) for tag, limit in held["answer_from"].items()}
        rules = {tag: replace(POLICY.of(tag), answer=limit) for tag, limit in limits.items()}
        policy = replace(POLICY, by_language={**POLICY.by_language, **rules})
        return replace(town, combiner=combiner.of(held), policy=policy)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        said = f"{type(error).__name__}: {error}"[:120]
        faults.append(f"{COMBINER}: cannot be used ({said}); take it away, or run `bot fit` again")
        return town


def _read(part: Traversable, faults: list[str]) -> dict[str, Any] | None:
    try:
        return toml.loads(part.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        faults.append(f"{part.name}: cannot be read: {said}; mend the file and start again")
        return None


def _documents(folder: Traversable, town: Town | None, faults: list[str]) -> dict[Key, Body]:
    bodies: dict[Key, Body] = {}
    places: dict[Key, str] = {}
    for name, key, body in _all(folder, town, faults):
        kind, code = key
        where = f"{name}: entry {code}" if kind is Kind.ENTRY else f"{name}: [{code}]"
        if key in places:
            faults.append(f"{where}: is written twice, first in {places[key]}; keep one")
        elif kind is Kind.BANK:
            bank_faults(body, name, faults)
        else:
            faults += [f"{where}: {says}" for says in faults_of(kind, code, body, town)]
        bodies.setdefault(key, body)
        places.setdefault(key, where)
    faults += [f"{places[key]}: {says}" for key, says in unknown_quotes(bodies)]
    faults += _unknown_to_clerk(town, bodies) if town is not None else []
    if town is not None and (words := issue_words(town)):
        bodies.setdefault((Kind.SCOPE, ISSUE_WORDS), words)
    return bodies


def _all(
    folder: Traversable, town: Town | None, faults: list[str]
) -> Iterator[tuple[str, Key, Body]]:
    for name, kind in _TABLES.items():
        if not (folder / name).is_file():
            if name in _NEEDED:
                faults.append(f"{name}: there is no such file in {folder}; see docs/seed.md")
            continue
        for code, body in (_read(folder / name, faults) or {}).items():
            if isinstance(body, dict):
                yield name, (kind, code), body
            else:
                faults.append(f"{name}: {code}: stands in no table; write it below a [code]")
    if (folder / BANK).is_file():
        yield BANK, (Kind.BANK, "bank"), _read(folder / BANK, faults) or {}
    yield from _entries(folder / TOPICS, town, faults)


def _entries(
    folder: Traversable, town: Town | None, faults: list[str]
) -> Iterator[tuple[str, Key, Body]]:
    if not folder.is_dir():
        faults.append(f"{TOPICS}: there is no such folder; put one file a topic there")
        return
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if not part.name.endswith(".toml"):
            continue
        name = f"{TOPICS}/{part.name}"
        held = _read(part, faults) or {}
        rows = held.get("entry", [])
        others = sorted(held.keys() - {"entry"})
        faults += [f"{name}: {o}: is none of ours; write each answer as [[entry]]" for o in others]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.append(f"{name}: entry: must be a list of tables; write [[entry]] for each")
            continue
        for place, row in enumerate(rows, start=1):
            code = row.get("code")
            if not _is_code(code, town):
                sample = town.codes.write(place) if town else "AB-1"
                faults.append(f'{name}: [[entry]] {place}: code: write code = "{sample}"')
                continue
            topic = part.name.removesuffix(".toml")
            body = {"topic": topic, **{k: v for k, v in row.items() if k != "code"}}
            yield name, (Kind.ENTRY, str(code)), body


def _is_code(code: object, town: Town | None) -> bool:
    if not isinstance(code, str):
        return False
    is_known = town is not None and re.fullmatch(r"[A-Z]{2,6}", town.codes.prefix)
    return not is_known or (town is not None and town.codes.is_whole(code))


def _unknown_to_clerk(town: Town, bodies: Mapping[Key, Body]) -> Iterator[str]:
    for tag, said in town.phrases.items():
        for name in unknown_names(said["clerk"], bodies):
            says = f"clerk: quotes {{{name}}}, which no fact holds; write it below one"
            yield f"{TOWN}: [{tag}]: {says}"


def issue_words(town: Town) -> Body:
    """Return the words of the topic as the class of messages that editors may change."""
    lists = {}
    for tag in town.languages:
        named = (("issue", town.words.get(tag, ())), ("issue-not", town.not_words.get(tag, ())))
        lists[tag.value] = [f"{tag}-{n} = {' | '.join(words)}" for n, words in named if words]
    return {"outcome": "unknown", "reply": {}, "lists": lists} if any(lists.values()) else {}
