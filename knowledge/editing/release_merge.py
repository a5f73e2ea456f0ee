"""A release's text of a document beside the editors', part by part: what differs, what to take.

Three texts meet: the release's earlier one that the editors began from (`base`, None if there was
none), the editors' (`ours`) and the new release's (`theirs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.content.document_fields import LIST_FORMS, Field, InputForm
from knowledge.content.documents import DocumentBody, DocumentKind
from knowledge.editing import editable_fields
from knowledge.editing.field_changes import changed_fields
from knowledge.language import Language

_PROSE_PARTS = ("title", "says", "holds", "name")  # lines that are prose: no address, no date


class MergeChoice(StrEnum):
    """Whose text of a part is taken."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part that the release changed and the editors have not got."""

    field: Field
    language: Language | None
    base: Any  # None: unknown
    ours: Any
    theirs: Any

    @property
    def is_clash(self) -> bool:
        """Tell whether the editors changed this part too, as far as is known."""
        return self.base is None or bool(self.base != self.ours)

    @property
    def is_list(self) -> bool:
        """Tell whether both texts can be had without wording anything anew."""
        return self.field.form in LIST_FORMS

    @property
    def joined_texts(self) -> Any:
        """Both at once: lists united, texts one after the other; None where that has no sense."""
        if self.field.form is InputForm.VALUES:
            known = self.base or {}
            mine = {n: v for n, v in self.ours.items()
                    if n not in self.theirs or v != known.get(n)}  # fmt: skip
            found: Any = {**self.theirs, **mine}
        elif self.is_list:
            found = list(dict.fromkeys([*self.ours, *self.theirs]))
        elif not self.ours or not self.theirs:
            return None
        elif self.field.form is InputForm.HTML:
            found = f"{self.ours}\n\n{self.theirs}"
        elif self.field.name in _PROSE_PARTS:
            found = f"{self.ours} {self.theirs}"
        else:
            return None
        return None if found in (self.ours, self.theirs) else found

    @property
    def proposed_choice(self) -> MergeChoice:
        """What loses nothing of anyone's: theirs where we changed nothing, united lists, ours."""
        if not self.is_clash:
            return MergeChoice.THEIRS
        return (
            MergeChoice.BOTH
            if self.is_list and self.joined_texts is not None
            else MergeChoice.OURS
        )

    @property
    def possible_choices(self) -> Sequence[MergeChoice]:
        """Return what can be chosen."""
        return (
            MergeChoice.THEIRS,
            MergeChoice.OURS,
            *((MergeChoice.BOTH,) if self.joined_texts is not None else ()),
        )

    def chosen_value(self, choice: MergeChoice) -> Any:
        """Return what a choice puts into the part."""
        return {
            MergeChoice.THEIRS: self.theirs,
            MergeChoice.OURS: self.ours,
            MergeChoice.BOTH: self.joined_texts,
        }[choice]


def release_differences(
    kind: DocumentKind, base: DocumentBody | None, ours: DocumentBody, theirs: DocumentBody
) -> list[PartDifference]:
    """Return the parts to decide on, in the order editors see them."""
    found = []
    for change in changed_fields(kind, ours, theirs):
        one, language = change.field, change.language
        before = None if base is None else editable_fields.field_value(kind, base, one, language)
        if before is None or before != change.after:
            found.append(PartDifference(one, language, before, change.before, change.after))
    return found


def say_the_same(kind: DocumentKind, one: DocumentBody, other: DocumentBody) -> bool:
    """Tell whether two bodies say the same; which English a translation follows is no saying."""
    return kind in editable_fields.EDITABLE_FIELDS and not changed_fields(kind, one, other)


def merge_release(
    kind: DocumentKind, ours: DocumentBody, found: Sequence[PartDifference]
) -> dict[str, Any]:
    """Return the editors' body with everything taken over that can be without asking."""
    body = dict(ours)
    for one in found:
        body = apply_choice(kind, body, one, one.proposed_choice)
    return body


def apply_choice(
    kind: DocumentKind, body: DocumentBody, one: PartDifference, choice: MergeChoice
) -> dict[str, Any]:
    """Return a body with a choice made for one part."""
    return editable_fields.with_field_value(
        kind, body, one.field, one.language, one.chosen_value(choice)
    )


def find_choice(kind: DocumentKind, body: DocumentBody, one: PartDifference) -> MergeChoice | None:
    """Return the choice a body holds for a part; None if it was worded anew."""
    value = editable_fields.field_value(kind, body, one.field, one.language)
    return next(
        (choice for choice in one.possible_choices if one.chosen_value(choice) == value), None
    )
