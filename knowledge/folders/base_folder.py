"""All of a town's folder: its town and the documents of its base, read strictly.

Form and examples: docs/seed.md. Whatever is wrong is told at once, each fault with its file, its
table or row, and the remedy.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from knowledge.alerts.keyword_matching import ISSUE_WORDS
from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.folders.document_faults import (
    find_document_faults,
    note_bank_faults,
    unknown_quotes,
    unknown_quotes_in,
)
from knowledge.strict_tables import TownFilesError
from knowledge.town import Town
from knowledge.town.town_folder import (
    TOWN_FILE,
    load_town,
    read_toml_file,
    shipped_town,
    try_load_town,
)

BANK_FILE, TOPICS_FOLDER = "bank.toml", "topics"
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


@dataclass(frozen=True, slots=True)
class FolderDocument:
    """A document and the file it stands in."""

    file: str
    key: DocumentKey
    body: DocumentBody


def chosen_town(town_dir: Path | None) -> Town:
    """Read the town an operator named, or the shipped one.

    Raises TownFilesError with what is wrong in any of its files, its documents too.
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
    town = try_load_town(folder, faults)
    documents = _load_documents(folder, town, faults)
    if faults or town is None:
        raise TownFilesError(faults)
    return TownFolder(town, documents)


def _load_documents(
    folder: Traversable, town: Town | None, faults: list[str]
) -> dict[DocumentKey, DocumentBody]:
    bodies: dict[DocumentKey, DocumentBody] = {}
    places: dict[DocumentKey, str] = {}
    for one in _all_documents(folder, town, faults):
        name, key, body = one.file, one.key, one.body
        kind, code = key
        where = f"{name}: entry {code}" if kind is DocumentKind.ENTRY else f"{name}: [{code}]"
        if key in places:
            faults.append(f"{where}: is written twice, first in {places[key]}; keep one")
        elif kind is DocumentKind.BANK:
            note_bank_faults(body, name, faults)
        else:
            faults += [f"{where}: {says}" for says in find_document_faults(kind, code, body, town)]
        bodies.setdefault(key, body)
        places.setdefault(key, where)
    faults += [f"{places[key]}: {says}" for key, says in unknown_quotes(bodies)]
    faults += _clerk_quote_faults(town, bodies) if town is not None else []
    if town is not None and (words := issue_words(town)):
        bodies.setdefault((DocumentKind.SCOPE, ISSUE_WORDS), words)
    return bodies


def _all_documents(
    folder: Traversable, town: Town | None, faults: list[str]
) -> Iterator[FolderDocument]:
    for name, kind in _KIND_BY_FILE.items():
        if not (folder / name).is_file():
            if name in _NEEDED_FILES:
                faults.append(f"{name}: there is no such file in {folder}; see docs/seed.md")
            continue
        for code, body in (read_toml_file(folder / name, faults) or {}).items():
            if isinstance(body, dict):
                yield FolderDocument(name, (kind, code), body)
            else:
                faults.append(f"{name}: {code}: stands in no table; write it below a [code]")
    if (folder / BANK_FILE).is_file():
        bank = read_toml_file(folder / BANK_FILE, faults) or {}
        yield FolderDocument(BANK_FILE, (DocumentKind.BANK, "bank"), bank)
    yield from _topic_entries(folder / TOPICS_FOLDER, town, faults)


def _topic_entries(
    folder: Traversable, town: Town | None, faults: list[str]
) -> Iterator[FolderDocument]:
    if not folder.is_dir():
        faults.append(f"{TOPICS_FOLDER}: there is no such folder; put one file a topic there")
        return
    for part in sorted(folder.iterdir(), key=lambda part: part.name):
        if not part.name.endswith(".toml"):
            continue
        name = f"{TOPICS_FOLDER}/{part.name}"
        held = read_toml_file(part, faults) or {}
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
            yield FolderDocument(name, (DocumentKind.ENTRY, str(code)), body)


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
