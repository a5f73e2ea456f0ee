"""Questions of people who saw no answer: floors below what was measured of them.

One reworded phrasing moves a figure by a point or two either way; the floors leave room for that.
"""

from pathlib import Path

import pytest

from knowledge.content.faq_base import FaqBase
from knowledge.fitting.held_out_questions import ExpectedAnswers, read_held_out, read_language_sets
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.quality.bank_evaluation import (
    EvaluationLine,
    evaluate_bank,
    measure_agreement,
)
from knowledge.verdict import Outcome

FOLDER = Path(__file__).parent / "strangers"
UNLEARNED = FOLDER / "later-hands.jsonl"  # no trees have learned these


@pytest.fixture(scope="module")
def lines(seed_library: tuple[FaqBase, FaqIndex]) -> dict[str, EvaluationLine]:
    base, index = seed_library
    answers = ExpectedAnswers(base)
    written = UNLEARNED.read_text(encoding="utf-8").splitlines()
    asked = [each.as_bank_question(answers) for each in read_held_out(written)]
    return {line.name: line for line in evaluate_bank(index, asked).by_language}


@pytest.mark.parametrize(
    ("language", "shown", "visible", "wrong", "false"),
    [
        ("en", 0.76, 0.90, 0.05, 0.02),
        ("es", 0.79, 0.96, 0.03, 0.03),
        ("ht", 0.78, 0.92, 0.05, 0.03),
    ],
)
def test_strangers_get_what_they_asked_for(
    lines: dict[str, EvaluationLine],
    language: str,
    shown: float,
    visible: float,
    wrong: float,
    false: float,
) -> None:
    line = lines[language]
    assert line.right_shown >= shown
    assert line.right_or_offered >= visible
    assert line.wrong_shown <= wrong
    assert line.false_answers <= false


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("does the Atlanta police department have a 287(g) agreement", "en"),
        ("what was the vote on ICE in Houston", "en"),
        ("how did the commission vote on ICE in 2017", "en"),
        ("can the hospital ask for my immigration papers", "en"),
        ("¿la policía de Dallas firmó el acuerdo con ICE?", "es"),
        ("¿cuántos arrestos hizo ICE en Nueva Orleans en 2019?", "es"),
        ("polis Boston siyen ak ICE?", "ht"),
        ("ki jan yo te vote sou ICE nan Chicago?", "ht"),
    ],
)
def test_the_same_question_about_elsewhere_is_not_answered(
    seed_library: tuple[FaqBase, FaqIndex], question: str, language: str
) -> None:
    assert seed_library[1].ask(question, language).outcome is not Outcome.FOUND


@pytest.mark.parametrize(
    "junk", ["{{7*7}}", "${7*7}", "305", "x", "A B C D", "4 2 7", "{% for x in y %}", "🤷", "0"]
)
def test_junk_and_bare_numbers_are_answered_by_nothing(
    seed_library: tuple[FaqBase, FaqIndex], junk: str
) -> None:
    for language in Language:
        verdict = seed_library[1].ask(junk, language)
        assert verdict.outcome not in (Outcome.FOUND, Outcome.OPEN, Outcome.REFER)


def test_a_plea_is_met_first_and_the_fact_asked_for_stands_beside_it(
    seed_library: tuple[FaqBase, FaqIndex],
) -> None:
    verdict = seed_library[1].ask("ICE took my husband this morning, how do i find him", "en")
    assert verdict.outcome is Outcome.REFER
    assert "KW-170" in {each.entry for each in verdict.candidates}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("when is the next meeting", "en"),
        ("when's the next meeting?", "en"),
        ("next commission meeting", "en"),
        ("cuándo es la próxima reunión", "es"),
        ("¿Cuándo es la próxima reunión de la Comisión?", "es"),
        ("ki lè pwochen reyinyon an", "ht"),
        ("kilè pwochen reyinyon komisyon an", "ht"),
    ],
)
def test_the_next_meeting_is_told_by_the_calendar_in_every_language(
    seed_library: tuple[FaqBase, FaqIndex], question: str, language: str
) -> None:
    verdict = seed_library[1].ask(question, language)
    assert (verdict.outcome, verdict.function) == (Outcome.OPEN, "meetings")
    assert "KW-115" not in {each.entry for each in verdict.candidates}, "it says no more"


def test_the_same_question_gets_the_same_entry_in_every_language(
    seed_library: tuple[FaqBase, FaqIndex],
) -> None:
    path = FOLDER / "triples.jsonl"
    sets = read_language_sets(path.read_text(encoding="utf-8").splitlines())
    found = measure_agreement(seed_library[1], sets)
    assert found.count == 60
    assert found.first >= 0.70
    assert found.seen >= 0.75
    assert found.clashes <= 0.15


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("can ICE enter my home", "en"),
        ("could immigration agents search our apartment?", "en"),
        ("¿puede ICE entrar a mi casa?", "es"),
        ("los agentes de inmigración tienen derecho a registrar la casa de uno", "es"),
        ("èske ICE ka antre lakay mwen", "ht"),
        ("imigrasyon gen dwa fouye kay mwen?", "ht"),
    ],
)
def test_whether_agents_may_enter_a_home_is_a_matter_of_law_in_every_language(
    seed_library: tuple[FaqBase, FaqIndex], question: str, language: str
) -> None:
    verdict = seed_library[1].ask(question, language)
    assert (verdict.outcome, verdict.scope) == (Outcome.REFER, "own-case")


@pytest.mark.parametrize(
    ("cry", "language"),
    [
        ("ICE is in my house right now", "en"), ("ICE is at my door, can they come in", "en"),
        ("la migra está en mi casa ahora", "es"),
        ("ICE está afuera de mi casa, ¿pueden entrar?", "es"),
        ("ICE lakay mwen kounye a", "ht"), ("ICE nan pòt la, èske yo ka antre", "ht"),
    ],
)  # fmt: skip
def test_agents_at_the_door_now_are_a_plea_in_every_language(
    seed_library: tuple[FaqBase, FaqIndex], cry: str, language: str
) -> None:
    verdict = seed_library[1].ask(cry, language)
    assert (verdict.outcome, verdict.scope) == (Outcome.REFER, "at-the-door")
