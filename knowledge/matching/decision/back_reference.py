"""Whether a message refers back to the answer before it, and how."""

from collections.abc import Sequence
from enum import StrEnum

from knowledge.matching.text.figures import is_day_token
from knowledge.matching.text.lexicon import ALL_STOP_WORDS, CONNECTIVES, PRONOUNS
from knowledge.matching.text.question_types import find_question_types

MAX_SHORT_WORDS = (
    3  # telling words up to which a pronoun or a missing day may stand for what was said
)


class BackReference(StrEnum):
    """In what way a message leans on the one before."""

    BARE = "bare"  # no telling word of its own: "who?", "when was that"
    SHIFT = "shift"  # a connective and something new: "and on July 8?", "y en Miami"
    PRONOUN = "pronoun"  # "why did they do it"
    SHORT = "short"  # few words, none of which names a day: "who voted no?"


def find_back_reference(raw: Sequence[str], tokens: Sequence[str]) -> BackReference | None:
    """Return how a message refers back, or None if it stands alone.

    `raw` are its words as typed (folded), `tokens` as the index reads them.
    """
    telling = [token for token in tokens if token not in ALL_STOP_WORDS]
    has_day = any(map(is_day_token, tokens))
    opens = next(
        (each for each in CONNECTIVES if tuple(raw[: len(each)]) == each and len(raw) > len(each)),
        None,
    )
    if not telling:
        return BackReference.BARE if find_question_types(tokens) or opens else None
    if len(telling) > MAX_SHORT_WORDS:
        return None
    if opens:
        return BackReference.SHIFT
    if PRONOUNS & set(raw):
        return BackReference.PRONOUN
    return None if has_day else BackReference.SHORT
