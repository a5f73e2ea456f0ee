"""The whole FAQ base, typed and filled in: what the bot answers from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge.content import reading
from knowledge.content.documents import (
    Alias,
    Body,
    Entry,
    Event,
    Fact,
    Key,
    Kind,
    Scope,
    Source,
    Topic,
    Wording,
)
from knowledge.content.values import Values
from knowledge.language import Language

_CODE = re.compile(r"^\s*kw[\s_-]*(\d{1,4})(?:\.(\d{1,5}))?\s*$", re.IGNORECASE)


def read_code(text: str) -> tuple[str, int | None] | None:
    """Read an entry code as people type it: `kw 14`, `KW-14.3` -> ("KW-14", 3)."""
    match = _CODE.match(text)
    if match is None:
        return None
    return f"KW-{int(match[1])}", int(match[2]) if match[2] else None


@dataclass(frozen=True)
class Base:
    """Everything the bot knows, at one content version."""

    entries: Mapping[str, Entry]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    aliases: Mapping[str, Alias]
    scopes: Mapping[str, Scope]
    events: Mapping[str, Event]
    version: int = 0

    @staticmethod
    def from_documents(
        bodies: Mapping[Key, Body],
        versions: Mapping[Key, int] | None = None,
        version: int = 0,
    ) -> "Base":
        """Read every document; raises InvalidDocument at the first that has the wrong shape."""
        versions = versions or {}
        of: dict[Kind, dict[str, Body]] = {kind: {} for kind in Kind}
        for (kind, code), body in bodies.items():
            of[kind][code] = body
        entries = {
            code: reading.entry(code, body, versions.get((Kind.ENTRY, code), 1))
            for code, body in of[Kind.ENTRY].items()
        }
        return Base(
            entries=dict(sorted(entries.items(), key=lambda item: number(item[0]))),
            facts={code: reading.fact(code, body) for code, body in of[Kind.FACT].items()},
            sources={code: reading.source(code, body) for code, body in of[Kind.SOURCE].items()},
            topics={code: reading.topic(code, body) for code, body in of[Kind.TOPIC].items()},
            aliases={code: reading.alias(code, body) for code, body in of[Kind.ALIAS].items()},
            scopes={code: reading.scope(code, body) for code, body in of[Kind.SCOPE].items()},
            events={code: reading.event(code, body) for code, body in of[Kind.EVENT].items()},
            version=version,
        )

    @cached_property
    def values(self) -> Values:
        """Every quotable value."""
        return Values(self.facts)

    @cached_property
    def by_slug(self) -> Mapping[str, str]:
        """Entry codes by slug."""
        return {entry.slug: entry.code for entry in self.entries.values()}

    def find(self, text: str) -> Entry | None:
        """Return the entry a code or slug names, or None."""
        code = read_code(text)
        return self.entries.get(code[0] if code else self.by_slug.get(text.strip().lower(), ""))

    def shelves(self) -> list[Topic]:
        """Return the topics that have entries, in order."""
        used = {entry.topic for entry in self.entries.values()}
        return sorted((t for t in self.topics.values() if t.code in used), key=lambda t: t.order)

    def shelf(self, topic: str) -> list[Entry]:
        """Return a topic's entries, in code order."""
        return [entry for entry in self.entries.values() if entry.topic == topic]

    def timeline(self) -> list[Event]:
        """Return the events, oldest first."""
        return sorted(self.events.values(), key=lambda event: (event.on, event.code))

    def wording(self, entry: Entry, language: Language) -> tuple[Wording, Language]:
        """Return an entry's wording with its quotes filled in, and the language it is in.

        The title is plain text, short and detail are HTML. A missing language falls back to
        English, or to any there is; the caller says so.
        """
        spoken = language if language in entry.wordings else Language.EN
        if spoken not in entry.wordings:
            spoken = next(iter(entry.wordings))
        raw = entry.wordings[spoken]
        return replace(
            raw,
            title=self.values.fill(raw.title, spoken, str),
            short=self.values.fill(raw.short, spoken),
            detail=self.values.fill(raw.detail, spoken),
        ), spoken

    def title(self, code: str, language: Language) -> str:
        """Return an entry's title as plain text; the code itself if there is no such entry."""
        entry = self.entries.get(code)
        return self.wording(entry, language)[0].title if entry else code

    def cited(self, entry: Entry) -> list[Source]:
        """Return every source behind an entry: its own choice first, then those of its facts."""
        return [self.sources[code] for code in self._source_codes(entry) if code in self.sources]

    def _source_codes(self, entry: Entry) -> Iterable[str]:
        codes = dict.fromkeys(entry.sources)
        for fact in entry.facts:
            if fact in self.facts:
                codes.update(dict.fromkeys(self.facts[fact].sources))
        return codes


def number(code: str) -> int:
    """Return the number in an entry code, for sorting."""
    digits = re.sub(r"\D", "", code)
    return int(digits) if digits else 0
