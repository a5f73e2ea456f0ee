"""Labels are computed from the answers as they are: they follow every edit."""

from dataclasses import replace

import pytest

from knowledge.content.faq_base import FaqBase
from knowledge.fitting.held_out_questions import ExpectedAnswers, HeldOutQuestion, read_held_out
from knowledge.language import Language
from knowledge.seed import shipped_documents
from knowledge.verdict import Outcome

LINE = (
    '{"text": "who said no?", "language": "en", "author": "en-x",'
    ' "facts": ["F017"], "holds": ["only"]}'
)


@pytest.fixture(scope="module")
def base() -> FaqBase:
    return FaqBase.from_documents(shipped_documents())


def test_a_line_is_read_and_a_broken_one_refused() -> None:
    (found,) = read_held_out([LINE, ""])
    assert found == HeldOutQuestion("who said no?", Language.EN, "en-x", ("F017",), ("only",))
    with pytest.raises(ValueError):  # noqa: PT011  json's own
        read_held_out(["{"])
    with pytest.raises(KeyError):
        read_held_out(['{"text": "x"}'])


def test_an_answer_must_rest_on_the_fact_and_hold_what_is_asked(base: FaqBase) -> None:
    (asked,) = read_held_out([LINE])
    right = ExpectedAnswers(base).replies_answering(asked)
    assert right
    assert all("F017" in base.entries[code].facts for code in right)
    other = ExpectedAnswers(base).replies_answering(
        replace(asked, holds=("only", "forty-two ducks"))
    )
    assert other == right, "any one of the holds is enough"


def test_an_edit_that_takes_the_words_away_takes_the_label_away(base: FaqBase) -> None:
    (asked,) = read_held_out([LINE])
    before = ExpectedAnswers(base).replies_answering(asked)
    code = before[0]
    entry = base.entries[code]
    english = entry.wordings[Language.EN]
    bare = replace(english, title="", short="", points="", detail="", basis="")
    edited = replace(
        base,
        entries={
            **base.entries,
            code: replace(entry, wordings={**entry.wordings, Language.EN: bare}),
        },
    )
    assert code not in ExpectedAnswers(edited).replies_answering(asked)


def test_what_no_answer_prints_is_answered_by_those_that_rest_on_the_fact(base: FaqBase) -> None:
    (asked,) = read_held_out([LINE])
    unprinted = replace(asked, holds=("999-999-9999",))
    assert set(ExpectedAnswers(base).replies_answering(unprinted)) == {
        code for code, entry in base.entries.items() if "F017" in entry.facts
    }


def test_a_code_that_reading_added_counts_while_it_exists(base: FaqBase) -> None:
    (asked,) = read_held_out([LINE])
    told = ExpectedAnswers(base).replies_answering(replace(asked, also=("KW-1", "KW-9999")))
    assert "KW-1" in told
    assert "KW-9999" not in told


@pytest.mark.parametrize(
    ("holds", "plea"), [("locator.ice.gov", "detained"), ("988", "suicide"), ("A-file", None)]
)
def test_the_reply_to_a_plea_answers_what_it_holds(
    base: FaqBase, holds: str, plea: str | None
) -> None:
    facts = {code for entry in base.entries.values() for code in entry.facts}
    asked = HeldOutQuestion("where is he", Language.EN, "en-x", tuple(sorted(facts)), (holds,))
    told = ExpectedAnswers(base).replies_answering(asked)
    assert {code for code in told if code not in base.entries} == ({plea} if plea else set())


def test_out_of_scope_nothing_answers(base: FaqBase) -> None:
    junk = HeldOutQuestion("{{7*7}}", Language.EN, "en-x", kind="junk")
    asked = junk.as_bank_question(ExpectedAnswers(base))
    assert (asked.accept, asked.outcome, asked.style) == ((), Outcome.UNKNOWN, "junk")
