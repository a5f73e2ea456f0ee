"""Figures of an evaluation, and what an edit steals; and a floor under the shipped bank."""

import tomllib
from importlib.resources import files

from bot.faq.index_cache import index_fingerprint
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.matching.quality.bank_evaluation import (
    TOTAL_LINE,
    AnswerChange,
    AnsweredQuestion,
    BankQuestion,
    changed_answers,
    evaluate_bank,
    measure_agreement,
    read_bank,
    reliability_bins,
    summarise_answers,
)
from knowledge.seed import shipped_documents
from knowledge.verdict import Candidate, Outcome, Verdict

EN = Language.EN


def answer(
    accept: tuple[str, ...], outcome: Outcome, entry: str, score: float
) -> AnsweredQuestion:
    wanted = Outcome.FOUND if accept else Outcome.UNKNOWN
    verdict = Verdict(
        outcome, EN, score, (Candidate(entry, score),), entry if outcome == "found" else None
    )
    return AnsweredQuestion(BankQuestion("?", EN, accept, wanted), verdict)


def test_a_line_counts_right_wrong_offered_and_false_answers() -> None:
    found = summarise_answers(
        "x",
        [
            answer(("a",), Outcome.FOUND, "a", 0.9),
            answer(("a",), Outcome.FOUND, "b", 0.8),
            answer(("a",), Outcome.MAYBE, "a", 0.4),
            answer(("a",), Outcome.UNKNOWN, "a", 0.1),
            answer((), Outcome.FOUND, "a", 0.7),
            answer((), Outcome.UNKNOWN, "a", 0.1),
        ],
    )
    assert (found.in_scope, found.out_of_scope) == (4, 2)
    assert (found.right_shown, found.right_or_offered, found.wrong_shown) == (0.25, 0.5, 0.25)
    assert (found.false_answers, found.outcome_right) == (0.5, 0.5)


def test_the_reply_to_a_plea_counts_as_shown_where_it_answers() -> None:
    verdict = Verdict(Outcome.REFER, EN, 1.0, scope="taken")
    found = summarise_answers(
        "x",
        [
            AnsweredQuestion(BankQuestion("?", EN, accept, Outcome.FOUND), verdict)
            for accept in (("a", "taken"), ("a",))
        ],
    )
    assert (found.right_shown, found.right_or_offered, found.wrong_shown) == (0.5, 0.5, 0.0)


def test_reliability_compares_what_was_said_with_what_was_true() -> None:
    found = reliability_bins(
        [answer(("a",), Outcome.FOUND, e, 0.75) for e in ("a", "a", "a", "b")]
    )
    assert [(each.count, each.said, each.true) for each in found] == [(4, 0.75, 0.75)]


def test_a_bank_may_name_one_entry_or_several_or_none() -> None:
    found = read_bank(
        {
            "question": [
                {"text": "a", "language": "en", "entry": "KW-1"},
                {"text": "b", "language": "es", "accept": ["KW-1", "KW-2"], "style": "typo"},
                {"text": "c", "language": "ht", "outcome": "chat"},
            ]
        }
    )
    assert [each.accept for each in found] == [("KW-1",), ("KW-1", "KW-2"), ()]
    assert [each.outcome for each in found] == [Outcome.FOUND, Outcome.FOUND, Outcome.CHAT]


def test_an_edit_that_takes_a_question_from_another_entry_is_told(town: FaqIndex) -> None:
    phrasings = {
        "pay": {"en": ["how do i pay my bill", "pay a bill", "where to pay the bill"]},
        "park": {"en": ["where can i park my car", "car parking", "parking places for cars"]},
    }
    before = FaqIndex.from_phrasings(phrasings)
    greedy = {**phrasings, "park": {"en": [*phrasings["park"]["en"], "how do i pay my bill now"]}}
    asked = [BankQuestion("how do i pay my bill now", EN, ("pay",), Outcome.FOUND)]
    changes = {
        each.change for each in changed_answers(before, FaqIndex.from_phrasings(greedy), asked)
    }
    assert changes in ({AnswerChange.BROKEN}, {AnswerChange.CROWDED}, {AnswerChange.LOST})
    assert changed_answers(before, before, asked) == ()


def test_the_shipped_base_keeps_its_quality_on_the_tuning_bank(
    seed_library: tuple[FaqBase, FaqIndex],
) -> None:
    assert index_fingerprint(seed_library[0]) == index_fingerprint(
        FaqBase.from_documents(shipped_documents())
    )
    bank = read_bank(tomllib.loads((files("knowledge.seed") / "bank.toml").read_text("utf-8")))
    found = evaluate_bank(seed_library[1], bank[::2])  # 700 show what 1,400 do
    total = next(each for each in found.by_language if each.name == TOTAL_LINE)
    assert total.right_first >= 0.85
    assert total.in_top_three >= 0.93
    assert total.wrong_shown <= 0.04
    assert total.false_answers <= 0.05
    assert total.calibration_error <= 0.10


def test_questions_of_one_meaning_are_compared_across_languages() -> None:
    index = FaqIndex.from_phrasings(
        {
            "vote": {
                "en": ["who voted against the agreement", "who said no"],
                "es": ["quién votó en contra del convenio", "quién dijo que no"],
                "ht": ["kiyès ki te vote kont akò a", "kiyès ki te di non"],
            },
            "pay": {
                "en": ["what does the water bill cost", "price of water"],
                "es": ["cuánto cuesta la cuenta del agua", "precio del agua"],
                "ht": ["konbyen bòdwo dlo a koute", "pri dlo a"],
            },
        }
    )
    alike = {
        Language.EN: "who voted against the agreement?",
        Language.ES: "¿quién votó en contra del convenio?",
        Language.HT: "kiyès ki te vote kont akò a?",
    }
    torn = {**alike, Language.ES: "¿cuánto cuesta la cuenta del agua?"}
    found = measure_agreement(index, [alike, torn])
    assert (found.count, found.first, found.seen, found.clashes) == (2, 0.5, 0.5, 0.5)
