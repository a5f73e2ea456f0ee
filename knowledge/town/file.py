"""A town's `town.toml`, read strictly: every fault is noted with its table, key and remedy."""

from knowledge.codes import Codes
from knowledge.content.house import House
from knowledge.language import Language
from knowledge.matching.lexicon import ALL_STOP_WORDS
from knowledge.meetings.city_file import read_city
from knowledge.strict import Table
from knowledge.town import OPTIONAL, PHRASES, Feed, Operator, Town

PLACEHOLDER = "REPLACE"
"""Stands in all that `new-town` wrote to be replaced."""
_QUESTIONS = 3
_LANGUAGES = "|".join(Language)
_KEYWORD = r"[^\s/]{1,40}"
_COMMANDS = frozenset({"MUTE", "UNMUTE", "AGENDA"})  # that may be typed with a number: /mute_12


def read(town: Table, house: House) -> Town:
    """Read a town, noting every fault."""
    languages = _languages(town)
    prefix = _prefix(town)
    spoken = {tag: town.table(tag.value, needed=True) for tag in languages}
    questions, words, not_words, phrases = {}, {}, {}, {}
    for tag, table in spoken.items():
        phrases[tag] = {name: table.text(name) for name in PHRASES}
        phrases[tag] |= {name: table.text(name, "") for name in OPTIONAL}
        questions[tag] = table.texts("questions", least=_QUESTIONS)[:_QUESTIONS]
        words[tag], not_words[tag] = table.texts("words"), table.texts("not_words")
        table.close()
    found = Town(
        codes=Codes(prefix),
        languages=languages,
        city=read_city(town),
        phrases=phrases,
        questions=questions,
        keyword=town.text("keyword", like=_KEYWORD, says="write one word of your topic"),
        example=town.whole("example", 1, least=1),
        words=words,
        not_words=not_words,
        operator=_operator(town.table("operator")),
        feed=_feed(town.table("calendar")),
        house=house,
        is_unfinished=tuple(_unfinished(town.held, "")),
    )
    town.close()
    return found


def _languages(town: Table) -> tuple[Language, ...]:
    named = town.texts("languages", least=1)
    for tag in named:
        if tag not in list(Language):
            town.fault("languages", f"{tag!r} is none the bot speaks; use {_LANGUAGES}")
    known = tuple(tag for tag in Language if tag in named)
    if [tag for tag in named if tag in list(Language)] != list(known):
        town.fault("languages", f"write each once, in this order: {', '.join(known)}")
    for tag in Language:
        if tag not in known and tag.value in town.held:
            town.fault(tag.value, "is a language the town does not name; add it to languages")
            town.known.append(tag.value)
    return known or (Language.EN,)


def is_taken(prefix: str) -> bool:
    """Tell whether letters mean something else already: an everyday word, or a command."""
    return prefix in _COMMANDS or prefix.lower() in ALL_STOP_WORDS


def _prefix(town: Table) -> str:
    says = "write two to six capital letters"
    prefix = town.text("prefix", form='"AB"', like="[A-Z]{2,6}", says=says)
    if is_taken(prefix):
        town.fault("prefix", f"{prefix!r} means something already; choose another")
    return prefix or "AB"


def _operator(table: Table) -> Operator:
    found = Operator(table.text("name", ""), table.text("contact", ""))
    table.close()
    return found


def _feed(table: Table) -> Feed:
    slug, says = r"[A-Za-z0-9_-]+", "write letters, digits, - and _ only"
    found = Feed(
        table.text("legistar_client", "", like=slug, says=says),
        table.text("civicclerk_tenant", "", like=slug, says=says),
        table.texts("meeting_ics_urls"),
    )
    for url in found.meeting_ics_urls:
        if not url.startswith("https://"):
            table.fault("meeting_ics_urls", f"{url!r} must be an https address")
    table.close()
    return found


def _unfinished(held: object, path: str) -> list[str]:
    """Return the keys whose text still is a placeholder."""
    if isinstance(held, str):
        return [path] if PLACEHOLDER in held else []
    if isinstance(held, dict):
        items = [(f"{path}.{name}".lstrip("."), value) for name, value in held.items()]
    elif isinstance(held, list):
        items = [(f"{path} {place}", value) for place, value in enumerate(held, start=1)]
    else:
        return []
    return [found for name, value in items for found in _unfinished(value, name)]
