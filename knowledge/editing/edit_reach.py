"""Which questions an edit can touch, and which changed answers are its doing.

An edit can change what a question gets only where they share a telling word, or its sense.
Questions without one need not be asked again; a change that has nothing to do with the edited
document is chance, and not told.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from knowledge.content.documents import DocumentBody, DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching.quality.bank_evaluation import BankQuestion, ChangedAnswer
from knowledge.matching.text.folding import tokenize
from knowledge.matching.text.lexicon import ALL_STOP_WORDS
from knowledge.matching.text.stemming import stem
from knowledge.matching.text.word_senses import senses_by_stem

_TAG = re.compile(r"<[^>]+>")
_REPLY_PARTS = ("reply", "related")  # of a scope: what it answers, not what it hears
TellingWords = frozenset[Hashable]


def telling_words(texts: Iterable[str]) -> TellingWords:
    """Return the stems and senses of the telling words of some texts."""
    told = {token for text in texts for token in tokenize(_TAG.sub(" ", text))}
    roots = {stem(token) for token in told - ALL_STOP_WORDS}
    return frozenset(roots) | {sense for root in roots for sense in senses_by_stem().get(root, ())}


def touched_questions(bank: Iterable[BankQuestion], by: TellingWords) -> list[BankQuestion]:
    """Return the questions that share a word with an edit."""
    return [asked for asked in bank if by & telling_words([asked.text])]


def changed_words(
    kind: DocumentKind,
    code: str,
    before: tuple[FaqBase, DocumentBody],
    after: tuple[FaqBase, DocumentBody],
) -> TellingWords:
    """Return the words in which an edit changes what questions are matched with.

    Both sides are the base and the body of the document in it. Of an answer's texts only the words
    count that come or go as a whole; of ways of asking every word of each that comes or goes.
    """
    if kind is DocumentKind.ENTRY:
        asked, said = zip(*(_entry_texts(base, code) for base, _ in (before, after)), strict=True)
        return telling_words(asked[0] ^ asked[1]) | (
            telling_words(said[0]) ^ telling_words(said[1])
        )
    if kind is DocumentKind.ALIAS and before[1] != after[1]:
        return telling_words(_all_strings([before[1], after[1]]))
    if kind is DocumentKind.SCOPE:
        old, new = (
            {k: v for k, v in body.items() if k not in _REPLY_PARTS} for _, body in (before, after)
        )
        lines = set(_all_strings([old])) ^ set(_all_strings([new]))
        is_other = _scope_order(before[1]) != _scope_order(after[1])
        return telling_words(_all_strings([old, new]) if is_other else lines)
    return frozenset()


def _scope_order(scope: DocumentBody) -> tuple[Any, ...]:
    """Return what a scope does with what it hears: an open one goes before its first answer."""
    first = scope.get("related", [])[:1] if scope.get("function") else []
    return scope.get("outcome"), scope.get("function"), list(first)


def _entry_texts(base: FaqBase, code: str) -> tuple[frozenset[str], list[str]]:
    """Return an entry's titles and ways of asking, and what it answers, in every language."""
    entry = base.entries.get(code)
    asked: set[str] = set()
    said: list[str] = []
    for language in entry.wordings if entry else ():
        wording = base.filled_wording(base.entries[code], language)[0]
        asked |= {wording.title, *wording.phrasings}
        said += [wording.short, wording.points, wording.detail, *wording.terms]
    return frozenset(asked), said


def _all_strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in _all_strings(each)]
    if isinstance(value, Sequence):
        return [text for each in value for text in _all_strings(each)]
    return []


def learned_texts(base: FaqBase) -> list[tuple[str, Language, str, tuple[str, ...]]]:
    """Return the texts of the entries that an index learns from, in its order."""
    return [
        (code, language, wording.title, tuple(wording.phrasings))
        for code, entry in base.entries.items()
        for language in entry.wordings
        for wording in (base.filled_wording(entry, language)[0],)
    ]


def learns_alike(one: FaqBase, other: FaqBase) -> bool:
    """Tell whether two bases have the very same texts for an index to learn from."""
    same = one.scopes == other.scopes and one.aliases == other.aliases
    return same and learned_texts(one) == learned_texts(other)


def concerns_entry(steal: ChangedAnswer, kind: DocumentKind, code: str) -> bool:
    """Tell whether an entry that was edited has to do with a question's other answer."""
    if kind is not DocumentKind.ENTRY or code in steal.question.accept:
        return True
    if code in (steal.before.entry, steal.after.entry):
        return True
    near = (any(c.entry == code for c in v.candidates) for v in (steal.before, steal.after))
    return next(near) != next(near)
