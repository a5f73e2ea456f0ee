"""How a release's difference reads to an editor. Composes texts; sends nothing."""

import html
from collections.abc import Iterator

from bot.storage.releases import Waiting
from bot.texts import Voice, pages
from handlers.admin import wording
from knowledge.content.documents import Body, Kind
from knowledge.editing import fields
from knowledge.editing.changes import Change
from knowledge.editing.releases import Choice, Difference, chosen

_SHOWN = 1200  # characters of a text as it was
_ROOM = 10_000  # characters of all parts: three messages
_LONGEST_LINE = 80


def line(voice: Voice, one: Waiting) -> str:
    """Return a line of the list: what it is, and how many parts differ."""
    count, clashes = len(one.differences), sum(d.is_clash for d in one.differences)
    told = voice.say("releases-line", count=count, clashes=clashes)
    return f"• <b>{html.escape(_named(one))}</b>: {html.escape(_title(voice, one))} {told}"


def label(voice: Voice, one: Waiting) -> str:
    """Return what stands on the button of a line."""
    return f"{_named(one)}: {_title(voice, one)}"


def _named(one: Waiting) -> str:
    return one.code if one.kind in (Kind.ENTRY, Kind.FACT) else f"{one.kind} {one.code}"


def _title(voice: Voice, one: Waiting) -> str:
    """Return the first part of a document, by which editors know it."""
    first = fields.FIELDS[one.kind][0]
    shown = fields.show(first, fields.get(
        one.kind, one.ours, first, voice.language if first.spoken else None))  # fmt: skip
    return pages.without_tags(" ".join(shown.split()))[:_LONGEST_LINE]


def screen(voice: Voice, one: Waiting) -> str:
    """Word every part that differs; those that are too much are only named."""
    key = "releases-screen" if one.base is not None else "releases-screen-unknown"
    parts = [voice.say(key, code=_named(one), version=str(one.version))]
    room = _ROOM
    for place, difference in enumerate(one.differences, start=1):
        told = part(voice, place, difference)
        room -= pages.length(told)
        parts.append(
            told
            if room >= 0
            else f"{_head(voice, place, difference)} {voice.say('releases-long')}"
        )
    parts.append(voice.say("releases-how", code=one.code))
    return "\n\n".join(parts)


def part(voice: Voice, place: int, one: Difference) -> str:
    """Word a part: as it was (if known), the release's, ours; what differs is marked."""
    lines = [_head(voice, place, one)]
    if one.base is None:
        lines.append(_side(voice, "ours", _plain(one, one.ours)))
        lines.append(_side(voice, "theirs", _marked(voice, one, one.ours, one.theirs)))
        return "\n".join(lines)
    lines.append(_side(voice, "before", _plain(one, one.base)))
    lines.append(_side(voice, "theirs", _marked(voice, one, one.base, one.theirs)))
    if one.is_clash:
        lines.append(_side(voice, "ours", _marked(voice, one, one.base, one.ours)))
    return "\n".join(lines)


def _head(voice: Voice, place: int, one: Difference) -> str:
    name = html.escape(wording.part_name(voice, one.field, one.language))
    clash = voice.say("releases-clash") if one.is_clash and one.base is not None else ""
    return f"<b>{place}. {name}</b> {clash}".rstrip()


def _side(voice: Voice, whose: str, told: str) -> str:
    return f"{voice.say(f'releases-{whose}')}: {told or '–'}"


def _plain(one: Difference, value: object) -> str:
    shown = fields.show(one.field, value)
    cut = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN].rsplit(' ', 1)[0]} …"
    return html.escape(cut, quote=False)


def _marked(voice: Voice, one: Difference, before: object, after: object) -> str:
    return wording.marked(voice, Change(one.field, one.language, before, after))


def choices(
    voice: Voice, kind: Kind, body: Body, place: int, one: Difference
) -> Iterator[tuple[Choice, str]]:
    """Yield the choices for a part with their labels; the one that is made is ticked."""
    made = chosen(kind, body, one)
    for choice in one.choices:
        tick = "✓ " if choice is made else ""
        yield choice, f"{tick}{place}. {voice.label(f'releases-choose-{choice}')}"
