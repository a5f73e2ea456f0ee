"""evaluate: questions, chats and plain-word requests through the matcher, as tables."""

import argparse
import asyncio
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.app import build_services, clock, prepare
from bot.settings import Settings
from bot.storage import bank
from bot.storage.engine import Database
from knowledge import strangers
from knowledge.content.base import Base
from knowledge.errors import CivicBotError
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.combiner import document
from knowledge.matching.conversations import (
    Mark,
    Tally,
    after_others,
    kind_of,
    read_chats,
    read_requests,
    run_chats,
    tallies,
    tally,
    wrapped_in_courtesy,
)
from knowledge.matching.evaluation import (
    PREDICTED,
    Asked,
    Line,
    Report,
    agreement,
    read_bank,
    report,
)
from knowledge.verdict import Verdict

WORST = 15
APART = 0.03  # share from which a prediction and its outcome are too far apart
_HEAD = (
    "", "in", "out", "first", "top 3", "shown", "or offered", "wrong", "false", "outcome", "error"
)  # fmt: skip


class UnreadableBank(CivicBotError):
    """The question bank cannot be read."""


def add(commands: Any) -> None:
    """Add this room's command."""
    evaluate = commands.add_parser("evaluate", help="run a question bank through the matcher")
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
    evaluate.add_argument("--worst", type=int, default=WORST, help="how many faults to print")
    evaluate.set_defaults(run=_evaluate)


def _evaluate(settings: Settings, options: argparse.Namespace) -> int:
    db = Database(settings.database_url)
    try:
        prepare(db, clock(), settings.town_dir)
        services = build_services(settings, db)
        asyncio.run(services.library.open())
        questions = _bank(options.bank) if options.bank else db.transact(bank.questions)
    finally:
        db.close()
    if not questions:
        print("There is no question bank; give one with --bank.", file=sys.stderr)
        return 2
    base, index = services.library.base, services.library.index
    started = time.perf_counter()
    _print(asked(index, questions), base, options.picture)
    each = (time.perf_counter() - started) / len(questions)
    print(f"{1000 * each:.1f} ms for each question, on this machine as busy as it is.")
    if (options.conversations / "strangers").is_dir():
        print("\n" + "\n".join(strangers_lines(index, base, options.conversations / "strangers")))
    if (options.conversations / "conversations.toml").is_file():
        print()
        print("\n".join(conversation_lines(index, base, questions, options)))
    return 0


def strangers_lines(index: FaqIndex, base: Base, folder: Path) -> list[str]:
    """Return what strangers get, of each opened third, beside what the fit predicted.

    A third that the fit has learned since is no test of it any more.
    """
    answers = strangers.Answers(base)
    fitted = document()
    lines = [
        "Strangers, who saw no answer: what the fit predicted, and what the opened thirds get."
    ]
    for path in sorted(folder.glob("sealed-*.jsonl")):
        with path.open(encoding="utf-8") as file:
            bank = [each.asked(answers) for each in strangers.read(file)]
        is_learned = path.stem in fitted.get("learned", ())
        for told in report(index, bank).by_language:
            predicted = fitted.get("predicted", {}).get(told.name)
            if predicted is not None:
                beside = _beside(predicted, told, is_learned=is_learned)
                lines.append(f"  {path.stem} {told.name}  {beside}")
    return [*lines, *_agreement_lines(index, folder / "triples.jsonl")]


def _agreement_lines(index: FaqIndex, path: Path) -> list[str]:
    """Return how often the same question gets the same entry in every language."""
    if not path.is_file():
        return []
    found = agreement(index, strangers.read_sets(path.read_text(encoding="utf-8").splitlines()))
    return [
        "",
        f"The same question in {len(Language)} languages, {found.count} sets: the same entry "
        f"first in {found.first:.1%}, one entry seen in all in {found.seen:.1%}, different "
        f"answers shown in {found.clashes:.1%}.",
    ]


def _beside(predicted: Mapping[str, float], told: Line, *, is_learned: bool) -> str:
    """Compare a line with what was predicted; tell if they are too far apart."""
    parts = [
        f"{name.replace('_', ' ')} {predicted[name]:.1%} → {getattr(told, name):.1%}"
        for name in PREDICTED
    ]
    apart = max(abs(predicted[name] - getattr(told, name)) for name in PREDICTED)
    far = f"; {apart:.0%} apart: the bank does not predict strangers" if apart > APART else ""
    return ", ".join(parts) + ("; learned since, no test any more" if is_learned else far)


