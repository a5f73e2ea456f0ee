"""The matcher beside its rivals on the question bank, and its cost at three sizes.

    python -m benchmarks.matching [--bank tests/quality/strangers/sealed-1.jsonl]
                                  [--sizes 1000 10000 100000]

Every rival gets what the matcher gets (titles and phrasings, folded) and its own best threshold:
the one that shows most right answers while at most 3 % of the out-of-scope questions are
answered. The numbers are printed, not judged.
"""

import argparse
import ctypes
import gc
import itertools
import random
import resource
import time
import tomllib
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.rankers import Ranker, bm25_ranker, ngram_ranker, rapidfuzz_ranker
from knowledge.content.faq_base import FaqBase
from knowledge.fitting.held_out_questions import ExpectedAnswers, read_held_out
from knowledge.index_building import build_index
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.learned_arrays import NamedArrays
from knowledge.matching.quality.bank_evaluation import (
    AnsweredQuestion,
    BankQuestion,
    EvaluationLine,
    read_bank,
    run_bank,
    summarise_answers,
)
from knowledge.matching.text.folding import fold
from knowledge.seed import shipped_documents
from knowledge.verdict import Candidate, Outcome, Verdict

FALSE_ANSWERS = 0.03
NOISY = {"typo", "slang", "run-on", "autocorrect", "unaccented", "mixed", "fragment"}
BANK = Path("tests/quality/strangers/sealed-1.jsonl")
SIZES = (1000, 10_000, 100_000)


def answered_by(
    ranker: Ranker, codes: Sequence[str], bank: Sequence[BankQuestion]
) -> list[AnsweredQuestion]:
    """Ask a rival every question; its answers are unthresholded, its scores its own."""
    found = []
    for asked in bank:
        best: dict[str, float] = {}
        for number, score in ranker(fold(asked.text)):
            best.setdefault(codes[number], score)
        candidates = tuple(Candidate(c, s) for c, s in itertools.islice(best.items(), 3))
        verdict = Verdict(Outcome.FOUND, asked.language, 0.0, candidates)
        found.append(AnsweredQuestion(asked, verdict))
    return found


def at_best_threshold(answers: Sequence[AnsweredQuestion]) -> list[AnsweredQuestion]:
    """Show answers from the lowest score that keeps false answers within the limit."""
    outside = sorted((a.top_probability for a in answers if not a.in_scope), reverse=True)
    limit = outside[int(FALSE_ANSWERS * len(outside))] if outside else 0.0
    return [
        a
        if a.top_probability > limit
        else AnsweredQuestion(
            a.question,
            Verdict(Outcome.UNKNOWN, a.question.language, 0.0, a.verdict.candidates),
        )
        for a in answers
    ]


def show(name: str, found: EvaluationLine, *, calibrated: bool = True) -> None:
    """Print one line of the comparison."""
    error = f"{found.calibration_error:7.3f}" if calibrated else "      –"
    print(
        f"{name:28}{found.right_first:8.3f}{found.in_top_three:8.3f}{found.right_shown:8.3f}"
        f"{found.right_or_offered:9.3f}{found.wrong_shown:8.3f}{found.false_answers:8.3f}{error}"
    )


def compare(bank: Sequence[BankQuestion]) -> None:
    """Print the matcher and its rivals on one bank, by language and by noise."""
    base = FaqBase.from_documents(shipped_documents())
    started = time.perf_counter()
    ours = build_index(base)
    print(f"{len(base.entries)} entries, ready in {time.perf_counter() - started:.2f} s")
    texts, codes = [], []
    for entry in base.entries.values():
        for language, wording in entry.wordings.items():
            for text in (base.values.fill_quotes(wording.title, language), *wording.phrasings):
                texts.append(fold(text))
                codes.append(entry.code)
    print(f"{len(bank)} questions, {len(texts)} titles and phrasings; false answers ≤ 3 % each\n")
    print(f"{'':28}{'first':>8}{'top 3':>8}{'shown':>8}{'offered':>9}{'wrong':>8}{'false':>8}"
          f"{'calib':>7}")  # fmt: skip
    rivals = {
        "extractOne WRatio": rapidfuzz_ranker(texts, fuzz.WRatio),
        "extractOne token_set_ratio": rapidfuzz_ranker(texts, fuzz.token_set_ratio),
        "BM25": bm25_ranker(texts),
        "char n-gram TF-IDF": ngram_ranker(texts),
    }
    for name, ranker in rivals.items():
        answers = at_best_threshold(answered_by(ranker, codes, bank))
        show(name, summarise_answers(name, answers), calibrated=False)
    answers = list(run_bank(ours, bank))
    show("this matcher, as shipped", summarise_answers("ours", answers))
    show("this matcher, best threshold", summarise_answers("ours", at_best_threshold(answers)))
    print()
    for language in Language:
        show(
            f"  {language.value}",
            summarise_answers("", [a for a in answers if a.question.language == language]),
        )
    noisy = [a for a in answers if a.question.style in NOISY]
    show("  noisy", summarise_answers("", noisy))
    show("  other", summarise_answers("", [a for a in answers if a.question.style not in NOISY]))


