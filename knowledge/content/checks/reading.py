"""An entry as its readers see it, for checks to look at: quotes filled in, tags taken off."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.content.base import Base
from knowledge.content.documents import Entry, Wording
from knowledge.content.values import Values
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

    return values.fill(text, language, str, lenient=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """One language of an entry: as written, and (`shown`) as plain text with its quotes filled."""

    language: Language
    wording: Wording
    shown: Mapping[str, str]

    @property
    def answer(self) -> str:
        """The title and every depth of the answer, as plain text."""
        return "\n\n".join(filter(None, self.shown.values()))

    @property
    def written(self) -> Mapping[str, str]:
        """The texts as they are written, by name."""
        return self.wording.texts


def readings(base: Base, entry: Entry) -> tuple[Reading, ...]:
    """Read an entry in each of its languages; never raises, whatever is quoted."""
    return tuple(
        Reading(
            language,
            wording,
            {
                name: plain(filled(text, base.values, language))
                if name != "title"
                else filled(text, base.values, language)
                for name, text in wording.texts.items()
            },
        )
        for language, wording in entry.wordings.items()
    )
