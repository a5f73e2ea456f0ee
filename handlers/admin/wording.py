"""How drafts, differences and problems read to an editor. Composes texts; sends nothing."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.storage.drafts import Pending
from bot.storage.faq import Version
from bot.texts import Voice, pages
from knowledge.content.base import Base
from knowledge.content.checks import Problem, Severity
from knowledge.content.checks.reading import filled
from knowledge.content.documents import (
    TEXTS,
    Alias,
    Body,
    Entry,
    Fact,
    Key,
    Kind,
    Scope,
    Source,
    Topic,
)
from knowledge.editing import fields, wordwise
from knowledge.editing.changes import Change, changed
from knowledge.editing.fields import Field, Form
from knowledge.language import Language

_SHOWN_VALUE = 1500
_SHOWN_DOCUMENTS = 40
_SHOWN_CHANGES = 3000
_SHOWN_IMPORT = 12_000  # characters of an import's differences: three messages
_REVIEW_IN = timedelta(days=90)


def is_behind(entry: Entry, language: Language) -> bool:
    """Tell whether a wording follows an older first text than the present one."""
    first, own = next(iter(entry.wordings.values()), None), entry.wordings.get(language)
    return first is not None and own is not None and own.follows < first.follows


def title(body: Body, language: Language) -> str:
    """Return the title of an entry's body, in this language or any it has."""
    for tag in (language, *Language):
        wording = body.get(tag.value)
        if isinstance(wording, dict) and wording.get("title"):
            return str(wording["title"])
    return ""


def slug(text: str) -> str:
    """Return a text as a short name of letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def dates_for_new(today: date) -> dict[str, str]:
    """Return the dates a new entry starts with: as of today, to be reviewed in three months."""
    return {"as_of": today.isoformat(), "review_by": (today + _REVIEW_IN).isoformat()}


def part_name(voice: Voice, one: Field, language: Language | None) -> str:
    """Name a part of a document, with its language if it has one."""
    name = _named(voice, one)
    return f"{name} ({voice.label(f'language-{language}')})" if language else name


def _named(voice: Voice, one: Field) -> str:
    """Name a part: the title of an answer is its question, that of a page is its title."""
    if one.name == "title" and not one.spoken:
        return voice.label("editors-part-page-title")
    return voice.label(f"editors-part-{one.name.replace('_', '-')}")


def part_label(voice: Voice, draft: Pending, one: Field) -> str:
    """Name a part on its button; one that is empty says so."""
    language = draft.language if one.spoken else None
    filled = fields.get(Kind(draft.kind), draft.body, one, language)
    name = _named(voice, one)
    return name if filled else voice.label("editors-part-empty", part=name)


def one_change(voice: Voice, change: Change) -> str:
    """Word one changed part as a readable difference."""
    name = html.escape(part_name(voice, change.field, change.language))
    return f"• {name}: {marked(voice, change)}"


def marked(voice: Voice, change: Change) -> str:
    """Word what of a part is gone, struck out, and what has come, in bold."""
    before, after = change.texts
    if change.field.form not in (Form.LINES, Form.VALUES, Form.CODES):
        return wordwise.compare(before, after)
    old, new = before.split("\n"), after.split("\n")
    if change.field.form is Form.CODES:
        old, new = before.split(), after.split()
    gone = [f"<s>{html.escape(item)}</s>" for item in old if item and item not in new]
    come = [f"<b>{html.escape(item)}</b>" for item in new if item and item not in old]
    return "; ".join(gone + come) or voice.say("editors-reordered")


def difference(voice: Voice, kind: Kind, before: Body, after: Body) -> str:
    """Word everything that differs between two bodies; too much is cut at a line."""
    lines: list[str] = []
    room = _SHOWN_CHANGES
    for change in changed(kind, before, after):
        line = one_change(voice, change)
        room -= pages.length(line)
        if room < 0:
            return "\n".join([*lines, voice.say("editors-and-more")])
        lines.append(line)
    return "\n".join(lines) or voice.say("editors-no-change")


def version(
    voice: Voice, one: Version, before: Body | None, who: str, zone: ZoneInfo, kind: Kind
) -> str:
    """Word one version of a history: when, who, what."""
    local = one.at.astimezone(zone)
    head = voice.say(
        "editors-history-line",
        version=str(one.number),
        day=voice.day(local.date()),
        time=local.strftime("%H:%M"),
        who=who or voice.label(f"editors-by-{'release' if one.note == 'release' else 'former'}"),
    )
    if before is None:
        return f"{head}\n{voice.say('editors-history-first')}"
    return f"{head}\n{difference(voice, kind, before, one.body)}"


def draft(voice: Voice, one: Pending, public: Body | None, base: Base) -> str:
    """Word the screen of an open edit."""
    kind = Kind(one.kind)
    name = ""
    if kind is Kind.ENTRY:
        name = html.escape(filled(title(one.body, one.language), base.values, one.language))
    key = "editors-draft-of" if one.version else "editors-draft-new"
    lines = [voice.say(key, code=one.code, version=str(one.version))]
    if name:
        lines.append(name)
    if public is not None:
        lines.append(voice.say("editors-draft-changes"))
        lines.append(difference(voice, kind, public, one.body))
    lines.append("")
    lines.append(voice.say("editors-draft-how"))
    return "\n".join(lines)


def ask(voice: Voice, one: Field, language: Language | None, now: str, base: Base) -> str:
    """Word the request for one part: what is wanted, in which form, and what it says now."""
    lines = [
        voice.say("editors-ask", part=part_name(voice, one, language)),
        voice.say(f"editors-form-{one.form}"),
    ]
    if one.name == "topic":
        topics = (f"{t.code}: {t.name[voice.language]}" for t in base.topics.values())
        lines.append(html.escape("\n".join(topics)))
    if now:
        lines.append(voice.say("editors-ask-now"))
        lines.append(f"<pre>{html.escape(now[:_SHOWN_VALUE])}</pre>")
    lines.append(voice.say("editors-ask-cancel"))
    return "\n".join(lines)


def as_html(marked: str, typed: str) -> str:
    """Return what an editor sent as HTML: tags they typed by hand, or the bold of their phone."""
    return typed if "<" in typed else marked


def problems(voice: Voice, found: Sequence[Problem]) -> str:
    """Word what stands against a publication, what stops it first."""
    if not found:
        return voice.say("editors-problems-none")
    stopping = [one for one in found if one.severity is Severity.ERROR]
    weighed = [one for one in found if one.severity is Severity.WARNING]
    lines = []
    for key, group in (("editors-problems-stop", stopping), ("editors-problems-weigh", weighed)):
        if group:
            lines.append(voice.say(key))
            lines += [_problem(voice, one) for one in group[:12]]
    return "\n".join(lines)


def _problem(voice: Voice, one: Problem) -> str:
    """Word one problem: its rule in the editor's language, then the particulars as found."""
    place = one.where
    if one.language:
        place += f", {voice.label(f'language-{one.language}')}"
    rule = voice.say(f"editors-check-{one.check}")
    says = one.says
    if one.check == "missing":
        says = voice.label(f"editors-part-{one.says.replace('_', '-')}")
    return f"• {html.escape(place)}: {rule} <i>{html.escape(says)}</i>"


