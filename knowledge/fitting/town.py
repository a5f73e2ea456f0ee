"""The matcher's numbers, fitted to a town's own bank."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.fitting.folds import index_without, marks, try_all
from knowledge.fitting.other_subjects import others
from knowledge.fitting.thresholds import LAX, answer_from
from knowledge.fitting.trees import Tried, fit
from knowledge.matching import FaqIndex, combiner
from knowledge.matching.combiner import Combiner
from knowledge.matching.evaluation import Answered, Asked, run
from knowledge.matching.policy import POLICY, Policy, of_limits
from knowledge.town.folder import Folder

FOLDS = 5
LEAST = 100  # questions of a town's bank; fewer say more about chance than about the town


@dataclass(frozen=True, slots=True)
class Rates:
    """What honest folds say of a bank: shares of its questions in scope, and out of it."""

    right: float  # answered, and rightly
    wrong: float  # answered by another answer
    false: float  # out of scope, and answered all the same


@dataclass(frozen=True, slots=True)
class Fitted:
    """What fitting to a town's bank found; `document` is a `combiner.json`."""

    questions: int
    shipped: Rates
    own: Rates
    document: Mapping[str, Any]


def of_town(found: Folder, bank: Sequence[Asked]) -> Fitted:
    """Fit to a town's bank; each fold's questions leave the index before they are asked."""
    chance = random.Random(1)
    numbers = [chance.randrange(FOLDS) for _ in bank]
    folds = [
        [asked for asked, number in zip(bank, numbers, strict=True) if number == fold]
        for fold in range(FOLDS)
    ]
    town = replace(found.town, combiner=None, policy=None)
    tried: list[Tried] = []
    indexes: list[FaqIndex] = []
    for fold, mine in enumerate(folds):
        texts = {asked.text.casefold() for asked in mine}
        indexes.append(index_without(found.documents, texts, town=town))
        tried += try_all(indexes[-1], ((asked, marks(asked)) for asked in mine), fold)
    far = others()
    trees = [
        combiner.of(fit([each for each in tried if each.fold != fold] + far))
        for fold in range(FOLDS)
    ]

    def told(judge: Callable[[int], Combiner], policy: Policy) -> list[Answered]:
        answers: list[Answered] = []
        for fold, index in enumerate(indexes):
            index.judge_by(judge(fold), policy)
            answers += run(index, folds[fold])
        return answers

    limit = round(answer_from(told(trees.__getitem__, LAX)), 3)
    limits = {tag.value: limit for tag in found.town.languages}
    return Fitted(
        len(bank),
        _rates(told(lambda _: combiner.fitted(), POLICY)),
        _rates(told(trees.__getitem__, of_limits(limits))),
        {"answer_from": limits, **fit([*tried, *far])},
    )


def _rates(answers: Sequence[Answered]) -> Rates:
    inside = sum(each.in_scope for each in answers)
    most_in, most_out = max(1, inside), max(1, len(answers) - inside)
    shown = [each for each in answers if each.shown]
    return Rates(
        sum(each.in_scope and each.right for each in shown) / most_in,
        sum(each.in_scope and not each.right for each in shown) / most_in,
        sum(not each.in_scope for each in shown) / most_out,
    )
