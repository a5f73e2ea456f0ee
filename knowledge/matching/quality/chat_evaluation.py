"""How well chats, requests and courteous questions are met: pure figures, printed elsewhere.

What is right for a message is a list of: an entry code; `open:FUNCTION`; `refer:CLASS`; `chat`;
`none` (the base does not hold it: it may be offered something, but not answered).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.language import Language
from knowledge.matching.faq_index import FaqIndex
from knowledge.matching.quality.bank_evaluation import BankQuestion
from knowledge.verdict import Outcome, Verdict


class ReplyGrade(StrEnum):
    """What a reply was worth."""

    RIGHT = "right"  # the right thing was shown or done, or stood among those offered
    OFFERED = "offered"  # a choice without the right one
    SILENT = "silent"  # "I did not understand", where something was right
    WRONG = "wrong"  # something else was shown or done


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """A message, everything that would be right for it, and whether it can be understood alone."""

    says: str
    right: frozenset[str]
    alone: bool = True


@dataclass(frozen=True, slots=True)
class ChatTranscript:
    """Messages of one person, in order."""

    id: str
    language: Language
    turns: tuple[ChatTurn, ...]


@dataclass(frozen=True, slots=True)
class GradedTurn:
    """A message of a chat, the code shown before it, what was said to it, and its worth."""

    chat: str
    language: Language
    turn: ChatTurn
    shown_before: str | None
    verdict: Verdict
    grade: ReplyGrade


@dataclass(frozen=True, slots=True)
class GradeTally:
    """One line of a table: shares of the marks among `count` messages."""

    name: str
    count: int
    right: float
    offered: float
    silent: float
    wrong: float


def read_chats(document: Mapping[str, Any]) -> tuple[ChatTranscript, ...]:
    """Read `[[chat]]` tables with id, language and `[[chat.turn]]` (say, right, alone)."""
    return tuple(
        ChatTranscript(
            each["id"], Language(each["language"]), tuple(map(_read_turn, each["turn"]))
        )
        for each in document.get("chat", ())
    )


def read_requests(document: Mapping[str, Any]) -> tuple[ChatTranscript, ...]:
    """Read `[[request]]` tables (language, say, right) as chats of one message."""
    return tuple(
        ChatTranscript(
            each.get("author", "request"), Language(each["language"]), (_read_turn(each),)
        )
        for each in document.get("request", ())
    )


def _read_turn(body: Mapping[str, Any]) -> ChatTurn:
    return ChatTurn(body["say"], frozenset(body["right"]), body.get("alone", True))


def run_chats(index: FaqIndex, chats: Iterable[ChatTranscript]) -> list[GradedTurn]:
    """Say every chat to an index, with the one step of memory that the bot has in private."""
    found = []
    for chat in chats:
        after: str | None = None
        for turn in chat.turns:
            verdict = index.ask(turn.says, chat.language, after)
            mark = grade_reply(verdict, turn.right)
            found.append(GradedTurn(chat.id, chat.language, turn, after, verdict, mark))
            after = last_shown_code(verdict) or after
    return found


def last_shown_code(verdict: Verdict) -> str | None:
    """Return the code that the next message may refer back to."""
    if verdict.entry is not None:
        return verdict.entry
    return verdict.candidates[0].entry if verdict.outcome is Outcome.MAYBE else None


def grade_reply(verdict: Verdict, right: frozenset[str]) -> ReplyGrade:
    """Say what a verdict is worth where any of `right` is right."""
    match verdict.outcome:
        case Outcome.FOUND:
            return ReplyGrade.RIGHT if verdict.entry in right else ReplyGrade.WRONG
        case Outcome.MAYBE:
            offered = {each.entry for each in verdict.candidates}
            return ReplyGrade.RIGHT if offered & right or "none" in right else ReplyGrade.OFFERED
        case Outcome.UNKNOWN:
            return ReplyGrade.RIGHT if "none" in right else ReplyGrade.SILENT
        case Outcome.OPEN:
            return ReplyGrade.RIGHT if f"open:{verdict.function}" in right else ReplyGrade.WRONG
        case Outcome.REFER:
            return ReplyGrade.RIGHT if f"refer:{verdict.scope}" in right else ReplyGrade.WRONG
    return ReplyGrade.RIGHT if "chat" in right else ReplyGrade.WRONG


def tally_grades(name: str, marked: Sequence[GradedTurn]) -> GradeTally:
    """Sum up some messages; shares of none are 0."""
    counts, size = Counter(each.grade for each in marked), max(1, len(marked))
    shares = (
        counts[mark] / size
        for mark in (ReplyGrade.RIGHT, ReplyGrade.OFFERED, ReplyGrade.SILENT, ReplyGrade.WRONG)
    )
    return GradeTally(name, len(marked), *shares)


def tally_by_kind(marked: Sequence[GradedTurn]) -> list[GradeTally]:
    """Sum up by language, and by whether a message can be understood alone."""
    lines = []
    for language in Language:
        mine = [each for each in marked if each.language is language]
        lines += [
            tally_grades(f"{language}, alone", [each for each in mine if each.turn.alone]),
            tally_grades(f"{language}, leaning", [each for each in mine if not each.turn.alone]),
            tally_grades(language.value, mine),
        ]
    return [line for line in (*lines, tally_grades("all", marked)) if line.count]


def request_type(turn: ChatTurn) -> str:
    """Name what a request is: a plea, a function, or one that only looks like it."""
    for kind, sign in (("plea", "refer:"), ("function", "open:")):
        if any(each.startswith(sign) for each in turn.right):
            return kind
    return "look-alike"


@dataclass(frozen=True, slots=True)
class CourtesyFigures:
    """Right answers to the base's own phrasings, bare and inside a wrapping of courtesy."""

    language: Language
    wrapping: str
    bare: int
    wrapped: int
    chatted: int  # met with small talk instead


def ask_in_courtesy(
    index: FaqIndex, phrasings: Iterable[tuple[str, Language, str]], wrappings: Mapping[str, Any]
) -> list[CourtesyFigures]:
    """Ask (text, language, entry) bare and in each wrapping, `…` standing for the text."""
    kept = [each for each in phrasings if index.ask(each[0], each[1]).entry == each[2]]
    lines = []
    for language in Language:
        mine = [(text, entry) for text, spoken, entry in kept if spoken is language]
        for wrapping in wrappings.get(language.value, ()):
            said = [index.ask(wrapping.replace("…", text), language) for text, _ in mine]
            right = sum(v.entry == entry for v, (_, entry) in zip(said, mine, strict=True))
            chatted = sum(v.outcome is Outcome.CHAT for v in said)
            lines.append(CourtesyFigures(language, wrapping, len(mine), right, chatted))
    return lines


def ask_after_others(
    index: FaqIndex, bank: Sequence[BankQuestion], afters: Sequence[str]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ask a bank as first messages, and each after another answer (one of `afters`, in turn).

    Returns two pairs: the shares shown wrong in scope and answered out of scope, without and with.
    """
    pairs = []
    for with_after in (False, True):
        wrong = false = inside = 0
        for place, asked in enumerate(bank):
            after = afters[place % len(afters)] if with_after else None
            verdict = index.ask(asked.text, asked.language, after)
            found = verdict.outcome is Outcome.FOUND
            if asked.accept:
                inside += 1
                wrong += found and verdict.entry not in asked.accept
            else:
                false += found
        outside = len(bank) - inside
        pairs.append((wrong / max(1, inside), false / max(1, outside)))
    return pairs[0], pairs[1]
