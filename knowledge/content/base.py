"""The whole FAQ base, typed and filled in: what the bot answers from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
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
    meeting_day,
)
from knowledge.content.values import LIVE, Values
from knowledge.language import Language
from knowledge.town import Town
from knowledge.town.folder import shipped


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
    live: Mapping[str, Body] = field(default_factory=lambda: LIVE)
    town: Town = field(default_factory=shipped)
    meeting_days: Mapping[tuple[str, str], date | None] = field(default_factory=dict)
    """{(code, `expires_with`): where the meeting stands now, None if it is off}."""

    @staticmethod
    def from_documents(
        bodies: Mapping[Key, Body],
        versions: Mapping[Key, int] | None = None,
        version: int = 0,
        town: Town | None = None,
    ) -> "Base":
        """Read every document; raises InvalidDocument at the first that has the wrong shape.

        Without a town it is the base of the one that ships with the bot.
        """
        versions, town = versions or {}, town or shipped()
        of: dict[Kind, dict[str, Body]] = {kind: {} for kind in Kind}
        for (kind, code), body in bodies.items():
            of[kind][code] = body
        entries = {
            code: reading.entry(code, body, versions.get((Kind.ENTRY, code), 1))
            for code, body in of[Kind.ENTRY].items()
        }
        entries = {
            code: entry
            for code, one in entries.items()
            if (entry := one.spoken_in(town.languages)).wordings
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
            town=town,
        )

    @cached_property
    def values(self) -> Values:
        """Every quotable value."""
        return Values(self.facts, self.live)

    @cached_property
    def by_slug(self) -> Mapping[str, str]:
        """Entry codes by slug."""
        return {entry.slug: entry.code for entry in self.entries.values()}

    @cached_property
    def heirs(self) -> Mapping[str, str]:
        """The codes of entries by the retired codes and slugs they replace."""
        return {
            read[0] if (read := self.town.codes.read(old)) else old.lower(): entry.code
            for entry in self.entries.values()
            for old in entry.replaces
        }

    def find(self, text: str) -> Entry | None:
        """Return the entry a code or slug names, the heir of a retired one; or None."""
        code = self.town.codes.read(text)
        named = code[0] if code else text.strip().lower()
        if named in self.entries:
            return self.entries[named]
        return self.entries.get(self.by_slug.get(named) or self.heirs.get(named, ""))

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

        The title is plain text, the other texts are HTML. A missing language falls back to
        the town's first, or to any there is; the caller says so.
        """
        spoken = language if language in entry.wordings else self.town.language
        if spoken not in entry.wordings:
            spoken = next(iter(entry.wordings))
        raw = entry.wordings[spoken]
        return replace(
            raw,
            title=self.values.fill(raw.title, spoken, str),
            short=self.values.fill(raw.short, spoken),
            points=self.values.fill(raw.points, spoken),
            detail=self.values.fill(raw.detail, spoken),
            basis=self.values.fill(raw.basis, spoken),
        ), spoken

    def title(self, code: str, language: Language) -> str:
        """Return an entry's title as plain text; the code itself if there is no such entry."""
        entry = self.find(code)
        return self.wording(entry, language)[0].title if entry else code

    def expires_on(self, entry: Entry) -> date | None:
        """Return the day of the meeting an entry was written before; None if none, or off."""
        named = meeting_day(entry.expires_with)
        return self.meeting_days.get((entry.code, entry.expires_with), named)

    def overtaken(self, entry: Entry, language: Language) -> str:
        """Return, as HTML, the phrase that says what came after; empty if nothing did."""
        name = entry.overtaken_by
        return self.values.fill(f"{{{name}}}", language) if name in self.values else ""

    def cited(self, entry: Entry) -> list[Source]:
        """Return every source behind an entry: its own choice first, then those of its facts."""
        return [self.sources[code] for code in self._source_codes(entry) if code in self.sources]

    def _source_codes(self, entry: Entry) -> Iterable[str]:
        codes = dict.fromkeys(entry.sources)  # an entry about a discrepancy names both sides
        for fact in entry.facts:
            if fact in self.facts:
                codes.update(dict.fromkeys(self.facts[fact].sources))
        return codes


def number(code: str) -> int:
    """Return the number in an entry code, for sorting."""
    digits = re.sub(r"\D", "", code)
    return int(digits) if digits else 0
