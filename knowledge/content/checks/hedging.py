"""A check that a translation says no, and leaves room for doubt, where the English does.

The rule is plain: a text is compared sentence by sentence when both languages have as many
sentences, else as a whole; where the English has a word of a kind (`hedges.toml`) and the
translation none, a reader should look. It cannot see what a sentence means, so it only warns, and
it looks one way: Creole "pa" is also "by", Spanish says "no" twice.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from knowledge.content.checks.problem import CheckCase, Problem, Severity
from knowledge.content.checks.wording.readability import split_sentences
from knowledge.language import Language
from knowledge.town.house_rules import word_pattern

_MONTH = re.compile(r"\bMay\b")


@cache
def hedge_patterns() -> Mapping[str, Mapping[Language, re.Pattern[str]]]:
    """Return the patterns of each kind of word, by language."""
    text = (files(__package__) / "hedges.toml").read_text(encoding="utf-8")
    return {
        kind: {Language(tag): word_pattern(listed) for tag, listed in by_language.items()}
        for kind, by_language in tomllib.loads(text).items()
    }


def lost_hedges(english: str, other: str, language: Language) -> list[tuple[str, str]]:
    """Return (kind, English sentence) of each "no" or doubt that a plain text does not repeat."""
    ours, theirs = split_sentences(english), split_sentences(other)
    pairs = list(zip(ours, theirs, strict=True)) if len(ours) == len(theirs) else []
    return [
        (kind, sentence)
        for kind, patterns in hedge_patterns().items()
        for sentence, said in pairs or [(english, other)]
        if patterns[Language.EN].search(_MONTH.sub("", sentence).casefold())
        and not patterns[language].search(said.casefold())
    ]


def hedges_kept(case: CheckCase) -> Iterator[Problem]:
    """Spanish and Creole say no, and doubt, where the English does."""
    texts = {reading.language: reading.shown_texts for reading in case.entry_texts}
    english = texts.pop(Language.EN, {})
    for language, shown in texts.items():
        for name, text in english.items():
            for kind, sentence in lost_hedges(text, shown[name], language) if shown[name] else ():
                what = "“no”" if kind == "no" else "doubt"
                yield case.problem(
                    "hedge",
                    f"its {name} may lack the {what} of “{sentence[:70]}”; read both",
                    language,
                    Severity.WARNING,
                )
