"""A release's text of a document beside the editors', part by part: what differs, what to take.

Three texts meet: the release's earlier one that the editors began from (`base`, None if there was
none), the editors' (`ours`) and the new release's (`theirs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.content.documents import Body, Kind
from knowledge.editing import fields
from knowledge.editing.changes import changed
from knowledge.editing.fields import Field, Form
from knowledge.language import Language

_LISTS = (Form.LINES, Form.CODES, Form.VALUES)
_SENTENCES = ("title", "says", "holds", "name")  # lines that are prose: no address, no date


class Choice(StrEnum):
    """Whose text of a part is taken."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Difference:
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
        return self.field.form in _LISTS

    @property
    def both(self) -> Any:
        """Both at once: lists united, texts one after the other; None where that has no sense."""
        if self.field.form is Form.VALUES:
            known = self.base or {}
            mine = {n: v for n, v in self.ours.items()
                    if n not in self.theirs or v != known.get(n)}  # fmt: skip
            found: Any = {**self.theirs, **mine}
        elif self.is_list:
            found = list(dict.fromkeys([*self.ours, *self.theirs]))
        elif not self.ours or not self.theirs:
            return None
        elif self.field.form is Form.HTML:
            found = f"{self.ours}\n\n{self.theirs}"
        elif self.field.name in _SENTENCES:
            found = f"{self.ours} {self.theirs}"
        else:
            return None
        return None if found in (self.ours, self.theirs) else found

    @property
    def proposed(self) -> Choice:
        """What loses nothing of anyone's: theirs where we changed nothing, united lists, ours."""
        if not self.is_clash:
            return Choice.THEIRS
        return Choice.BOTH if self.is_list and self.both is not None else Choice.OURS

    @property
    def choices(self) -> Sequence[Choice]:
        """Return what can be chosen."""
        return (Choice.THEIRS, Choice.OURS, *((Choice.BOTH,) if self.both is not None else ()))

    def value(self, choice: Choice) -> Any:
        """Return what a choice puts into the part."""
        return {Choice.THEIRS: self.theirs, Choice.OURS: self.ours, Choice.BOTH: self.both}[choice]


def differences(kind: Kind, base: Body | None, ours: Body, theirs: Body) -> list[Difference]:
    """Return the parts to decide on, in the order editors see them."""
    found = []
    for change in changed(kind, ours, theirs):
        one, language = change.field, change.language
        before = None if base is None else fields.get(kind, base, one, language)
        if before is None or before != change.after:
            found.append(Difference(one, language, before, change.before, change.after))
    return found


def alike(kind: Kind, one: Body, other: Body) -> bool:
    """Tell whether two bodies say the same; which English a translation follows is no saying."""
    return kind in fields.FIELDS and not changed(kind, one, other)


def merged(kind: Kind, ours: Body, found: Sequence[Difference]) -> dict[str, Any]:
    """Return the editors' body with everything taken over that can be without asking."""
    body = dict(ours)
    for one in found:
        body = choose(kind, body, one, one.proposed)
    return body


def choose(kind: Kind, body: Body, one: Difference, choice: Choice) -> dict[str, Any]:
    """Return a body with a choice made for one part."""
    return fields.put(kind, body, one.field, one.language, one.value(choice))


def chosen(kind: Kind, body: Body, one: Difference) -> Choice | None:
    """Return the choice a body holds for a part; None if it was worded anew."""
    value = fields.get(kind, body, one.field, one.language)
    return next((choice for choice in one.choices if one.value(choice) == value), None)
