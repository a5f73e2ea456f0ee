"""How the cost of the matcher grows; counted in work done, not in seconds."""

from benchmarks.matching import made_up
from knowledge.matching import FaqIndex
from knowledge.matching.evidence import ridge


def test_a_large_index_answers_like_a_small_one(monkeypatch) -> None:
    phrasings = made_up(600)
    questions = [each["en"][0] for each in phrasings.values()]
    small = FaqIndex.from_phrasings(phrasings)
    monkeypatch.setattr(ridge, "WHOLE", 100)
    large = FaqIndex.from_phrasings(phrasings)
    agreed = sum(
        small.ask(q).candidates[0].entry == large.ask(q).candidates[0].entry for q in questions
    )
    assert agreed >= 0.95 * len(questions)
