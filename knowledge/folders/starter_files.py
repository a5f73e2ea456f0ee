"""The files a new town begins with: small, working, and plainly to be replaced.

Small talk, distress and what the bot can be asked to do come from the town that ships, in the new
town's languages; nothing in them is a fact of that town. What is to be replaced says REPLACE.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge import safe_toml
from knowledge.content.documents import DocumentBody
from knowledge.content.files.toml_and_json import write_toml_table
from knowledge.language import Language
from knowledge.matching.text.folding import fold
from knowledge.meetings.text.body_names import slug_of
from knowledge.town import Town
from knowledge.town.town_folder import shipped_folder, shipped_town

_REVIEW_IN = timedelta(days=90)
_ENTRY_SLUGS = ("what-is-it", "when-decided", "who-decides")
_PLACEHOLDER_URL = "https://replace.example"
COUNCIL_NAME = "City Council"
_SCOPE_FILE, _REQUESTS_FILE = "scope.toml", "requests.toml"


@dataclass(frozen=True, slots=True)
class NewTown:
    """What is known of a new town before it is written."""

    name: str
    prefix: str
    languages: Sequence[Language]
    tz: str


@cache
def _read_starter() -> Mapping[str, Any]:
    place = files(__package__) / "starter.toml"
    return safe_toml.parse_toml(place.read_text(encoding="utf-8"))


def new_town_files(wanted: NewTown, today: date) -> Mapping[str, str]:
    """Return the files of a new town, by their path in its folder."""
    asked_for, others = _read_shipped(_REQUESTS_FILE), _read_shipped(_SCOPE_FILE)
    keep = {code: others[code] for code in _read_starter()["keep"]}
    return {
        "town.toml": _town_toml(wanted),
        "sources.toml": _toml_tables(_starter_sources()),
        "facts.toml": _toml_tables(_starter_facts()),
        "topics.toml": _toml_tables(_starter_topics(wanted)),
        "topics/first.toml": "\n".join(_starter_entries(wanted, today)),
        _SCOPE_FILE: _toml_tables(_starter_scopes(keep, wanted)),
        _REQUESTS_FILE: _toml_tables(_starter_scopes(asked_for, wanted)),
    }


def _read_shipped(name: str) -> Mapping[str, DocumentBody]:
    """Return a file's classes of messages; what the bot can be asked to do has a file of its own,
    small talk and distress among it.
    """
    return safe_toml.parse_toml((shipped_folder() / name).read_text(encoding="utf-8"))


def _fill_town_name(value: Any, wanted: NewTown) -> Any:
    """Put the town's name into texts of the starter."""
    if isinstance(value, str):
        return value.replace("NAME", wanted.name)
    return [_fill_town_name(item, wanted) for item in value] if isinstance(value, list) else value


def _toml_tables(documents: Mapping[str, DocumentBody]) -> str:
    return "\n".join(write_toml_table(code, body) for code, body in documents.items())


def _town_toml(wanted: NewTown) -> str:
    council = {"slug": slug_of(COUNCIL_NAME), "name": COUNCIL_NAME}
    top: dict[str, Any] = {
        "id": slug_of(wanted.name),
        "name": wanted.name,
        "tz": wanted.tz,
        "prefix": wanted.prefix,
        "languages": [tag.value for tag in wanted.languages],
        "keyword": "REPLACE",
        "operator": {"name": "", "contact": ""},
        "calendar": {"legistar_client": "", "meeting_ics_urls": []},
    }
    for tag in wanted.languages:
        said = _read_starter()[tag.value]["town"]
        top[tag.value] = {name: _fill_town_name(text, wanted) for name, text in said.items()}
    head = "# What differs from town to town (docs/seed.md). Replace every REPLACE.\n"
    return head + write_toml_table("", top) + "\n[[body]]\n" + write_toml_table("", council)


def _starter_sources() -> dict[str, DocumentBody]:
    parts = {"date_is": "not-shown", "title": "REPLACE"}
    return {
        "city": {"publisher": "REPLACE: the city", "url": f"{_PLACEHOLDER_URL}/city", **parts},
        "paper": {
            "publisher": "REPLACE: a newspaper",
            "url": f"{_PLACEHOLDER_URL}/paper",
            **parts,
        },
    }


