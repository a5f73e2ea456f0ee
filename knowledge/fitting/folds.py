"""Questions held against an index that knows none of their fold."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from knowledge.content.base import Base
from knowledge.content.documents import Body, Key, Kind
from knowledge.fitting.trees import Tried
from knowledge.indexing import index_of
from knowledge.matching import FaqIndex, combiner
from knowledge.matching.evaluation import Asked
from knowledge.matching.semantics import Semantics
from knowledge.town import Town
from knowledge.verdict import Outcome


def strip(value: Any, texts: Collection[str]) -> Any:
    """Return a document without some texts (case-folded) in any of its lists."""
    if isinstance(value, Mapping):
        return {key: strip(each, texts) for key, each in value.items()}
    if isinstance(value, list):
        return [
            strip(e, texts) for e in value if not (isinstance(e, str) and e.casefold() in texts)
        ]
    return value


def index_without(
    documents: Mapping[Key, Body],
    texts: Collection[str],
    *,
    town: Town | None = None,
    semantics: Semantics | None = None,
) -> FaqIndex:
    """Build the index of a base as if some texts had never been written.

    Its trees know nothing yet.
    """
    bodies = {
        key: strip(body, texts) if key[0] in (Kind.ENTRY, Kind.SCOPE) else body
        for key, body in documents.items()
    }
    base = Base.from_documents(bodies, town=town)
    return index_of(base, combiner=combiner.unfitted(), semantics=semantics)


def try_all(
    index: FaqIndex,
    questions: Iterable[tuple[Asked, frozenset[str]]],
    fold: int,
    weight: float = 1.0,
) -> Iterator[Tried]:
    """Hold questions, each with all that is right for it, against an index."""
    for asked, right in questions:
        found = index.explain(asked.text).reckonings
        marks = [index.mark(each.code) for each in found]
        rows = [list(each.features.values()) for each in found]
        yield Tried(
            asked,
            fold,
            np.array([mark == each.code for mark, each in zip(marks, found, strict=True)], bool),
            np.array(rows, dtype=np.float64).reshape(len(rows), len(index.combiner.features)),
            np.array(
                [bool({mark, mark.split(":")[0]} & right) for mark in marks], dtype=np.float64
            ),
            weight,
        )


def marks(asked: Asked) -> frozenset[str]:
    """Return what is right for a question of a bank."""
    outcome = "none" if asked.outcome is Outcome.UNKNOWN else asked.outcome.value
    return frozenset(asked.accept) or frozenset({outcome})
