"""The main words of a question nobody could answer: what several such questions may share."""

from knowledge.matching.text.folding import fold, tokenize
from knowledge.matching.text.lexicon import ALL_STOP_WORDS

MAX_MAIN_WORDS = 12  # words; a longer text is somebody's story, not a question others ask alike


def main_words(text: str) -> tuple[str, ...]:
    """Return the telling words of a text, folded and sorted, each once; none of a long text.

    >>> main_words("Is the CITY pool open on Sundays?")
    ('city', 'open', 'pool', 'sundays')
    """
    words = {fold(token) for token in tokenize(text) if token not in ALL_STOP_WORDS}
    return tuple(sorted(words)) if len(words) <= MAX_MAIN_WORDS else ()
