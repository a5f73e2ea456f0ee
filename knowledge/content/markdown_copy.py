"""The base as one document for a person to read and check: Markdown.

The page for a browser is `html_copy`; both show the same things in the same order.
"""

from collections.abc import Iterator
from datetime import date

from knowledge.content.contacts import unchecked_contacts
from knowledge.content.documents import UNDATED, Entry, Source, Topic
from knowledge.content.faq_base import FaqBase
from knowledge.content.plain_text import fill_known_quotes, html_to_text
from knowledge.dates import format_day, format_period
from knowledge.language import Language

LANGUAGE_NAMES = {Language.EN: "English", Language.ES: "Español", Language.HT: "Kreyòl ayisyen"}
CERTAINTY_TEXTS = {
    "official-document": "rests on an official document",
    "several-outlets": "reported by several outlets",
    "one-outlet": "reported by one outlet only",
    "disputed": "disputed: both sides are given",
    "unknown": "says what is not known",
}
_PRECISION_TEXTS = {"about": "about {}", "by-content": "{} by its content"}
_COPY_TEXTS = {
    "mirror": "read in a mirror copy",
    "republished": "read in a republished copy",
    "excerpt": "read as an excerpt elsewhere",
    "archive": "read in an archived copy",
}
_LEAN_TEXTS = {
    "partisan": "partisan outlet",
    "opinion": "opinion",
    "newsletter": "newsletter",
    "advocacy": "advocacy group",
    "party": "party to the case",
}


def source_date(source: Source) -> str:
    """Word a source's date as sure as it is."""
    day = format_period(source.date, Language.EN)
    if not day:
        return "date not shown"
    if source.date_is == "not-shown":
        return f"{day}, exact date not shown"
    return _PRECISION_TEXTS.get(source.date_is, "{}").format(day)


def source_notes(source: Source) -> list[str]:
    """Word what a reader should know of a source: its date, how it was read, its leaning."""
    found = [source_date(source)]
    if source.title_inferred:
        found.append("title from the address")
    if source.url_inferred:
        found.append("address not confirmed")
    if source.copy_at:
        found.append(f"copy at {source.copy_at}")
    elif source.via:
        found.append(_COPY_TEXTS.get(source.via, "read in a copy"))
    if source.lean:
        found.append(_LEAN_TEXTS.get(source.lean, source.lean))
    return found


def source_name(source: Source) -> str:
    """Name a source by publisher and title."""
    return (
        f"{source.publisher}, “{source.title}”"
        if source.title
        else (f"{source.publisher} (title not shown)")
    )


def base_counts(base: FaqBase) -> str:
    """Count what the base holds, in one line."""
    return (
        f"{len(base.entries)} answers in {len(base.used_topics())} topics and "
        f"{_languages_text(base)}, {len(base.facts)} facts, {len(base.sources)} sources"
    )


def _languages_text(base: FaqBase) -> str:
    count = len(base.town.languages)
    return f"{count} languages" if count > 1 else "one language"


def certainty_text(entry: Entry) -> str:
    """Word an entry's dates and certainty."""
    dated = [
        "undated sources"
        if entry.as_of == UNDATED
        else f"Sources to {format_period(entry.as_of, Language.EN)}"
    ]
    if entry.searched_to:
        dated.append(f"searched to {format_day(entry.searched_to, Language.EN)}")
    return "; ".join(
        (
            *dated,
            CERTAINTY_TEXTS[entry.certainty],
            f"review by {format_day(entry.review_by, Language.EN)}",
        )
    )


def base_to_markdown(base: FaqBase, today: date) -> str:
    """Write the whole base as Markdown."""
    lines = [
        "# The answers, their facts and their sources",
        "",
        f"{base_counts(base)}. Written out on {format_period(today.isoformat(), Language.EN)}.",
    ]
    for topic in base.used_topics():
        lines += ["", f"## {_topic_names(base, topic)}"]
        for entry in base.topic_entries(topic.code):
            lines += _entry_lines(base, entry)
    lines += ["", "## Timeline", "", *_timeline_lines(base)]
    lines += ["", "## Facts", "", *_fact_lines(base)]
    lines += ["", "## Sources", "", *(_source_line(source) for source in base.sources.values())]
    lines += ["", "## Not yet checked by a person", ""]
    lines += [f"- `{one.name}`: {one.value} ({one.fact})" for one in unchecked_contacts(base)]
    lines += ["", "## Other matters, and what the bot says", "", *_scope_lines(base)]
    lines += ["", "## Spellings", ""]
    lines += [f"- {alias.means}: {', '.join(alias.says)}" for alias in base.aliases.values()]
    return "\n".join(lines) + "\n"


def _topic_names(base: FaqBase, topic: Topic) -> str:
    return " / ".join(topic.name[language] for language in base.town.languages)


def _entry_lines(base: FaqBase, entry: Entry) -> Iterator[str]:
    yield from (
        "",
        f"### {entry.version_stamp}: {base.entry_title(entry.code, base.town.language)}",
        "",
    )
    yield f"{certainty_text(entry)}. Facts: {', '.join(entry.facts) or 'none'}."
    for language in entry.wordings:
        wording, _ = base.filled_wording(entry, language)
        yield from (
            "",
            f"**{LANGUAGE_NAMES[language]}: {wording.title}**",
            "",
            f"{html_to_text(wording.short)}",
        )
        yield from ("", html_to_text(wording.points), "", html_to_text(wording.detail), "")
        if wording.basis:
            yield from (html_to_text(wording.basis), "")
        yield f"Asked as: {'; '.join(wording.phrasings)}"
    chosen = [base.sources[code] for code in entry.sources if code in base.sources]
    yield from ("", "Sources:" if chosen else "Sources: none found.", "")
    yield from map(_source_line, chosen)


def _source_line(source: Source) -> str:
    name = source_name(source).replace("[", "(").replace("]", ")")
    linked = f"[{name}](<{source.link_address}>)" if source.link_address else name
    return f"- {linked}, {'; '.join(source_notes(source))}"


def _timeline_lines(base: FaqBase) -> Iterator[str]:
    for event in base.sorted_events():
        yield f"- {format_period(event.on, Language.EN)} ({event.entry})"
        for language in base.town.languages:
            text = event.says.get(language, "")
            said = html_to_text(fill_known_quotes(text, base.values, language))
            yield f"  - {LANGUAGE_NAMES[language]}: {said}"


def _fact_lines(base: FaqBase) -> Iterator[str]:
    for fact in base.facts.values():
        sources = ", ".join(fact.sources) or "none"
        yield f"- **{fact.code}** {fact.says} ({fact.holds or 'no date'}; " + (
            f"{CERTAINTY_TEXTS[fact.certainty]}; {sources})"
        )


def _scope_lines(base: FaqBase) -> Iterator[str]:
    for scope in base.scopes.values():
        yield f"- {scope.code} ({scope.outcome})"
        for language, text in scope.reply.items():
            if text:
                said = html_to_text(fill_known_quotes(text, base.values, language))
                yield f"  - {LANGUAGE_NAMES[language]}: {said}"
