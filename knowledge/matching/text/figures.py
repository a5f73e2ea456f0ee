"""The dates, votes and numbers of a text, and what is left of it without them."""

from collections.abc import Sequence

from knowledge.matching.text.lexicon import ALL_STOP_WORDS
from knowledge.matching.text.stemming import stem


def figure_tokens(tokens: Sequence[str]) -> frozenset[str]:
    """Return the dates, votes and numbers among the tokens."""
    return frozenset(t for t in tokens if t[0] in "@=" or t[0].isdigit())


def is_day_token(token: str) -> bool:
    """Tell whether a token is a day of the year, such as `@0630`."""
    return token[0] == "@" and len(token) == len("@0630")


def gist_stems(tokens: Sequence[str]) -> frozenset[str]:
    """Return the telling stems of some tokens, without their figures."""
    return frozenset(map(stem, set(tokens) - ALL_STOP_WORDS - figure_tokens(tokens)))
