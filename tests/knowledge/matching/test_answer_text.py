"""What only the answer says is found there; a text left out of a unit leaves its score."""

from knowledge.language import Language
from knowledge.matching.evidence.answer_text import AnswerText

EN, ES = Language.EN, Language.ES
TEXTS = AnswerText.from_texts(
    [
        {EN: ["permit", "costs", "forty", "dollars", "at", "counter"], ES: ["permiso"]},
        {EN: ["library", "opens", "at", "nine"]},
        {},
    ]
)


def test_a_detail_of_the_answer_is_found_in_its_language_only() -> None:
    found = TEXTS.score_units(["how", "many", "dollars"], EN)
    assert found[0] > 0
    assert found[1] == found[2] == 0
    assert not TEXTS.score_units(["dollars"], ES).any()


def test_words_that_tell_nothing_score_nothing() -> None:
    assert not TEXTS.score_units(["at", "the"], EN).any()


def test_a_rarer_word_counts_for_more() -> None:
    both = AnswerText.from_texts(
        [{EN: ["vote", "budget"]}, {EN: ["vote", "park"]}, {EN: ["vote"]}]
    )
    assert both.score_units(["budget"], EN)[0] > both.score_units(["vote"], EN)[0]


def test_a_unit_can_be_scored_without_one_of_its_texts() -> None:
    with_own = TEXTS.score_units(["dollars", "counter"], EN)
    without = TEXTS.score_units(["dollars", "counter"], EN, (0, ["dollars", "counter"]))
    assert with_own[0] > 0
    assert without[0] == 0
    assert without[1] == with_own[1]


def test_a_language_that_no_answer_has_scores_nothing() -> None:
    assert not TEXTS.score_units(["dola"], Language.HT).any()
