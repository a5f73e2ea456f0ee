"""evaluate: questions, chats and plain-word requests through the matcher, as tables."""

import argparse
import asyncio
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.app import build_services
from bot.cli.evaluation_tables import shares_table, tally_table
from bot.clock import utc_now
from bot.preparation import prepare_database
from bot.settings import Settings
from bot.storage.database.engine import Database
from bot.storage.faq import question_bank
from knowledge.content.faq_base import FaqBase
from knowledge.errors import CivicBotError
from knowledge.fitting import held_out_questions
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.decision.combiner import fitted_document
from knowledge.matching.quality.bank_evaluation import (
    PREDICTED_RATES,
    BankQuestion,
    EvaluationLine,
    EvaluationReport,
    evaluate_bank,
    measure_agreement,
    read_bank,
)
from knowledge.matching.quality.chat_evaluation import (
    ReplyGrade,
    ask_after_others,
    ask_in_courtesy,
    read_chats,
    read_requests,
    request_type,
    run_chats,
    tally_by_kind,
    tally_grades,
)
from knowledge.verdict import Verdict

SHOWN_WORST = 15
MAX_PREDICTION_GAP = 0.03  # share from which a prediction and its outcome are too far apart


class UnreadableBankError(CivicBotError):
    """The question bank cannot be read."""


