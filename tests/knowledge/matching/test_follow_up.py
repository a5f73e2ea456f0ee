"""Second messages: context is borrowed only where a message refers back."""

import pytest

from knowledge.language import Language
from knowledge.matching import FaqIndex, IndexedEntry, IndexedWording, ScopeClass
from knowledge.matching.decision.back_reference import BackReference, find_back_reference
from knowledge.matching.text.folding import tokenize
from knowledge.verdict import Outcome


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("who?", BackReference.BARE),
        ("when was that", BackReference.BARE),
        ("¿por qué?", BackReference.BARE),
        ("poukisa", BackReference.BARE),
        ("and on july 8?", BackReference.SHIFT),
        ("y en Miami", BackReference.SHIFT),
        ("what about the mayor", BackReference.SHIFT),
        ("why did they reverse it", BackReference.PRONOUN),
        ("who voted no?", BackReference.SHORT),
        ("what was the vote on june 30", None),
        ("weather today in the big city of miami please", None),
        ("thanks", BackReference.SHORT),
    ],
)
def test_how_a_message_refers_back(said: str, how: BackReference | None) -> None:
    assert find_back_reference(tokenize(said), tokenize(said)) is how


@pytest.fixture(scope="module")
def town() -> FaqIndex:
    def one(code: str, title: str, *phrasings: str, near: tuple[str, ...] = ()) -> IndexedEntry:
        wording = IndexedWording(title=title, short=title, phrasings=phrasings)
        return IndexedEntry(code, {Language.EN: wording}, frozenset(near))

    return FaqIndex(
        [
            one("def", "What is a 287(g) agreement?", "define 287g", "meaning of the 287g deal",
                near=("june", "july")),
            one("june", "How did members vote on June 30?", "june 30 vote", "who voted no june 30",
                near=("july", "why", "def")),
            one("july", "How did members vote on July 8?", "july 8 vote", "who voted no july 8",
                near=("june", "why", "def")),
            one("why", "Why did members reverse the vote?", "reason for the reversal",
                "why reverse the vote", near=("june", "july")),
            one("lawyer", "Where can I find a lawyer?", "need a lawyer", "legal help"),
        ],
        scope=[ScopeClass("weather", "unknown", {Language.EN: ("weather today", "will it rain")})],
    )  # fmt: skip


@pytest.mark.parametrize("after", ["def", "june", "july", "why"])
@pytest.mark.parametrize(("said", "entry"), [("need a lawyer", "lawyer"), ("what is 287g", "def")])
def test_a_message_that_stands_alone_is_never_bent(
    town: FaqIndex, after: str, said: str, entry: str
) -> None:
    verdict = town.ask(said, "en", after)
    if after == entry:
        assert (verdict.outcome, verdict.repeats) == (Outcome.MAYBE, True)
    else:
        assert verdict.entry == entry


@pytest.mark.parametrize("after", ["def", "june", "july", "why", "lawyer"])
@pytest.mark.parametrize("said", ["weather today", "asdf qwer", "will it rain", "🙂"])
def test_what_is_no_question_about_the_town_is_not_answered_from_context(
    town: FaqIndex, after: str, said: str
) -> None:
    assert town.ask(said, "en", after).outcome is not Outcome.FOUND


def test_a_new_day_moves_the_question(town: FaqIndex) -> None:
    assert town.ask("and on july 8?", "en", "june").candidates[0].entry == "july"


def test_a_bare_word_is_offered_what_people_go_on_to(town: FaqIndex) -> None:
    verdict = town.ask("why?", "en", "july")
    assert "why" in {each.entry for each in verdict.candidates}
    assert verdict.entry != "july"


def test_the_same_answer_is_not_sent_twice_as_new(town: FaqIndex) -> None:
    verdict = town.ask("june 30 vote", "en", "june")
    assert (verdict.outcome, verdict.repeats) == (Outcome.MAYBE, True)
    assert verdict.candidates[0].entry == "june"
