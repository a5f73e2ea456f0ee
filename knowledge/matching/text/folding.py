"""From typed text to comparable tokens: folding, compounds, votes and dates.

The same road is taken by what we wrote and by what people ask, so both arrive alike.
Nothing here is for display.
"""

import re
import unicodedata
from functools import lru_cache

from knowledge.matching.text.lexicon import (
    CLITICS,
    CONTRACTIONS,
    MONTH_NUMBERS,
    NUMBER_WORDS,
    SAFE_MONTHS,
)

MAX_QUESTION_LENGTH = (
    400  # characters of a question that are looked at; the rest cannot slow us down
)

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´′"), "'")
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cs"})  # accents; joiners, soft hyphens; halves of signs
_COMPOUND = re.compile(r"\b(\d{3,})\s?\(\s?([a-z])\s?\)|\b(\d{3,})[\s-]?([b-df-hj-np-tv-z])\b")
_NUMBER_NAMES = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_VOTE = re.compile(
    rf"\b(\d{{1,2}}|{_NUMBER_NAMES})\s?(?:-|–|—|\bto\b|\ba\b|\bkont\b|\bcontra\b|\bagainst\b|\bpou\b)"
    rf"\s?(\d{{1,2}}|{_NUMBER_NAMES})\b(?!-\d)"
)
_MONTH_NAMES = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_ISO_DATE = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_SLASHED = re.compile(r"\b(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?:/(?:20)?\d\d)?\b")
_MONTH_DAY = re.compile(
    rf"\b({_MONTH_NAMES})\.?\s(?:the\s)?(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?!\s?\d)"
)
_DAY_MONTH = re.compile(
    rf"\b(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ye|e)?\s(?:of\s|de\s|d\s)?(?:mwa\s)?({_MONTH_NAMES})\b"
)
_TOKEN = re.compile(r"@\d\d(?:\d\d)?|=\d+-\d+|[^\W_]+(?:'[^\W_]+)?")
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"(?<=\d)[,.](?=\d{3}\b)")


def fold(text: str) -> str:
    """Return the text in one form: no case, accents, width or unseen signs, one apostrophe.

    >>> fold("¿Dónde está la REUNIÓN?")
    '¿donde esta la reunion?'
    """
    lowered = text.casefold()
    if not lowered.isascii():
        apart = unicodedata.normalize("NFKD", lowered.translate(_APOSTROPHES))
        lowered = "".join(filter(_is_seen, apart)).casefold()
    return lowered


@lru_cache(maxsize=4096)
def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _INVISIBLE


def _word_number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBER_WORDS[word]


def _vote_token(match: re.Match[str]) -> str:
    high, low = sorted((_word_number(match[1]), _word_number(match[2])), reverse=True)
    return f" ={high}-{low} "


def _date_token(month: int, day: int) -> str:
    return f" @{month:02d}{day:02d} " if 1 <= month <= 12 and 1 <= day <= 31 else " "


def canonicalise(folded: str) -> str:
    """Rewrite compounds, dates and vote counts of a folded text as single tokens.

    `501(c)` becomes `501c`; `June 30th`, `30 de junio`, `6/30` become `@0630`;
    `six to one`, `6 a 1` become `=6-1`.
    """
    if _DIGIT.search(folded):
        folded = _GROUPED.sub("", folded)
        folded = _COMPOUND.sub(lambda m: f"{m[1] or m[3]}{m[2] or m[4]} ", folded)
        folded = _ISO_DATE.sub(lambda m: _date_token(int(m[2]), int(m[3])) + m[1], folded)
        folded = _SLASHED.sub(lambda m: _date_token(int(m[1]), int(m[2])), folded)
        folded = _MONTH_DAY.sub(lambda m: _date_token(MONTH_NUMBERS[m[1]], int(m[2])), folded)
        folded = _DAY_MONTH.sub(lambda m: _date_token(MONTH_NUMBERS[m[2]], int(m[1])), folded)
    return _VOTE.sub(_vote_token, folded)


def tokenize(text: str) -> list[str]:
    """Return the comparable tokens of a text, in order."""
    found: list[str] = []
    for token in _TOKEN.findall(canonicalise(fold(text))):
        if token in SAFE_MONTHS:
            found.append(f"@{MONTH_NUMBERS[token]:02d}")
        elif "'" in token:
            found.extend(_split_contraction(token))
        elif token in CONTRACTIONS:
            found.extend(CONTRACTIONS[token])
        else:
            found.append(token)
    return found


def _split_contraction(token: str) -> tuple[str, ...]:
    head, tail = token.split("'", 1)
    joined = head + tail
    if joined in CONTRACTIONS:
        return CONTRACTIONS[joined]
    if tail == "s":
        return (head,)
    if head in CLITICS or tail in CLITICS:
        return (head, tail)
    return (joined,)
