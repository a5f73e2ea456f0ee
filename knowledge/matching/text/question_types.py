"""What a question asks for: who, when, where, why, how many, how, what, which, or yes or no."""

from collections.abc import Sequence

from knowledge.matching.text.folding import tokenize as split
from knowledge.matching.text.lexicon import QUESTION_WORDS

_ONE_WORD_TYPES: dict[str, frozenset[str]] = {}
_PHRASE_TYPES: dict[tuple[str, ...], str] = {}
for _kind, _phrases in QUESTION_WORDS.items():
    for _phrase in _phrases:
        _parts = tuple(split(_phrase))
        if len(_parts) == 1:
            _ONE_WORD_TYPES[_parts[0]] = _ONE_WORD_TYPES.get(_parts[0], frozenset()) | {_kind}
        else:
            _PHRASE_TYPES[_parts] = _kind


def find_question_types(tokens: Sequence[str]) -> frozenset[str]:
    """Return what is asked for, of the keys of `QUESTION_WORDS`; empty if nothing shows it."""
    found: set[str] = set()
    skip: set[int] = set()
    for width in (3, 2):
        for i in range(len(tokens) - width + 1):
            kind = _PHRASE_TYPES.get(tuple(tokens[i : i + width]))
            if kind is not None:
                found.add(kind)
                skip.update(range(i, i + width))
    for i, token in enumerate(tokens):
        if i not in skip and token in _ONE_WORD_TYPES:
            found |= _ONE_WORD_TYPES[token]
    telling = found - {"yes-no", "what", "which"}
    return frozenset(telling or found)
