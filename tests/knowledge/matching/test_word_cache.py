"""What is worked out about a word is kept, within bounds."""

import pickle

from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.text.word_cache import WordCache


def test_a_word_is_worked_out_once_and_the_cache_begins_anew_when_full() -> None:
    asked: list[str] = []

    def measure(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = WordCache(measure, 2)
    assert [lengths[word] for word in ("vote", "ice", "vote")] == [4, 3, 4]
    assert asked == ["vote", "ice"]
    assert lengths["police"] == 6
    assert set(lengths) == {"police"}
    assert lengths["ice"] == 3
    assert asked == ["vote", "ice", "police", "ice"]


def test_an_index_that_was_asked_can_be_kept_and_says_the_same(town: FaqIndex) -> None:
    questions = ("how did they vote on june 30", "zorgblat of the comission", "la migra me llevo")
    before = [town.explain(each, Language.EN) for each in questions]
    kept: FaqIndex = pickle.loads(pickle.dumps(town))
    assert [kept.explain(each, Language.EN) for each in questions] == before
    assert [town.explain(each, Language.EN) for each in questions] == before, "warm as cold"
