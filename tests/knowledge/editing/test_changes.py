"""What differs, one edit laid over another, and translations left behind."""

from typing import Any

import pytest

from knowledge.content.documents import Kind
from knowledge.editing.changes import behind, changed, rebase, stamped, still_right
from knowledge.editing.due import Due
from knowledge.editing.misses import MOST, main_words
from knowledge.editing.roles import Member, Right, Role
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
    return [(c.field.name, c.language) for c in changed(Kind.ENTRY, before, after)]


def test_every_part_that_differs_is_named_with_its_language() -> None:
    assert names(body(), body("6-1.", topic="law")) == [("short", EN), ("topic", None)]
    assert names(body(), body()) == []


def test_two_edits_of_different_parts_are_both_kept() -> None:
    laid = rebase(Kind.ENTRY, body(), body("Mine."), body(spanish="Suyo."))
    assert laid.body == body("Mine.", "Suyo.")
    assert list(laid.clashes) == []


def test_two_edits_of_one_part_clash_and_mine_is_on_top() -> None:
    laid = rebase(Kind.ENTRY, body(), body("Mine."), body("Theirs."))
    assert laid.body == body("Mine.")
    assert [(c.field.name, c.language) for c in laid.clashes] == [("short", EN)]


def test_a_new_english_text_leaves_untouched_translations_behind() -> None:
    published = stamped(body(), body("New."), 2)
    assert behind(published) == [ES, HT]
    mended = stamped(published, {**published, "es": {**published["es"], "short": "Nuevo."}}, 3)
    assert behind(mended) == [HT]
    assert behind(still_right(mended, HT)) == []


def test_a_translation_changed_along_with_the_english_is_not_behind() -> None:
    assert behind(stamped(body(), body("New.", "Nuevo."), 2)) == [HT]


def test_a_translation_changed_alone_follows_the_english_there_is() -> None:
    published = stamped(body(), body(spanish="Mejor."), 2)
    assert published["es"]["follows"] == 1
    assert behind(published) == []


def test_a_language_that_is_not_there_is_not_behind() -> None:
    alone = {"en": {"short": "x", "follows": "?"}}
    assert behind(alone) == []
    assert still_right(alone, ES) == alone


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
    assert Member(1, role).may(right) is may


def test_a_translator_words_their_own_languages_alone() -> None:
    ana = Member(1, Role.TRANSLATOR, (ES,))
    assert [ana.may_word(tag) for tag in (EN, ES, HT, None)] == [False, True, False, False]
    assert Member(2, Role.EDITOR).may_word(None) is True


def test_a_story_has_no_main_words() -> None:
    assert main_words("Where is the pool?") == ("pool",)
    assert main_words(" ".join(f"word{n}" for n in range(MOST + 1))) == ()


def test_a_week_without_anything_due_is_calm() -> None:
    assert Due((), (), (), (), 0).is_calm is True
    assert Due((), (), (), (), 1).is_calm is False
