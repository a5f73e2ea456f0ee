"""What differs, one edit laid over another, and translations left behind."""

from typing import Any

import pytest

from knowledge.content.documents import DocumentKind
from knowledge.editing.field_changes import (
    changed_fields,
    mark_translation_current,
    outdated_translations,
    rebase_edit,
    stamp_translations,
)
from knowledge.editing.keyword_extraction import MAX_MAIN_WORDS, main_words
from knowledge.editing.roles import Right, Role, TeamMember
from knowledge.editing.weekly_review import WeeklyReview
from knowledge.language import Language

EN, ES, HT = Language.EN, Language.ES, Language.HT


def body(short: str = "Six to one.", spanish: str = "Seis a uno.", **rest: Any) -> dict[str, Any]:
    return {
        "topic": "votes",
        "en": {"short": short},
        "es": {"short": spanish, "follows": 1},
        "ht": {"short": "Sis kont en.", "follows": 1},
        **rest,
    }


def names(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Language | None]]:
    return [(c.field.name, c.language) for c in changed_fields(DocumentKind.ENTRY, before, after)]


def test_every_part_that_differs_is_named_with_its_language() -> None:
    assert names(body(), body("6-1.", topic="law")) == [("short", EN), ("topic", None)]
    assert names(body(), body()) == []


def test_two_edits_of_different_parts_are_both_kept() -> None:
    laid = rebase_edit(DocumentKind.ENTRY, body(), body("Mine."), body(spanish="Suyo."))
    assert laid.body == body("Mine.", "Suyo.")
    assert list(laid.clashes) == []


def test_two_edits_of_one_part_clash_and_mine_is_on_top() -> None:
    laid = rebase_edit(DocumentKind.ENTRY, body(), body("Mine."), body("Theirs."))
    assert laid.body == body("Mine.")
    assert [(c.field.name, c.language) for c in laid.clashes] == [("short", EN)]


def test_a_new_english_text_leaves_untouched_translations_behind() -> None:
    published = stamp_translations(body(), body("New."), 2)
    assert outdated_translations(published) == [ES, HT]
    mended = stamp_translations(
        published, {**published, "es": {**published["es"], "short": "Nuevo."}}, 3
    )
    assert outdated_translations(mended) == [HT]
    assert outdated_translations(mark_translation_current(mended, HT)) == []


def test_a_translation_changed_along_with_the_english_is_not_behind() -> None:
    assert outdated_translations(stamp_translations(body(), body("New.", "Nuevo."), 2)) == [HT]


def test_a_translation_changed_alone_follows_the_english_there_is() -> None:
    published = stamp_translations(body(), body(spanish="Mejor."), 2)
    assert published["es"]["follows"] == 1
    assert outdated_translations(published) == []


def test_a_language_that_is_not_there_is_not_behind() -> None:
    alone = {"en": {"short": "x", "follows": "?"}}
    assert outdated_translations(alone) == []
    assert mark_translation_current(alone, ES) == alone


@pytest.mark.parametrize(
    ("role", "right", "may"),
    [
        (Role.OWNER, Right.TEAM, True),
        (Role.EDITOR, Right.EDIT, True),
        (Role.EDITOR, Right.REVIEW, False),
        (Role.REVIEWER, Right.REVIEW, True),
        (Role.REVIEWER, Right.TEAM, False),
        (Role.TRANSLATOR, Right.WORD, True),
        (Role.TRANSLATOR, Right.EDIT, False),
        (Role.TRANSLATOR, Right.SEND, False),
    ],
)
def test_each_role_has_its_rights(role: Role, right: Right, may: bool) -> None:
    assert TeamMember(1, role).has_right(right) is may


def test_a_translator_words_their_own_languages_alone() -> None:
    ana = TeamMember(1, Role.TRANSLATOR, (ES,))
    assert [ana.may_edit_language(tag) for tag in (EN, ES, HT, None)] == [
        False,
        True,
        False,
        False,
    ]
    assert TeamMember(2, Role.EDITOR).may_edit_language(None) is True


def test_a_story_has_no_main_words() -> None:
    assert main_words("Where is the pool?") == ("pool",)
    assert main_words(" ".join(f"word{n}" for n in range(MAX_MAIN_WORDS + 1))) == ()


def test_a_week_without_anything_due_is_calm() -> None:
    assert WeeklyReview((), (), (), (), 0).is_empty is True
    assert WeeklyReview((), (), (), (), 1).is_empty is False
