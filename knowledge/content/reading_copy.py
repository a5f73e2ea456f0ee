"""The base as one document for a person to read and check: Markdown.

The page for a browser is `web_copy`; both show the same things in the same order.
"""

from collections.abc import Iterator
from datetime import date

from knowledge.content.base import Base
from knowledge.content.checks.reading import filled, plain
from knowledge.content.contacts import unchecked
from knowledge.content.documents import UNDATED, Entry, Source, Topic
from knowledge.dates import day, written
from knowledge.language import Language

NAMES = {Language.EN: "English", Language.ES: "Español", Language.HT: "Kreyòl ayisyen"}
CERTAINTIES = {
    "official-document": "rests on an official document",
    "several-outlets": "reported by several outlets",
    "one-outlet": "reported by one outlet only",
    "disputed": "disputed: both sides are given",
    "unknown": "says what is not known",
}
_PRECISION = {"about": "about {}", "by-content": "{} by its content"}
_COPIES = {
    "mirror": "read in a mirror copy",
    "republished": "read in a republished copy",
    "excerpt": "read as an excerpt elsewhere",
    "archive": "read in an archived copy",
}
_NOTES = {
    "partisan": "partisan outlet",
    "opinion": "opinion",
    "newsletter": "newsletter",
    "advocacy": "advocacy group",
    "party": "party to the case",
}


def dated(source: Source) -> str:
    """Word a source's date as sure as it is."""
    day = written(source.date, Language.EN)
    if not day:
        return "date not shown"
    if source.date_is == "not-shown":
        return f"{day}, exact date not shown"
    return _PRECISION.get(source.date_is, "{}").format(day)


def notes(source: Source) -> list[str]:
    """Word what a reader should know of a source: its date, how it was read, its leaning."""
    found = [dated(source)]
    if source.title_inferred:
        found.append("title from the address")
    if source.url_inferred:
        found.append("address not confirmed")
    if source.copy_at:
        found.append(f"copy at {source.copy_at}")
    elif source.via:
        found.append(_COPIES.get(source.via, "read in a copy"))
    if source.lean:
        found.append(_NOTES.get(source.lean, source.lean))
    return found


def named(source: Source) -> str:
    """Name a source by publisher and title."""
    return (
        f"{source.publisher}, “{source.title}”"
        if source.title
        else (f"{source.publisher} (title not shown)")
    )


def counts(base: Base) -> str:
    """Count what the base holds, in one line."""
    return (
        f"{len(base.entries)} answers in {len(base.shelves())} topics and "
        f"{_languages(base)}, {len(base.facts)} facts, {len(base.sources)} sources"
    )


def _languages(base: Base) -> str:
    count = len(base.town.languages)
    return f"{count} languages" if count > 1 else "one language"


def sure(entry: Entry) -> str:
    """Word an entry's dates and certainty."""
    dated = [
        "undated sources"
        if entry.as_of == UNDATED
        else f"Sources to {written(entry.as_of, Language.EN)}"
    ]
    if entry.searched_to:
        dated.append(f"searched to {day(entry.searched_to, Language.EN)}")
    return "; ".join(
        (*dated, CERTAINTIES[entry.certainty], f"review by {day(entry.review_by, Language.EN)}")
    )


def markdown(base: Base, today: date) -> str:
    """Write the whole base as Markdown."""
    lines = [
        "# The answers, their facts and their sources",
        "",
        f"{counts(base)}. Written out on {written(today.isoformat(), Language.EN)}.",
    ]
    for topic in base.shelves():
        lines += ["", f"## {_names(base, topic)}"]
        for entry in base.shelf(topic.code):
            lines += _entry(base, entry)
    lines += ["", "## Timeline", "", *_timeline(base)]
    lines += ["", "## Facts", "", *_facts(base)]
    lines += ["", "## Sources", "", *(_source(source) for source in base.sources.values())]
    lines += ["", "## Not yet checked by a person", ""]
    lines += [f"- `{one.name}`: {one.value} ({one.fact})" for one in unchecked(base)]
    lines += ["", "## Other matters, and what the bot says", "", *_scopes(base)]
    lines += ["", "## Spellings", ""]
    lines += [f"- {alias.means}: {', '.join(alias.says)}" for alias in base.aliases.values()]
    return "\n".join(lines) + "\n"


def _names(base: Base, topic: Topic) -> str:
    return " / ".join(topic.name[language] for language in base.town.languages)


def _entry(base: Base, entry: Entry) -> Iterator[str]:
    yield from ("", f"### {entry.stamp}: {base.title(entry.code, base.town.language)}", "")
    yield f"{sure(entry)}. Facts: {', '.join(entry.facts) or 'none'}."
    for language in entry.wordings:
        wording, _ = base.wording(entry, language)
        yield from ("", f"**{NAMES[language]}: {wording.title}**", "", f"{plain(wording.short)}")
        yield from ("", plain(wording.points), "", plain(wording.detail), "")
        if wording.basis:
            yield from (plain(wording.basis), "")
        yield f"Asked as: {'; '.join(wording.phrasings)}"
    chosen = [base.sources[code] for code in entry.sources if code in base.sources]
    yield from ("", "Sources:" if chosen else "Sources: none found.", "")
    yield from map(_source, chosen)


def _source(source: Source) -> str:
    name = named(source).replace("[", "(").replace("]", ")")
    linked = f"[{name}](<{source.link}>)" if source.link else name
    return f"- {linked}, {'; '.join(notes(source))}"


def _timeline(base: Base) -> Iterator[str]:
    for event in base.timeline():
        yield f"- {written(event.on, Language.EN)} ({event.entry})"
        for language in base.town.languages:
            text = event.says.get(language, "")
            yield f"  - {NAMES[language]}: {plain(filled(text, base.values, language))}"


def _facts(base: Base) -> Iterator[str]:
    for fact in base.facts.values():
        sources = ", ".join(fact.sources) or "none"
        yield f"- **{fact.code}** {fact.says} ({fact.holds or 'no date'}; " + (
            f"{CERTAINTIES[fact.certainty]}; {sources})"
        )


def _scopes(base: Base) -> Iterator[str]:
    for scope in base.scopes.values():
        yield f"- {scope.code} ({scope.outcome})"
        for language, text in scope.reply.items():
            if text:
                yield f"  - {NAMES[language]}: {plain(filled(text, base.values, language))}"
