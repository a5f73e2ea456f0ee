"""The matcher's numbers, fitted to a town's own bank."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.fitting.cross_validation import (
    build_index_without,
    judge_folds,
    right_answers,
    score_questions,
)
from knowledge.fitting.other_subjects import score_other_subjects
from knowledge.fitting.threshold_search import LAX_POLICY, find_threshold
from knowledge.fitting.tree_fitting import ScoredQuestion
from knowledge.folders.base_folder import TownFolder
from knowledge.matching import FaqIndex
from knowledge.matching.decision import combiner
from knowledge.matching.decision.combiner import Combiner
from knowledge.matching.decision.thresholds import (
    SHIPPED_POLICY,
    ThresholdPolicy,
    policy_from_limits,
)
from knowledge.matching.quality.bank_evaluation import AnsweredQuestion, BankQuestion, run_bank

FOLD_COUNT = 5
MIN_BANK_QUESTIONS = (
    100  # questions of a town's bank; fewer say more about chance than about the town
)


@dataclass(frozen=True, slots=True)
class AnswerRates:
    """What honest folds say of a bank: shares of its questions in scope, and out of it."""

    right: float  # answered, and rightly
    wrong: float  # answered by another answer
    false: float  # out of scope, and answered all the same


@dataclass(frozen=True, slots=True)
class FittingResult:
    """What fitting to a town's bank found; `document` is a `combiner.json`."""

    questions: int
    shipped: AnswerRates
    own: AnswerRates
    document: Mapping[str, Any]


def fit_town(found: TownFolder, bank: Sequence[BankQuestion]) -> FittingResult:
    """Fit to a town's bank; each fold's questions leave the index before they are asked."""
    chance = random.Random(1)
    numbers = [chance.randrange(FOLD_COUNT) for _ in bank]
    folds = [
        [asked for asked, number in zip(bank, numbers, strict=True) if number == fold]
        for fold in range(FOLD_COUNT)
    ]
    town = replace(found.town, combiner=None, policy=None)
    tried: list[ScoredQuestion] = []
    indexes: list[FaqIndex] = []
    for fold, mine in enumerate(folds):
        texts = {asked.text.casefold() for asked in mine}
        indexes.append(build_index_without(found.documents, texts, town=town))
        tried += score_questions(
            indexes[-1], ((asked, right_answers(asked)) for asked in mine), fold
        )
    document = judge_folds(indexes, tried, score_other_subjects())
    trees = [index.combiner for index in indexes]

    def told(judge: Callable[[int], Combiner], policy: ThresholdPolicy) -> list[AnsweredQuestion]:
        answers: list[AnsweredQuestion] = []
        for fold, index in enumerate(indexes):
            index.judge_by(judge(fold), policy)
            answers += run_bank(index, folds[fold])
        return answers

    limit = round(find_threshold(told(trees.__getitem__, LAX_POLICY)), 3)
    limits = {tag.value: limit for tag in found.town.languages}
    return FittingResult(
        len(bank),
        _answer_rates(told(lambda _: combiner.fitted_combiner(), SHIPPED_POLICY)),
        _answer_rates(told(trees.__getitem__, policy_from_limits(limits))),
        {"answer_from": limits, **document},
    )


def _answer_rates(answers: Sequence[AnsweredQuestion]) -> AnswerRates:
    inside = sum(each.in_scope for each in answers)
    most_in, most_out = max(1, inside), max(1, len(answers) - inside)
    shown = [each for each in answers if each.is_shown]
    return AnswerRates(
        sum(each.in_scope and each.is_right for each in shown) / most_in,
        sum(each.in_scope and not each.is_right for each in shown) / most_in,
        sum(not each.in_scope for each in shown) / most_out,
    )
