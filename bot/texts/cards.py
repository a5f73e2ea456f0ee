"""Whole messages of the FAQ: an answer with its sources, a choice, a miss. Pure."""

import html
from collections.abc import Sequence
from datetime import date

from bot.texts import Html, Voice
from knowledge.content.base import Base, number
from knowledge.content.documents import Certainty, Entry, Source
from knowledge.dates import written
from knowledge.language import Language
from knowledge.verdict import Outcome, Verdict

SHOWN_SOURCES = 4


def source(item: Source, voice: Voice) -> str:
    """Word one source: publisher, title, date and how it was read, linked where we may link."""
    name = html.escape(item.publisher)
    if item.title:
        title = html.escape(item.title)
        name = f"{name}, “{title}”"
    elif item.publisher:
        name = f"{name} ({voice.say('ask-source-untitled')})"
    linked = f'<a href="{html.escape(item.link)}">{name}</a>' if item.link else name
    notes = [_source_date(item, voice)]
    if item.title_inferred:
        notes.append(voice.say("ask-source-title-inferred"))
    if item.url_inferred:
        notes.append(voice.say("ask-source-inferred"))
    if item.via:
        known = (
            item.via if item.via in ("mirror", "republished", "excerpt", "archive") else "other"
        )
        notes.append(voice.say(f"ask-source-{known}"))
    if item.lean in ("partisan", "opinion"):
        notes.append(voice.say(f"ask-source-{item.lean}"))
    return f"{linked}, {'; '.join(notes)}"


def _source_date(item: Source, voice: Voice) -> str:
    day = written(item.date, voice.language)
    if not day:
        return voice.say("ask-source-undated")
    if item.date_is in ("about", "by-content", "not-shown"):
        return voice.say(f"ask-source-{item.date_is}", day=day)
    return day


def _sources(base: Base, entry: Entry, voice: Voice) -> str:
    cited = base.cited(entry)
    if not cited:
        return voice.say("ask-no-sources")
    lines = [voice.say("ask-sources") + ":"]
    lines += [f"• {source(item, voice)}" for item in cited[:SHOWN_SOURCES]]
    if len(cited) > SHOWN_SOURCES:
        lines.append(
            voice.say(
                "ask-more-sources",
                count=len(cited) - SHOWN_SOURCES,
                number=str(number(entry.code)),
            )
        )
    return "\n".join(lines)


def answer(
    base: Base, entry: Entry, voice: Voice, today: date, *, expiring: date | None = None
) -> str:
    """Word an entry: the outright answer, the detail, how sure, as of when, sources, code."""
    wording, spoken = base.wording(entry, voice.language)
    parts = [f"<b>{html.escape(wording.title)}</b>"]
    if spoken is not voice.language:
        parts.append(voice.say("ask-fallback", language=voice.label(f"language-{spoken}")))
    parts += [wording.short, wording.detail]
    dated = [
        voice.say("ask-as-of", day=voice.day(entry.as_of)),
        voice.say(f"ask-certainty-{Certainty(entry.certainty)}"),
    ]
    if today > entry.review_by:
        dated.append(voice.say("ask-review", day=voice.day(entry.review_by)))
    expiring = expiring or entry.expires_on
    if expiring and expiring < today:
        dated.append(voice.say("ask-expiring", day=voice.day(expiring)))
    parts.append(f"<i>{' '.join(dated)}</i>")
    parts.append(_sources(base, entry, voice))
    parts.append(f"<i>{voice.say('ask-code', stamp=entry.stamp)}</i>")
    return "\n\n".join(part for part in parts if part)


def related(base: Base, entry: Entry, language: Language) -> list[tuple[str, str]]:
    """Return the codes and titles of an entry's live related entries, at most three."""
    return [(code, base.title(code, language)) for code in entry.related if code in base.entries][
        :3
    ]


def verdict(base: Base, said: Verdict, voice: Voice, today: date) -> str:
    """Word a verdict as the message a resident gets; `voice` speaks the question's language."""
    match said.outcome:
        case Outcome.FOUND if said.entry and said.entry in base.entries:
            text = answer(base, base.entries[said.entry], voice, today)
            if said.also and said.also in base.entries:
                title = html.escape(base.title(said.also, voice.language))
                text += f"\n\n{voice.say('ask-also')} {title} ({said.also})"
            return text
        case Outcome.MAYBE:
            return choice(
                base, [c.entry for c in said.candidates if c.entry in base.entries], voice
            )
        case Outcome.CHAT | Outcome.REFER:
            return scope_reply(base, said.scope or "", voice) or voice.say("start-chatter")
    return unknown(base, voice, scope_reply(base, said.scope or "", voice) or None)


def choice(base: Base, codes: Sequence[str], voice: Voice) -> str:
    """Word a choice between a few questions, numbered so that a number can be typed."""
    lines = [voice.say("ask-did-you-mean")]
    lines += [
        f"{place}. {html.escape(base.title(code, voice.language))}"
        for place, code in enumerate(codes, start=1)
    ]
    return "\n".join(lines) + "\n\n" + voice.say("ask-choose")


def unknown(base: Base, voice: Voice, office: str | None = None) -> str:
    """Say that we do not know, and the ways on; `office` is who may know, if the facts say."""
    known = "url_city_clerk" in base.values  # another town's base may not have one
    clerk = Html(base.values.fill("{url_city_clerk}", voice.language) if known else "–")
    parts = [voice.say("ask-unknown")]
    if office:
        parts.append(office)
    parts.append(voice.say("ask-unknown-ways", clerk=clerk))
    return "\n\n".join(parts)


def scope_reply(base: Base, code: str, voice: Voice) -> str:
    """Return the reply of an out-of-scope class as HTML; empty if it has none."""
    scope = base.scopes.get(code)
    if scope is None:
        return ""
    text = scope.reply.get(voice.language) or scope.reply.get(Language.EN, "")
    return base.values.fill(text, voice.language)


def sources_of(base: Base, entry: Entry, voice: Voice) -> str:
    """List every source of one entry."""
    title = base.wording(entry, voice.language)[0].title
    head = voice.say("browse-sources-of", stamp=entry.stamp, title=title)
    cited = base.cited(entry)
    if not cited:
        return f"{head}\n\n{voice.say('ask-no-sources')}"
    return head + "\n\n" + "\n".join(f"• {source(item, voice)}" for item in cited)


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


def timeline(base: Base, voice: Voice) -> str:
    """Tell the dated story, one line an event, oldest first."""
    if not base.events:
        return voice.say("browse-timeline-empty")
    lines = [voice.say("browse-timeline"), ""]
    for event in base.timeline():
        text = event.says.get(voice.language) or event.says[Language.EN]
        line = base.values.fill(text, voice.language)
        code = f" ({event.entry})" if event.entry in base.entries else ""
        lines.append(f"<b>{written(event.on, voice.language)}</b>: {line}{code}")
    return "\n".join((*lines, "", voice.say("browse-timeline-more")))
