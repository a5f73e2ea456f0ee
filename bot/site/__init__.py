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

from bot.texts import Texts, Voice, cards
from knowledge.content.base import Base
from knowledge.content.documents import Body, Entry
from knowledge.content.values import LIVE
from knowledge.content.web_copy import sound
from knowledge.language import Language

_CODE = re.compile(r"(?<![\w/&<])/([A-Za-z]+)_(\d+)\b")
_COMMAND = re.compile(r"(?<![\w/&<])/([a-z]+)\b(?![^<>]*>)")


def pages(base: Base, texts: Texts, today: date) -> Mapping[str, str]:
    """Return the pages by file name: `index.html` to choose a language, and one for each."""
    base = replace(base, live=_without_calendar(texts))
    written = {
        f"{language}.html": "\n".join(_page(base, texts.voice(language), today)) + "\n"
        for language in texts.town.languages
    }
    return {"index.html": "\n".join(_door(texts)) + "\n", **written}


def _without_calendar(texts: Texts) -> Mapping[str, Body]:
    """Return what stands where the bot at work names the next meeting."""
    said = {
        language.value: texts.voice(language).say("site-next") for language in texts.town.languages
    }
    return {**LIVE, "next_meeting": {"kind": "phrase", **said}}


def _part(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """Return what lets a text stand inside a page under its policy (CSP Level 3, hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head(voice: Voice, *, script: str = "") -> Iterator[str]:
    style = _part("site.css")
    allowed = f"style-src {_digest(style)}" + (f"; script-src {_digest(script)}" if script else "")
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    yield f'<!doctype html>\n<html lang="{voice.language}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f'<meta name="description" content="{voice.say("menu-short")}">'
    yield f"<title>{voice.say('menu-name')}</title><style>{style}</style></head>"


def _languages(texts: Texts, current: Language | None) -> str:
    def item(language: Language) -> str:
        here = ' aria-current="page"' if language is current else ""
        name = texts.voice(language).say(f"language-{language}")
        return (
            f'<li><a href="{language}.html" hreflang="{language}" lang="{language}"{here}>'
            f"{name}</a></li>"
        )

    return f'<ul class="languages">{"".join(map(item, texts.town.languages))}</ul>'


def _door(texts: Texts) -> Iterator[str]:
    voice = texts.voice(texts.town.language)
    yield from _head(voice)
    yield f"<body><main><h1>{voice.say('menu-name')}</h1>"
    for language in texts.town.languages:
        yield f'<p lang="{language}">{texts.voice(language).say("menu-short")}</p>'
    yield f"{_languages(texts, None)}</main></body></html>"


def _page(base: Base, voice: Voice, today: date) -> Iterator[str]:
    script, say = _part("site.js"), voice.say
    yield from _head(voice, script=script)
    yield f'<body id="top"><a class="skip" href="#answers">{say("site-skip")}</a><header>'
    if len(voice.town.languages) > 1:
        languages = _languages(voice.texts, voice.language)
        yield f'<nav aria-label="{say("site-languages")}">{languages}</nav>'
    lead = say("site-lead", town=voice.town.name, day=voice.day(today))
    yield f"<h1>{say('menu-name')}</h1><p>{lead}</p>"
    yield f'<p class="soft">{say("site-commands")}</p></header>'
    yield from _search(base, voice)
    yield '<nav aria-labelledby="topics">'
    yield f'<h2 id="topics">{say("site-topics")}</h2><ul class="topics">'
    for topic in base.shelves():
        name, count = html.escape(topic.name[voice.language]), len(base.shelf(topic.code))
        yield f'<li><a href="#topic-{html.escape(topic.code)}">{name}</a> ({count})</li>'
    yield f'<li><a href="#timeline">{say("menu-timeline")}</a></li></ul></nav><main id="answers">'
    for topic in base.shelves():
        name = html.escape(topic.name[voice.language])
        yield f'<h2 id="topic-{html.escape(topic.code)}">{name}</h2>'
        for entry in base.shelf(topic.code):
            yield from _answer(base, entry, voice, today)
    yield from _timeline(base, voice)
    yield f'</main><footer><p class="soft">{say("site-foot")}</p>'
    yield f'<p class="top"><a href="#top">{say("site-top")}</a></p></footer>'
    yield f"<script>{script}</script></body></html>"


def _search(base: Base, voice: Voice) -> Iterator[str]:
    """Write the search, hidden until the script that does it has begun."""
    code = next(iter(base.entries), "")
    hits, none = voice.say("site-hits", count="{n}"), voice.say("site-none")
    yield f'<form role="search" hidden><label for="q">{voice.say("site-search")}</label>'
    yield '<input type="search" id="q" autocomplete="off" aria-describedby="hint">'
    yield f'<p class="soft" id="hint">{voice.say("site-hint", code=code)}</p>'
    yield f'<p role="status" id="told" data-hits="{hits}" data-none="{none}"></p>'
    yield '<ol id="hits"></ol></form>'


def _answer(base: Base, entry: Entry, voice: Voice, today: date) -> Iterator[str]:
    """Write an answer: the card a resident gets, then what its buttons open."""
    wording, spoken = base.wording(entry, voice.language)
    asked, terms = (html.escape("; ".join(found)) for found in (wording.phrasings, wording.terms))
    lang = f' lang="{spoken}"' if spoken is not voice.language else ""
    yield f'<article id="{entry.code}" data-asked="{asked}" data-terms="{terms}"{lang}>'
    yield f"<h3><span>{html.escape(wording.title)}</span> "
    yield f'<a class="soft" href="#{entry.code}">{entry.code}</a></h3>'
    card = cards.answer(base, entry, voice, today).partition("\n\n")[2]
    yield f'<div class="card">{_linked(card)}</div>'
    for key, text in (("ask-more", wording.detail), ("ask-how-known", wording.basis)):
        if text:
            yield _fold(voice.say(key), f"<div>{_linked(text.strip())}</div>")
    if cited := base.cited(entry):
        items = "".join(f"<li>{sound(cards.source(item, voice))}</li>" for item in cited)
        yield _fold(voice.say("site-sources"), f"<ul>{items}</ul>")
    if near := cards.related(base, entry, voice.language):
        links = (f'<a href="#{code}">{html.escape(title)}</a>' for code, title in near)
        items = "".join(f"<li>{link}</li>" for link in links)
        yield f'<p class="soft">{voice.say("site-see")}:</p><ul class="see">{items}</ul>'
    yield "</article>"


def _timeline(base: Base, voice: Voice) -> Iterator[str]:
    yield f'<h2 id="timeline">{voice.say("menu-timeline")}</h2><ol>'
    for event in base.timeline():
        yield f"<li>{_linked(cards.event_line(base, event, voice))}</li>"
    yield "</ol>"


def _fold(label: str, text: str) -> str:
    return f"<details><summary>{label}</summary>{text}</details>"


def _linked(text: str) -> str:
    """Let the bot's HTML through if it is sound; codes lead to their answers, commands nowhere."""

    def to_answer(found: re.Match[str]) -> str:
        code = f"{found[1].upper()}-{found[2]}"
        return f'<a href="#{code}">{code}</a>'

    def as_typed(found: re.Match[str]) -> str:
        typed = f"<code>{found[0]}</code>"
        return f'<a href="#timeline">{typed}</a>' if found[0] == "/timeline" else typed

    return _COMMAND.sub(as_typed, _CODE.sub(to_answer, sound(text)))
