"""A town's `town.toml`, read strictly: every fault is noted with its table, key and remedy."""

from knowledge.language import Language
from knowledge.matching.text.lexicon import ALL_STOP_WORDS
from knowledge.meetings.city_file import read_city
from knowledge.strict_tables import StrictTable
from knowledge.town import OPTIONAL_PHRASES, PHRASE_EXAMPLES, MeetingFeed, Town, TownOperator
from knowledge.town.code_format import CodeFormat
from knowledge.town.house_rules import HouseRules

PLACEHOLDER = "REPLACE"
"""Stands in all that `new-town` wrote to be replaced."""
_QUESTION_COUNT = 3
_LANGUAGE_PATTERN = "|".join(Language)
_KEYWORD_PATTERN = r"[^\s/]{1,40}"
_TAKEN_COMMANDS = frozenset(
    {"MUTE", "UNMUTE", "AGENDA"}
)  # that may be typed with a number: /mute_12


def read_town(town: StrictTable, house: HouseRules) -> Town:
    """Read a town, noting every fault."""
    languages = _read_languages(town)
    prefix = _read_prefix(town)
    spoken = {tag: town.table(tag.value, needed=True) for tag in languages}
    questions, words, not_words, phrases = {}, {}, {}, {}
    for tag, table in spoken.items():
        phrases[tag] = {name: table.text(name) for name in PHRASE_EXAMPLES}
        phrases[tag] |= {name: table.text(name, "") for name in OPTIONAL_PHRASES}
        questions[tag] = table.texts("questions", least=_QUESTION_COUNT)[:_QUESTION_COUNT]
        words[tag], not_words[tag] = table.texts("words"), table.texts("not_words")
        table.close()
    found = Town(
        codes=CodeFormat(prefix),
        languages=languages,
        city=read_city(town),
        phrases=phrases,
        questions=questions,
        keyword=town.text("keyword", like=_KEYWORD_PATTERN, says="write one word of your topic"),
        example=town.integer("example", 1, least=1),
        words=words,
        not_words=not_words,
        operator=_read_operator(town.table("operator")),
        feed=_read_feed(town.table("calendar")),
        house=house,
        unfinished_keys=tuple(_unfinished_keys(town.content, "")),
    )
    town.close()
    return found


def _read_languages(town: StrictTable) -> tuple[Language, ...]:
    named = town.texts("languages", least=1)
    for tag in named:
        if tag not in list(Language):
            town.add_fault("languages", f"{tag!r} is none the bot speaks; use {_LANGUAGE_PATTERN}")
    known = tuple(tag for tag in Language if tag in named)
    if [tag for tag in named if tag in list(Language)] != list(known):
        town.add_fault("languages", f"write each once, in this order: {', '.join(known)}")
    for tag in Language:
        if tag not in known and tag.value in town.content:
            town.add_fault(tag.value, "is a language the town does not name; add it to languages")
            town.known_keys.append(tag.value)
    return known or (Language.EN,)


def is_prefix_taken(prefix: str) -> bool:
    """Tell whether letters mean something else already: an everyday word, or a command."""
    return prefix in _TAKEN_COMMANDS or prefix.lower() in ALL_STOP_WORDS


def _read_prefix(town: StrictTable) -> str:
    says = "write two to six capital letters"
    prefix = town.text("prefix", form='"AB"', like="[A-Z]{2,6}", says=says)
    if is_prefix_taken(prefix):
        town.add_fault("prefix", f"{prefix!r} means something already; choose another")
    return prefix or "AB"


def _read_operator(table: StrictTable) -> TownOperator:
    found = TownOperator(table.text("name", ""), table.text("contact", ""))
    table.close()
    return found


def _read_feed(table: StrictTable) -> MeetingFeed:
    slug, says = r"[A-Za-z0-9_-]+", "write letters, digits, - and _ only"
    found = MeetingFeed(
        table.text("legistar_client", "", like=slug, says=says),
        table.text("civicclerk_tenant", "", like=slug, says=says),
        table.texts("meeting_ics_urls"),
    )
    for url in found.meeting_ics_urls:
        if not url.startswith("https://"):
            table.add_fault("meeting_ics_urls", f"{url!r} must be an https address")
    table.close()
    return found


def _unfinished_keys(held: object, path: str) -> list[str]:
    """Return the keys whose text still is a placeholder."""
    if isinstance(held, str):
        return [path] if PLACEHOLDER in held else []
    if isinstance(held, dict):
        items = [(f"{path}.{name}".lstrip("."), value) for name, value in held.items()]
    elif isinstance(held, list):
        items = [(f"{path} {place}", value) for place, value in enumerate(held, start=1)]
    else:
        return []
    return [found for name, value in items for found in _unfinished_keys(value, name)]