def conversation_lines(
    index: FaqIndex, base: Base, questions: Sequence[Asked], options: argparse.Namespace
) -> list[str]:
    """Return the tables of the chats, the requests, the courtesies and the second messages."""
    folder: Path = options.conversations
    chats = run_chats(index, read_chats(_read(folder / "conversations.toml")))
    requests = run_chats(index, read_requests(_read(folder / "requests.toml")))
    kinds = sorted({kind_of(each.turn) for each in requests})
    of_kind = [
        tally(f"{language}, {kind}", found)
        for language in Language
        for kind in kinds
        if (found := [r for r in requests if r.language is language and kind_of(r.turn) == kind])
    ]
    phrasings = [
        (wording.phrasings[0], language, entry.code)
        for entry in base.entries.values()
        for language, wording in entry.wordings.items()
        if wording.phrasings
    ]
    wrappings = _read(folder / "courtesies.toml")
    courtesies = wrapped_in_courtesy(index, phrasings, wrappings)
    first, second = after_others(index, questions, list(base.entries))
    return [
        "Chats, with one step of memory: messages met rightly, offered other things, not "
        "understood, met wrongly.",
        marks_table(tallies(chats)),
        "",
        "Plain-word requests and pleas, as first messages.",
        marks_table(of_kind),
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
            f"  {each.chat} after {each.after}: “{each.turn.says}” as {_met_as(each.verdict)}, "
            f"for {', '.join(sorted(each.turn.right))}"
            for each in (*chats, *requests)
            if each.mark is Mark.WRONG
        ),
    ][: 60 + len(courtesies) + options.worst]


def _met_as(verdict: Verdict) -> str:
    return verdict.entry or verdict.function or verdict.scope or verdict.outcome.value


def marks_table(lines: Sequence[Tally]) -> str:
    """Lay out tallies, one line each."""
    return "\n".join(
        f"  {line.name:<16} {line.count:5}  right {line.right:6.1%}  offered {line.offered:6.1%}  "
        f"silent {line.silent:6.1%}  wrong {line.wrong:6.1%}"
        for line in lines
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableBank(f"{path}: {error}") from None


def _bank(path: Path) -> Sequence[Asked]:
    try:
        return read_bank(_read(path))
    except (KeyError, ValueError) as error:
        raise UnreadableBank(
            f"{path}: {error}; see knowledge/seed/bank.toml for the form"
        ) from None


def asked(index: FaqIndex, questions: Sequence[Asked]) -> Report:
    """Ask every question, telling how far it is on a terminal."""
    if sys.stderr.isatty():
        print(f"Asking {len(questions)} questions …", file=sys.stderr)
    return report(index, questions)


def _print(found: Report, base: Base, picture: Path) -> None:
    print("Shares of the questions in scope; false and outcome, of those out of scope.\n")
    for title, lines in (("language", found.by_language), ("style", found.by_style)):
        print(_table(title, lines) + "\n")
    print("Wrong answers, the surest first:")
    for each in found.worst[:WORST]:
        best = each.verdict.candidates[0]
        wanted = ", ".join(each.asked.accept) or each.asked.outcome.value
        print(f"  {best.score:.2f}  {best.entry} for {wanted}: {each.asked.text}")
    print("\nEntries taken for each other:")
    for right, taken, times in found.confused[:WORST]:
        title, first = base.title(taken, base.town.language), base.title(right, base.town.language)
        print(f"  {times} ×  {right} ({first}) read as {taken} ({title})")
    from bot import charts  # takes half a second: only who draws pays

    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(
        charts.reliability([(one.said, one.true, one.count) for one in found.reliability])
    )
    print(f"\nHow far its probabilities can be trusted: {picture}")


def _table(title: str, lines: Sequence[Line]) -> str:
    rows: list[tuple[str, ...]] = [(title, *_HEAD[1:])]
    rows += [
        (
            line.name,
            str(line.in_scope),
            str(line.out_of_scope),
            *(
                f"{100 * rate:.1f} %"
                for rate in (
                    line.right_first,
                    line.in_top_three,
                    line.right_shown,
                    line.right_or_offered,
                    line.wrong_shown,
                    line.false_answers,
                    line.outcome_right,
                )
            ),
            f"{line.calibration_error:.3f}",
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
