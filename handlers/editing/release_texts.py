"""How a release's difference reads to an editor. Composes texts; sends nothing."""

import html
from collections.abc import Iterator

from bot.storage.faq.waiting_texts import WaitingText
from bot.texts import Localizer, message_parts
from handlers.editing import draft_texts
from knowledge.content.documents import DocumentBody, DocumentKind
from knowledge.editing import editable_fields
from knowledge.editing.field_changes import FieldChange
from knowledge.editing.release_merge import MergeChoice, PartDifference, find_choice

_MAX_VALUE_LENGTH = 1200  # characters of a text as it was
_MAX_RELEASE_LENGTH = 10_000  # characters of all parts: three messages
_MAX_TITLE_LENGTH = 80


def release_line(localizer: Localizer, one: WaitingText) -> str:
    """Return a line of the list: what it is, and how many parts differ."""
    count, clashes = len(one.differences), sum(d.is_clash for d in one.differences)
    told = localizer.html("releases-line", count=count, clashes=clashes)
    label, title = html.escape(_document_label(one)), html.escape(_release_title(localizer, one))
    return f"• <b>{label}</b>: {title} {told}"


def release_label(localizer: Localizer, one: WaitingText) -> str:
    """Return what stands on the button of a line."""
    return f"{_document_label(one)}: {_release_title(localizer, one)}"


def _document_label(one: WaitingText) -> str:
    return (
        one.code
        if one.kind in (DocumentKind.ENTRY, DocumentKind.FACT)
        else f"{one.kind} {one.code}"
    )


def _release_title(localizer: Localizer, one: WaitingText) -> str:
    """Return the first part of a document, by which editors know it."""
    first = editable_fields.EDITABLE_FIELDS[one.kind][0]
    shown = editable_fields.format_field(first, editable_fields.field_value(
        one.kind, one.ours, first, localizer.language if first.spoken else None))  # fmt: skip
    return message_parts.without_tags(" ".join(shown.split()))[:_MAX_TITLE_LENGTH]


def release_text(localizer: Localizer, one: WaitingText) -> str:
    """Word every part that differs; those that are too much are only named."""
    key = "releases-screen" if one.base is not None else "releases-screen-unknown"
    parts = [localizer.html(key, code=_document_label(one), version=str(one.version))]
    room = _MAX_RELEASE_LENGTH
    for place, difference in enumerate(one.differences, start=1):
        told = difference_text(localizer, place, difference)
        room -= message_parts.message_length(told)
        parts.append(
            told
            if room >= 0
            else " ".join(
                (
                    _difference_heading(localizer, place, difference),
                    localizer.html("releases-long"),
                )
            )
        )
    parts.append(localizer.html("releases-how", code=one.code))
    return "\n\n".join(parts)


def difference_text(localizer: Localizer, place: int, one: PartDifference) -> str:
    """Word a part: as it was (if known), the release's, ours; what differs is marked."""
    lines = [_difference_heading(localizer, place, one)]
    if one.base is None:
        lines.append(_side_line(localizer, "ours", _plain_value(one, one.ours)))
        lines.append(
            _side_line(localizer, "theirs", _marked_value(localizer, one, one.ours, one.theirs))
        )
        return "\n".join(lines)
    lines.append(_side_line(localizer, "before", _plain_value(one, one.base)))
    lines.append(
        _side_line(localizer, "theirs", _marked_value(localizer, one, one.base, one.theirs))
    )
    if one.is_clash:
        lines.append(
            _side_line(localizer, "ours", _marked_value(localizer, one, one.base, one.ours))
        )
    return "\n".join(lines)


def _difference_heading(localizer: Localizer, place: int, one: PartDifference) -> str:
    name = html.escape(draft_texts.part_name(localizer, one.field, one.language))
    clash = localizer.html("releases-clash") if one.is_clash and one.base is not None else ""
    return f"<b>{place}. {name}</b> {clash}".rstrip()


def _side_line(localizer: Localizer, whose: str, told: str) -> str:
    return f"{localizer.html(f'releases-{whose}')}: {told or '–'}"


def _plain_value(one: PartDifference, value: object) -> str:
    shown = editable_fields.format_field(one.field, value)
    cut = (
        shown
        if len(shown) <= _MAX_VALUE_LENGTH
        else f"{shown[:_MAX_VALUE_LENGTH].rsplit(' ', 1)[0]} …"
    )
    return html.escape(cut, quote=False)


def _marked_value(localizer: Localizer, one: PartDifference, before: object, after: object) -> str:
    return draft_texts.marked_difference(
        localizer, FieldChange(one.field, one.language, before, after)
    )


def choice_labels(
    localizer: Localizer, kind: DocumentKind, body: DocumentBody, place: int, one: PartDifference
) -> Iterator[tuple[MergeChoice, str]]:
    """Yield the choices for a part with their labels; the one that is made is ticked."""
    made = find_choice(kind, body, one)
    for choice in one.possible_choices:
        tick = "✓ " if choice is made else ""
        yield choice, f"{tick}{place}. {localizer.label(f'releases-choose-{choice}')}"