def add_arguments(evaluate: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    evaluate.add_argument("--bank", type=Path, help="a TOML bank instead of the one in the base")
    evaluate.add_argument(
        "--picture",
        type=Path,
        default=Path("build/reliability.png"),
        help="where the reliability diagram goes",
    )
    evaluate.add_argument(
        "--conversations",
        type=Path,
        default=Path("tests/quality"),
        help="a folder with conversations.toml, requests.toml and courtesies.toml",
    )
    evaluate.add_argument(
        "--worst", type=int, default=SHOWN_WORST, help="how many faults to print"
    )


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Print how the questions fare; return 2 if there are none."""
    db = Database(settings.database_url)
    try:
        prepare_database(db, utc_now(), settings.town_dir)
        services = build_services(settings, db)
        asyncio.run(services.faq.load())
        questions = (
            _read_bank(options.bank)
            if options.bank
            else db.transact(question_bank.load_question_bank)
        )
    finally:
        db.close()
    if not questions:
        print("There is no question bank; give one with --bank.", file=sys.stderr)
        return 2
    base, index = services.faq.base, services.faq.index
    started = time.perf_counter()
    _print_report(evaluate_questions(index, questions), base, options.picture)
    each = (time.perf_counter() - started) / len(questions)
    print(f"{1000 * each:.1f} ms for each question, on this machine as busy as it is.")
    if (options.conversations / "strangers").is_dir():
        print("\n" + "\n".join(stranger_lines(index, base, options.conversations / "strangers")))
    if (options.conversations / "conversations.toml").is_file():
        print()
        print("\n".join(conversation_lines(index, base, questions, options)))
    return 0


def stranger_lines(index: FaqIndex, base: FaqBase, folder: Path) -> list[str]:
    """Return what strangers get, of each opened third, beside what the fit predicted.

    A third that the fit has learned since is no test of it any more.
    """
    answers = held_out_questions.ExpectedAnswers(base)
    fitted = fitted_document()
    lines = [
        "Strangers, who saw no answer: what the fit predicted, and what the opened thirds get."
    ]
    for path in sorted(folder.glob("sealed-*.jsonl")):
        with path.open(encoding="utf-8") as file:
            bank = [
                each.as_bank_question(answers) for each in held_out_questions.read_held_out(file)
            ]
        is_learned = path.stem in fitted.get("learned", ())
        for told in evaluate_bank(index, bank).by_language:
            predicted = fitted.get("predicted", {}).get(told.name)
            if predicted is not None:
                beside = _compare_prediction(predicted, told, is_learned=is_learned)
                lines.append(f"  {path.stem} {told.name}  {beside}")
    return [*lines, *_agreement_lines(index, folder / "triples.jsonl")]


def _agreement_lines(index: FaqIndex, path: Path) -> list[str]:
    """Return how often the same question gets the same entry in every language."""
    if not path.is_file():
        return []
    found = measure_agreement(
        index, held_out_questions.read_language_sets(path.read_text(encoding="utf-8").splitlines())
    )
    return [
        "",
        f"The same question in {len(Language)} languages, {found.count} sets: the same entry "
        f"first in {found.first:.1%}, one entry seen in all in {found.seen:.1%}, different "
        f"answers shown in {found.clashes:.1%}.",
    ]


def _compare_prediction(
    predicted: Mapping[str, float], told: EvaluationLine, *, is_learned: bool
) -> str:
    """Compare a line with what was predicted; tell if they are too far apart."""
    parts = [
        f"{name.replace('_', ' ')} {predicted[name]:.1%} → {getattr(told, name):.1%}"
        for name in PREDICTED_RATES
    ]
    apart = max(abs(predicted[name] - getattr(told, name)) for name in PREDICTED_RATES)
    far = (
        f"; {apart:.0%} apart: the bank does not predict strangers"
        if apart > MAX_PREDICTION_GAP
        else ""
    )
    return ", ".join(parts) + ("; learned since, no test any more" if is_learned else far)


def conversation_lines(
    index: FaqIndex, base: FaqBase, questions: Sequence[BankQuestion], options: argparse.Namespace
) -> list[str]:
    """Return the tables of the chats, the requests, the courtesies and the second messages."""
    folder: Path = options.conversations
    chats = run_chats(index, read_chats(_read_toml(folder / "conversations.toml")))
    requests = run_chats(index, read_requests(_read_toml(folder / "requests.toml")))
    kinds = sorted({request_type(each.turn) for each in requests})
    of_kind = [
        tally_grades(f"{language}, {kind}", found)
        for language in Language
        for kind in kinds
        if (
            found := [
                r for r in requests if r.language is language and request_type(r.turn) == kind
            ]
        )
    ]
    phrasings = [
        (wording.phrasings[0], language, entry.code)
        for entry in base.entries.values()
        for language, wording in entry.wordings.items()
        if wording.phrasings
    ]
    wrappings = _read_toml(folder / "courtesies.toml")
    courtesies = ask_in_courtesy(index, phrasings, wrappings)
    first, second = ask_after_others(index, questions, list(base.entries))
    return [
        "Chats, with one step of memory: messages met rightly, offered other things, not "
        "understood, met wrongly.",
        tally_table(tally_by_kind(chats)),
        "",
        "Plain-word requests and pleas, as first messages.",
        tally_table(of_kind),
        "",
        "One phrasing of each answer inside courtesy: right bare, right dressed, as small talk.",
        *(
            f"  {c.language} {c.bare:4} {c.wrapped:4} {c.chatted:3}  {c.wrapping}"
            for c in courtesies
        ),
        "",
        "Every question of the bank, first and after another answer: "
        f"shown wrong {first[0]:.1%} and {second[0]:.1%}, "
        f"answered out of scope {first[1]:.1%} and {second[1]:.1%}.",
        "",
        "Messages met wrongly:",
        *(
            f"  {each.chat} after {each.shown_before}: “{each.turn.says}” "
            f"as {_verdict_label(each.verdict)}, for {', '.join(sorted(each.turn.right))}"
            for each in (*chats, *requests)
            if each.grade is ReplyGrade.WRONG
        ),
    ][: 60 + len(courtesies) + options.worst]


def _verdict_label(verdict: Verdict) -> str:
    return verdict.entry or verdict.function or verdict.scope or verdict.outcome.value


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableBankError(f"{path}: {error}") from None


def _read_bank(path: Path) -> Sequence[BankQuestion]:
    try:
        return read_bank(_read_toml(path))
    except (KeyError, ValueError) as error:
        raise UnreadableBankError(
            f"{path}: {error}; see knowledge/seed/bank.toml for the form"
        ) from None


def evaluate_questions(index: FaqIndex, questions: Sequence[BankQuestion]) -> EvaluationReport:
    """Ask every question, telling how far it is on a terminal."""
    if sys.stderr.isatty():
        print(f"Asking {len(questions)} questions …", file=sys.stderr)
    return evaluate_bank(index, questions)


def _print_report(found: EvaluationReport, base: FaqBase, picture: Path) -> None:
    print("Shares of the questions in scope; false and outcome, of those out of scope.\n")
    for title, lines in (("language", found.by_language), ("style", found.by_style)):
        print(shares_table(title, lines) + "\n")
    print("Wrong answers, the surest first:")
    for each in found.worst[:SHOWN_WORST]:
        best = each.verdict.candidates[0]
        wanted = ", ".join(each.question.accept) or each.question.outcome.value
        print(f"  {best.score:.2f}  {best.entry} for {wanted}: {each.question.text}")
    print("\nEntries taken for each other:")
    for right, taken, times in found.confused[:SHOWN_WORST]:
        title, first = (
            base.entry_title(taken, base.town.language),
            base.entry_title(right, base.town.language),
        )
        print(f"  {times} ×  {right} ({first}) read as {taken} ({title})")
    from bot.graphics import charts  # takes half a second: only who draws pays

    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(charts.draw_reliability_chart(found.reliability))
    print(f"\nHow far its probabilities can be trusted: {picture}")
