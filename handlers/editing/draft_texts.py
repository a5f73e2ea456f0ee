"""How drafts, differences and problems read to an editor. Composes texts; sends nothing."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.storage.faq.base_documents import StoredVersion
from bot.storage.faq.drafts import PendingDraft
from bot.texts import Localizer, message_parts
from knowledge.content.checks import Problem, Severity
from knowledge.content.document_fields import Field, InputForm
from knowledge.content.documents import (
    TEXT_NAMES,
    Alias,
    DocumentBody,
    DocumentKey,
    DocumentKind,
    Entry,
    Fact,
    ScopeDocument,
    Source,
    Topic,
)
from knowledge.content.faq_base import FaqBase
from knowledge.content.plain_text import fill_known_quotes
from knowledge.editing import editable_fields, word_diff
from knowledge.editing.field_changes import FieldChange, changed_fields
from knowledge.language import Language

_MAX_VALUE_SHOWN = 1500
_MAX_DOCUMENTS_SHOWN = 40
_MAX_CHANGES_SHOWN = 3000
_MAX_IMPORT_SHOWN = 12_000  # characters of an import's differences: three messages
_REVIEW_AFTER = timedelta(days=90)


def is_translation_behind(entry: Entry, language: Language) -> bool:
    """Tell whether a wording follows an older first text than the present one."""
    first, own = next(iter(entry.wordings.values()), None), entry.wordings.get(language)
    return first is not None and own is not None and own.follows < first.follows


def body_title(body: DocumentBody, language: Language) -> str:
    """Return the title of an entry's body, in this language or any it has."""
    for tag in (language, *Language):
        wording = body.get(tag.value)
        if isinstance(wording, dict) and wording.get("title"):
            return str(wording["title"])
    return ""


def make_slug(text: str) -> str:
    """Return a text as a short name of letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def new_entry_dates(today: date) -> dict[str, str]:
    """Return the dates a new entry starts with: as of today, to be reviewed in three months."""
    return {"as_of": today.isoformat(), "review_by": (today + _REVIEW_AFTER).isoformat()}


def part_name(localizer: Localizer, one: Field, language: Language | None) -> str:
    """Name a part of a document, with its language if it has one."""
    name = _part_title(localizer, one)
    return f"{name} ({localizer.label(f'language-{language}')})" if language else name


def _part_title(localizer: Localizer, one: Field) -> str:
    """Name a part: the title of an answer is its question, that of a page is its title."""
    if one.name == "title" and not one.spoken:
        return localizer.label("editors-part-page-title")
    return localizer.label(f"editors-part-{one.name.replace('_', '-')}")


def part_label(localizer: Localizer, draft: PendingDraft, one: Field) -> str:
    """Name a part on its button; one that is empty says so."""
    language = draft.language if one.spoken else None
    filled = editable_fields.field_value(DocumentKind(draft.kind), draft.body, one, language)
    name = _part_title(localizer, one)
    return name if filled else localizer.label("editors-part-empty", part=name)


def change_text(localizer: Localizer, change: FieldChange) -> str:
    """Word one changed part as a readable difference."""
    name = html.escape(part_name(localizer, change.field, change.language))
    return f"• {name}: {marked_difference(localizer, change)}"


def marked_difference(localizer: Localizer, change: FieldChange) -> str:
    """Word what of a part is gone, struck out, and what has come, in bold."""
    before, after = change.typed_texts
    if change.field.form not in (InputForm.LINES, InputForm.VALUES, InputForm.CODES):
        return word_diff.word_difference(before, after)
    old, new = before.split("\n"), after.split("\n")
    if change.field.form is InputForm.CODES:
        old, new = before.split(), after.split()
    gone = [f"<s>{html.escape(item)}</s>" for item in old if item and item not in new]
    come = [f"<b>{html.escape(item)}</b>" for item in new if item and item not in old]
    return "; ".join(gone + come) or localizer.html("editors-reordered")


def body_difference(
    localizer: Localizer, kind: DocumentKind, before: DocumentBody, after: DocumentBody
) -> str:
    """Word everything that differs between two bodies; too much is cut at a line."""
    lines: list[str] = []
    room = _MAX_CHANGES_SHOWN
    for change in changed_fields(kind, before, after):
        line = change_text(localizer, change)
        room -= message_parts.message_length(line)
        if room < 0:
            return "\n".join([*lines, localizer.html("editors-and-more")])
        lines.append(line)
    return "\n".join(lines) or localizer.html("editors-no-change")


def version_text(
    localizer: Localizer,
    one: StoredVersion,
    before: DocumentBody | None,
    who: str,
    zone: ZoneInfo,
    kind: DocumentKind,
) -> str:
    """Word one version of a history: when, who, what."""
    local = one.at.astimezone(zone)
    head = localizer.html(
        "editors-history-line",
        version=str(one.number),
        day=localizer.date_text(local.date()),
        time=local.strftime("%H:%M"),
        who=who
        or localizer.label(f"editors-by-{'release' if one.note == 'release' else 'former'}"),
    )
    if before is None:
        return f"{head}\n{localizer.html('editors-history-first')}"
    return f"{head}\n{body_difference(localizer, kind, before, one.body)}"


def draft_text(
    localizer: Localizer, one: PendingDraft, public: DocumentBody | None, base: FaqBase
) -> str:
    """Word the screen of an open edit."""
    kind = DocumentKind(one.kind)
    name = ""
    if kind is DocumentKind.ENTRY:
        name = html.escape(
            fill_known_quotes(body_title(one.body, one.language), base.values, one.language)
        )
    key = "editors-draft-of" if one.version else "editors-draft-new"
    lines = [localizer.html(key, code=one.code, version=str(one.version))]
    if name:
        lines.append(name)
    if public is not None:
        lines.append(localizer.html("editors-draft-changes"))
        lines.append(body_difference(localizer, kind, public, one.body))
    lines.append("")
    lines.append(localizer.html("editors-draft-how"))
    return "\n".join(lines)


def part_request_text(
    localizer: Localizer, one: Field, language: Language | None, now: str, base: FaqBase
) -> str:
    """Word the request for one part: what is wanted, in which form, and what it says now."""
    lines = [
        localizer.html("editors-ask", part=part_name(localizer, one, language)),
        localizer.html(f"editors-form-{one.form}"),
    ]
    if one.name == "topic":
        topics = (f"{t.code}: {t.name[localizer.language]}" for t in base.topics.values())
        lines.append(html.escape("\n".join(topics)))
    if now:
        lines.append(localizer.html("editors-ask-now"))
        lines.append(f"<pre>{html.escape(now[:_MAX_VALUE_SHOWN])}</pre>")
    lines.append(localizer.html("editors-ask-cancel"))
    return "\n".join(lines)


def typed_html(marked: str, typed: str) -> str:
    """Return what an editor sent as HTML: tags they typed by hand, or the bold of their phone."""
    return typed if "<" in typed else marked


def problems_text(localizer: Localizer, found: Sequence[Problem]) -> str:
    """Word what stands against a publication, what stops it first."""
    if not found:
        return localizer.html("editors-problems-none")
    stopping = [one for one in found if one.severity is Severity.ERROR]
    weighed = [one for one in found if one.severity is Severity.WARNING]
    lines = []
    for key, group in (("editors-problems-stop", stopping), ("editors-problems-weigh", weighed)):
        if group:
            lines.append(localizer.html(key))
            lines += [_problem_text(localizer, one) for one in group[:12]]
    return "\n".join(lines)


def _problem_text(localizer: Localizer, one: Problem) -> str:
    """Word one problem: its rule in the editor's language, then the particulars as found."""
    place = one.where
    if one.language:
        place += f", {localizer.label(f'language-{one.language}')}"
    rule = localizer.html(f"editors-check-{one.check}")
    says = one.says
    if one.check == "missing":
        says = localizer.label(f"editors-part-{one.says.replace('_', '-')}")
    return f"• {html.escape(place)}: {rule} <i>{html.escape(says)}</i>"


