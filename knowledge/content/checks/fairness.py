"""Checks of fairness: no loaded words, and nobody named as holding an office today.

The words are data (`loaded_words.toml`). What stands in quotation marks is someone's own words
and is left alone, so a loaded word can only be said as a quotation.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from knowledge.content.checks.entry_texts import without_quotations
from knowledge.content.checks.problem import CheckCase, Problem
from knowledge.language import Language

_OFFICES = {
    Language.EN: (
        r"(?:vice |interim )?mayor|(?:city )?commissioner|(?:police |fire )?chief|sheriff|"
        r"governor|(?:assistant )?city (?:manager|attorney|clerk)|attorney general|president|chair"
    ),
    Language.ES: (
        r"(?:vice)?alcaldes?a?|comisionad[oa]|jef[ea] de (?:la )?policía|sheriff|gobernador[a]?|"
        r"administrador[a]? (?:municipal|de la ciudad)|secretari[oa] (?:municipal|de la ciudad)|"
        r"abogad[oa] (?:municipal|de la ciudad)|fiscal general|president[ea]"
    ),
    Language.HT: (
        r"(?:vis )?majistra|komisyonè|chèf (?:la )?polis|cherif|gouvènè|direktè vil|grefye vil|"
        r"avoka vil|pwokirè jeneral|prezidan"
    ),
}
_PRESENT = {
    Language.EN: re.compile(
        r"\b(?:is|serves as|remains|holds office as|(?:has|have) been)\s+"
        r"(?:(?:now|still|currently|again|the|a|our|its|current|today's)\s+)*"
        rf"(?:{_OFFICES[Language.EN]})\b(?!['’])|\b(?:current|incumbent|present|sitting)\s+"
        rf"(?:{_OFFICES[Language.EN]})\b"
    ),
    Language.ES: re.compile(
        r"\b(?:es|sigue siendo|continúa como|ejerce (?:de|como))\s+"
        rf"(?:(?:ahora|hoy|todavía|aún|el|la|un|una|actual)\s+)*(?:{_OFFICES[Language.ES]})\b|"
        rf"\b(?:{_OFFICES[Language.ES]})\s+actual\b|"
        rf"\bactual\s+(?:{_OFFICES[Language.ES]})\b"
    ),
    Language.HT: re.compile(
        rf"(?<=[\w,] )se (?:(?:toujou|yon|kounye a)\s+)*(?:{_OFFICES[Language.HT]})\b"
        r"(?![^.,;]* ki\b)|"  # "se X ki te…" says who did it, not who is what
        rf"\b(?:{_OFFICES[Language.HT]})(?: \w{{1,3}})? (?:kounye a|aktyèl)"
    ),
}
_NOT_KNOWN = {
    Language.EN: re.compile(r"\bwhether\b|\bnot (?:known|found|say|shown)\b"),
    Language.ES: re.compile(r"\bsi\b|\bno (?:se|sabemos|dice|aparece|encontramos)\b"),
    Language.HT: re.compile(r"\bsi\b|\bpa (?:konnen|jwenn|di|gen)\b"),
}


@cache
def loaded_word_patterns() -> Mapping[Language, re.Pattern[str]]:
    """Return, for each language, a pattern of the words that take a side."""
    text = (files(__package__) / "loaded_words.toml").read_text(encoding="utf-8")
    return {
        Language(tag): re.compile(
            r"\b(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + r")\b"
        )
        for tag, words in tomllib.loads(text)["words"].items()
    }


def find_loaded_words(text: str, language: Language) -> list[str]:
    """Return the loaded words of a plain text outside quotation marks, each once."""
    said = without_quotations(text).casefold()
    return list(dict.fromkeys(loaded_word_patterns()[language].findall(said)))


def neutral_words(case: CheckCase) -> Iterator[Problem]:
    """Titles and answers use no loaded word outside a quotation."""
    for reading in case.entry_texts:
        for name, text in reading.shown_texts.items():
            for word in find_loaded_words(text, reading.language):
                yield case.problem(
                    "loaded-word",
                    f"its {name} says '{word}', which takes a side; say it plainly, or quote who "
                    "said it",
                    reading.language,
                )


def find_office_claims(text: str, language: Language) -> list[str]:
    """Return the sentences of a plain text that name someone as holding an office now.

    Questions, and sentences that say who holds it is not known, are left alone.
    """
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        folded = sentence.casefold()
        if sentence.endswith("?") or not _PRESENT[language].search(folded):
            continue
        if not _NOT_KNOWN[language].search(folded):
            found.append(sentence)
    return found


def no_office_today(case: CheckCase) -> Iterator[Problem]:
    """Nobody is named as holding an office now: offices change, and the base cannot know."""
    for reading in case.entry_texts:
        for name, text in reading.shown_texts.items():
            for sentence in find_office_claims(without_quotations(text), reading.language):
                yield case.problem(
                    "office-today",
                    f"its {name} says who holds an office now: “{sentence[:80]}”; write it as of "
                    "its date, in the past",
                    reading.language,
                )