def entries_changed(
    voice: Voice, base: Base, changed_base: Base, affected: dict[str, list[Language]]
) -> str:
    """Word every answer that a change of a fact would change, in every language."""
    if not affected:
        return voice.say("editors-fact-none")
    lines = [voice.say("editors-fact-changes", count=len(affected))]
    for code, languages in affected.items():
        for language in languages:
            lines += _reads(base, changed_base, code, language)
    return "\n".join(lines)


def _reads(base: Base, other: Base, code: str, language: Language) -> Iterable[str]:
    try:
        old = base.wording(base.entries[code], language)[0]
        new = other.wording(other.entries[code], language)[0]
    except Exception:  # a quote that can no longer be filled is told among the problems
        yield f"• {code} ({language}): ?"
        return
    for name in TEXTS:
        before, after = (pages.without_tags(w.texts[name]) for w in (old, new))
        if before != after:
            yield f"• {code} ({language}): {wordwise.compare(before, after)}"


def whole(voice: Voice, kind: Kind, body: Body) -> str:
    """Show every part of a document that is not an answer, for reading."""
    lines = []
    for one in fields.FIELDS[kind]:
        for language in voice.town.languages if one.spoken else (None,):
            shown = fields.show(one, fields.get(kind, body, one, language))
            if shown:
                name = html.escape(part_name(voice, one, language))
                lines.append(f"<b>{name}</b>: {html.escape(pages.without_tags(shown))}")
    return "\n".join(lines)


def summary(document: object, language: Language) -> str:
    """Return one line that tells a document of any kind from its neighbours."""
    match document:
        case Fact():
            return document.says
        case Source():
            return f"{document.publisher}, {document.title or document.date}"
        case Alias():
            return f"{', '.join(document.says)} = {document.means}"
        case Topic():
            return document.name[language]
        case Scope():
            return pages.without_tags(document.reply.get(language, "")) or document.outcome.value
    return ""


def imported(
    voice: Voice, documents: Sequence[Sequence[Any]], live: Mapping[Key, Body]
) -> list[str]:
    """Word what an import does to each document: new, or each changed part before and after."""
    lines: list[str] = []
    room = _SHOWN_IMPORT
    for place, (named, code, version, body) in enumerate(documents):
        kind, is_new = Kind(named), not version
        key = "editors-import-new" if is_new else "editors-import-changed"
        told = [voice.say(key, what=f"{kind} {code}")]
        if not is_new:
            told.append(difference(voice, kind, live.get((kind, code), {}), body))
        room -= sum(map(pages.length, told))
        if room < 0 or place == _SHOWN_DOCUMENTS:
            lines.append(voice.say("editors-import-more", count=len(documents) - place))
            break
        lines += told
    return lines
