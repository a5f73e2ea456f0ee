"""What a question asks for: who, when, where, why, how many, how, what, which, or yes or no."""

from collections.abc import Sequence

from knowledge.matching.folding import tokens as split
from knowledge.matching.lexicon import QUESTION_WORDS

_SINGLE: dict[str, frozenset[str]] = {}
_DOUBLE: dict[tuple[str, ...], str] = {}
for _kind, _phrases in QUESTION_WORDS.items():
    for _phrase in _phrases:
        _parts = tuple(split(_phrase))
        if len(_parts) == 1:
            _SINGLE[_parts[0]] = _SINGLE.get(_parts[0], frozenset()) | {_kind}
        else:
            _DOUBLE[_parts] = _kind


def kinds(tokens: Sequence[str]) -> frozenset[str]:
    """Return what is asked for, of the keys of `QUESTION_WORDS`; empty if nothing shows it."""
    found: set[str] = set()
    skip: set[int] = set()
    for width in (3, 2):
        for i in range(len(tokens) - width + 1):
            kind = _DOUBLE.get(tuple(tokens[i : i + width]))
            if kind is not None:
                found.add(kind)
                skip.update(range(i, i + width))
    for i, token in enumerate(tokens):
        if i not in skip and token in _SINGLE:
            found |= _SINGLE[token]
    telling = found - {"yes-no", "what", "which"}
    return frozenset(telling or found)
