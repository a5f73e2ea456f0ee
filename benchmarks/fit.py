"""Fits the combiner anew and finds the thresholds; writes `knowledge/matching/combiner.json`.

    make setup EXTRA=fit && python -m benchmarks.fit [--try] [--answer-from en=0.7 ...]
        [--model FOLDER [--prefix TEXT]]

It learns from the tuning half of the strangers' questions and the thirds that were opened, from
the tuning halves of the bank and of the chats, and from made-up intents of other subjects; never
from a sealed third or `tests/quality/bank.toml`. Folds are honest: the texts of a fold's authors
leave the index and its vocabulary before they are asked. Thresholds and predictions come from the
whole matcher, with every question of a fold, also those that no answer was weighed for. With
`--try` it writes nothing. `--answer-from` sets thresholds by hand: what is predicted is then
predicted of them, and the file says so. With `--model` it judges by that sentence encoder too, and
writes into its folder what `SEMANTIC_MODEL` needs.
"""

import argparse
import json
import random
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bot.faq.semantic_model import CALIBRATION_FILE, OnnxEncoder
from knowledge.content.faq_base import FaqBase
from knowledge.fitting.cross_validation import (
    build_index_without,
    judge_folds,
    right_answers,
    score_questions,
)
from knowledge.fitting.held_out_questions import ExpectedAnswers, read_held_out
from knowledge.fitting.other_subjects import score_other_subjects
from knowledge.fitting.threshold_search import LAX_POLICY, find_language_thresholds
from knowledge.fitting.tree_fitting import SampleFloats, ScoredQuestion
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.decision import combiner as trees
from knowledge.matching.decision.semantics import SemanticModel
from knowledge.matching.decision.thresholds import ThresholdPolicy, policy_from_limits
from knowledge.matching.evidence.candidate_features import FEATURES, MEANING_FEATURES
from knowledge.matching.evidence.row_vectors import SentenceEncoder, SentenceVectors
from knowledge.matching.quality.bank_evaluation import (
    PREDICTED_RATES,
    AnsweredQuestion,
    BankQuestion,
    read_bank,
    run_bank,
    summarise_answers,
)
from knowledge.matching.quality.chat_evaluation import read_chats, read_requests
from knowledge.seed import shipped_documents
from knowledge.verdict import Outcome

QUALITY = Path("tests/quality")
STRANGERS = QUALITY / "strangers"
BANK = Path("knowledge/seed/bank.toml")
WRITTEN = Path("knowledge/matching/combiner.json")


class Remembering:
    """An encoder that encodes each text once: the folds hold nearly the same."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self.model_fingerprint, self._encoder = encoder.model_fingerprint, encoder
        self._known: dict[str, SentenceVectors] = {}

    def encode(self, texts: Sequence[str]) -> SentenceVectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


def town(semantics: SemanticModel | None) -> tuple[list[ScoredQuestion], list[FaqIndex]]:
    """Ask the tuning questions, each author's of an index that knows none of theirs.

    Returns what was found, and the indexes by fold.
    """
    answers = ExpectedAnswers(FaqBase.from_documents(shipped_documents()))
    strangers = [
        each.as_bank_question(answers)
        for path in opened()
        for each in read_held_out(path.read_text(encoding="utf-8").splitlines())
    ]
    bank = read_bank(toml(BANK))
    chats = (
        *read_chats(toml(QUALITY / "conversations_tuning.toml")),
        *read_requests(toml(QUALITY / "requests_tuning.toml")),
    )
    turns = [
        (BankQuestion(turn.says, chat.language, (), Outcome.UNKNOWN, "chat"), turn.right)
        for chat in chats
        for turn in chat.turns
    ]
    hands = sorted({each.author.split("-")[1] for each in strangers})
    chance = random.Random(1)
    folds = [
        (asked, right_answers(asked), hands.index(asked.author.split("-")[1]))
        for asked in strangers
    ]
    folds += [(asked, right_answers(asked), chance.randrange(len(hands))) for asked in bank]
    folds += [(asked, right, chance.randrange(len(hands))) for asked, right in turns]
    found: list[ScoredQuestion] = []
    indexes = []
    for fold in range(len(hands)):
        mine = [(asked, right) for asked, right, number in folds if number == fold]
        started = time.perf_counter()
        texts = {asked.text.casefold() for asked, _ in mine}
        index = build_index_without(shipped_documents(), texts, semantics=semantics)
        indexes.append(index)
        found += score_questions(index, mine, fold)
        took = time.perf_counter() - started
        print(f"fold {fold + 1} of {len(hands)}: {len(mine)} questions, {took:.0f} s", flush=True)
    return found, indexes


def opened() -> list[Path]:
    """Return the files of strangers' questions that are material: tuning half, opened thirds."""
    return [STRANGERS / "tuning.jsonl", *sorted(STRANGERS.glob("sealed-*.jsonl"))]


