"""Quoted facts: `{vote_june30}` in a text becomes 6-1, 6 a 1 or 6 kont 1."""

import html
import re
from collections.abc import Callable, Mapping

from knowledge import dates
from knowledge.content.documents import Body, Fact
from knowledge.errors import CivicBotError
from knowledge.language import Language

QUOTE = re.compile(r"\{([a-z0-9_]+)\}")
CONTACTS = ("phone", "email", "address")
KINDS = ("date", "vote", "number", "money", "name", "cite", "text", "url", *CONTACTS)

_AGAINST = {Language.EN: "-", Language.ES: " a ", Language.HT: " kont "}
_UNITS = {
    "million": {Language.EN: "million", Language.ES: "millones", Language.HT: "milyon"},
    "billion": {
        Language.EN: "billion",
        Language.ES: "mil millones",
        Language.HT: "milya",
    },
}
_UNCHECKED = {
    Language.EN: ("not yet checked", ", from a page dated "),
    Language.ES: ("aún sin verificar", ", de una página con fecha de "),
    Language.HT: ("poko verifye", ", nan yon paj ki gen dat "),
}


class UnknownValue(CivicBotError):
    """A text quotes a value that no fact holds."""


def _figure(value: float) -> str:
    return (
        f"{value:,.10g}"
        if isinstance(value, float) and not value.is_integer()
        else f"{int(value):,}"
    )


def write(value: Body, language: Language) -> str:
    """Write one value of a fact as plain text in a language.

    Raises KeyError or ValueError when the value lacks what its kind needs.
    """
    match value["kind"]:
        case "date":
            return dates.written(str(value["value"]), language)
        case "vote":
            return f"{value['yes']}{_AGAINST[language]}{value['no']}"
        case "number":
            return _figure(value["value"])
        case "money":
            unit = value.get("unit", "")
            return f"${_figure(value['value'])}" + (f" {_UNITS[unit][language]}" if unit else "")
        case kind if kind in CONTACTS:
            return f"{value['value']}{unchecked(value, language)}"
        case kind if kind in KINDS:
            return str(value["value"])
    raise ValueError(f"a value's kind is '{value['kind']}'; it must be one of {', '.join(KINDS)}")


def unchecked(value: Body, language: Language) -> str:
    """Return " (not yet checked, from a page dated …)", or nothing once a person has checked."""
    if value.get("checked", False):
        return ""
    note, dated = _UNCHECKED[language]
    page = dates.written(str(value.get("page_date", "")), language)
    return f" ({note}{dated}{page})" if page else f" ({note})"


class Values:
    """Every quotable value of the base, by name."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        """Gather the values of all facts; a name's first fact keeps it."""
        self._values: dict[str, Body] = {}
        self.home: dict[str, str] = {}
        for fact in facts.values():
            for name, value in fact.values.items():
                if name not in self._values:
                    self._values[name] = value
                    self.home[name] = fact.code

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __getitem__(self, name: str) -> Body:
        return self._values[name]

    def names(self) -> list[str]:
        """Return all names, sorted."""
        return sorted(self._values)

    def fill(
        self, text: str, language: Language, escape: Callable[[str], str] = html.escape
    ) -> str:
        """Fill a text's quotes in one language; values are escaped for HTML by default.

        Raises UnknownValue for a name that no fact holds.
        """

        def quoted(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in self._values:
                raise UnknownValue(
                    f"'{{{name}}}' is no value of any fact; see /fact for the names in use"
                )
            return escape(write(self._values[name], language))

        return QUOTE.sub(quoted, text)
