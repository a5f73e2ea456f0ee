"""The matcher on questions it was not tuned on: floors below what was measured, not targets."""

import tomllib
from pathlib import Path

import pytest

from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from knowledge.matching.quality.bank_evaluation import EvaluationLine, evaluate_bank, read_bank

BANK = Path(__file__).parent / "bank.toml"


@pytest.fixture(scope="module")
def lines(seed_library: tuple[FaqBase, FaqIndex]) -> dict[str, EvaluationLine]:
    found = evaluate_bank(
        seed_library[1], read_bank(tomllib.loads(BANK.read_text(encoding="utf-8")))
    )
    return {line.name: line for line in found.by_language}


@pytest.mark.parametrize(
    ("language", "shown", "offered", "wrong", "false"),
    [
        ("en", 0.74, 0.92, 0.04, 0.04),
        ("es", 0.76, 0.92, 0.04, 0.04),
        ("ht", 0.77, 0.92, 0.04, 0.04),
        ("all", 0.76, 0.92, 0.04, 0.035),
    ],
)
def test_unseen_questions_are_answered_rightly_or_not_at_all(
    lines: dict[str, EvaluationLine],
    language: str,
    shown: float,
    offered: float,
    wrong: float,
    false: float,
) -> None:
    line = lines[language]
    assert line.right_shown >= shown
    assert line.right_or_offered >= offered
    assert line.wrong_shown <= wrong
    assert line.false_answers <= false


def test_its_probabilities_can_be_believed(lines: dict[str, EvaluationLine]) -> None:
    assert lines["all"].calibration_error <= 0.05
