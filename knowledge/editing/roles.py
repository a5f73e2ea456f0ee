"""Who may do what: four roles and the rights each has."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.language import Language


class Role(StrEnum):
    """What a person is to the base."""

    OWNER = "owner"  # named in the settings, never in the database
    EDITOR = "editor"
    REVIEWER = "reviewer"
    TRANSLATOR = "translator"


class Right(StrEnum):
    """What an act of an editor asks for."""

    LOOK = "look"  # see drafts, figures, the audit
    WORD = "word"  # change the wording in a language of one's own
    EDIT = "edit"  # change anything in the base
    REVIEW = "review"  # approve what someone else wrote
    SEND = "send"  # write to many people
    PAUSE = "pause"  # stop and start the answers
    TEAM = "team"  # invite, promote, remove; set the rules


_EDITOR = frozenset({Right.LOOK, Right.WORD, Right.EDIT, Right.SEND, Right.PAUSE})
RIGHTS_BY_ROLE: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.EDITOR: _EDITOR,
    Role.REVIEWER: _EDITOR | {Right.REVIEW},
    Role.TRANSLATOR: frozenset({Right.LOOK, Right.WORD}),
}


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One of the people who keep the base; `languages` binds a translator."""

    user_id: int
    role: Role
    languages: tuple[Language, ...] = ()
    label: str = ""

    def has_right(self, right: Right) -> bool:
        """Tell whether the role has a right."""
        return right in RIGHTS_BY_ROLE[self.role]

    def may_edit_language(self, language: Language | None) -> bool:
        """Tell whether this person may change words of a language (None: of none)."""
        if self.has_right(Right.EDIT):
            return True
        return self.has_right(Right.WORD) and language is not None and language in self.languages
