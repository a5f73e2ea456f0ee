"""Checks that titles and answers read easily: Flesch-Kincaid in English, short sentences else."""

import re
from collections.abc import Iterator

from knowledge.content.checks.entry_texts import EntryTexts
from knowledge.content.checks.problem import CheckCase, Problem
from knowledge.language import Language

MAX_GRADE = 9.0
MAX_SENTENCE_WORDS = 25

_DOTTED = re.compile(
    r"\b(?:[A-Za-z]\.\s?[A-Za-z]\.|(?:Mr|Mrs|Ms|Dr|St|Pub|Sr|Sra|Dra|núm|art|vs|s)\.)(?=\s?\w)"
    r"|\bNo\.(?=\s?\d)"
)
_INNER = re.compile(r"(?<=\w)[.](?=\w)|(?<=\d),(?=\d)")
_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s|$)|[\n:;•]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def split_sentences(text: str) -> list[str]:
    """Split a plain text into sentences; a line, a colon or a semicolon ends one as well.

    Dots inside abbreviations and numbers end nothing.
    """
    quiet = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    quiet = _INNER.sub("", quiet)
    return [part.strip() for part in _END.split(quiet) if _WORD.search(part)]


def split_words(text: str) -> list[str]:
    """Return the words of a text; a number is one word."""
    return _WORD.findall(text)


def count_syllables(word: str) -> int:
    """Count the syllables of an English word by its groups of vowels; at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    plain = re.sub(r"(?<=[^aeiouydt])ed$|(?<=[^aeiouylscxz])es$", "", plain)
    if len(plain) > 2 and plain.endswith("e") and not re.search(r"[^aeiouy]le$", plain):
        plain = plain[:-1]
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of an English text; 0 for one without words.

    Source: Kincaid et al. 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59.
    """
    said, found = split_sentences(text), split_words(_INNER.sub("", text))
    if not said or not found:
        return 0.0
    spoken = sum(map(count_syllables, found))
    return 0.39 * len(found) / len(said) + 11.8 * spoken / len(found) - 15.59


def easy_english(case: CheckCase) -> Iterator[Problem]:
    """The English title and answer read at grade 9 or below."""
    for reading in _texts_in(case, Language.EN):
        found = reading_grade(reading.answer_text)
        if found > MAX_GRADE:
            yield case.problem(
                "readability",
                f"reads at grade {found:.1f}; shorter sentences and plainer words bring it to "
                f"{MAX_GRADE:.0f}",
                reading.language,
            )


def short_sentences(case: CheckCase) -> Iterator[Problem]:
    """Spanish and Creole sentences have at most 25 words."""
    for reading in _texts_in(case, Language.ES, Language.HT):
        for sentence in split_sentences(reading.answer_text):
            length = len(split_words(sentence))
            if length > MAX_SENTENCE_WORDS:
                yield case.problem(
                    "readability",
                    f"a sentence has {length} words, over {MAX_SENTENCE_WORDS}: "
                    f"“{sentence[:60]}…”; split it",
                    reading.language,
                )


def _texts_in(case: CheckCase, *languages: Language) -> list[EntryTexts]:
    return [reading for reading in case.entry_texts if reading.language in languages]
