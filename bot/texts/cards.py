"""Whole messages of the FAQ: an answer with its sources, a choice, a miss. Pure."""

import html
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from bot.texts import Html, Texts, Voice
from knowledge.content.base import Base
from knowledge.content.documents import LEANS, UNDATED, Certainty, Entry, Event, Source
from knowledge.content.values import QUOTE
from knowledge.dates import shortened, written
from knowledge.language import Language
from knowledge.verdict import Outcome, Verdict

HEARD = 0.10  # chance of the best from which a question counts as understood
SHOWN_PUBLISHERS = 2
MOST_RELATED = 3
UNFOLDED_SOURCES = 5  # the rest of a long list lies folded


class View(StrEnum):
    """What an answer's message shows under its short answer."""

    CARD = "card"  # the points: one screen
    MORE = "more"  # the detail
    WHY = "why"  # how we know


def publisher(item: Source, voice: Voice) -> str:
    """Name a source's publisher, and the site of the copy if the link goes there; linked."""
    name = html.escape(item.publisher)
    if not item.link:
        return name
    if item.copy_at:
        name = voice.say("ask-source-copy-at", publisher=Html(name), site=item.copy_at)
    return f'<a href="{html.escape(item.link)}">{name}</a>'


def source(item: Source, voice: Voice) -> str:
    """Word one source: publisher, title, date and how it was read, linked where we may link."""
    title = f"“{html.escape(item.title)}”" if item.title else voice.say("ask-source-untitled")
    notes = [_source_date(item, voice)]
    if item.title_inferred:
        notes.append(voice.say("ask-source-title-inferred"))
    if item.url_inferred:
        notes.append(voice.say("ask-source-inferred"))
    if item.copy_at and not item.link:
        notes.append(voice.say("ask-source-read-at", site=item.copy_at))
    elif item.via and not item.copy_at:
        known = item.via in ("mirror", "republished", "excerpt", "archive")
        notes.append(voice.say(f"ask-source-{item.via if known else 'other'}"))
    if item.lean in LEANS:
        notes.append(voice.say(f"ask-source-{item.lean}"))
    return f"{publisher(item, voice)}, {title}, {'; '.join(notes)}"


def _source_date(item: Source, voice: Voice) -> str:
    day = written(item.date, voice.language)
    if not day:
        return voice.say("ask-source-undated")
    if item.date_is in ("about", "by-content", "not-shown"):
        return voice.say(f"ask-source-{item.date_is}", day=day)
    return day


def _publishers(base: Base, entry: Entry, voice: Voice) -> str:
    """Name the publishers behind an entry, the first two, in one line."""
    first: dict[str, Source] = {}
    for item in base.cited(entry):
        known = first.get(item.publisher)
        if known is None or (item.link and not known.link):
            first[item.publisher] = item
    named = [publisher(item, voice) for item in first.values()][:SHOWN_PUBLISHERS]
    return " · ".join(named) or voice.say("ask-no-sources")


def _foot(entry: Entry, voice: Voice) -> str:
    """Tell in one line how sure an answer is, how far it reaches, and its code."""
    told = [voice.say(f"ask-certainty-{Certainty(entry.certainty)}")]
    if entry.as_of == UNDATED:
        told.append(voice.say("ask-sources-undated"))
    else:
        told.append(voice.say("ask-sources-to", day=shortened(entry.as_of, voice.language)))
    if entry.searched_to:
        day = shortened(entry.searched_to.isoformat(), voice.language)
        told.append(voice.say("ask-searched-to", day=day))
    told.append(entry.stamp)
    if entry.legal:
        told.append(voice.say("ask-not-legal"))
    return " · ".join(told)


def _warnings(base: Base, entry: Entry, voice: Voice, today: date) -> str:
    """Tell that an answer is due for review, or was written before a meeting now held."""
    told = []
    if today > entry.review_by:
        told.append(voice.say("ask-review", day=voice.day(entry.review_by)))
    held_on = base.expires_on(entry)
    if held_on and held_on < today:
        told.append(voice.say("ask-expiring", day=voice.day(held_on)))
    return " ".join(told)


