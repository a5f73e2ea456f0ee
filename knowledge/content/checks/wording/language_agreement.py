"""Checks that the languages agree: the same numbers and dates, translations not left behind."""

import re
from collections.abc import Iterator

from knowledge.content.checks.problem import CheckCase, Problem, Severity
from knowledge.dates import MONTHS
from knowledge.language import Language

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _date_patterns(language: Language) -> list[re.Pattern[str]]:
    names = "|".join(MONTHS[language])
    match language:
        case Language.EN:
            forms = (rf"\b({names}) (?:the )?(\d{{1,2}})(?!\d)", rf"\b({names})(?=,? \d{{4}})")
        case Language.ES:
            forms = (rf"\b(\d{{1,2}})º? de ({names})\b", rf"\b({names})(?= (?:de |del )?\d{{4}})")
        case Language.HT:
            forms = (rf"\b(\d{{1,2}})(?:ye)? ({names})\b", rf"\b({names})(?= \d{{4}})")
    return [re.compile(form, re.IGNORECASE) for form in forms]


_DATES = {language: _date_patterns(language) for language in Language}


def text_figures(text: str, language: Language) -> frozenset[str]:
    """Return the dates and numbers of a plain text, the same for the same in any language.

    A day is `06-30`, a month beside its year `06`, a number itself without thousands marks.
    """
    places = {name.casefold(): place for place, name in enumerate(MONTHS[language], start=1)}
    found: set[str] = set()

    def day(match: re.Match[str]) -> str:
        parts = [part.casefold() for part in match.groups()]
        name = next(part for part in parts if part in places)
        number = next((part for part in parts if part not in places), "")
        found.add(f"month {places[name]:02d}" + (f" day {int(number):02d}" if number else ""))
        return " "

    for pattern in _DATES[language]:
        text = pattern.sub(day, text)
    found.update(re.sub(r"[,.](?=\d{3}\b)", "", number) for number in _NUMBER.findall(text))
    return frozenset(found)


def figures_agree(case: CheckCase) -> Iterator[Problem]:
    """Spanish and Creole answers hold the numbers and dates of the English one, and no other."""
    by_language = {r.language: text_figures(r.answer_text, r.language) for r in case.entry_texts}
    english = by_language.pop(Language.EN, None)
    if english is None:
        return
    for language, found in by_language.items():
        for less, more, says in (
            (found, english, "lacks {}, which the English has; add it"),
            (english, found, "has {}, which the English has not; correct one"),
        ):
            if missing := sorted(more - less):
                yield case.problem("figures", says.format(", ".join(missing)), language)


def english_version(case: CheckCase) -> int:
    """Return the version at which the first language was last changed: its `follows`, or 1."""
    english = case.entry.wordings.get(case.base.town.language)
    return max(1, english.follows) if english else 1


def follows_english(case: CheckCase) -> Iterator[Problem]:
    """A translation says which English it follows, and is not behind it."""
    current = english_version(case)
    for reading in case.entry_texts:
        if reading.language is case.base.town.language:
            continue
        follows = reading.wording.follows
        if not 1 <= follows <= max(current, case.entry.version):
            yield case.problem(
                "follows",
                f"follows version {follows} of the English, which there is not; write {current}",
                reading.language,
            )
        elif follows < current:
            yield case.problem(
                "behind",
                f"follows version {follows} of the English, which has changed in {current}; read "
                "both and bring it on",
                reading.language,
                Severity.WARNING,
            )
