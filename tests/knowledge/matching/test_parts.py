"""The small parts: stems, repair, aliases, alignment, languages, rarity."""

import pytest

from knowledge.language import Language
from knowledge.matching.index_inputs import IndexedAlias
from knowledge.matching.text.aliases import AliasRewriter
from knowledge.matching.text.language_identification import LanguageIdentifier
from knowledge.matching.text.question_types import find_question_types
from knowledge.matching.text.spelling import SpellingCorrector
from knowledge.matching.text.stemming import stem
from knowledge.matching.text.word_frequency import WordRarity
from knowledge.matching.text.word_senses import senses_by_stem

KNOWN = SpellingCorrector([("agreement", 4.5), ("convenio", 4.0), ("votos", 4.1), ("vote", 4.9)])


@pytest.mark.parametrize("words", [("vote", "votes", "voted", "votaron", "votacion"),
                                   ("meeting", "meetings"), ("acuerdo", "acuerdos")])  # fmt: skip
def test_words_of_one_family_share_a_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("agrement", "agreement"), ("agreemnet", "agreement"), ("combenio", "convenio"),
     ("botos", "votos"), ("zebra", None), ("vot", None), ("ab" * 100, None)],
)  # fmt: skip
def test_slips_are_mended_and_strangers_left_alone(typed: str, meant: str | None) -> None:
    assert KNOWN.closest_word(typed) == meant


def test_the_longest_saying_wins_and_means_our_word() -> None:
    aliases = AliasRewriter(
        [
            IndexedAlias("a", None, ("la migra", "migra"), "ice"),
            IndexedAlias("b", None, ("ag",), "fiscal general"),
        ]
    )
    assert aliases.rewrite(["la", "migra", "ag"], None) == ["ice", "fiscal", "general"]


def test_of_equally_long_sayings_that_of_the_language_wins() -> None:
    aliases = AliasRewriter(
        [
            IndexedAlias("en", Language.EN, ("ag",), "attorney general"),
            IndexedAlias("es", Language.ES, ("ag",), "fiscal general"),
        ]
    )
    assert aliases.rewrite(["ag"], Language.ES) == ["fiscal", "general"]
    assert aliases.rewrite(["ag"], Language.EN) == ["attorney", "general"]


def test_an_alias_of_one_language_spares_an_everyday_word_of_another() -> None:
    aliases = AliasRewriter([IndexedAlias("a", Language.HT, ("men",), "hands")])
    assert aliases.rewrite(["men"], Language.EN) == ["men"]
    assert aliases.rewrite(["men"], Language.HT) == ["hands"]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("who voted", "who"), ("kiyes ki te vote", "who"), ("por que votaron", "why"),
     ("konbyen moun", "how-many"), ("how many people", "how-many"), ("ki le reyinyon an", "when")],
)  # fmt: skip
def test_the_question_word_is_known_in_three_languages(asked: str, kind: str) -> None:
    assert kind in find_question_types(asked.split())


def test_the_language_of_a_short_text_beats_a_wrong_hint() -> None:
    tongues = LanguageIdentifier(
        [(Language.EN, ["police"]), (Language.ES, ["acuerdo"]), (Language.HT, ["ako"])]
    )
    assert tongues.identify(["cuando", "es", "la", "reunion"], Language.EN) == Language.ES
    assert tongues.identify(["ki", "le", "reyinyon", "an", "ye"], Language.EN) == Language.HT
    assert tongues.identify(["when", "is", "the", "meeting"], Language.HT) == Language.EN


def test_a_hint_decides_where_the_text_tells_nothing() -> None:
    tongues = LanguageIdentifier([(Language.EN, ["x"]), (Language.ES, ["y"])])
    assert tongues.identify(["287g"], Language.ES) == Language.ES


def test_rare_words_weigh_more_than_common_ones_and_dates_most() -> None:
    rarity = WordRarity((Language.EN,))
    assert rarity.weight("the") < rarity.weight("police") < rarity.weight("detainer")
    assert rarity.weight("@0630") == 1.0


def test_senses_reach_across_languages() -> None:
    assert set(senses_by_stem()[stem("police")]) & set(senses_by_stem()[stem("lapolis")])
