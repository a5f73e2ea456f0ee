"""Arrays that do not fit are refused, and none can make an index break when it is asked."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from knowledge.matching import FaqIndex
from knowledge.matching.learned_arrays import LearnedArrays, encode_texts, without_answer_arrays
from tests.knowledge.matching.conftest import ALIASES, ENTRIES, SCOPE

ASKED = ("who voted no on june 30", "waht is 287g", "hola", "como me quejo", "stop texting me")
Array = np.ndarray[Any, Any]


def most(array: Array) -> Any:
    return np.inf if array.dtype.kind == "f" else np.iinfo(array.dtype).max


DAMAGES: dict[str, Callable[[Array], Array]] = {
    "shorter": lambda a: a[:-1],
    "twice": lambda a: np.concatenate([a, a]),
    "of another kind": lambda a: a.astype(np.int64 if a.dtype != np.int64 else np.int32),
    "with one more side": lambda a: a[None],
    "turned": lambda a: a[::-1],
    "nothing": np.zeros_like,
    "too much": lambda a: np.full_like(
        a, np.inf if a.dtype.kind == "f" else np.iinfo(a.dtype).max
    ),
    "too little": lambda a: np.full_like(a, -1 if a.dtype.kind in "if" else 0),
}


def rebuilt(learned: dict[str, Array]) -> FaqIndex:
    return FaqIndex(ENTRIES, scope=SCOPE, aliases=ALIASES, learned=learned)


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_array_makes_an_index_break(town: FaqIndex, damage: str) -> None:
    refused = 0
    for name, array in town.learned_arrays.items():
        try:
            index = rebuilt({**town.learned_arrays, name: DAMAGES[damage](array)})
        except ValueError:
            refused += 1
            continue
        with np.errstate(all="ignore"):
            for question in ASKED:
                index.ask(question)
    assert refused


def test_an_array_that_is_missing_is_refused(town: FaqIndex) -> None:
    for name in town.learned_arrays:
        with pytest.raises(ValueError, match="missing"):
            rebuilt({each: array for each, array in town.learned_arrays.items() if each != name})


def test_what_rows_taught_serves_where_the_answers_are_others(town: FaqIndex) -> None:
    again = rebuilt(dict(without_answer_arrays(town.learned_arrays)))
    assert [again.explain(q) for q in ASKED] == [town.explain(q) for q in ASKED]


def test_texts_come_back_as_they_were() -> None:
    texts = ["one", "", "ñandú ~1"]
    assert LearnedArrays({"a.texts": encode_texts(texts)}).subset("a").read_texts("texts") == texts
