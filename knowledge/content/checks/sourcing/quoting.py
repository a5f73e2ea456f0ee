"""Checks of `{quotes}`: known, well written, and values that every language can write."""

import re
from collections.abc import Iterator

from knowledge.content.checks.problem import CheckCase, Problem
from knowledge.content.documents import Fact
from knowledge.content.fact_values import QUOTE_PATTERN, VALUE_KINDS, try_format_value
from knowledge.content.faq_base import FaqBase

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def quote_faults(text: str, base: FaqBase) -> Iterator[str]:
    """Yield what is wrong with the quotes of a text."""
    for name in dict.fromkeys(QUOTE_PATTERN.findall(text)):
        if name not in base.values:
            yield f"quotes {{{name}}}, which no fact holds; see the facts for the names in use"
    if re.search(r"[{}]", QUOTE_PATTERN.sub("", text)):
        yield "has a brace that quotes nothing; write {name}, or take it out"


def quotes_known(case: CheckCase) -> Iterator[Problem]:
    """Every quote of an answer is a value some fact holds; phrasings and terms quote nothing."""
    for reading in case.entry_texts:
        for name, text in reading.written_texts.items():
            for says in quote_faults(text, case.base):
                yield case.problem("quote", f"its {name} {says}", reading.language)
        for text in (*reading.wording.phrasings, *reading.wording.terms):
            if re.search(r"[{}]", text):
                yield case.problem(
                    "quote",
                    f"'{text}' has braces; phrasings and terms are plain words",
                    reading.language,
                )


def values_written(base: FaqBase, fact: Fact) -> Iterator[Problem]:
    """Every value has a plain name, a known kind and what its kind needs."""
    for name, value in fact.values.items():
        if not _NAME.fullmatch(name):
            yield Problem(
                "value", fact.code, f"its value '{name}' must be named in a-z, 0-9 and _"
            )
        if value.get("kind") not in VALUE_KINDS:
            yield Problem(
                "value",
                fact.code,
                f"its value {name} is of kind '{value.get('kind')}'; use {', '.join(VALUE_KINDS)}",
            )
        elif any(try_format_value(value, language) is None for language in base.town.languages):
            yield Problem(
                "value",
                fact.code,
                f"its value {name} lacks what a {value['kind']} needs; see docs",
            )


def phrases_complete(base: FaqBase, fact: Fact) -> Iterator[Problem]:
    """A phrase is said in every language and quotes values that are there, and no phrase."""
    for name, value in fact.values.items():
        if value.get("kind") != "phrase":
            continue
        for language in base.town.languages:
            text = str(value.get(language.value, ""))
            says = [f"its phrase {name} {fault}" for fault in quote_faults(text, base)]
            if not text.strip():
                says.append(f"its phrase {name} is not said in this language; write it")
            says += [
                f"its phrase {name} quotes the phrase {inner}; write that out"
                for inner in QUOTE_PATTERN.findall(text)
                if inner in base.values and base.values[inner].get("kind") == "phrase"
            ]
            for fault in says:
                yield Problem("value", fact.code, fault, language=language)


def values_once(base: FaqBase) -> Iterator[Problem]:
    """No two facts hold a value of the same name."""
    for fact in base.facts.values():
        for name in fact.values:
            home = base.values.home.get(name, "the bot itself")
            if home != fact.code:
                yield Problem("value", fact.code, f"its value {name} is also in {home}; keep one")
