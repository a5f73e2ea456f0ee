"""A sentence encoder from a folder: read as it is, judged by what was fitted with it, refused."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot import cli
from bot.faq import index_cache, semantic_model
from bot.faq.semantic_model import (
    CALIBRATION_FILE,
    OnnxEncoder,
    UnusableModelError,
    load_semantics,
)
from knowledge.content.faq_base import FaqBase
from knowledge.index_building import build_index
from knowledge.matching import FaqIndex
from knowledge.matching.decision import combiner
from knowledge.matching.decision.thresholds import ThresholdPolicy
from knowledge.matching.evidence.candidate_features import FEATURES, MEANING_FEATURES
from knowledge.matching.evidence.row_vectors import SentenceVectors
from knowledge.matching.learned_arrays import without_answer_arrays
from knowledge.town.town_folder import shipped_town
from tests import tiny_model

WORDS = {
    "[UNK]": (0.0, 0.0, 0.1), "vote": (1.0, 0.0, 0.0), "ballot": (0.9, 0.1, 0.0),
    "water": (0.0, 1.0, 0.0), "river": (0.1, 0.9, 0.0),
}  # fmt: skip
PHRASINGS = {"vote": {"en": ["vote"]}, "water": {"en": ["water"]}}
# One tree: a text nearer in meaning than 0.9 is meant.
MEANT = {
    "features": [*FEATURES, *MEANING_FEATURES], "base": 0.0, "depth": 1, "roots": [0],
    "feature": [len(FEATURES), 0, 0], "threshold": [0.9, 0.0, 0.0],
    "left": [1, 1, 2], "right": [2, 1, 2], "value": [0.0, -3.0, 3.0],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_model.write(tmp_path / "model", WORDS)


def calibrate(folder: Path, **changes: Any) -> None:
    fitted = {
        "model": OnnxEncoder(folder).model_fingerprint,
        "prefix": "",
        "answer_from": {"en": 0.7},
        **MEANT,
    }
    (folder / CALIBRATION_FILE).write_text(json.dumps({**fitted, **changes}))


def test_texts_become_rows_of_length_one_in_their_order(folder: Path) -> None:
    found = OnnxEncoder(folder).encode(["water river water", "vote", "Ballot"])
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 1, 1])
    assert (found @ found[1]).round(1).tolist() == [0.0, 1.0, 1.0]
    assert OnnxEncoder(folder).encode([]).shape[0] == 0


def test_padding_tells_nothing(folder: Path) -> None:
    encoder = OnnxEncoder(folder)
    together = encoder.encode(["vote", "water water water water ballot"])
    assert together[0] == pytest.approx(encoder.encode(["vote"])[0])


def test_a_prefix_is_read_before_every_text_and_makes_another_model(folder: Path) -> None:
    plain, prefixed = OnnxEncoder(folder), OnnxEncoder(folder, "water ")
    assert prefixed.encode(["vote"])[0] == pytest.approx(plain.encode(["water vote"])[0])
    assert plain.model_fingerprint != prefixed.model_fingerprint


def test_what_means_the_same_is_found_though_no_word_is_shared(folder: Path) -> None:
    calibrate(folder)
    index = FaqIndex.from_phrasings(PHRASINGS, semantics=load_semantics(str(folder)))
    assert index.ask("vote ballot", "en").entry == "vote"
    assert index.ask("water river", "en").entry == "water"
    told = index.explain("water river", "en").candidates[0]
    assert told.features["meaning"] > 0.9
    assert told.contributions["meaning"] == pytest.approx(3.0)


def test_another_model_is_another_index(folder: Path, library: tuple[FaqBase, FaqIndex]) -> None:
    calibrate(folder)
    semantics = load_semantics(str(folder))
    marks = {
        index_cache.index_fingerprint(library[0]),
        index_cache.index_fingerprint(library[0], semantics),
    }
    assert len(marks) == 2


class Silent:
    """An encoder that must not be asked."""

    model_fingerprint = "silent"

    def encode(self, texts: Sequence[str]) -> SentenceVectors:
        raise AssertionError(texts)


def test_kept_vectors_are_taken_up_and_those_of_other_rows_refused(folder: Path) -> None:
    calibrate(folder)
    semantics = load_semantics(str(folder))
    learned = dict(FaqIndex.from_phrasings(PHRASINGS, semantics=semantics).learned_arrays)
    assert learned["meanings.vectors"].shape == (2, 3)
    silent = replace(semantics, encoder=Silent())
    again = FaqIndex.from_phrasings(
        PHRASINGS, semantics=silent, learned=without_answer_arrays(learned)
    )
    assert again.learned_arrays["meanings.vectors"] is learned["meanings.vectors"]
    for other in (learned["meanings.vectors"][:1], learned["meanings.vectors"] * np.nan):
        with pytest.raises(ValueError, match=r"meanings\.vectors"):
            FaqIndex.from_phrasings(
                PHRASINGS, semantics=semantics, learned={**learned, "meanings.vectors": other}
            )
    del learned["meanings.vectors"]
    with pytest.raises(ValueError, match="missing"):
        FaqIndex.from_phrasings(PHRASINGS, semantics=semantics, learned=learned)


def test_what_was_fitted_with_a_model_goes_before_a_towns_own_numbers(folder: Path) -> None:
    calibrate(folder)
    semantics = load_semantics(str(folder))
    town = replace(shipped_town(), combiner=combiner.unfitted_combiner(), policy=ThresholdPolicy())
    index = build_index(FaqBase.from_documents({}, town=town), semantics=semantics)
    assert index.combiner is semantics.combiner
    assert index.policy is semantics.policy


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda folder: (folder / "model.onnx").unlink(), "holds no model.onnx"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "holds no tokenizer.json"),
        (lambda folder: (folder / "model.onnx").write_bytes(b"no model"), "cannot be read"),
        (lambda folder: (folder / "tokenizer.json").write_text("{}"), "cannot be read"),
        (lambda folder: (folder / CALIBRATION_FILE).unlink(), "was never fitted"),
        (lambda folder: (folder / CALIBRATION_FILE).write_text("{"), "cannot be read"),
        (lambda folder: calibrate(folder, model="another"), "of another model"),
        (lambda folder: calibrate(folder, features=["ridge"]), "of another version"),
        (lambda folder: calibrate(folder, answer_from="high"), "of another version"),
    ],
)
def test_a_model_that_cannot_be_used_is_one_line_and_code_2(
    folder: Path,
    spoil: Any,
    why: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Any,
    tmp_path: Path,
) -> None:
    calibrate(folder)
    spoil(folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.configure_logging", lambda *_: None)
    monkeypatch.setenv("SEMANTIC_MODEL", str(folder))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/bot.sqlite3")
    assert cli.main(["run"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("SEMANTIC_MODEL: ")
    assert len(said.splitlines()) == 1
    assert why in said


@pytest.mark.parametrize("name", ["nowhere", "./nowhere", "/nowhere/at/all"])
def test_a_folder_that_is_not_there_is_asked_of_no_hub(name: str) -> None:
    with pytest.raises(UnusableModelError, match="no such folder"):
        load_semantics(name)


def test_a_hub_that_is_away_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def away(*_: object, **__: object) -> str:
        raise ConnectionError("no road")

    monkeypatch.setattr("huggingface_hub.hf_hub_download", away)
    with pytest.raises(UnusableModelError, match="the hub did not give it"):
        load_semantics("somebody/model")


def test_a_name_on_the_hub_is_fetched_quantized_first(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    from huggingface_hub.errors import EntryNotFoundError

    asked: list[str] = []

    def fetch(_name: str, file: str) -> str:
        asked.append(file)
        if not (folder / file).is_file():
            raise EntryNotFoundError("not there")
        return str(folder / file)

    calibrate(folder)
    monkeypatch.setattr("huggingface_hub.hf_hub_download", fetch)
    semantics = load_semantics("somebody/model")
    assert semantics.encoder.encode(["vote"]).shape == (1, 3)
    assert asked == ["tokenizer.json", *semantic_model.MODEL_FILES]


def test_what_it_costs_is_said(folder: Path) -> None:
    assert "ms for each question" in semantic_model.measure_encoding(OnnxEncoder(folder))


def test_without_a_model_nothing_is_loaded(library: tuple[FaqBase, FaqIndex]) -> None:
    assert "meanings.vectors" not in library[1].learned_arrays
    assert set(library[1].explain("who voted").candidates[0].features) == set(FEATURES)
