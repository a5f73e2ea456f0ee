"""The base as one page for a browser or a printer: languages side by side, no script.

Everything that comes from the base is escaped, but the HTML of answers that passes the check.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.resources import files
from typing import TypeAlias

from knowledge.content.base import Base
from knowledge.content.checks.markup import fault
from knowledge.content.checks.reading import filled, plain
from knowledge.content.contacts import unchecked
from knowledge.content.documents import Entry, Fact, Source
from knowledge.content.reading_copy import (
    CERTAINTIES,
    NAMES,
    counts,
    named,
    notes,
    sure,
)
from knowledge.dates import written
from knowledge.language import Language

_ADDRESS = re.compile(r"(?<![\"=])\bhttps?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)]")


# What residents see of an answer in a language, as Telegram's HTML.
Card: TypeAlias = Callable[[Base, Entry, Language], str]


def page(base: Base, today: date, card: Card | None = None) -> str:
    """Write the whole base as one HTML page; with `card`, as residents see each answer."""
    style = (files(__package__) / "web_copy.css").read_text(encoding="utf-8")
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>The answers, their facts and their sources</title><style>{style}</style></head>",
        '<body><a class="skip" href="#answers">Skip to the answers</a>',
        *_head(base, today),
        '<main id="answers">',
        *_shelves(base, today, card),
        *_appendices(base),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _head(base: Base, today: date) -> Iterator[str]:
    yield "<header><h1>The answers, their facts and their sources</h1>"
    yield f"<p>{counts(base)}. Written out on {written(today.isoformat(), Language.EN)}, "
    yield f"content version {base.version}.</p>" if base.version else "from the release.</p>"
    yield (
        "<p>For a person who reviews what the bot says: each answer stands in its "
        "languages: framed, the card a resident gets, beside it what its buttons open; then how "
        "sure it is, the facts it rests on and its sources. Nothing here is legal advice.</p>"
        "</header>"
    )
    yield '<nav aria-label="Contents"><h2 class="contents">Contents</h2><ol>'
    for topic in base.shelves():
        count = len(base.shelf(topic.code))
        name = _text(topic.name[base.town.language])
        yield f'<li><a href="#topic-{_text(topic.code)}">{name}</a> ({count})</li>'
    for anchor, name in _APPENDICES:
        yield f'<li><a href="#{anchor}">{name}</a></li>'
    yield "</ol></nav>"


def _shelves(base: Base, today: date, card: Card | None) -> Iterator[str]:
    for topic in base.shelves():
        names = [
            f'<span lang="{tag}">{_text(topic.name[tag])}</span>' for tag in base.town.languages
        ]
        yield f'<h2 id="topic-{_text(topic.code)}">{" / ".join(names)}</h2>'
        for entry in base.shelf(topic.code):
            yield from _entry(base, entry, today, card)


def _entry(base: Base, entry: Entry, today: date, card: Card | None) -> Iterator[str]:
    yield f'<article id="{entry.code}"><header>'
    yield f'<h3>{entry.stamp} <span class="soft">{_text(entry.slug)}</span></h3>'
    due = ' <span class="due">Review is due.</span>' if today > entry.review_by else ""
    yield f'<p class="meta">{_text(sure(entry))}.{due} Facts: {_links(entry.facts)}. '
    yield f"See also: {_links(code for code in entry.related if code in base.entries)}.</p>"
    yield '</header><div class="languages">'
    for language in entry.wordings:
        yield from _wording(base, entry, language, card)
    yield '</div><footer class="sources">'
    chosen = [base.sources[code] for code in entry.sources if code in base.sources]
    yield "<strong>Sources</strong>" if chosen else "No page that settles this was found."
    if chosen:
        yield "<ul>" + "".join(f"<li>{_source(source)}</li>" for source in chosen) + "</ul>"
    yield "</footer></article>"


def _wording(base: Base, entry: Entry, language: Language, card: Card | None) -> Iterator[str]:
    wording, _ = base.wording(entry, language)
    yield f'<section lang="{language}"><p class="tongue">{NAMES[language]}</p>'
    if card:
        yield f'<div class="card">{sound(card(base, entry, language))}</div>'
    else:
        yield f"<h4>{_text(wording.title)}</h4>"
        yield f'<p class="short">{sound(wording.short)}</p>'
        yield f"<p>{sound(wording.points)}</p>" if wording.points else ""
    yield '<div class="more">'
    for paragraph in re.split(r"\n\s*\n", wording.detail):
        yield f"<p>{sound(paragraph)}</p>"
    if wording.basis:
        yield f'<p class="basis">{sound(wording.basis)}</p>'
    yield "</div>"
    asked = "".join(f"<li>{_text(phrasing)}</li>" for phrasing in wording.phrasings)
    label = f"Asked as ({len(wording.phrasings)}), terms: {', '.join(wording.terms)}"
    yield f"<details><summary>{_text(label)}</summary><ul>{asked}</ul></details></section>"


_APPENDICES = (
    ("timeline", "Timeline"),
    ("facts", "Facts"),
    ("sources", "Sources"),
    ("unchecked", "Not yet checked by a person"),
    ("other-matters", "Other matters, and what the bot says"),
    ("spellings", "Spellings"),
)


def _appendices(base: Base) -> Iterator[str]:
    names, tongues = dict(_APPENDICES), [NAMES[tag] for tag in base.town.languages]
    events = (
        [_text(written(event.on, Language.EN))]
        + [sound(filled(event.says.get(tag, ""), base.values, tag)) for tag in base.town.languages]
        + [_links([event.entry] if event.entry in base.entries else [])]
        for event in base.timeline()
    )
    yield from _table("timeline", names, ["Date", *tongues, "Answer"], events)
    facts = (_fact(fact) for fact in base.facts.values())
    yield from _table("facts", names, ["Fact", "Says", "Holds for", "Certainty", "Sources"], facts)
    used = _cited_by(base)
    sources = (
        [_anchor(f"source-{s.code}", s.code), _source(s), _links(used.get(s.code, []))]
        for s in base.sources.values()
    )
    yield from _table("sources", names, ["Source", "What and when", "Facts"], sources)
    left = ([_text(c.name), _text(c.value), _links([c.fact])] for c in unchecked(base))
    yield from _table("unchecked", names, ["Name", "Value", "Fact"], left)
    scopes = (
        [_text(scope.code), _text(scope.outcome)]
        + [
            sound(filled(scope.reply.get(tag, ""), base.values, tag))
            for tag in base.town.languages
        ]
        for scope in base.scopes.values()
    )
    yield from _table("other-matters", names, ["Class", "Outcome", *tongues], scopes)
    aliases = (
        [_text(a.means), _text(a.language or "any"), _text(", ".join(a.says))]
        for a in base.aliases.values()
    )
    yield from _table("spellings", names, ["Means", "Language", "Also written"], aliases)


def _table(
    anchor: str, names: dict[str, str], heads: list[str], rows: Iterable[list[str]]
) -> Iterator[str]:
    yield f'<h2 id="{anchor}">{names[anchor]}</h2><div class="scroll"><table><thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in heads) + "</tr></thead><tbody>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
    yield "</tbody></table></div>"


def _fact(fact: Fact) -> list[str]:
    sources = ", ".join(
        f'<a href="#source-{_text(code)}">{_text(code)}</a>' for code in fact.sources
    )
    return [
        _anchor(fact.code, fact.code),
        _text(fact.says),
        _text(fact.holds),
        CERTAINTIES[fact.certainty],
        sources,
    ]


def _cited_by(base: Base) -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for fact in base.facts.values():
        for code in fact.sources:
            used.setdefault(code, []).append(fact.code)
    return used


def _source(source: Source) -> str:
    name = _text(named(source))
    linked = f'<a href="{_text(source.link)}">{name}</a>' if source.link else name
    return f"{linked}, {_text('; '.join(notes(source)))}"


def _links(codes: Iterable[str]) -> str:
    return ", ".join(f'<a href="#{_text(code)}">{_text(code)}</a>' for code in codes) or "none"


def _anchor(anchor: str, text: str) -> str:
    return f'<span id="{_text(anchor)}">{_text(text)}</span>'


def _text(text: str) -> str:
    return html.escape(text)


def sound(text: str) -> str:
    """Let an answer's HTML through if it is sound, else show it as plain text; link addresses."""
    sound = text if fault(text) is None else html.escape(plain(text))
    return _ADDRESS.sub(lambda match: f'<a href="{match[0]}">{match[0]}</a>', sound)
