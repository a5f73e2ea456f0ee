"""The answers as a static site: one page a language, each whole in itself.

Nothing is fetched: style and script stand in the page, and its policy allows no others. Without
the script all but the search works. The bot's codes are the anchors: `en.html#AB-14`.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files

from bot.texts import Localizer, Texts, answer_cards, source_texts, timeline_texts
from knowledge.content.documents import DocumentBody, Entry
from knowledge.content.fact_values import LIVE_VALUES
from knowledge.content.faq_base import FaqBase
from knowledge.content.html_copy import ensure_sound_html
from knowledge.language import Language

_CODE = re.compile(r"(?<![\w/&<])/([A-Za-z]+)_(\d+)\b")
_COMMAND = re.compile(r"(?<![\w/&<])/([a-z]+)\b(?![^<>]*>)")


def build_site_pages(base: FaqBase, texts: Texts, today: date) -> Mapping[str, str]:
    """Return the pages by file name: `index.html` to choose a language, and one for each."""
    base = replace(base, live_values=_live_values_without_calendar(texts))
    written = {
        f"{language}.html": "\n".join(_language_page(base, texts.localizer(language), today))
        + "\n"
        for language in texts.town.languages
    }
    return {"index.html": "\n".join(_index_page(texts)) + "\n", **written}


def _live_values_without_calendar(texts: Texts) -> Mapping[str, DocumentBody]:
    """Return what stands where the bot at work names the next meeting."""
    said = {
        language.value: texts.localizer(language).html("site-next")
        for language in texts.town.languages
    }
    return {**LIVE_VALUES, "next_meeting": {"kind": "phrase", **said}}


def _asset_text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _csp_hash(text: str) -> str:
    """Return what lets a text stand inside a page under its policy (CSP Level 3, hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head_html(localizer: Localizer, *, script: str = "") -> Iterator[str]:
    style = _asset_text("site.css")
    allowed = f"style-src {_csp_hash(style)}" + (
        f"; script-src {_csp_hash(script)}" if script else ""
    )
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    yield f'<!doctype html>\n<html lang="{localizer.language}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f'<meta name="description" content="{localizer.html("profile-short")}">'
    yield f"<title>{localizer.html('profile-name')}</title><style>{style}</style></head>"


def _language_links(texts: Texts, current: Language | None) -> str:
    def item(language: Language) -> str:
        here = ' aria-current="page"' if language is current else ""
        name = texts.localizer(language).html(f"language-{language}")
        return (
            f'<li><a href="{language}.html" hreflang="{language}" lang="{language}"{here}>'
            f"{name}</a></li>"
        )

    return f'<ul class="languages">{"".join(map(item, texts.town.languages))}</ul>'


def _index_page(texts: Texts) -> Iterator[str]:
    localizer = texts.localizer(texts.town.language)
    yield from _head_html(localizer)
    yield f"<body><main><h1>{localizer.html('profile-name')}</h1>"
    for language in texts.town.languages:
        yield f'<p lang="{language}">{texts.localizer(language).html("profile-short")}</p>'
    yield f"{_language_links(texts, None)}</main></body></html>"


def _language_page(base: FaqBase, localizer: Localizer, today: date) -> Iterator[str]:
    script, say = _asset_text("site.js"), localizer.html
    yield from _head_html(localizer, script=script)
    yield f'<body id="top"><a class="skip" href="#answers">{say("site-skip")}</a><header>'
    if len(localizer.town.languages) > 1:
        languages = _language_links(localizer.texts, localizer.language)
        yield f'<nav aria-label="{say("site-languages")}">{languages}</nav>'
    lead = say("site-lead", town=localizer.town.name, day=localizer.date_text(today))
    yield f"<h1>{say('profile-name')}</h1><p>{lead}</p>"
    yield f'<p class="soft">{say("site-commands")}</p></header>'
    yield from _search_form(base, localizer)
    yield '<nav aria-labelledby="topics">'
    yield f'<h2 id="topics">{say("site-topics")}</h2><ul class="topics">'
    for topic in base.used_topics():
        name, count = (
            html.escape(topic.name[localizer.language]),
            len(base.topic_entries(topic.code)),
        )
        yield f'<li><a href="#topic-{html.escape(topic.code)}">{name}</a> ({count})</li>'
    yield f'<li><a href="#timeline">{say("menu-timeline")}</a></li></ul></nav><main id="answers">'
    for topic in base.used_topics():
        name = html.escape(topic.name[localizer.language])
        yield f'<h2 id="topic-{html.escape(topic.code)}">{name}</h2>'
        for entry in base.topic_entries(topic.code):
            yield from _answer_article(base, entry, localizer, today)
    yield from _timeline_section(base, localizer)
    yield f'</main><footer><p class="soft">{say("site-foot")}</p>'
    yield f'<p class="top"><a href="#top">{say("site-top")}</a></p></footer>'
    yield f"<script>{script}</script></body></html>"


def _search_form(base: FaqBase, localizer: Localizer) -> Iterator[str]:
    """Write the search, hidden until the script that does it has begun."""
    code = next(iter(base.entries), "")
    hits, none = localizer.html("site-hits", count="{n}"), localizer.html("site-none")
    yield f'<form role="search" hidden><label for="q">{localizer.html("site-search")}</label>'
    yield '<input type="search" id="q" autocomplete="off" aria-describedby="hint">'
    yield f'<p class="soft" id="hint">{localizer.html("site-hint", code=code)}</p>'
    yield f'<p role="status" id="told" data-hits="{hits}" data-none="{none}"></p>'
    yield '<ol id="hits"></ol></form>'


def _answer_article(
    base: FaqBase, entry: Entry, localizer: Localizer, today: date
) -> Iterator[str]:
    """Write an answer: the card a resident gets, then what its buttons open."""
    wording, spoken = base.filled_wording(entry, localizer.language)
    asked, terms = (html.escape("; ".join(found)) for found in (wording.phrasings, wording.terms))
    lang = f' lang="{spoken}"' if spoken is not localizer.language else ""
    yield f'<article id="{entry.code}" data-asked="{asked}" data-terms="{terms}"{lang}>'
    yield f"<h3><span>{html.escape(wording.title)}</span> "
    yield f'<a class="soft" href="#{entry.code}">{entry.code}</a></h3>'
    card = answer_cards.answer_card(base, entry, localizer, today).partition("\n\n")[2]
    yield f'<div class="card">{_linked_html(card)}</div>'
    for key, text in (("ask-more", wording.detail), ("ask-how-known", wording.basis)):
        if text:
            yield _details_html(localizer.html(key), f"<div>{_linked_html(text.strip())}</div>")
    if cited := base.cited_sources(entry):
        items = "".join(
            f"<li>{ensure_sound_html(source_texts.source_line(item, localizer))}</li>"
            for item in cited
        )
        yield _details_html(localizer.html("site-sources"), f"<ul>{items}</ul>")
    if near := answer_cards.related_entries(base, entry, localizer.language):
        links = (f'<a href="#{code}">{html.escape(title)}</a>' for code, title in near)
        items = "".join(f"<li>{link}</li>" for link in links)
        yield f'<p class="soft">{localizer.html("site-see")}:</p><ul class="see">{items}</ul>'
    yield "</article>"


def _timeline_section(base: FaqBase, localizer: Localizer) -> Iterator[str]:
    yield f'<h2 id="timeline">{localizer.html("menu-timeline")}</h2><ol>'
    for event in base.sorted_events():
        yield f"<li>{_linked_html(timeline_texts.event_line(base, event, localizer))}</li>"
    yield "</ol>"


def _details_html(label: str, text: str) -> str:
    return f"<details><summary>{label}</summary>{text}</details>"


def _linked_html(text: str) -> str:
    """Let the bot's HTML through if it is sound; codes lead to their answers, commands nowhere."""

    def to_answer(found: re.Match[str]) -> str:
        code = f"{found[1].upper()}-{found[2]}"
        return f'<a href="#{code}">{code}</a>'

    def as_typed(found: re.Match[str]) -> str:
        typed = f"<code>{found[0]}</code>"
        return f'<a href="#timeline">{typed}</a>' if found[0] == "/timeline" else typed

    return _COMMAND.sub(as_typed, _CODE.sub(to_answer, ensure_sound_html(text)))