def answer(base: Base, entry: Entry, voice: Voice, today: date, *, view: View = View.CARD) -> str:
    """Word an entry as one screen: the outright answer, what came after, points, sources, foot.

    Another view shows the detail or the basis in place of the points.
    """
    wording, spoken = base.wording(entry, voice.language)
    under = {View.CARD: wording.points, View.MORE: wording.detail, View.WHY: wording.basis}[view]
    parts = [f"<b>{html.escape(wording.title)}</b>"]
    if spoken is not voice.language:
        parts.append(voice.say("ask-fallback", language=voice.label(f"language-{spoken}")))
    parts.append(wording.short)
    if after := base.overtaken(entry, spoken):
        parts.append(f"<blockquote>{after}</blockquote>")
    parts.append(under)
    foot = [_publishers(base, entry, voice), _foot(entry, voice)]
    foot.append(_warnings(base, entry, voice, today))
    parts.append("\n".join(f"<i>{line}</i>" for line in foot if line))
    return "\n\n".join(part for part in parts if part)


def worded_by(texts: Texts, today: date) -> Callable[[Base, Entry, Language], str]:
    """Return what words the card of an entry in a language, for a room that has no voice."""
    return lambda base, entry, language: answer(base, entry, texts.voice(language), today)


def whole(base: Base, entry: Entry, voice: Voice, today: date) -> str:
    """Word everything an answer shows, for editors: the card, then what its buttons open."""
    wording = base.wording(entry, voice.language)[0]
    parts = [answer(base, entry, voice, today)]
    for key, text in (("ask-more", wording.detail), ("ask-how-known", wording.basis)):
        if text:
            parts.append(f"<b>[{voice.say(key)}]</b>\n{text}")
    return "\n\n".join(parts)


def related(base: Base, entry: Entry, language: Language) -> list[tuple[str, str]]:
    """Return the codes and titles of an entry's live related entries, at most three."""
    live = [code for code in entry.related if code in base.entries][:MOST_RELATED]
    return [(code, base.title(code, language)) for code in live]


def verdict(base: Base, said: Verdict, voice: Voice, today: date) -> str:
    """Word a verdict as the message a resident gets; `voice` speaks the question's language."""
    match said.outcome:
        case Outcome.FOUND if said.entry and said.entry in base.entries:
            text = answer(base, base.entries[said.entry], voice, today)
            if said.also and said.also in base.entries:
                text += f"\n\n{_also(base, base.entries[said.also], voice)}"
            return text
        case Outcome.MAYBE:
            codes = [c.entry for c in said.candidates if c.entry in base.entries]
            if said.repeats and codes:
                return again(base, codes, voice)
            return choice(base, codes, voice, heard=said.score >= HEARD)
        case Outcome.REFER:
            return beside(base, said, voice, scope_reply(base, said.scope or "", voice))
        case Outcome.CHAT:
            reply = scope_reply(base, said.scope or "", voice) or voice.say("start-chatter")
            return beside(base, said, voice, reply)
    if not said.outside:
        return _with_ways(base, voice, voice.say("ask-not-understood"))
    return unknown(base, voice, scope_reply(base, said.scope or "", voice) or None)


def beside(base: Base, said: Verdict, voice: Voice, reply: str) -> str:
    """Add to a reply the entries that may have been asked for, each with its command."""
    named = [base.entries[c.entry] for c in said.candidates if c.entry in base.entries]
    return "\n\n".join((reply, *(_also(base, e, voice, "ask-beside") for e in named)))


def _also(base: Base, entry: Entry, voice: Voice, key: str = "ask-also") -> str:
    """Name an entry that may be meant too, with the command that opens it."""
    title = html.escape(base.title(entry.code, voice.language))
    return f"{voice.say(key)} {title} /{entry.code.replace('-', '_')}"


def choice(base: Base, codes: Sequence[str], voice: Voice, *, heard: bool = True) -> str:
    """Word a choice between a few questions, each with its one-line answer.

    They are numbered, so that a number can be typed. `heard` is false where the question was
    hardly understood.
    """
    head = voice.say("ask-did-you-mean" if heard else "ask-hardly-understood")
    return "\n\n".join((head, *_in_lines(base, codes, voice), voice.say("ask-choose")))


def again(base: Base, codes: Sequence[str], voice: Voice) -> str:
    """Say that the first of these was just shown, and what is near it."""
    head = voice.say("ask-again", stamp=base.entries[codes[0]].stamp)
    same, *near = _in_lines(base, codes, voice)
    more = [voice.say("ask-again-near"), *near] if near else []
    return "\n\n".join((head, same, *more, voice.say("ask-choose")))


