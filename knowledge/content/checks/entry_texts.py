"""An entry as its readers see it, for checks to look at: quotes filled in, tags taken off."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.content.documents import Entry, Wording
from knowledge.content.faq_base import FaqBase
from knowledge.content.plain_text import fill_known_quotes, html_to_text
from knowledge.language import Language

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")


def without_quotations(text: str) -> str:
    """Return a plain text with what stands in quotation marks cut to a pair of marks."""
    return _QUOTED.sub("“”", text)


@dataclass(frozen=True, slots=True)
class EntryTexts:
    """One language of an entry: as written, and (`shown_texts`) plain with its quotes filled."""

    language: Language
    wording: Wording
    shown_texts: Mapping[str, str]

    @property
    def answer_text(self) -> str:
        """The title and every depth of the answer, as plain text."""
        return "\n\n".join(filter(None, self.shown_texts.values()))

    @property
    def written_texts(self) -> Mapping[str, str]:
        """The texts as they are written, by name."""
        return self.wording.reader_texts


def read_entry_texts(base: FaqBase, entry: Entry) -> tuple[EntryTexts, ...]:
    """Read an entry in each of its languages; never raises, whatever is quoted."""
    return tuple(
        EntryTexts(
            language,
            wording,
            {
                name: html_to_text(fill_known_quotes(text, base.values, language))
                if name != "title"
                else fill_known_quotes(text, base.values, language)
                for name, text in wording.reader_texts.items()
            },
        )
        for language, wording in entry.wordings.items()
    )
