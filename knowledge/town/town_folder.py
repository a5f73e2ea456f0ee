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

from knowledge import safe_toml
from knowledge.content import house_rules
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.language import Language
from knowledge.matching.decision import combiner
from knowledge.matching.decision.thresholds import SHIPPED_POLICY
from knowledge.strict_tables import StrictTable, TownFilesError
from knowledge.town import Town, town_file
from knowledge.town.document_faults import find_document_faults as faults_of
from knowledge.town.document_faults import note_bank_faults, unknown_quotes, unknown_quotes_in

TOWN_FILE, HOUSE_FILE, BANK_FILE, TOPICS_FOLDER = "town.toml", "house.toml", "bank.toml", "topics"
COMBINER_FILE = "combiner.json"
ISSUE_WORDS = "issue-words"
_KIND_BY_FILE = {
    "sources.toml": DocumentKind.SOURCE,
    "facts.toml": DocumentKind.FACT,
    "topics.toml": DocumentKind.TOPIC,
    "aliases.toml": DocumentKind.ALIAS,
    "scope.toml": DocumentKind.SCOPE,
    "requests.toml": DocumentKind.SCOPE,
    "timeline.toml": DocumentKind.EVENT,
}
_NEEDED_FILES = ("sources.toml", "facts.toml", "topics.toml")


@dataclass(frozen=True)
class TownFolder:
    """What a town's folder holds."""

    town: Town
    documents: Mapping[DocumentKey, DocumentBody]


def shipped_folder() -> Traversable:
    """Return the folder of the town that ships with the bot."""
    return files("knowledge") / "seed"


@cache
def shipped_town() -> Town:
    """Return the town that ships with the bot."""
    return load_town(shipped_folder())


def chosen_folder(named: Path | None) -> Traversable:
    """Return the folder an operator named, or the shipped one."""
    return named if named is not None else shipped_folder()


def load_town(folder: Traversable) -> Town:
    """Read the town of a folder; raises TownFilesError with every fault of the two files."""
    faults: list[str] = []
    found = _try_load_town(folder, faults)
    if faults or found is None:
        raise TownFilesError(faults)
    return found


def chosen_town(town_dir: Path | None) -> Town:
    """Read the town an operator named, or the shipped one.

    Raises TownFilesError with what is wrong in any of its files, also in those of its base.
    """
    if town_dir is None:
        return shipped_town()
    try:
        return load_town(town_dir)
    except TownFilesError:
        load_town_folder(town_dir)
        raise


def load_town_folder(folder: Traversable) -> TownFolder:
    """Read all of a folder; raises TownFilesError with every fault of every file."""
    faults: list[str] = []
    town = _try_load_town(folder, faults)
    documents = _load_documents(folder, town, faults)
    if faults or town is None:
        raise TownFilesError(faults)
    return TownFolder(town, documents)


def _try_load_town(folder: Traversable, faults: list[str]) -> Town | None:
    if not (folder / TOWN_FILE).is_file():
        faults.append(
            f"{folder}: has no {TOWN_FILE}; name a town's folder in TOWN_DIR, or begin one with "
            "`python -m bot new-town DIR`"
        )
        return None
    held = _read_toml(folder / TOWN_FILE, faults)
    rules = _read_toml(folder / HOUSE_FILE, faults) if (folder / HOUSE_FILE).is_file() else {}
    if held is None or rules is None:
        return None
    found = town_file.read_town(
        StrictTable(held, TOWN_FILE, faults),
        house_rules.read_house_rules(StrictTable(rules, HOUSE_FILE, faults)),
    )
    return _with_fitted_numbers(found, folder, faults)


def _with_fitted_numbers(town: Town, folder: Traversable, faults: list[str]) -> Town:
    """Return a town with the numbers that `fit` wrote into its folder, if it did."""
    part = folder / COMBINER_FILE
    if not part.is_file():
        return town
    try:
        held = json.loads(part.read_text(encoding="utf-8"))
        limits = {Language(tag): float(limit) for tag, limit in held["answer_from"].items()}
        rules = {
            tag: replace(SHIPPED_POLICY.for_language(tag), answer=limit)
            for tag, limit in limits.items()
        }
        policy = replace(SHIPPED_POLICY, by_language={**SHIPPED_POLICY.by_language, **rules})
        return replace(town, combiner=combiner.read_combiner(held), policy=policy)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        said = f"{type(error).__name__}: {error}"[:120]
        faults.append(
            f"{COMBINER_FILE}: cannot be used ({said}); take it away, or run `bot fit` again"
        )
        return town