def _in_lines(base: Base, codes: Sequence[str], voice: Voice) -> list[str]:
    """Word each entry as its number, its question and its one-line answer."""
    lines = []
    for place, code in enumerate(codes, start=1):
        wording = base.wording(base.entries[code], voice.language)[0]
        lines.append(f"{place}. <b>{html.escape(wording.title)}</b>\n{wording.short}")
    return lines


def in_short(base: Base, entry: Entry, voice: Voice) -> str:
    """Word an entry in its one line, for whom the whole was too much."""
    wording = base.wording(entry, voice.language)[0]
    title = html.escape(wording.title)
    return f"{voice.say('ask-in-short')}\n\n<b>{title}</b>\n{wording.short}"


def unknown(base: Base, voice: Voice, office: str | None = None) -> str:
    """Say that the base does not hold it; `office` is who may know, if the facts say."""
    return _with_ways(base, voice, voice.say("ask-unknown"), *([office] if office else []))


def _with_ways(base: Base, voice: Voice, *parts: str) -> str:
    line = voice.town.phrases[voice.language]["clerk"]
    known = line and all(name in base.values for name in QUOTE.findall(line))
    clerk = Html(f"\n• {base.values.fill(html.escape(line), voice.language)}" if known else "")
    return "\n\n".join((*parts, voice.say("ask-unknown-ways", clerk=clerk)))


def scope_reply(base: Base, code: str, voice: Voice) -> str:
    """Return the reply of an out-of-scope class as HTML; empty if it has none."""
    scope = base.scopes.get(code)
    if scope is None:
        return ""
    text = scope.reply.get(voice.language) or scope.reply.get(voice.town.language, "")
    return base.values.fill(text, voice.language)


def sources_of(base: Base, entry: Entry, voice: Voice) -> str:
    """List every source of one entry; the end of a long list lies folded, except in plain mode."""
    title = base.wording(entry, voice.language)[0].title
    head = voice.say("browse-sources-of", stamp=entry.stamp, title=title)
    lines = [f"• {source(item, voice)}" for item in base.cited(entry)]
    if not lines:
        return f"{head}\n\n{voice.say('ask-no-sources')}"
    shown, rest = lines[:UNFOLDED_SOURCES], lines[UNFOLDED_SOURCES:]
    if voice.plain or len(rest) < 2:
        shown, rest = lines, []
    folded = "\n".join(rest)
    parts = ["\n".join(shown), f"<blockquote expandable>{folded}</blockquote>" * bool(rest)]
    return head + "\n\n" + "\n".join(filter(None, parts))


def all_sources(base: Base, voice: Voice, most: int = 12) -> str:
    """Tell how many pages stand behind the base, and the most cited."""
    counts: dict[str, int] = {}
    for entry in base.entries.values():
        for item in base.cited(entry):
            counts[item.code] = counts.get(item.code, 0) + 1
    if not counts:
        return voice.say("browse-sources-empty")
    used = sorted(counts, key=lambda code: (-counts[code], code))
    head = voice.say(
        "browse-sources",
        sources=len(used),
        publishers=len({base.sources[code].publisher for code in used}),
        entries=len(base.entries),
    )
    lines = [f"• {source(base.sources[code], voice)}" for code in used[:most]]
    return "\n".join((head, *lines, "", voice.say("browse-sources-more")))


def event_line(base: Base, event: Event, voice: Voice) -> str:
    """Tell one event in a line: its date, what happened, and the code of the answer about it."""
    text = event.says.get(voice.language) or event.says[voice.town.language]
    line = base.values.fill(text, voice.language)
    told = base.find(event.entry)
    code = f" /{told.code.replace('-', '_')}" if told else ""
    return f"<b>{written(event.on, voice.language)}</b>: {line}{code}"


def timeline(base: Base, voice: Voice, *, latest: int = 0) -> str:
    """Tell the dated story, one line an event, oldest first; with `latest`, only so many."""
    if not base.events:
        return voice.say("browse-timeline-empty")
    lines = [voice.say("browse-timeline"), ""]
    lines += [event_line(base, event, voice) for event in base.timeline()[-latest:]]
    if latest:
        return "\n".join(lines)
    return "\n".join((*lines, "", voice.say("browse-timeline-more")))
