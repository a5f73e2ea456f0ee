"""Chats and plain words of people who have seen no phrasing: floors below what was measured."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from knowledge.matching.quality.bank_evaluation import read_bank
from knowledge.matching.quality.chat_evaluation import (
    GradedTurn,
    ask_after_others,
    ask_in_courtesy,
    read_chats,
    read_requests,
    request_type,
    run_chats,
    tally_grades,
)

HERE = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def requests(seed_library: tuple[FaqBase, FaqIndex]) -> list[GradedTurn]:
    return run_chats(seed_library[1], read_requests(read("requests.toml")))


@pytest.mark.parametrize(
    ("language", "right", "wrong"), [("en", 0.75, 0.11), ("es", 0.78, 0.08), ("ht", 0.72, 0.10)]
)
def test_chats_are_met_rightly(
    seed_library: tuple[FaqBase, FaqIndex], language: str, right: float, wrong: float
) -> None:
    chats = [chat for chat in read_chats(read("conversations.toml")) if chat.language == language]
    found = tally_grades(language, run_chats(seed_library[1], chats))
    assert found.right >= right
    assert found.wrong <= wrong


@pytest.mark.parametrize(
    ("language", "kind", "right"),
    [
        ("en", "function", 0.79), ("es", "function", 0.86), ("ht", "function", 0.85),
        ("en", "plea", 0.94), ("es", "plea", 0.94), ("ht", "plea", 0.92),
        ("en", "look-alike", 0.80), ("es", "look-alike", 0.68), ("ht", "look-alike", 0.70),
    ],
)  # fmt: skip
def test_plain_words_and_pleas_are_heard(
    requests: list[GradedTurn], language: str, kind: str, right: float
) -> None:
    mine = [r for r in requests if r.language == language and request_type(r.turn) == kind]
    assert tally_grades(kind, mine).right >= right


def test_courtesy_costs_nothing(seed_library: tuple[FaqBase, FaqIndex]) -> None:
    """One wording of every fourth entry, some 35 a language, in each of five wrappings."""
    base, index = seed_library
    phrasings = [
        (wording.phrasings[1], language, entry.code)
        for entry in list(base.entries.values())[::4]
        for language, wording in entry.wordings.items()
    ]
    for line in ask_in_courtesy(index, phrasings, read("courtesies.toml")):
        assert line.wrapped >= 0.97 * line.bare, line


def test_an_answer_before_it_bends_no_question(seed_library: tuple[FaqBase, FaqIndex]) -> None:
    """Every second question of the bank: one answer more that is wrong is let pass."""
    base, index = seed_library
    bank = read_bank(read("bank.toml"))[::2]
    first, second = ask_after_others(index, bank, list(base.entries))
    assert second[0] <= first[0] + 0.01
    assert second[1] <= first[1] + 0.01
