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
from typing import Any

from knowledge.content.base import Base
from knowledge.language import Language
from knowledge.matching.evaluation import Asked
from knowledge.verdict import Outcome

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A question, who wrote it, and what would answer it."""

    text: str
    language: Language
    author: str
    facts: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    kind: str = ""

    def asked(self, answers: "Answers") -> Asked:
        """Return it as a question of a bank."""
        accept = () if self.kind else answers.to(self)
        outcome = Outcome.UNKNOWN if self.kind else Outcome.FOUND
        return Asked(
            self.text, self.language, accept, outcome, self.kind or "in scope", self.author
        )


def read(lines: Iterable[str]) -> tuple[Stranger, ...]:
    """Read a bank of strangers' questions; raises ValueError or KeyError for a broken line."""
    return tuple(_stranger(json.loads(line)) for line in lines if line.strip())


def read_sets(lines: Iterable[str]) -> tuple[Mapping[Language, str], ...]:
    """Read the same questions in every language, one JSON object a line; raises as `read`."""
    bodies = [json.loads(line) for line in lines if line.strip()]
    return tuple({language: body[language.value] for language in Language} for body in bodies)


def _stranger(body: Mapping[str, Any]) -> Stranger:
    return Stranger(
        body["text"],
        Language(body["language"]),
        body["author"],
        tuple(body.get("facts", ())),
        tuple(body.get("holds", ())),
        tuple(body.get("also", ())),
        body.get("kind", ""),
    )


class Answers:
    """What every entry of a base tells: the facts it rests on, and its whole English text."""

    def __init__(self, base: Base) -> None:
        self._facts = {code: frozenset(entry.facts) for code, entry in base.entries.items()}
        self._texts = {code: _plain(base, code) for code in base.entries}

    def to(self, question: Stranger) -> tuple[str, ...]:
        """Return the entries that answer a question.

        Those that rest on one of its facts and hold what is asked for. What no answer of the base
        prints (an unchecked telephone number) is answered by those that rest on the fact.
        """
        wanted = [_folded(text) for text in question.holds]
        near = [code for code, facts in self._facts.items() if facts & set(question.facts)]
        told = [code for code in near if any(text in self._texts[code] for text in wanted)]
        if not told and not any(text in each for text in wanted for each in self._texts.values()):
            told = near
        return tuple(
            dict.fromkeys((*told, *(code for code in question.also if code in self._facts)))
        )


def _plain(base: Base, code: str) -> str:
    wording = base.wording(base.entries[code], Language.EN)[0]
    parts = (wording.title, wording.short, wording.points, wording.detail, wording.basis)
    return _folded(html.unescape(_TAG.sub(" ", " ".join(parts))))


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).casefold()
