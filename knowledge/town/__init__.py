"""A town: whatever differs from one town to another and is no answer, read from its `town.toml`.

file     `town.toml`, strictly
folder   the town of a folder; with its documents, it is read by `knowledge.folders`
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.language import Language
from knowledge.matching.decision.combiner import Combiner
from knowledge.matching.decision.thresholds import ThresholdPolicy
from knowledge.meetings.city import City
from knowledge.town.code_format import CodeFormat
from knowledge.town.house_rules import HouseRules

PHRASE_EXAMPLES: Mapping[str, str] = {
    "bot": "Our Town Civic Bot",
    "hello": "I answer questions about the library of Our Town.",
    "ask_about": "the library and city meetings",
    "issue": "Our Town’s library",
    "subject": "the library and books",
    "subject_or": "the library or books",
    "not_ours": "I am not the City",
    "neutral": "It takes no side. It is not run by the City of Our Town.",
    "foot": "Not the City. Not legal advice.",
    "copy_of": "the City",
    "untold": "the city",
    "description": "Ask about the library of Our Town, and when the next city meeting is.",
    "short": "Sourced answers on the library of Our Town, and city meeting alerts.",
}
"""What a town says of itself in each of its languages, with an example; all are needed."""
OPTIONAL_PHRASES = ("clerk",)
"""May be left out: whom to ask what the base does not hold; may quote values of facts."""


@dataclass(frozen=True, slots=True)
class TownOperator:
    """Who runs the bot, and how to reach them; the settings may say otherwise."""

    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFeed:
    """Where the town's meetings come from when the settings name no source."""

    legistar_client: str = ""
    civicclerk_tenant: str = ""
    meeting_ics_urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Town:
    """One town; `languages` are those it speaks, the first of them the one others follow."""

    codes: CodeFormat
    languages: tuple[Language, ...]
    city: City
    phrases: Mapping[Language, Mapping[str, str]]
    questions: Mapping[Language, tuple[str, ...]]
    """Three a newcomer may ask."""
    keyword: str
    """A word of the topic, as people type it after /alerts."""
    example: int = 1
    """The number of the answer that texts take for an example."""
    words: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """Words of the topic, as they stand on agendas."""
    not_words: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    """Phrases in which such a word means something else."""
    operator: TownOperator = field(default_factory=TownOperator)
    feed: MeetingFeed = field(default_factory=MeetingFeed)
    house: HouseRules = field(default_factory=HouseRules)
    combiner: Combiner | None = None
    """The matcher's numbers as they were fitted for this town; None for the shipped ones."""
    policy: ThresholdPolicy | None = None
    """The thresholds that were fitted with them."""
    unfinished_keys: tuple[str, ...] = ()
    """The places that still hold what `new-town` wrote for them."""

    @property
    def name(self) -> str:
        """The town's name."""
        return self.city.name

    @property
    def language(self) -> Language:
        """The language that others follow and fall back to."""
        return self.languages[0]

    def language_from_tag(self, tag: str | None) -> Language | None:
        """Return the language of a tag such as `es-419` if the town speaks it, else None."""
        guessed = Language.from_tag(tag)
        return guessed if guessed in self.languages else None

    def spoken_language(self, language: Language | None) -> Language:
        """Return a language the town speaks: this one, or its first."""
        return language if language in self.languages else self.language