def changed_entries_text(
    localizer: Localizer, base: FaqBase, changed_base: FaqBase, affected: dict[str, list[Language]]
) -> str:
    """Word every answer that a change of a fact would change, in every language."""
    if not affected:
        return localizer.html("editors-fact-none")
    lines = [localizer.html("editors-fact-changes", count=len(affected))]
    for code, languages in affected.items():
        for language in languages:
            lines += _changed_texts(base, changed_base, code, language)
    return "\n".join(lines)


def _changed_texts(base: FaqBase, other: FaqBase, code: str, language: Language) -> Iterable[str]:
    try:
        old = base.filled_wording(base.entries[code], language)[0]
        new = other.filled_wording(other.entries[code], language)[0]
    except Exception:  # a quote that can no longer be filled is told among the problems
        yield f"• {code} ({language}): ?"
        return
    for name in TEXT_NAMES:
        before, after = (message_parts.without_tags(w.reader_texts[name]) for w in (old, new))
        if before != after:
            yield f"• {code} ({language}): {word_diff.word_difference(before, after)}"


def document_text(localizer: Localizer, kind: DocumentKind, body: DocumentBody) -> str:
    """Show every part of a document that is not an answer, for reading."""
    lines = []
    for one in editable_fields.EDITABLE_FIELDS[kind]:
        for language in localizer.town.languages if one.spoken else (None,):
            shown = editable_fields.format_field(
                one, editable_fields.field_value(kind, body, one, language)
            )
            if shown:
                name = html.escape(part_name(localizer, one, language))
                lines.append(f"<b>{name}</b>: {html.escape(message_parts.without_tags(shown))}")
    return "\n".join(lines)


def document_summary(document: object, language: Language) -> str:
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
        case ScopeDocument():
            return (
                message_parts.without_tags(document.reply.get(language, ""))
                or document.outcome.value
            )
    return ""


def import_change_texts(
    localizer: Localizer,
    documents: Sequence[Sequence[Any]],
    live: Mapping[DocumentKey, DocumentBody],
) -> list[str]:
    """Word what an import does to each document: new, or each changed part before and after."""
    lines: list[str] = []
    room = _MAX_IMPORT_SHOWN
    for place, (named, code, version, body) in enumerate(documents):
        kind, is_new = DocumentKind(named), not version
        key = "editors-import-new" if is_new else "editors-import-changed"
        told = [localizer.html(key, what=f"{kind} {code}")]
        if not is_new:
            told.append(body_difference(localizer, kind, live.get((kind, code), {}), body))
        room -= sum(map(message_parts.message_length, told))
        if room < 0 or place == _MAX_DOCUMENTS_SHOWN:
            lines.append(localizer.html("editors-import-more", count=len(documents) - place))
            break
        lines += told
    return lines