def toml(path: Path) -> dict[str, Any]:
    """Read a TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def likeliest(each: ScoredQuestion, chances: SampleFloats) -> bool:
    """Tell whether the entry with the best chance is right."""
    mine = np.where(each.entries, chances, -1.0)
    return bool(each.entries.any() and each.right[mine.argmax()] > 0)


def asked_in_folds(
    indexes: Sequence[FaqIndex], tried: Sequence[ScoredQuestion], policy: ThresholdPolicy
) -> list[AnsweredQuestion]:
    """Return what the whole matcher says to strangers, each of the index without its fold."""
    found: list[AnsweredQuestion] = []
    for fold, index in enumerate(indexes):
        index.judge_by(index.combiner, policy)
        found += run_bank(
            index, [e.question for e in tried if e.fold == fold and e.question.author]
        )
    return found


def predict(answers: Sequence[AnsweredQuestion]) -> dict[str, dict[str, float]]:
    """Print and return what strangers may expect of the whole matcher, with its thresholds."""
    found = {}
    for language in Language:
        told = summarise_answers(
            language, [each for each in answers if each.question.language is language]
        )
        found[language.value] = {name: round(getattr(told, name), 3) for name in PREDICTED_RATES}
        first = {"first": round(told.right_first, 3), "top_three": round(told.in_top_three, 3)}
        print(f"{language:5}", {**first, **found[language.value]})
    return found


def chosen(rule: Mapping[str, float], by_hand: Sequence[str]) -> dict[str, Any]:
    """Return the chances to answer from: those of the rule, or `en=0.7` and so on by hand."""
    if not by_hand:
        return {"answer_from": rule}
    limits = {tag: float(limit) for tag, limit in (each.split("=") for each in by_hand)}
    note = f"answer_from of {', '.join(limits)} is chosen by hand; the rule has {json.dumps(rule)}"
    return {"note": note, "answer_from": {**rule, **limits}}


def main() -> int:
    """Fit, print the honest figures and thresholds, and write the combiner."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--try", dest="trial", action="store_true", help="write nothing")
    parser.add_argument("--model", type=Path, help="the folder of a sentence encoder")
    parser.add_argument("--prefix", default="", help="what the model needs before each text")
    parser.add_argument("--answer-from", nargs="*", default=(), help="en=0.7 es=0.7 …, by hand")
    options = parser.parse_args()
    features, semantics, written = FEATURES, None, WRITTEN
    head: dict[str, Any] = {}
    if options.model:
        features, written = FEATURES | MEANING_FEATURES, options.model / CALIBRATION_FILE
        encoder = Remembering(OnnxEncoder(options.model, options.prefix))
        semantics = SemanticModel(encoder, trees.unfitted_combiner(features), ThresholdPolicy())
        head = {"model": encoder.model_fingerprint, "prefix": options.prefix}
    (mine, indexes), far = town(semantics), score_other_subjects(semantics)
    document = judge_folds(indexes, mine, far, features)
    limits = chosen(
        find_language_thresholds(asked_in_folds(indexes, mine, LAX_POLICY)), options.answer_from
    )
    print(limits)
    policy = policy_from_limits(limits["answer_from"])
    predicted = predict(asked_in_folds(indexes, mine, policy))
    found = trees.read_combiner(document, features)
    right = [
        likeliest(each, found.predict_probabilities(each.table))
        for each in far
        if each.question.accept
    ]
    print(f"other subjects, right first (learned on them): {np.mean(right):.3f}")
    if not options.trial:
        strangers = sum(bool(each.question.author) for each in mine)
        head |= {
            "fitted": f"{datetime.now(UTC):%Y-%m-%d}",
            "from": f"{strangers} strangers' questions, {len(mine) - strangers} of the"
            f" bank and of chats, {len(far)} of other subjects",
            "learned": [path.stem for path in opened()],
            **limits,
            "predicted": predicted,
        }
        written.write_text(json.dumps({**head, **document}) + "\n", encoding="utf-8")
        print(f"wrote {written}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
