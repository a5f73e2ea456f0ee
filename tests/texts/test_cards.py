"""An answer as one screen: what stands on its card, what its other views show, its sources."""

from collections.abc import Callable

import pytest

from bot.texts import Localizer, Texts, answer_cards, message_parts, source_texts
from bot.texts.answer_cards import AnswerView
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from tests.content.village import TODAY, Bodies, bodies, document, entry

TEXTS = Texts(strict=True)
OVER = {"kind": "phrase", "en": "Undone, {vote_well}.", "es": "Deshecho, {vote_well}."}


def voice(language: Language = Language.EN, *, plain: bool = False) -> Localizer:
    return TEXTS.localizer(language, plain=plain)


def village(*spoils: Callable[[Bodies], object]) -> FaqBase:
    documents = bodies()
    for spoil in spoils:
        spoil(documents)
    return FaqBase.from_documents(documents)


def card(
    base: FaqBase, language: Language = Language.EN, view: AnswerView = AnswerView.CARD
) -> str:
    return answer_cards.answer_card(base, base.entries["KW-1"], voice(language), TODAY, view=view)


def overtaken(documents: Bodies) -> None:
    values = documents[(DocumentKind.FACT, "F1")]["values"]
    values["undone"] = {**OVER, "ht": "Yo defèt li, {vote_well}."}
    entry(overtaken_by="undone")(documents)


def test_a_card_is_question_answer_points_publishers_and_foot() -> None:
    assert card(village()) == (
        "<b>How did the council vote?</b>\n\n"
        "The vote was 6-1 on June 30, 2025.\n\n"
        "• The Gazette told of it.\n\n"
        '<i><a href="https://gazette.example/well">The Gazette</a></i>\n'
        "<i>one outlet only · sources to Jun 30, 2025 · KW-1.1</i>"
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (Language.EN, "<blockquote>Undone, 6-1.</blockquote>"),
        (Language.ES, "<blockquote>Deshecho, 6 a 1.</blockquote>"),
        (Language.HT, "<blockquote>Yo defèt li, 6 kont 1.</blockquote>"),
    ],
)
@pytest.mark.parametrize("view", [AnswerView.CARD, AnswerView.MORE])
def test_what_was_overtaken_says_so_in_every_view(
    language: Language, line: str, view: AnswerView
) -> None:
    base = village(overtaken)
    assert card(base, language, view).split("\n\n")[2] == line
    assert "blockquote" not in card(village(), language, view)


@pytest.mark.parametrize(
    ("parts", "foot"),
    [
        ({"as_of": "2025-09"}, "one outlet only · sources to Sep 2025 · KW-1.1"),
        ({"as_of": "2025"}, "one outlet only · sources to 2025 · KW-1.1"),
        ({"as_of": "undated"}, "one outlet only · sources undated · KW-1.1"),
        (
            {"certainty": "unknown", "searched_to": "2026-11-22", "legal": True},
            "not known · sources to Jun 30, 2025 · searched to Nov 22, 2026 · KW-1.1 · "
            "not legal advice",
        ),
    ],
)
def test_the_foot_tells_how_far_the_sources_and_the_search_reach(
    parts: dict[str, object], foot: str
) -> None:
    assert card(village(entry(**parts))).endswith(f"\n<i>{foot}</i>")


def test_an_answer_overdue_says_so_under_its_foot() -> None:
    shown = card(village(entry(review_by="2026-11-01", expires_with="council-2026-11-20")))
    last = shown.rpartition("\n")[2]
    assert "due for review on November 1, 2026" in last
    assert "before the meeting of November 20, 2026" in last


def test_more_and_why_stand_in_place_of_the_points() -> None:
    base = village(entry(en__basis="Two letters agree."))
    more, why = (card(base, view=view) for view in (AnswerView.MORE, AnswerView.WHY))
    assert "The mayor said the well was old." in more
    assert "Two letters agree." in why
    for shown in (more, why):
        assert "told of it" not in shown
        assert shown.startswith("<b>How did the council vote?</b>\n\nThe vote was 6-1")
        assert "KW-1.1" in shown


def publishers(*named: str) -> list[Callable[[Bodies], object]]:
    spoils = [
        document(DocumentKind.SOURCE, f"s{n}", publisher=name, url=f"https://s{n}.example/a")
        for n, name in enumerate(named)
    ]
    codes = [f"s{n}" for n in range(len(named))]
    return [*spoils, entry(sources=codes), document(DocumentKind.FACT, "F1", sources=codes)]


def test_at_most_two_publishers_are_named_each_once() -> None:
    base = village(*publishers("A & B", "C", "A & B", "D", "E"))
    line = message_parts.without_tags(card(base)).split("\n")[-2]
    assert line == "A & B · C"


def test_without_sources_the_card_says_that_none_was_found() -> None:
    base = village(entry(sources=[], facts=[], certainty="unknown"))
    assert "<i>No page that settles this was found.</i>" in card(base)


def copied(**parts: object) -> FaqBase:
    return village(document(DocumentKind.SOURCE, "gazette", copy_at="copies.example", **parts))


def test_a_link_to_a_copy_says_where_it_goes() -> None:
    linked = "The Gazette, copy at copies.example</a>"
    assert linked in card(copied())
    listed = source_texts.entry_sources(copied(), copied().entries["KW-1"], voice())
    assert f"{linked}, “A well for the village”, June 30, 2025" in listed


def test_a_copy_that_is_not_linked_is_named_in_the_list_only() -> None:
    base = copied(url="")
    assert "<i>The Gazette</i>" in card(base)
    listed = source_texts.entry_sources(base, base.entries["KW-1"], voice())
    assert "The Gazette, “A well for the village”, June 30, 2025; read in a copy at" in listed


@pytest.mark.parametrize(
    ("lean", "label"),
    [
        ("partisan", "partisan outlet"),
        ("opinion", "opinion"),
        ("newsletter", "newsletter"),
        ("advocacy", "advocacy group"),
        ("party", "party to the case"),
    ],
)
def test_labels_stand_in_the_source_list_only(lean: str, label: str) -> None:
    base = village(document(DocumentKind.SOURCE, "gazette", lean=lean))
    assert label in source_texts.entry_sources(base, base.entries["KW-1"], voice())
    assert label not in card(base)


def test_a_long_list_lies_folded_but_not_in_plain_mode() -> None:
    base = village(*publishers(*(f"Paper {n}" for n in range(9))))
    listed, plainly = (
        source_texts.entry_sources(base, base.entries["KW-1"], voice(plain=plain))
        for plain in (False, True)
    )
    assert listed.count("<blockquote expandable>") == 1
    assert listed.index("Paper 4") < listed.index("<blockquote") < listed.index("Paper 5")
    assert "blockquote" not in plainly
    assert message_parts.without_tags(listed) == message_parts.without_tags(plainly)


def test_what_contradicts_an_answer_is_no_source_of_it_unless_it_says_so() -> None:
    rival = document(
        DocumentKind.SOURCE, "rival", publisher="The Rival", url="https://rival.example/a"
    )
    against = document(DocumentKind.FACT, "F1", contradicted_by=["rival"])
    assert "The Rival" not in card(village(rival, against))
    told = village(rival, against, entry(sources=["gazette", "rival"]))
    assert "The Rival" in card(told)


def test_editors_see_everything_an_answer_opens() -> None:
    base = village(entry(en__basis="Two letters agree."))
    shown = answer_cards.complete_answer(base, base.entries["KW-1"], voice(), TODAY)
    for text in ("told of it", "the well was old", "Two letters agree."):
        assert text in shown
