"""What an edit can touch, and which changes are its doing."""

from typing import Any

import pytest

from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.editing import edit_reach
from knowledge.editing.draft_problems import with_document
from knowledge.language import Language
from knowledge.matching.quality.bank_evaluation import AnswerChange, BankQuestion, ChangedAnswer
from knowledge.verdict import Candidate, Outcome, Verdict
from tests.town import documents


@pytest.fixture
def base() -> FaqBase:
    return FaqBase.from_documents(documents())


def edited(base: FaqBase, **parts: Any) -> FaqBase:
    body = documents()[DocumentKind.ENTRY, "KW-1"]
    return with_document(
        base, DocumentKind.ENTRY, "KW-1", {**body, "en": {**body["en"], **parts}}, 2
    )


def test_the_texts_learned_from_are_titles_and_ways_of_asking_alone(base: FaqBase) -> None:
    assert edit_reach.learns_alike(
        base, edited(base, short="Other.", detail="Other.", terms=["x"])
    )
    as_many = [*documents()[DocumentKind.ENTRY, "KW-1"]["en"]["phrasings"][:-1], "another way"]
    assert not edit_reach.learns_alike(base, edited(base, phrasings=as_many))
    assert not edit_reach.learns_alike(base, edited(base, title="Other?"))
    alias = {"language": "any", "says": ["x"], "means": "y"}
    assert not edit_reach.learns_alike(base, with_document(base, DocumentKind.ALIAS, "a", alias))


def changed(base: FaqBase, **parts: Any) -> edit_reach.TellingWords:
    other = edited(base, **parts)
    return edit_reach.changed_words(DocumentKind.ENTRY, "KW-1", (base, {}), (other, {}))


def test_words_that_stay_touch_nothing(base: FaqBase) -> None:
    assert not changed(base, short="It voted, {vote_first}: to VOID the agreement.")
    assert "zanzibar" in "".join(map(str, changed(base, short="Zanzibars {vote_first}.")))


def steal(
    before: str | None, after: str | None, near: str = "KW-9", accept: str = "KW-7"
) -> ChangedAnswer:
    def verdict(code: str | None, *others: str) -> Verdict:
        seen = tuple(Candidate(c, 0.5, "") for c in (code, *others) if c)
        outcome = Outcome.FOUND if code else Outcome.MAYBE
        return Verdict(outcome, Language.EN, 0.5, seen, entry=code)

    asked = BankQuestion("who", Language.EN, (accept,), Outcome.FOUND)
    return ChangedAnswer(asked, verdict(before), verdict(after, near), AnswerChange.BROKEN)


@pytest.mark.parametrize(("function", "touches"), [("meetings", True), ("", False)])
def test_an_open_class_that_leads_elsewhere_touches_what_it_hears(
    base: FaqBase, function: str, touches: bool
) -> None:
    body = {"outcome": "open", "function": function, "examples": {"en": ["coming meetings"]}}
    old, new = {**body, "related": ["KW-1", "KW-2"]}, {**body, "related": ["KW-2", "KW-1"]}
    by = edit_reach.changed_words(DocumentKind.SCOPE, "next", (base, old), (base, new))
    assert bool(by & edit_reach.telling_words(["meetings"])) is touches
    last = {**body, "related": ["KW-1", "KW-3"]}
    assert not edit_reach.changed_words(DocumentKind.SCOPE, "next", (base, old), (base, last))


@pytest.mark.parametrize(
    ("one", "is_mine"),
    [
        (steal(None, "KW-137"), False),  # a choice became an answer, both of other entries
        (steal("KW-2", "KW-137"), False),
        (steal("KW-1", "KW-2"), True),
        (steal("KW-2", "KW-1"), True),
        (steal("KW-2", None, near="KW-1"), True),  # crowded by the edited one
        (steal("KW-2", None, accept="KW-1"), True),
    ],
)
def test_a_change_without_the_edited_answer_is_none_of_the_edits(
    one: ChangedAnswer, is_mine: bool
) -> None:
    assert edit_reach.concerns_entry(one, DocumentKind.ENTRY, "KW-1") is is_mine
