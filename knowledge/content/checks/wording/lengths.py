"""Checks of lengths, as shown on a screen with quotes filled in, and of how many phrasings."""

from collections.abc import Iterator

from knowledge.content.checks.phrasing_claims import fold_phrasing
from knowledge.content.checks.problem import CheckCase, Problem, Severity

MAX_LENGTHS = {"title": 60, "short": 120, "points": 300, "detail": 900, "basis": 600}
NEEDED_TEXTS = ("title", "short", "detail")
PHRASING_COUNTS = (6, 20)
MAX_PHRASING_LENGTH = 200  # the matcher looks at no more


def languages_complete(case: CheckCase) -> Iterator[Problem]:
    """Every language of the town has its wording."""
    for language in case.base.town.languages:
        if language not in case.entry.wordings:
            yield case.problem("language", "is not written in this language; write it", language)


def texts_fit(case: CheckCase) -> Iterator[Problem]:
    """Title, short and detail are there, and no text is longer than a phone screen bears."""
    for reading in case.entry_texts:
        for name, text in reading.shown_texts.items():
            if not text.strip() and name in NEEDED_TEXTS:
                yield case.problem("length", f"its {name} is empty; write it", reading.language)
            elif len(text) > MAX_LENGTHS[name]:
                yield case.problem(
                    "length",
                    f"its {name} is {len(text)} characters long, "
                    f"{len(text) - MAX_LENGTHS[name]} too many; say it in fewer words",
                    reading.language,
                )


def points_beyond_short(case: CheckCase) -> Iterator[Problem]:
    """The card holds more than its outright answer."""
    for reading in case.entry_texts:
        if not reading.shown_texts["points"].strip():
            yield case.problem(
                "points",
                "has no points, so its card is one line; write two to four short lines",
                reading.language,
                Severity.WARNING,
            )


def enough_phrasings(case: CheckCase) -> Iterator[Problem]:
    """Each language has 6 to 20 ways to ask, none empty, none endless, none twice."""
    fewest, most = PHRASING_COUNTS
    for reading in case.entry_texts:
        texts = reading.wording.phrasings
        if not fewest <= len(texts) <= most:
            yield case.problem(
                "phrasings",
                f"has {len(texts)} phrasings; write between {fewest} and {most}",
                reading.language,
            )
        seen: set[str] = set()
        for text in texts:
            same = fold_phrasing(text)
            if not same or len(text) > MAX_PHRASING_LENGTH:
                yield case.problem(
                    "phrasings",
                    f"the phrasing '{text[:60]}' is empty or over {MAX_PHRASING_LENGTH} "
                    "characters; write it as people type it",
                    reading.language,
                )
            elif same in seen:
                yield case.problem(
                    "phrasings",
                    f"has the phrasing '{text}' twice; drop one",
                    reading.language,
                    Severity.WARNING,
                )
            seen.add(same)


def phrasings_unclaimed(case: CheckCase) -> Iterator[Problem]:
    """No phrasing or title is claimed by another entry or by a scope class as well."""
    for reading in case.entry_texts:
        for text in (reading.wording.title, *reading.wording.phrasings):
            others = case.claims.get(fold_phrasing(text), frozenset()) - {case.entry.code}
            if others:
                yield case.problem(
                    "claimed",
                    f"'{text}' is also claimed by {', '.join(sorted(others))}; keep it in one",
                    reading.language,
                )
