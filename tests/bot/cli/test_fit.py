"""fit: a town's own numbers, written beside its seed and taken up from there."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.cli import fit_command as command
from bot.cli import main
from knowledge.content.faq_base import FaqBase
from knowledge.fitting import cross_validation
from knowledge.fitting import town_fitting as fitting
from knowledge.fitting.threshold_search import MAX_FALSE, MAX_WRONG
from knowledge.fitting.town_fitting import MIN_BANK_QUESTIONS, AnswerRates, FittingResult
from knowledge.folders import base_folder
from knowledge.index_building import build_index
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.decision import combiner as trees
from knowledge.matching.decision.thresholds import SHIPPED_POLICY
from knowledge.matching.evidence.candidate_features import FEATURES, MEANING_FEATURES
from knowledge.matching.quality.bank_evaluation import BankQuestion
from knowledge.strict_tables import TownFilesError
from knowledge.town import town_folder
from knowledge.verdict import Outcome
from tests.towns.conftest import ALDER_FALLS

ROWS = '[[question]]\ntext = "can i recycle cans {}"\nlanguage = "en"\nentry = "AF-1"\n'
NODES = {name: [0] for name in (*trees.NODE_ARRAYS, "threshold", "value")}
KNOWS_NOTHING = {
    "features": list(FEATURES), "base": 0.0, "depth": 0, **NODES, "answer_from": {"en": 0.6},
}  # fmt: skip


@pytest.fixture
def falls_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = Path(shutil.copytree(ALDER_FALLS, tmp_path / "alder-falls"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOWN_DIR", str(place))
    return place


def said(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["fit"]) == 2
    return capsys.readouterr().err


def test_without_a_town_a_bank_or_the_library_the_way_out_is_told(
    falls_files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"bank.toml: holds 0 questions; gather {MIN_BANK_QUESTIONS} or more" in said(capsys)
    rows = "".join(ROWS.format(number) for number in range(MIN_BANK_QUESTIONS))
    (falls_files / "bank.toml").write_text(rows, encoding="utf-8")
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    assert "run: make setup EXTRA=fit" in said(capsys)
    monkeypatch.setenv("TOWN_DIR", "")
    assert "TOWN_DIR: name the town to fit for" in said(capsys)


@pytest.fixture(scope="module")
def falls_index() -> FaqIndex:
    found = base_folder.load_town_folder(ALDER_FALLS)
    return build_index(FaqBase.from_documents(found.documents, town=found.town))


def test_a_town_without_numbers_of_its_own_uses_those_that_ship(falls_index: FaqIndex) -> None:
    assert falls_index.combiner is trees.fitted_combiner()
    assert falls_index.policy is SHIPPED_POLICY


def test_the_numbers_in_a_towns_folder_are_used(falls_files: Path, falls_index: FaqIndex) -> None:
    (falls_files / "combiner.json").write_text(json.dumps(KNOWS_NOTHING), encoding="utf-8")
    found = base_folder.load_town_folder(falls_files)
    base = FaqBase.from_documents(found.documents, town=found.town)
    index = build_index(base, falls_index.learned_arrays)
    assert index.policy.for_language(Language.EN) == replace(
        SHIPPED_POLICY.for_language(Language.EN), answer=0.6
    )
    verdict = index.ask("is glass something for the blue container")
    assert verdict.outcome is not Outcome.FOUND  # every chance is one half
    assert {round(candidate.score, 2) for candidate in verdict.candidates} <= {0.5}


@pytest.mark.parametrize(
    "held",
    [
        "{", "[]", "{}", json.dumps({**KNOWS_NOTHING, "features": ["x"]}),
        json.dumps({**KNOWS_NOTHING, "features": [*FEATURES, *MEANING_FEATURES]}),
        json.dumps({**KNOWS_NOTHING, "answer_from": {"fr": 1}}),
        json.dumps({**KNOWS_NOTHING, "depth": None}),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_used_are_told(falls_files: Path, held: str) -> None:
    (falls_files / "combiner.json").write_text(held, encoding="utf-8")
    with pytest.raises(TownFilesError, match=r"combiner\.json: cannot be used"):
        base_folder.load_town_folder(falls_files)


RIGHT, LESS = AnswerRates(0.8, MAX_WRONG, MAX_FALSE), AnswerRates(0.7, MAX_WRONG, MAX_FALSE)
TOO_WRONG = AnswerRates(0.9, MAX_WRONG + 0.01, MAX_FALSE)


@pytest.mark.parametrize(
    ("shipped", "own", "better"),
    [
        (LESS, RIGHT, True), (RIGHT, LESS, False), (RIGHT, RIGHT, False),
        (RIGHT, TOO_WRONG, False), (TOO_WRONG, LESS, True),
    ],
)  # fmt: skip
def test_only_better_numbers_are_written(
    falls_files: Path,
    monkeypatch: pytest.MonkeyPatch,
    shipped: AnswerRates,
    own: AnswerRates,
    better: bool,
) -> None:
    rows = "".join(ROWS.format(number) for number in range(MIN_BANK_QUESTIONS))
    (falls_files / "bank.toml").write_text(rows, encoding="utf-8")
    done = FittingResult(MIN_BANK_QUESTIONS, shipped, own, KNOWS_NOTHING)
    monkeypatch.setattr(command, "find_spec", lambda name: object())
    monkeypatch.setattr(fitting, "fit_town", lambda found, bank: done)
    written = falls_files / "combiner.json"
    assert main(["fit", "--try"]) == 0
    assert not written.exists()
    assert main(["fit"]) == 0
    assert written.exists() == better
    if better:
        assert town_folder.load_town(falls_files).combiner is not None


def test_no_question_is_known_to_the_index_that_it_is_asked_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = base_folder.load_town_folder(ALDER_FALLS)
    held = found.documents.items()
    texts = [t for (kind, _), b in held if kind == "entry" for t in b["en"]["phrasings"]]
    bank = [BankQuestion(text, Language.EN, ("AF-1",), Outcome.FOUND) for text in texts[:10]]
    asked: list[tuple[Any, str]] = []
    real = fitting.score_questions

    def noted(index: Any, questions: Any, fold: int, weight: float = 1.0) -> Any:
        rows = list(questions)
        asked.extend((index.owner(each.text), each.text) for each, _ in rows)
        return real(index, rows, fold, weight)

    monkeypatch.setattr(fitting, "FOLD_COUNT", 2)  # an index each, of the same make
    monkeypatch.setattr(fitting, "score_questions", noted)
    monkeypatch.setattr(fitting, "score_other_subjects", list)
    monkeypatch.setattr(cross_validation, "fit_trees", lambda tried, features: KNOWS_NOTHING)
    monkeypatch.setattr(cross_validation, "fit_clearness", lambda seen, features: {})
    done = fitting.fit_town(found, bank)
    assert sorted(text for _, text in asked) == sorted(each.text for each in bank)
    assert {owner for owner, _ in asked} == {None}
    assert 0 < done.questions <= len(bank)
    assert done.document["answer_from"].keys() == {"en"}
