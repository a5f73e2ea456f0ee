"""A light stemmer for all three languages; it only has to be the same on both sides."""

import re
from functools import lru_cache

_ENDINGS = re.compile(
    r"(?:izations?|ations?|aciones|acion|iciones|icion|ciones|cion|amientos?|imientos?|ements?|"
    r"ments?|ings?|ieron|aron|iendo|ando|adores|ador|ados?|adas?|idos?|idas?|edly|ed|ers?|ors?|"
    r"ies|es|s|arse|erse|irse|arme|ar|er|ir|amos|aba|aban|an|en|ly|mente)$"
)
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
MIN_STEM_LENGTH = 3  # letters that must stay


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return the stem of a folded word: `voted`, `votaron`, `votacion` all give `vot`.

    >>> stem("voted"), stem("votaron"), stem("votes")
    ('vot', 'vot', 'vot')
    """
    if len(word) <= MIN_STEM_LENGTH or not word.isalpha():
        return word
    short = _ENDINGS.sub("", word)
    if len(short) < MIN_STEM_LENGTH:
        short = word[:-1] if word.endswith("s") and len(word) > MIN_STEM_LENGTH else word
    short = _DOUBLED.sub(r"\1", short)
    bare = short.rstrip("aeiouy")
    return bare if len(bare) >= MIN_STEM_LENGTH else short
