"""Answers as plain text: tags taken off, quotes filled in as far as they can be."""

import html
import re

from knowledge.content.fact_values import FactValues
from knowledge.language import Language

TAG_PATTERN = re.compile(r"</?[a-zA-Z][^<>]*>")


def html_to_text(text: str) -> str:
    """Return HTML as it looks on a screen: without tags, with its signs written out."""
    return html.unescape(TAG_PATTERN.sub("", text))


def fill_known_quotes(text: str, values: FactValues, language: Language) -> str:
    """Fill in the quotes that can be filled; leave the others as they are written."""
    return values.fill_quotes(text, language, str, lenient=True)
