"""Questions held against an index that knows none of their fold."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from knowledge.content.documents import DocumentBody, DocumentKey, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.fitting.threshold_search import LAX_POLICY
from knowledge.fitting.tree_fitting import JudgedList, ScoredQuestion, fit_clearness, fit_trees
from knowledge.index_building import build_index
from knowledge.matching import FaqIndex
from knowledge.matching.decision import combiner
from knowledge.matching.decision.semantics import SemanticModel
from knowledge.matching.evidence.candidate_features import FEATURES
from knowledge.matching.quality.bank_evaluation import BankQuestion, as_never_learned
from knowledge.town import Town
from knowledge.verdict import Outcome

JUDGED_RULES = frozenset({"clear", "near", "far"})  # rules that go by the chances of entries


def without_texts(value: Any, texts: Collection[str]) -> Any:
    """Return a document without some texts (case-folded) in any of its lists."""
    if isinstance(value, Mapping):
        return {key: without_texts(each, texts) for key, each in value.items()}
    if isinstance(value, list):
        return [
            without_texts(e, texts)
            for e in value
            if not (isinstance(e, str) and e.casefold() in texts)
        ]
    return value


def build_index_without(
    documents: Mapping[DocumentKey, DocumentBody],
    texts: Collection[str],
    *,
    town: Town | None = None,
    semantics: SemanticModel | None = None,
) -> FaqIndex:
    """Build the index of a base as if some texts had never been written.

    Its trees know nothing yet.
    """
    bodies = {
        key: without_texts(body, texts)
        if key[0] in (DocumentKind.ENTRY, DocumentKind.SCOPE)
        else body
        for key, body in documents.items()
    }
    base = FaqBase.from_documents(bodies, town=town)
    return build_index(base, combiner=combiner.unfitted_combiner(), semantics=semantics)


def score_questions(
    index: FaqIndex,
    questions: Iterable[tuple[BankQuestion, frozenset[str]]],
    fold: int,
    weight: float = 1.0,
) -> Iterator[ScoredQuestion]:
    """Hold questions, each with all that is right for it, against an index."""
    for asked, right in questions:
        found = index.explain(asked.text).candidates
        marks = [index.answer_key(each.code) for each in found]
        rows = [list(each.features.values()) for each in found]
        yield ScoredQuestion(
            asked,
            right,
            fold,
            np.array([mark == each.code for mark, each in zip(marks, found, strict=True)], bool),
            np.array(rows, dtype=np.float64).reshape(len(rows), len(index.combiner.features)),
            np.array(
                [
                    bool({each.code, mark, mark.split(":")[0]} & right)
                    for mark, each in zip(marks, found, strict=True)
                ],
                dtype=np.float64,
            ),
            weight,
        )


def right_answers(asked: BankQuestion) -> frozenset[str]:
    """Return what is right for a question of a bank."""
    outcome = "none" if asked.outcome is Outcome.UNKNOWN else asked.outcome.value
    return frozenset(asked.accept) or frozenset({outcome})


def judge_folds(
    indexes: Sequence[FaqIndex],
    tried: Sequence[ScoredQuestion],
    others: Sequence[ScoredQuestion] = (),
    features: Mapping[str, int] = FEATURES,
) -> dict[str, Any]:
    """Let each fold's index judge by trees that learned nothing of the fold, and show anything.

    Returns what learned of all, to be shipped. The trees that judge lists learn from lists of
    folds that the trees of candidates had not seen.
    """
    documents = []
    for fold, index in enumerate(indexes):
        document = fit_trees([*(each for each in tried if each.fold != fold), *others], features)
        index.judge_by(combiner.read_combiner(document, features), LAX_POLICY)
        documents.append(document)
    seen = [
        each for fold, index in enumerate(indexes) for each in _judged_lists(index, tried, fold)
    ]
    for fold, (index, document) in enumerate(zip(indexes, documents, strict=True)):
        lists = fit_clearness([each for each in seen if each.fold != fold], features)
        index.judge_by(combiner.read_combiner(document | lists, features), LAX_POLICY)
    return fit_trees([*tried, *others], features) | fit_clearness(seen, features)


def _judged_lists(
    index: FaqIndex, tried: Iterable[ScoredQuestion], fold: int
) -> Iterator[JudgedList]:
    """Yield the lists of a fold's questions in which the likeliest entry may be shown."""
    for each in tried:
        if each.fold != fold:
            continue
        unseen = as_never_learned(index, each.question)
        found = index.explain(each.question.text, unseen=unseen)
        if found.figures and found.rule in JUDGED_RULES:
            best = found.verdict.candidates[0].entry
            yield JudgedList(fold, found.figures, best in each.marks)
