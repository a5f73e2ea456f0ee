import pytest

from knowledge.matching.text.folding import fold, tokenize


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("¿Dónde está la REUNIÓN?", "¿donde esta la reunion?"),
        ("Kilè KÒMISYON an", "kile komisyon an"),
        ("ｗｉｄｅ", "wide"),
        ("Re\u0301union", "reunion"),
        ("l’akò", "l'ako"),
    ],
)
def test_case_accents_width_and_apostrophes_fold_away(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    "typed", ["June 30", "june 30th", "30 de junio", "30 jen", "6/30", "6/30/25"]
)
def test_a_day_is_one_token_however_it_is_written(typed: str) -> None:
    assert tokenize(typed) == ["@0630"]


def test_the_first_of_a_month_is_read_in_creole() -> None:
    assert tokenize("1ye jiyè") == tokenize("1 jiyè") == ["@0701"]


@pytest.mark.parametrize("typed", ["6-1", "6 to 1", "six to one", "seis a uno", "6 kont 1", "1-6"])
def test_a_vote_is_one_token_however_it_is_written(typed: str) -> None:
    assert tokenize(typed) == ["=6-1"]


@pytest.mark.parametrize("typed", ["287(g)", "287g", "287 (g)", "287-G", "287 G"])
def test_a_compound_is_one_token_however_it_is_written(typed: str) -> None:
    assert tokenize(typed) == ["287g"]


def test_other_days_and_votes_are_other_tokens() -> None:
    assert tokenize("june 30 6-1") != tokenize("july 8 4-2")


def test_elided_pronouns_come_apart_and_contractions_are_spelled_out() -> None:
    assert tokenize("m'ap mande what's new") == ["m", "ap", "mande", "what", "is", "new"]


def test_numbers_are_not_split_at_their_thousands() -> None:
    assert tokenize("1,579 people") == ["1579", "people"]


def test_a_month_that_is_a_word_of_its_own_stays_a_word() -> None:
    assert tokenize("may i speak") == ["may", "i", "speak"]