def _starter_facts() -> dict[str, DocumentBody]:
    url = {"kind": "url", "value": f"{_PLACEHOLDER_URL}/city"}
    first = {"says": "REPLACE: one sentence that the page of the city supports."}
    second = {"says": "REPLACE: one sentence that the newspaper supports."}
    return {
        "F001": {
            **first,
            "certainty": "official-document",
            "sources": ["city"],
            "values": {"url_city": url},
        },
        "F002": {**second, "certainty": "one-outlet", "sources": ["paper"]},
    }


def _starter_topics(wanted: NewTown) -> dict[str, DocumentBody]:
    names = {tag.value: _read_starter()[tag.value]["topic"] for tag in wanted.languages}
    return {"first": {"order": 1, "name": names}}


def _starter_entries(wanted: NewTown, today: date) -> Iterator[str]:
    codes = [f"{wanted.prefix}-{n}" for n in range(1, len(_ENTRY_SLUGS) + 1)]
    for place, (code, slug) in enumerate(zip(codes, _ENTRY_SLUGS, strict=True)):
        paper = place == 1
        body: dict[str, Any] = {
            "code": code,
            "slug": slug,
            "facts": ["F002"] if paper else ["F001"],
            "sources": ["paper"] if paper else ["city"],
            "as_of": "undated",
            "review_by": (today + _REVIEW_IN).isoformat(),
            "certainty": "one-outlet" if paper else "official-document",
            "related": [other for other in codes if other != code],
        }
        for number, tag in enumerate(wanted.languages):
            said = _read_starter()[tag.value]["entry"][place]
            follows = {"follows": 1} if number else {}
            body[tag.value] = {
                **{n: _fill_town_name(text, wanted) for n, text in said.items()},
                **follows,
            }
        yield "[[entry]]\n" + write_toml_table("", body, path="entry")


def _starter_scopes(
    scopes: Mapping[str, DocumentBody], wanted: NewTown
) -> dict[str, DocumentBody]:
    """Return classes of messages for the new town, without what only the shipped one means."""
    shipped, kept = shipped_town(), dict[str, DocumentBody]()
    for code, held in scopes.items():
        body = {field: said for field, said in held.items() if field != "related"}
        for part in ("reply", "examples", "cues", "courtesy", "lists"):
            if part in body:
                said = body[part]
                body[part] = {
                    tag.value: _reworded_part(part, said[tag.value], wanted, shipped)
                    for tag in wanted.languages
                    if tag.value in said
                }
        if body.get("reply"):
            body["reply"] = _starter_replies(code, body["reply"], wanted)
        kept[code] = body
    return kept


def _reworded_part(
    part: str, said: str | list[str], wanted: NewTown, shipped: Town
) -> str | list[str]:
    """Put the new town's name for the shipped one's; leave out what names its subject.

    An example that names it goes; of a pattern only that alternative.
    """
    if isinstance(said, str):
        return said
    name = re.sub(r"[^\w ]", " ", fold(wanted.name)).strip()
    for old, new in ((shipped.name, name), (shipped.city.bodies[0].name, fold(COUNCIL_NAME))):
        said = [re.sub(re.escape(fold(old)), new, text, flags=re.IGNORECASE) for text in said]
    topic = re.compile(rf"(?<![\w.])(?:{_subject_pattern(shipped)})(?!\w)", re.IGNORECASE)
    if part in ("cues", "lists"):
        return list(dict.fromkeys(_without_alternatives(text, topic) for text in said))
    return list(dict.fromkeys(text for text in said if not topic.search(text)))


def _subject_pattern(shipped: Town) -> str:
    """Return a pattern of the words that nobody else's subject has: those with digits."""
    words = {
        word for listed in shipped.words.values() for word in listed if re.search(r"\d", word)
    }
    words |= {word.partition("(")[0] for word in words}
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _without_alternatives(pattern: str, topic: re.Pattern[str]) -> str:
    """Take alternatives out of a pattern of words, where others are left."""
    kept = re.sub(rf"\s*\|\s*{topic.pattern}(?=\s*(?:[|+>-]|$))", "", pattern, flags=re.IGNORECASE)
    return re.sub(rf"{topic.pattern}\s*\|\s*", "", kept, flags=re.IGNORECASE)


def _starter_replies(code: str, said: Mapping[str, str], wanted: NewTown) -> dict[str, str]:
    starter, found = _read_starter(), dict[str, str]()
    named = "plea" if code in starter["pleas"] else code
    for tag, text in said.items():
        found[tag] = _fill_town_name(starter[tag]["replies"].get(named, text), wanted)
    return found
