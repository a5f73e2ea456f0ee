"""The whole FAQ base, typed and filled in: what the bot answers from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from knowledge.content import document_parsing
from knowledge.content.documents import (
    Alias,
    DocumentBody,
    DocumentKey,
    DocumentKind,
    Entry,
    Fact,
    ScopeDocument,
    Source,
    TimelineEvent,
    Topic,
    Wording,
    meeting_day,
)
from knowledge.content.fact_values import LIVE_VALUES, FactValues
from knowledge.language import Language
from knowledge.town import Town
from knowledge.town.town_folder import shipped_town

COLLECTION_NAMES: Mapping[DocumentKind, str] = {
    DocumentKind.ENTRY: "entries",
    DocumentKind.FACT: "facts",
    DocumentKind.SOURCE: "sources",
    DocumentKind.TOPIC: "topics",
    DocumentKind.ALIAS: "aliases",
    DocumentKind.SCOPE: "scopes",
    DocumentKind.EVENT: "events",
}
"""The collection of a base that holds the documents of each kind."""


@dataclass(frozen=True)
class FaqBase:
    """Everything the bot knows, at one content version."""

    entries: Mapping[str, Entry]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    aliases: Mapping[str, Alias]
    scopes: Mapping[str, ScopeDocument]
    events: Mapping[str, TimelineEvent]
    version: int = 0
    live_values: Mapping[str, DocumentBody] = field(default_factory=lambda: LIVE_VALUES)
    town: Town = field(default_factory=shipped_town)
    meeting_days: Mapping[tuple[str, str], date | None] = field(default_factory=dict)
    """{(code, `expires_with`): where the meeting stands now, None if it is off}."""

    @staticmethod
    def from_documents(
        bodies: Mapping[DocumentKey, DocumentBody],
        versions: Mapping[DocumentKey, int] | None = None,
        version: int = 0,
        town: Town | None = None,
    ) -> "FaqBase":
        """Read every document; raises DocumentError at the first that has the wrong shape.

        Without a town it is the base of the one that ships with the bot.
        """
        versions, town = versions or {}, town or shipped_town()
        of: dict[DocumentKind, dict[str, DocumentBody]] = {kind: {} for kind in DocumentKind}
        for (kind, code), body in bodies.items():
            of[kind][code] = body
        entries = {
            code: document_parsing.parse_entry(
                code, body, versions.get((DocumentKind.ENTRY, code), 1)
            )
            for code, body in of[DocumentKind.ENTRY].items()
        }
        entries = {
            code: entry
            for code, one in entries.items()
            if (entry := one.in_languages(town.languages)).wordings
        }
        others: dict[str, Any] = {
            COLLECTION_NAMES[kind]: {c: parse(c, body) for c, body in of[kind].items()}
            for kind, parse in document_parsing.PARSER_BY_KIND.items()
            if kind is not DocumentKind.ENTRY
        }
        return FaqBase(
            entries=dict(sorted(entries.items(), key=lambda item: entry_number(item[0]))),
            **others,
            version=version,
            town=town,
        )

    def of_kind(self, kind: DocumentKind) -> Mapping[str, Any]:
        """Return the documents of a kind, by code."""
        documents: Mapping[str, Any] = getattr(self, COLLECTION_NAMES[kind])
        return documents

    @cached_property
    def values(self) -> FactValues:
        """Every quotable value."""
        return FactValues(self.facts, self.live_values)

    @cached_property
    def by_slug(self) -> Mapping[str, str]:
        """Entry codes by slug."""
        return {entry.slug: entry.code for entry in self.entries.values()}

    @cached_property
    def successors(self) -> Mapping[str, str]:
        """The codes of entries by the retired codes and slugs they replace."""
        return {
            read[0] if (read := self.town.codes.parse_code(old)) else old.lower(): entry.code
            for entry in self.entries.values()
            for old in entry.replaces
        }

    def find_entry(self, text: str) -> Entry | None:
        """Return the entry a code or slug names, the heir of a retired one; or None."""
        code = self.town.codes.parse_code(text)
        named = code[0] if code else text.strip().lower()
        if named in self.entries:
            return self.entries[named]
        return self.entries.get(self.by_slug.get(named) or self.successors.get(named, ""))

    def used_topics(self) -> list[Topic]:
        """Return the topics that have entries, in order."""
        used = {entry.topic for entry in self.entries.values()}
        return sorted((t for t in self.topics.values() if t.code in used), key=lambda t: t.order)

    def topic_entries(self, topic: str) -> list[Entry]:
        """Return a topic's entries, in code order."""
        return [entry for entry in self.entries.values() if entry.topic == topic]

    def sorted_events(self) -> list[TimelineEvent]:
        """Return the events, oldest first."""
        return sorted(self.events.values(), key=lambda event: (event.on, event.code))

    def filled_wording(self, entry: Entry, language: Language) -> tuple[Wording, Language]:
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
            title=self.values.fill_quotes(raw.title, spoken, str),
            short=self.values.fill_quotes(raw.short, spoken),
            points=self.values.fill_quotes(raw.points, spoken),
            detail=self.values.fill_quotes(raw.detail, spoken),
            basis=self.values.fill_quotes(raw.basis, spoken),
        ), spoken

    def entry_title(self, code: str, language: Language) -> str:
        """Return an entry's title as plain text; the code itself if there is no such entry."""
        entry = self.find_entry(code)
        return self.filled_wording(entry, language)[0].title if entry else code

    def expires_on(self, entry: Entry) -> date | None:
        """Return the day of the meeting an entry was written before; None if none, or off."""
        named = meeting_day(entry.expires_with)
        return self.meeting_days.get((entry.code, entry.expires_with), named)

    def overtaken_text(self, entry: Entry, language: Language) -> str:
        """Return, as HTML, the phrase that says what came after; empty if nothing did."""
        name = entry.overtaken_by
        return self.values.fill_quotes(f"{{{name}}}", language) if name in self.values else ""

    def cited_sources(self, entry: Entry) -> list[Source]:
        """Return every source behind an entry: its own choice first, then those of its facts."""
        return [self.sources[code] for code in self._source_codes(entry) if code in self.sources]

    def _source_codes(self, entry: Entry) -> Iterable[str]:
        codes = dict.fromkeys(entry.sources)  # an entry about a discrepancy names both sides
        for fact in entry.facts:
            if fact in self.facts:
                codes.update(dict.fromkeys(self.facts[fact].sources))
        return codes


def entry_number(code: str) -> int:
    """Return the number in an entry code, for sorting."""
    digits = re.sub(r"\D", "", code)
    return int(digits) if digits else 0
