"""Checks of lengths, as shown on a screen with quotes filled in, and of how many phrasings."""

from collections.abc import Iterator

from knowledge.content.checks.claims import folded
from knowledge.content.checks.problem import Case, Problem, Severity

MOST = {"title": 60, "short": 120, "points": 300, "detail": 900, "basis": 600}
NEEDED = ("title", "short", "detail")
PHRASINGS = (6, 20)
MOST_IN_A_PHRASING = 200  # the matcher looks at no more


def languages_complete(case: Case) -> Iterator[Problem]:
    """Every language of the town has its wording."""
    for language in case.base.town.languages:
        if language not in case.entry.wordings:
            yield case.problem("language", "is not written in this language; write it", language)


def texts_fit(case: Case) -> Iterator[Problem]:
    """Title, short and detail are there, and no text is longer than a phone screen bears."""
    for reading in case.readings:
        for name, text in reading.shown.items():
            if not text.strip() and name in NEEDED:
                yield case.problem("length", f"its {name} is empty; write it", reading.language)
            elif len(text) > MOST[name]:
                yield case.problem(
                    "length",
                    f"its {name} is {len(text)} characters long, {len(text) - MOST[name]} too "
                    "many; say it in fewer words",
                    reading.language,
                )


def points_made(case: Case) -> Iterator[Problem]:
    """The card holds more than its outright answer."""
    for reading in case.readings:
        if not reading.shown["points"].strip():
            yield case.problem(
                "points",
                "has no points, so its card is one line; write two to four short lines",
                reading.language,
                Severity.WARNING,
            )


def enough_phrasings(case: Case) -> Iterator[Problem]:
    """Each language has 6 to 20 ways to ask, none empty, none endless, none twice."""
    fewest, most = PHRASINGS
    for reading in case.readings:
        texts = reading.wording.phrasings
        if not fewest <= len(texts) <= most:
            yield case.problem(
                "phrasings",
                f"has {len(texts)} phrasings; write between {fewest} and {most}",
                reading.language,
            )
        seen: set[str] = set()
        for text in texts:
            same = folded(text)
            if not same or len(text) > MOST_IN_A_PHRASING:
                yield case.problem(
                    "phrasings",
                    f"the phrasing '{text[:60]}' is empty or over {MOST_IN_A_PHRASING} "
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


def unclaimed(case: Case) -> Iterator[Problem]:
    """No phrasing or title is claimed by another entry or by a scope class as well."""
    for reading in case.readings:
        for text in (reading.wording.title, *reading.wording.phrasings):
            others = case.claims.get(folded(text), frozenset()) - {case.entry.code}
            if others:
                yield case.problem(
                    "claimed",
                    f"'{text}' is also claimed by {', '.join(sorted(others))}; keep it in one",
                    reading.language,
                )
