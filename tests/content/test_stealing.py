"""The steals check asks an index every phrasing and says where each would go."""

from collections.abc import Callable

from knowledge.content.checks.sets.phrasing_conflicts import find_phrasing_conflicts
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.index_building import build_index
from knowledge.language import Language
from knowledge.verdict import Candidate, Outcome, Verdict
from tests.content.village import bodies, entry, second

OTHER = {
    "title": "Where does the fire engine stand?",
    "short": "The engine stands by the school.",
    "detail": "The Herald told where it stands.",
    "phrasings": [
        "where is the fire engine",
        "fire truck place",
        "engine by the school",
        "is the engine far away",
        "firemen where",
        "who drives the engine",
    ],
    "terms": ["fire", "engine"],
}


class Told:
    """An index that says what it was told to."""

    def __init__(self, judge: Callable[[str], Verdict]) -> None:
        self.judge = judge

    def ask(self, question: str, language: Language) -> Verdict:
        return self.judge(question)


def village(*spoils: Callable[..., object]) -> FaqBase:
    documents = bodies()
    for spoil in spoils:
        spoil(documents)
    return FaqBase.from_documents(documents)


def found(code: str) -> Verdict:
    return Verdict(Outcome.FOUND, Language.EN, 0.9, (Candidate(code, 0.9, ""),), entry=code)


def test_a_phrasing_that_fits_another_entry_better_is_stolen() -> None:
    apart = village(second(en=OTHER, es=OTHER, ht=OTHER))
    assert [
        p for p in find_phrasing_conflicts(apart, build_index(apart)) if p.check == "stolen"
    ] == []
    # The matcher is free to tell the two apart by one word; the place of the words is what counts.
    mixed = {**OTHER, "phrasings": [*OTHER["phrasings"], "did they vote on the well"]}
    base = village(second(en=mixed, es=OTHER, ht=OTHER), entry(en__phrasings=["well", "vote"] * 3))
    index = Told(lambda text: found("KW-1" if "vote" in text or "well" in text else "KW-2"))
    lost = [p for p in find_phrasing_conflicts(base, index) if p.where == "KW-2"]
    assert [(p.check, p.other, str(p.language)) for p in lost] == [("stolen", "KW-1", "en")]
    assert "'did they vote on the well' goes to KW-1 (How did the council vote?)" in lost[0].says


def test_a_phrasing_taken_for_another_matter_is_stolen() -> None:
    verdict = Verdict(Outcome.CHAT, Language.EN, 0.9, scope="greeting")
    lost = find_phrasing_conflicts(village(), Told(lambda text: verdict))
    assert {p.says.split(" goes to ")[1] for p in lost} == {
        "scope greeting; reword it, or move it there"
    }


def test_a_phrasing_nobody_answers_goes_to_nothing() -> None:
    verdict = Verdict(Outcome.UNKNOWN, Language.EN, 0.0)
    lost = find_phrasing_conflicts(village(), Told(lambda text: verdict))
    assert all("goes to nothing" in p.says for p in lost)


def test_a_phrasing_that_is_near_but_not_answered_is_a_warning() -> None:
    near = Verdict(Outcome.MAYBE, Language.EN, 0.5, (Candidate("KW-1", 0.5, ""),))
    lost = find_phrasing_conflicts(village(), Told(lambda text: near))
    assert {(p.check, p.severity.value) for p in lost} == {("crowded", "warning")}


def test_only_what_changed_entries_lose_or_take_is_told() -> None:
    base = village(second())
    index = Told(lambda text: found("KW-1"))
    assert find_phrasing_conflicts(base, index, ["KW-1"]) == find_phrasing_conflicts(
        base, index, ["KW-2"]
    )
    assert find_phrasing_conflicts(base, index, ["KW-3"]) == []
    assert {p.where for p in find_phrasing_conflicts(base, index)} == {"KW-2"}


def test_the_village_has_an_index(seed_base: FaqBase) -> None:
    assert (DocumentKind.ENTRY, "KW-1") in bodies()
    assert seed_base.find_entry("kw 14") is seed_base.find_entry("june-30-count")
