"""An entry as its readers see it, for checks to look at: quotes filled in, tags taken off."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.content.base import Base
from knowledge.content.documents import Body, Entry, Wording
from knowledge.content.values import QUOTE, Values, write
from knowledge.language import Language

TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")


def plain(text: str) -> str:
    """Return HTML as it looks on a screen: without tags, with its signs written out."""
    return html.unescape(TAG.sub("", text))


def without_quotations(text: str) -> str:
    """Return a plain text with what stands in quotation marks cut to a pair of marks."""
    return _QUOTED.sub("“”", text)


def filled(text: str, values: Values, language: Language) -> str:
    """Fill in the quotes that can be filled; leave the others as they are written."""

    def quoted(match: re.Match[str]) -> str:
        name = match[1]
        return writable(values[name], language) or match[0] if name in values else match[0]

    return QUOTE.sub(quoted, text)


def writable(value: Body, language: Language) -> str | None:
    """Return a value as a language writes it, or None when the value is broken."""
    try:
        return write(value, language)
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """One language of an entry: as written, and as plain text with its quotes filled in."""

    language: Language
    wording: Wording
    title: str
    short: str
    detail: str

    @property
    def answer(self) -> str:
        """The title and both depths of the answer, as plain text."""
        return f"{self.title}\n\n{self.short}\n\n{self.detail}"

    @property
    def written(self) -> Mapping[str, str]:
        """The three texts as they are written, by name."""
        return {
            "title": self.wording.title,
            "short": self.wording.short,
            "detail": self.wording.detail,
        }

    @property
    def shown(self) -> Mapping[str, str]:
        """The three texts as plain text, by name."""
        return {"title": self.title, "short": self.short, "detail": self.detail}


def readings(base: Base, entry: Entry) -> tuple[Reading, ...]:
    """Read an entry in each of its languages; never raises, whatever is quoted."""
    return tuple(
        Reading(
            language,
            wording,
            filled(wording.title, base.values, language),
            plain(filled(wording.short, base.values, language)),
            plain(filled(wording.detail, base.values, language)),
        )
        for language, wording in entry.wordings.items()
    )