def made_up(count: int, seed: int = 287) -> dict[str, dict[str, list[str]]]:
    """Return `count` phrasings, five an entry, stirred from the seed's own words."""
    chance = random.Random(seed)
    base = FaqBase.from_documents(shipped_documents())
    sentences = [
        text.split()
        for entry in base.entries.values()
        for text in entry.wordings[Language.EN].phrasings
    ]
    found: dict[str, dict[str, list[str]]] = {}
    for number in range(count // 5):
        topic = [chance.choice(chance.choice(sentences)) for _ in range(3)]
        name = f"topic{number:x}"
        phrasings = []
        for _ in range(5):
            frame = list(chance.choice(sentences))
            for word in (*topic, name):
                frame.insert(chance.randrange(len(frame) + 1), word)
            phrasings.append(" ".join(frame))
        found[f"E{number}"] = {"en": phrasings}
    return found


COSTS = f"{'rows':>10}{'build s':>9}{'start s':>9}{'rest MiB':>10}{'p50 ms':>8}{'p99 ms':>8}"


def costs(
    size: int, build: Callable[[NamedArrays | None], FaqIndex], questions: Sequence[str]
) -> tuple[str, float]:
    """Return a line of `COSTS`, and the median; times are of this process's CPU.

    A start takes up what was learned, as after a restart; it is what is measured at rest.
    """
    before, started = at_rest(), time.process_time()
    learned = dict(build(None).learned_arrays)
    built, started = time.process_time() - started, time.process_time()
    ours = build(learned)
    start, memory = time.process_time() - started, at_rest() - before
    timed(ours.ask, questions[:20])
    p50, p99 = np.percentile(timed(ours.ask, questions), [50, 99])
    line = f"{size:10d}{built:9.2f}{start:9.2f}{memory:10.0f}{p50:8.2f}{p99:8.2f}"
    return line, float(p50)


def real(bank: Sequence[BankQuestion]) -> None:
    """Print what the base as shipped costs, asked every question of a bank."""
    base = FaqBase.from_documents(shipped_documents())
    rows = sum(
        1 + len(w.phrasings) for entry in base.entries.values() for w in entry.wordings.values()
    ) + sum(len(texts) for scope in base.scopes.values() for texts in scope.examples.values())
    print(f"\n{COSTS}\n{costs(rows, partial(build_index, base), [each.text for each in bank])[0]}")


def scale(sizes: Sequence[int], asked: int = 200) -> None:
    """Print what bare phrasings cost by size, beside extractOne(WRatio)."""
    print(f"\n{COSTS}{'WRatio p50':>12}{'times faster':>13}")
    for size in sizes:
        phrasings = made_up(size)

        def build(
            learned: NamedArrays | None, of: dict[str, dict[str, list[str]]] = phrasings
        ) -> FaqIndex:
            return FaqIndex.from_phrasings(of, learned=learned)

        texts = [fold(text) for each in phrasings.values() for text in each["en"]]
        chance = random.Random(1)
        questions = [chance.choice(texts)[:60] + " please" for _ in range(asked)]
        line, p50 = costs(size, build, questions)
        rival = partial(process.extractOne, choices=texts, scorer=fuzz.WRatio)
        slow = np.median(timed(rival, questions[:12]))
        print(f"{line}{slow:12.1f}{slow / p50:13.1f}")


def at_rest() -> float:
    """Return the memory the process holds, in MiB, without what could be handed back."""
    gc.collect()
    with suppress(AttributeError, OSError):  # another C library sees to it by itself
        ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def timed(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Return the milliseconds of CPU each question took."""
    found = []
    for question in questions:
        started = time.process_time()
        ask(question)
        found.append((time.process_time() - started) * 1000)
    return found


def bank_of(path: Path) -> Sequence[BankQuestion]:
    """Read a bank: TOML, or strangers' questions as JSON lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".jsonl":
        return read_bank(tomllib.loads(text))
    answers = ExpectedAnswers(FaqBase.from_documents(shipped_documents()))
    return [each.as_bank_question(answers) for each in read_held_out(text.splitlines())]


def run(bank: Path = BANK, sizes: Sequence[int] = SIZES) -> None:
    """Print all tables."""
    questions = bank_of(bank)
    compare(questions)
    real(questions)
    scale(sizes)


def main() -> None:
    """Read the arguments and print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bank", type=Path, default=BANK)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    arguments = parser.parse_args()
    run(arguments.bank, arguments.sizes)


if __name__ == "__main__":
    main()
