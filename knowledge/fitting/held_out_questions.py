"""Questions of people who never saw an answer: a test bank that follows every edit.

Written from fact codes alone, one JSON object a line. In scope: `text`, `language`, `author`, the
`facts` that answer it, what an answer must hold (`holds`, any one), and codes that reading showed
to answer it too (`also`). Out of scope: a `kind` instead. Which entries answer a question is
computed from the entries as they are now.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching.quality.bank_evaluation import BankQuestion
from knowledge.verdict import Outcome

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class HeldOutQuestion:
    """A question, who wrote it, and what would answer it."""

    text: str
    language: Language
    author: str
    facts: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    kind: str = ""

    def as_bank_question(self, answers: "ExpectedAnswers") -> BankQuestion:
        """Return it as a question of a bank."""
        accept = () if self.kind else answers.replies_answering(self)
        outcome = Outcome.UNKNOWN if self.kind else Outcome.FOUND
        return BankQuestion(
            self.text, self.language, accept, outcome, self.kind or "in scope", self.author
        )


def read_held_out(lines: Iterable[str]) -> tuple[HeldOutQuestion, ...]:
    """Read a bank of strangers' questions; raises ValueError or KeyError for a broken line."""
    return tuple(_read_question(json.loads(line)) for line in lines if line.strip())


def read_language_sets(lines: Iterable[str]) -> tuple[Mapping[Language, str], ...]:
    """Read the same questions in all languages, one JSON a line; raises as `read_held_out`."""
    bodies = [json.loads(line) for line in lines if line.strip()]
    return tuple({language: body[language.value] for language in Language} for body in bodies)


def _read_question(body: Mapping[str, Any]) -> HeldOutQuestion:
    return HeldOutQuestion(
        body["text"],
        Language(body["language"]),
        body["author"],
        tuple(body.get("facts", ())),
        tuple(body.get("holds", ())),
        tuple(body.get("also", ())),
        body.get("kind", ""),
    )


class ExpectedAnswers:
    """What every entry of a base tells: the facts it rests on, and its whole English text.

    A reply to a plea tells what the entries that it leads to rest on.
    """

    def __init__(self, base: FaqBase) -> None:
        self._facts = {code: frozenset(entry.facts) for code, entry in base.entries.items()}
        self._texts = {code: _plain_entry_text(base, code) for code in base.entries}
        self._entries = frozenset(base.entries)
        self._codes = self._entries | base.scopes.keys()
        for code, scope in base.scopes.items():
            if scope.outcome is Outcome.REFER:
                led_to = (self._facts.get(entry, frozenset()) for entry in scope.related)
                self._facts[code] = frozenset(chain.from_iterable(led_to))
                reply = scope.reply.get(Language.EN, "")
                self._texts[code] = _plain_text(base.values.fill_quotes(reply, Language.EN))

    def replies_answering(self, question: HeldOutQuestion) -> tuple[str, ...]:
        """Return the entries that answer a question, then the pleas whose reply does.

        Those that rest on one of its facts and hold what is asked for. What no answer of the base
        prints (an unchecked telephone number) is answered by those that rest on the fact.
        """
        wanted = [_fold_spaces(text) for text in question.holds]
        near = [code for code, facts in self._facts.items() if facts & set(question.facts)]
        told = [code for code in near if any(text in self._texts[code] for text in wanted)]
        if not told and not any(text in each for text in wanted for each in self._texts.values()):
            told = [code for code in near if code in self._entries]
        return tuple(
            dict.fromkeys((*told, *(code for code in question.also if code in self._codes)))
        )


def _plain_entry_text(base: FaqBase, code: str) -> str:
    wording = base.filled_wording(base.entries[code], Language.EN)[0]
    parts = (wording.title, wording.short, wording.points, wording.detail, wording.basis)
    return _plain_text(" ".join(parts))


def _plain_text(markup: str) -> str:
    return _fold_spaces(html.unescape(_TAG.sub(" ", markup)))


def _fold_spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).casefold()