def _read_toml(part: Traversable, faults: list[str]) -> dict[str, Any] | None:
    try:
        return safe_toml.parse_toml(part.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        faults.append(f"{part.name}: cannot be read: {said}; mend the file and start again")
        return None


def _load_documents(
    folder: Traversable, town: Town | None, faults: list[str]
) -> dict[DocumentKey, DocumentBody]:
    bodies: dict[DocumentKey, DocumentBody] = {}
    places: dict[DocumentKey, str] = {}
    for name, key, body in _all_documents(folder, town, faults):
        kind, code = key
        where = f"{name}: entry {code}" if kind is DocumentKind.ENTRY else f"{name}: [{code}]"
        if key in places:
            faults.append(f"{where}: is written twice, first in {places[key]}; keep one")
        elif kind is DocumentKind.BANK:
            note_bank_faults(body, name, faults)
        else:
            faults += [f"{where}: {says}" for says in faults_of(kind, code, body, town)]
        bodies.setdefault(key, body)
        places.setdefault(key, where)
    faults += [f"{places[key]}: {says}" for key, says in unknown_quotes(bodies)]
    faults += _clerk_quote_faults(town, bodies) if town is not None else []
    if town is not None and (words := issue_words(town)):
        bodies.setdefault((DocumentKind.SCOPE, ISSUE_WORDS), words)
    return bodies


def _all_documents(
    folder: Traversable, town: Town | None, faults: list[str]
) -> Iterator[tuple[str, DocumentKey, DocumentBody]]:
    for name, kind in _KIND_BY_FILE.items():
        if not (folder / name).is_file():
            if name in _NEEDED_FILES:
                faults.append(f"{name}: there is no such file in {folder}; see docs/seed.md")
            continue
        for code, body in (_read_toml(folder / name, faults) or {}).items():
            if isinstance(body, dict):
                yield name, (kind, code), body
            else:
                faults.append(f"{name}: {code}: stands in no table; write it below a [code]")
    if (folder / BANK_FILE).is_file():
        yield BANK_FILE, (DocumentKind.BANK, "bank"), _read_toml(folder / BANK_FILE, faults) or {}
    yield from _topic_entries(folder / TOPICS_FOLDER, town, faults)


def _topic_entries(
    folder: Traversable, town: Town | None, faults: list[str]
) -> Iterator[tuple[str, DocumentKey, DocumentBody]]:
    if not folder.is_dir():
        faults.append(f"{TOPICS_FOLDER}: there is no such folder; put one file a topic there")
        return
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if not part.name.endswith(".toml"):
            continue
        name = f"{TOPICS_FOLDER}/{part.name}"
        held = _read_toml(part, faults) or {}
        rows = held.get("entry", [])
        others = sorted(held.keys() - {"entry"})
        faults += [f"{name}: {o}: is none of ours; write each answer as [[entry]]" for o in others]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            faults.append(f"{name}: entry: must be a list of tables; write [[entry]] for each")
            continue
        for place, row in enumerate(rows, start=1):
            code = row.get("code")
            if not _is_code(code, town):
                sample = town.codes.format_code(place) if town else "AB-1"
                faults.append(f'{name}: [[entry]] {place}: code: write code = "{sample}"')
                continue
            topic = part.name.removesuffix(".toml")
            body = {"topic": topic, **{k: v for k, v in row.items() if k != "code"}}
            yield name, (DocumentKind.ENTRY, str(code)), body


def _is_code(code: object, town: Town | None) -> bool:
    if not isinstance(code, str):
        return False
    is_known = town is not None and re.fullmatch(r"[A-Z]{2,6}", town.codes.prefix)
    return not is_known or (town is not None and town.codes.is_exact_code(code))


def _clerk_quote_faults(town: Town, bodies: Mapping[DocumentKey, DocumentBody]) -> Iterator[str]:
    for tag, said in town.phrases.items():
        for name in unknown_quotes_in(said["clerk"], bodies):
            says = f"clerk: quotes {{{name}}}, which no fact holds; write it below one"
            yield f"{TOWN_FILE}: [{tag}]: {says}"


def issue_words(town: Town) -> DocumentBody:
    """Return the words of the topic as the class of messages that editors may change."""
    lists = {}
    for tag in town.languages:
        named = (("issue", town.words.get(tag, ())), ("issue-not", town.not_words.get(tag, ())))
        lists[tag.value] = [f"{tag}-{n} = {' | '.join(words)}" for n, words in named if words]
    return {"outcome": "unknown", "reply": {}, "lists": lists} if any(lists.values()) else {}
