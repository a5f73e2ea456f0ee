"""The plainest questions, those that anybody asks first: each gets its answer, or both votes."""

import pytest

from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from knowledge.verdict import Outcome

PLAIN = {
    "KW-1": ("is there an agreement", "¿Hay un acuerdo?", "Èske gen yon akò?"),
    "KW-2": (
        "when did police sign",
        "cuándo firmó la policía primero",
        "kilè polis te siyen premye fwa",
    ),
    "KW-3": ("who signed the agreement", "quien firmo el acuerdo", "kiyes ki siyen ako a"),
    "KW-26": (
        "what did the attorney general say",
        "que dijo el fiscal general",
        "kisa pwokirè jeneral la te di",
    ),
    "KW-29": (
        "can the governor remove them",
        "¿Puede el gobernador quitarlos?",
        "eske gouvene a ka retire yo",
    ),
    "KW-39": (
        "what did they decide on july 8",
        "que decidieron el 8 de julio",
        "kisa yo te deside 8 jiye",
    ),
    "KW-50": (
        "why did they change their vote",
        "por que cambiaron el voto",
        "poukisa yo chanje vot yo",
    ),
    "KW-60": (
        "how many people were arrested",
        "cuantas personas han arrestado",
        "konbyen moun yo arete",
    ),
    "KW-63": ("what is 287g", "que es 287g", "kisa 287g ye"),
    "KW-73": (
        "does the city have to sign",
        "¿tiene que firmar la ciudad?",
        "eske vil la oblije siyen",
    ),
    "KW-81": (
        "can the city end the agreement",
        "puede la ciudad terminar el acuerdo",
        "eske vil la ka anile ako a",
    ),
    "KW-94": (
        "how much does it cost the city",
        "cuánto le cuesta a la ciudad",
        "konbyen sa koute vil la",
    ),
    "KW-100": (
        "can police ask my papers",
        "la policia puede pedir mis papeles",
        "eske polis ka mande m papye",
    ),
    "KW-102": ("what are my rights", "cuales son mis derechos", "ki dwa mwen"),
    "KW-105": ("i need a lawyer", "necesito un abogado", "mwen bezwen yon avoka"),
    "KW-116": (
        "how do i speak at the meeting",
        "como hablo en la reunion",
        "kijan pou m pale nan reyinyon an",
    ),
    "KW-125": ("who is the mayor", "quien es el alcalde", "kiyes ki majistra a"),
    "KW-150": ("what is a detainer", "que es un detainer", "kisa yon detainer ye"),
    "KW-161": (
        "is key west a sanctuary city",
        "es ciudad santuario",
        "eske key west se yon vil sanktye",
    ),
}
OF_BOTH_VOTES = (
    ("how did they vote", "en"),
    ("how did the vote go", "en"),
    ("who voted against it", "en"),
    ("como fue la votacion", "es"),
    ("quien voto a favor", "es"),
    ("kijan vot la te ye", "ht"),
    ("kiyes ki te vote pou", "ht"),
)


@pytest.mark.parametrize(
    ("question", "language", "entry"),
    [
        (question, language, entry)
        for entry, questions in PLAIN.items()
        for question, language in zip(questions, ("en", "es", "ht"), strict=True)
    ],
)
def test_a_plain_question_gets_its_answer(
    seed_library: tuple[FaqBase, FaqIndex], question: str, language: str, entry: str
) -> None:
    assert seed_library[1].ask(question, language).entry == entry


@pytest.mark.parametrize(("question", "language"), OF_BOTH_VOTES)
def test_a_question_that_fits_both_votes_is_offered_both(
    seed_library: tuple[FaqBase, FaqIndex], question: str, language: str
) -> None:
    verdict = seed_library[1].ask(question, language)
    assert verdict.outcome is Outcome.MAYBE
    assert {"KW-16", "KW-39"} <= {each.entry for each in verdict.candidates}


@pytest.mark.parametrize(
    ("question", "language", "after", "first"),
    [
        ("why?", "en", "KW-39", "KW-50"),
        ("¿por qué?", "es", "KW-39", "KW-50"),
        ("poukisa?", "ht", "KW-39", "KW-50"),
        ("who voted against it", "en", "KW-1", "KW-39"),
        ("and on july 8?", "en", "KW-1", "KW-39"),
        ("how much does it cost", "en", "KW-1", "KW-94"),
    ],
)
def test_what_is_offered_after_an_answer_explains_the_words_asked(
    seed_library: tuple[FaqBase, FaqIndex], question: str, language: str, after: str, first: str
) -> None:
    verdict = seed_library[1].ask(question, language, after=after)
    assert (verdict.entry or verdict.candidates[0].entry) == first
