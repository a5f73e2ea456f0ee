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
KINDS = ("date", "vote", "number", "money", "name", "cite", "text", "url", "phrase", *CONTACTS)

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
    Language.EN: "(not yet checked; see its own page)",
    Language.ES: "(aún sin verificar; vea su propia página)",
    Language.HT: "(poko verifye; gade pwòp paj li)",
}


LIVE: Mapping[str, Body] = {
    "next_meeting": {
        "kind": "phrase",
        "en": "We know no date of a next meeting here; see /meetings",
        "es": "Aquí no tenemos la fecha de una próxima reunión; vea /meetings",
        "ht": "Nou pa gen dat yon pwochen reyinyon isit la; gade /meetings",
    }
}
"""Values that no fact holds: the bot at work fills them in; what they say until it has."""


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
            return str(value["value"]) if value.get("checked", False) else _UNCHECKED[language]
        case "phrase":
            return str(value[language.value])
        case kind if kind in KINDS:
            return str(value["value"])
    raise ValueError(f"a value's kind is '{value['kind']}'; it must be one of {', '.join(KINDS)}")


def writable(value: Body, language: Language) -> str | None:
    """Return a value as a language writes it, or None when the value is broken."""
    try:
        return write(value, language)
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


class Values:
    """Every quotable value of the base, by name."""

    def __init__(self, facts: Mapping[str, Fact], live: Mapping[str, Body] = LIVE) -> None:
        """Gather the values of all facts beside the live ones; a name's first fact keeps it."""
        self._values: dict[str, Body] = dict(live)
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
        self,
        text: str,
        language: Language,
        escape: Callable[[str], str] = html.escape,
        *,
        lenient: bool = False,
    ) -> str:
        """Fill a text's quotes in one language; values are escaped for HTML by default.

        A phrase may quote other values (no phrases), which are filled as well. Raises
        UnknownValue for a name that no fact holds; `lenient` leaves what cannot be filled.
        """

        def quoted(match: re.Match[str]) -> str:
            value = self._values.get(match[1])
            if lenient:
                return match[0] if value is None else writable(value, language) or match[0]
            if value is None:
                raise UnknownValue(
                    f"'{{{match[1]}}}' is no value of any fact; see /fact for the names in use"
                )
            return escape(write(value, language))

        def phrased(match: re.Match[str]) -> str:
            value = self._values.get(match[1], {})
            spoken = value.get(language.value) if value.get("kind") == "phrase" else None
            return escape(spoken) if isinstance(spoken, str) else match[0]

        return QUOTE.sub(quoted, QUOTE.sub(phrased, text))
