"""Checks of the HTML in answers and replies: only what Telegram shows, and balanced.

A title is plain text and has none.
"""

import re
from collections.abc import Iterator

from knowledge.content.checks.problem import CheckCase, Problem
from knowledge.content.telegram_markup import first_markup_fault
from knowledge.language import Language


def html_valid(case: CheckCase) -> Iterator[Problem]:
    """The texts are valid; the title has no tags."""
    for reading in case.entry_texts:
        for name, text in reading.written_texts.items():
            if name != "title" and (found := first_markup_fault(text)):
                yield case.problem("html", f"in its {name}, {found}", reading.language)
        if re.search(r"[<>]|&\w+;", reading.wording.title):
            yield case.problem(
                "html", "its title is plain text; take tags and entities out", reading.language
            )


def reply_html_valid(where: str, text: str, language: Language) -> Iterator[Problem]:
    """A reply or an event line is valid."""
    if found := first_markup_fault(text):
        yield Problem("html", where, found, language=language)
