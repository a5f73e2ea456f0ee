"""The base as one page for a browser or a printer: languages side by side, no script.

Everything that comes from the base is escaped, but the HTML of answers that passes the check.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.resources import files
from typing import TypeAlias

from knowledge.content.contacts import unchecked_contacts
from knowledge.content.documents import Entry, Fact, Source
from knowledge.content.faq_base import FaqBase
from knowledge.content.markdown_copy import (
    CERTAINTY_TEXTS,
    LANGUAGE_NAMES,
    base_counts,
    certainty_text,
    source_name,
    source_notes,
)
from knowledge.content.plain_text import fill_known_quotes, html_to_text
from knowledge.content.telegram_markup import first_markup_fault
from knowledge.dates import format_period
from knowledge.language import Language

_ADDRESS = re.compile(r"(?<![\"=])\bhttps?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)]")


# What residents see of an answer in a language, as Telegram's HTML.
CardRenderer: TypeAlias = Callable[[FaqBase, Entry, Language], str]


def base_to_html(base: FaqBase, today: date, card: CardRenderer | None = None) -> str:
    """Write the whole base as one HTML page; with `card`, as residents see each answer."""
    style = (files(__package__) / "web_copy.css").read_text(encoding="utf-8")
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>The answers, their facts and their sources</title><style>{style}</style></head>",
        '<body><a class="skip" href="#answers">Skip to the answers</a>',
        *_page_head(base, today),
        '<main id="answers">',
        *_topic_sections(base, today, card),
        *_appendix_sections(base),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _page_head(base: FaqBase, today: date) -> Iterator[str]:
    yield "<header><h1>The answers, their facts and their sources</h1>"
    written_on = format_period(today.isoformat(), Language.EN)
    yield f"<p>{base_counts(base)}. Written out on {written_on}, "
    yield f"content version {base.version}.</p>" if base.version else "from the release.</p>"
    yield (
        "<p>For a person who reviews what the bot says: each answer stands in its "
        "languages: framed, the card a resident gets, beside it what its buttons open; then how "
        "sure it is, the facts it rests on and its sources. Nothing here is legal advice.</p>"
        "</header>"
    )
    yield '<nav aria-label="Contents"><h2 class="contents">Contents</h2><ol>'
    for topic in base.used_topics():
        count = len(base.topic_entries(topic.code))
        name = _escape_html(topic.name[base.town.language])
        yield f'<li><a href="#topic-{_escape_html(topic.code)}">{name}</a> ({count})</li>'
    for anchor, name in _APPENDICES:
        yield f'<li><a href="#{anchor}">{name}</a></li>'
    yield "</ol></nav>"


def _topic_sections(base: FaqBase, today: date, card: CardRenderer | None) -> Iterator[str]:
    for topic in base.used_topics():
        names = [
            f'<span lang="{tag}">{_escape_html(topic.name[tag])}</span>'
            for tag in base.town.languages
        ]
        yield f'<h2 id="topic-{_escape_html(topic.code)}">{" / ".join(names)}</h2>'
        for entry in base.topic_entries(topic.code):
            yield from _entry_article(base, entry, today, card)


def _entry_article(
    base: FaqBase, entry: Entry, today: date, card: CardRenderer | None
) -> Iterator[str]:
    yield f'<article id="{entry.code}"><header>'
    yield f'<h3>{entry.version_stamp} <span class="soft">{_escape_html(entry.slug)}</span></h3>'
    due = ' <span class="due">Review is due.</span>' if today > entry.review_by else ""
    yield f'<p class="meta">{_escape_html(certainty_text(entry))}.{due} '
    yield f"Facts: {_code_links(entry.facts)}. "
    yield f"See also: {_code_links(code for code in entry.related if code in base.entries)}.</p>"
    yield '</header><div class="languages">'
    for language in entry.wordings:
        yield from _wording_section(base, entry, language, card)
    yield '</div><footer class="sources">'
    chosen = [base.sources[code] for code in entry.sources if code in base.sources]
    yield "<strong>Sources</strong>" if chosen else "No page that settles this was found."
    if chosen:
        yield "<ul>" + "".join(f"<li>{_source_html(source)}</li>" for source in chosen) + "</ul>"
    yield "</footer></article>"


def _wording_section(
    base: FaqBase, entry: Entry, language: Language, card: CardRenderer | None
) -> Iterator[str]:
    wording, _ = base.filled_wording(entry, language)
    yield f'<section lang="{language}"><p class="tongue">{LANGUAGE_NAMES[language]}</p>'
    if card:
        yield f'<div class="card">{ensure_sound_html(card(base, entry, language))}</div>'
    else:
        yield f"<h4>{_escape_html(wording.title)}</h4>"
        yield f'<p class="short">{ensure_sound_html(wording.short)}</p>'
        yield f"<p>{ensure_sound_html(wording.points)}</p>" if wording.points else ""
    yield '<div class="more">'
    for paragraph in re.split(r"\n\s*\n", wording.detail):
        yield f"<p>{ensure_sound_html(paragraph)}</p>"
    if wording.basis:
        yield f'<p class="basis">{ensure_sound_html(wording.basis)}</p>'
    yield "</div>"
    asked = "".join(f"<li>{_escape_html(phrasing)}</li>" for phrasing in wording.phrasings)
    label = f"Asked as ({len(wording.phrasings)}), terms: {', '.join(wording.terms)}"
    yield f"<details><summary>{_escape_html(label)}</summary><ul>{asked}</ul></details></section>"


_APPENDICES = (
    ("timeline", "Timeline"),
    ("facts", "Facts"),
    ("sources", "Sources"),
    ("unchecked", "Not yet checked by a person"),
    ("other-matters", "Other matters, and what the bot says"),
    ("spellings", "Spellings"),
)


def _appendix_sections(base: FaqBase) -> Iterator[str]:
    names, tongues = dict(_APPENDICES), [LANGUAGE_NAMES[tag] for tag in base.town.languages]
    events = (
        [_escape_html(format_period(event.on, Language.EN))]
        + [
            ensure_sound_html(fill_known_quotes(event.says.get(tag, ""), base.values, tag))
            for tag in base.town.languages
        ]
        + [_code_links([event.entry] if event.entry in base.entries else [])]
        for event in base.sorted_events()
    )
    yield from _table_section("timeline", names, ["Date", *tongues, "Answer"], events)
    facts = (_fact_cells(fact) for fact in base.facts.values())
    yield from _table_section(
        "facts", names, ["Fact", "Says", "Holds for", "Certainty", "Sources"], facts
    )
    used = _facts_by_source(base)
    sources = (
        [
            _anchor_span(f"source-{s.code}", s.code),
            _source_html(s),
            _code_links(used.get(s.code, [])),
        ]
        for s in base.sources.values()
    )
    yield from _table_section("sources", names, ["Source", "What and when", "Facts"], sources)
    left = (
        [_escape_html(c.name), _escape_html(c.value), _code_links([c.fact])]
        for c in unchecked_contacts(base)
    )
    yield from _table_section("unchecked", names, ["Name", "Value", "Fact"], left)
    scopes = (
        [_escape_html(scope.code), _escape_html(scope.outcome)]
        + [
            ensure_sound_html(fill_known_quotes(scope.reply.get(tag, ""), base.values, tag))
            for tag in base.town.languages
        ]
        for scope in base.scopes.values()
    )
    yield from _table_section("other-matters", names, ["Class", "Outcome", *tongues], scopes)
    aliases = (
        [_escape_html(a.means), _escape_html(a.language or "any"), _escape_html(", ".join(a.says))]
        for a in base.aliases.values()
    )
    yield from _table_section("spellings", names, ["Means", "Language", "Also written"], aliases)


def _table_section(
    anchor: str, names: dict[str, str], heads: list[str], rows: Iterable[list[str]]
) -> Iterator[str]:
    yield f'<h2 id="{anchor}">{names[anchor]}</h2><div class="scroll"><table><thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr></thead><tbody>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
    yield "</tbody></table></div>"


def _fact_cells(fact: Fact) -> list[str]:
    sources = ", ".join(
        f'<a href="#source-{_escape_html(code)}">{_escape_html(code)}</a>' for code in fact.sources
    )
    return [
        _anchor_span(fact.code, fact.code),
        _escape_html(fact.says),
        _escape_html(fact.holds),
        CERTAINTY_TEXTS[fact.certainty],
        sources,
    ]


def _facts_by_source(base: FaqBase) -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for fact in base.facts.values():
        for code in fact.sources:
            used.setdefault(code, []).append(fact.code)
    return used


def _source_html(source: Source) -> str:
    name = _escape_html(source_name(source))
    linked = (
        f'<a href="{_escape_html(source.link_address)}">{name}</a>'
        if source.link_address
        else name
    )
    return f"{linked}, {_escape_html('; '.join(source_notes(source)))}"


def _code_links(codes: Iterable[str]) -> str:
    return (
        ", ".join(f'<a href="#{_escape_html(code)}">{_escape_html(code)}</a>' for code in codes)
        or "none"
    )


def _anchor_span(anchor: str, text: str) -> str:
    return f'<span id="{_escape_html(anchor)}">{_escape_html(text)}</span>'


def _escape_html(text: str) -> str:
    return html.escape(text)


def ensure_sound_html(text: str) -> str:
    """Let an answer's HTML through if it is sound, else show it as plain text; link addresses."""
    sound = text if first_markup_fault(text) is None else html.escape(html_to_text(text))
    return _ADDRESS.sub(lambda match: f'<a href="{match[0]}">{match[0]}</a>', sound)
