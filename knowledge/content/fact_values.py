"""Quoted facts: `{vote_june30}` in a text becomes 6-1, 6 a 1 or 6 kont 1."""

import html
import re
from collections.abc import Callable, Mapping

from knowledge import dates
from knowledge.content.documents import DocumentBody, Fact
from knowledge.errors import CivicBotError
from knowledge.language import Language

QUOTE_PATTERN = re.compile(r"\{([a-z0-9_]+)\}")
CONTACT_KINDS = ("phone", "email", "address")
VALUE_KINDS = (
    "date",
    "vote",
    "number",
    "money",
    "name",
    "cite",
    "text",
    "url",
    "phrase",
    *CONTACT_KINDS,
)

_VOTE_SEPARATORS = {Language.EN: "-", Language.ES: " a ", Language.HT: " kont "}
_MONEY_UNITS = {
    "million": {Language.EN: "million", Language.ES: "millones", Language.HT: "milyon"},
    "billion": {
        Language.EN: "billion",
        Language.ES: "mil millones",
        Language.HT: "milya",
    },
}
_UNCHECKED_TEXTS = {
    Language.EN: "(not yet checked; see its own page)",
    Language.ES: "(aún sin verificar; vea su propia página)",
    Language.HT: "(poko verifye; gade pwòp paj li)",
}


LIVE_VALUES: Mapping[str, DocumentBody] = {
    "next_meeting": {
        "kind": "phrase",
        "en": "We know no date of a next meeting here; see /meetings",
        "es": "Aquí no tenemos la fecha de una próxima reunión; vea /meetings",
        "ht": "Nou pa gen dat yon pwochen reyinyon isit la; gade /meetings",
    }
}
"""Values that no fact holds: the bot at work fills them in; what they say until it has."""


class UnknownValueError(CivicBotError):
    """A text quotes a value that no fact holds."""


def _format_figure(value: float) -> str:
    return (
        f"{value:,.10g}"
        if isinstance(value, float) and not value.is_integer()
        else f"{int(value):,}"
    )


def format_value(value: DocumentBody, language: Language) -> str:
    """Write one value of a fact as plain text in a language.

    Raises KeyError or ValueError when the value lacks what its kind needs.
    """
    match value["kind"]:
        case "date":
            return dates.format_period(str(value["value"]), language)
        case "vote":
            return f"{value['yes']}{_VOTE_SEPARATORS[language]}{value['no']}"
        case "number":
            return _format_figure(value["value"])
        case "money":
            unit = value.get("unit", "")
            return f"${_format_figure(value['value'])}" + (
                f" {_MONEY_UNITS[unit][language]}" if unit else ""
            )
        case kind if kind in CONTACT_KINDS:
            return (
                str(value["value"]) if value.get("checked", False) else _UNCHECKED_TEXTS[language]
            )
        case "phrase":
            return str(value[language.value])
        case kind if kind in VALUE_KINDS:
            return str(value["value"])
    raise ValueError(
        f"a value's kind is '{value['kind']}'; it must be one of {', '.join(VALUE_KINDS)}"
    )


def try_format_value(value: DocumentBody, language: Language) -> str | None:
    """Return a value as a language writes it, or None when the value is broken."""
    try:
        return format_value(value, language)
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


class FactValues:
    """Every quotable value of the base, by name."""

    def __init__(
        self, facts: Mapping[str, Fact], live: Mapping[str, DocumentBody] = LIVE_VALUES
    ) -> None:
        """Gather the values of all facts beside the live ones; a name's first fact keeps it."""
        self._values: dict[str, DocumentBody] = dict(live)
        self.home: dict[str, str] = {}
        for fact in facts.values():
            for name, value in fact.values.items():
                if name not in self._values:
                    self._values[name] = value
                    self.home[name] = fact.code

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __getitem__(self, name: str) -> DocumentBody:
        return self._values[name]

    def names(self) -> list[str]:
        """Return all names, sorted."""
        return sorted(self._values)

    def fill_quotes(
        self,
        text: str,
        language: Language,
        escape: Callable[[str], str] = html.escape,
        *,
        lenient: bool = False,
    ) -> str:
        """Fill a text's quotes in one language; values are escaped for HTML by default.

        A phrase may quote other values (no phrases), which are filled as well. Raises
        UnknownValueError for a name that no fact holds; `lenient` leaves what cannot be filled.
        """

        def quoted(match: re.Match[str]) -> str:
            value = self._values.get(match[1])
            if lenient:
                return match[0] if value is None else try_format_value(value, language) or match[0]
            if value is None:
                raise UnknownValueError(
                    f"'{{{match[1]}}}' is no value of any fact; see /fact for the names in use"
                )
            return escape(format_value(value, language))

        def phrased(match: re.Match[str]) -> str:
            value = self._values.get(match[1], {})
            spoken = value.get(language.value) if value.get("kind") == "phrase" else None
            return escape(spoken) if isinstance(spoken, str) else match[0]

        return QUOTE_PATTERN.sub(quoted, QUOTE_PATTERN.sub(phrased, text))
