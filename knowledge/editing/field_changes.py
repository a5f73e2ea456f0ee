"""What differs between two bodies, field by field, and how to lay one edit over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.content.document_fields import Field
from knowledge.content.documents import TEXT_NAMES, DocumentBody, DocumentKind
from knowledge.editing import editable_fields
from knowledge.language import Language


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs."""

    field: Field
    language: Language | None
    before: Any
    after: Any

    @property
    def typed_texts(self) -> tuple[str, str]:
        """Both values as an editor could have typed them."""
        return editable_fields.format_field(self.field, self.before), editable_fields.format_field(
            self.field, self.after
        )


def changed_fields(
    kind: DocumentKind, before: DocumentBody, after: DocumentBody
) -> list[FieldChange]:
    """Return the fields in which two bodies differ, in the order editors see them."""
    found = []
    for one in editable_fields.EDITABLE_FIELDS[kind]:
        for language in Language if one.spoken else (None,):
            old, new = (
                editable_fields.field_value(kind, body, one, language) for body in (before, after)
            )
            if old != new:
                found.append(FieldChange(one, language, old, new))
    return found


@dataclass(frozen=True, slots=True)
class RebasedEdit:
    """One editor's changes laid over another's; `clashes` are the fields both changed."""

    body: dict[str, Any]
    clashes: Sequence[FieldChange]


def rebase_edit(
    kind: DocumentKind, origin: DocumentBody, mine: DocumentBody, theirs: DocumentBody
) -> RebasedEdit:
    """Apply what I changed since `origin` to what is public now."""
    my_changes = changed_fields(kind, origin, mine)
    theirs_too = {(c.field.name, c.language) for c in changed_fields(kind, origin, theirs)}
    body = dict(theirs)
    for change in my_changes:
        body = editable_fields.with_field_value(
            kind, body, change.field, change.language, change.after
        )
    clashes = [c for c in my_changes if (c.field.name, c.language) in theirs_too]
    return RebasedEdit(body, clashes)


def stamp_translations(
    before: DocumentBody, after: DocumentBody, version: int, past: Sequence[DocumentBody] = ()
) -> dict[str, Any]:
    """Return an entry's body with `follows` set for the version it is published as.

    A new text in the first language takes the new version's number; a translation changed now
    follows the newest of these; one that was left alone stays where it was, and is behind. Where
    both texts stand as they once stood together in a version of the `past` (oldest first), it is
    as it was then.
    """
    body: dict[str, Any] = dict(after)
    first, *others = _written_languages(after)
    newest = _followed_version(after, first) or 1
    if _reads_differently(before, after, first):
        newest = version
        body = _with_follows(body, first, newest)
    for language in others:
        once = _version_with_texts(past, after, first, language)
        is_abreast = _reads_differently(before, after, language)
        if once is not None:
            is_abreast = language not in outdated_translations(once)
        if is_abreast:
            body = _with_follows(body, language, newest)
    return body


def _written_languages(body: DocumentBody) -> list[Language]:
    """Return the languages a body is written in, in their order; the first is followed."""
    return [tag for tag in Language if isinstance(body.get(tag.value), dict)] or [Language.EN]


def _version_with_texts(
    past: Sequence[DocumentBody], body: DocumentBody, first: Language, language: Language
) -> DocumentBody | None:
    """Return the newest version that has these very texts in the first language and another."""
    pair = (first, language)
    same = (b for b in reversed(past) if not any(_reads_differently(b, body, one) for one in pair))
    return next(same, None)


def outdated_translations(body: DocumentBody) -> list[Language]:
    """Return the translations that follow an older first text than the present one."""
    first, *others = _written_languages(body)
    newest = _followed_version(body, first)
    return [language for language in others if _followed_version(body, language) < newest]


def mark_translation_current(body: DocumentBody, language: Language) -> dict[str, Any]:
    """Return a body whose translation is said to follow the present first text."""
    return _with_follows(
        dict(body), language, _followed_version(body, _written_languages(body)[0])
    )


def _followed_version(body: DocumentBody, language: Language) -> int:
    wording = body.get(language.value)
    number = wording.get("follows", 0) if isinstance(wording, dict) else 0
    return number if isinstance(number, int) else 0


def _with_follows(body: dict[str, Any], language: Language, number: int) -> dict[str, Any]:
    wording = body.get(language.value)
    if not isinstance(wording, dict):
        return body
    return {**body, language.value: {**wording, "follows": number}}


def _reads_differently(before: DocumentBody, after: DocumentBody, language: Language) -> bool:
    old, new = (body.get(language.value) or {} for body in (before, after))
    return any(old.get(name) != new.get(name) for name in TEXT_NAMES)
