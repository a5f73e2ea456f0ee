"""A card is measured as a phone shows it."""

import pytest

from bot.texts import Texts
from bot.texts.card_size import card_sizes, measure_text, size_problems, size_summary
from knowledge.content.documents import DocumentKind
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from tests.content.village import TODAY, bodies, entry

TEXTS = Texts(strict=True)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("short", (5, 1)),
        ('<b>a &amp; b</b> <a href="https://a.example/long/address">c</a>', (7, 1)),
        ("one\n\ntwo", (8, 3)),
        ("word " * 8, (40, 2)),  # 39 characters and a space at the end
        ("x" * 77, (77, 3)),
    ],
)
def test_tags_and_addresses_take_no_room_and_lines_break_at_words(
    text: str, size: tuple[int, int]
) -> None:
    assert measure_text(text) == size


def village(**parts: object) -> FaqBase:
    documents = bodies()
    entry(**parts)(documents)
    return FaqBase.from_documents(documents)


def test_a_card_over_one_screen_is_named_in_its_language() -> None:
    long = village(es__points="• " + "Así se dijo entonces. " * 28)
    tall = village(ht__points="\n".join(["• wi"] * 20))
    for base, language in ((long, "es"), (tall, "ht")):
        found = size_problems(card_sizes(base, TEXTS, TODAY, base.entries.values()))
        assert [(p.check, p.where, p.language) for p in found] == [("card", "KW-1", language)]
    assert size_problems(card_sizes(village(), TEXTS, TODAY, village().entries.values())) == []


def test_a_card_that_cannot_be_worded_is_left_to_the_other_checks() -> None:
    broken = village(en__short="It was {nowhere}.")
    found = list(card_sizes(broken, TEXTS, TODAY, broken.entries.values()))
    assert {size.language for size in found} == {Language.ES, Language.HT}


def test_the_middle_and_the_longest_are_told() -> None:
    documents = bodies()
    second = {**documents[(DocumentKind.ENTRY, "KW-1")], "slug": "two"}
    second["en"] = {**second["en"], "points": "• " + "It was so. " * 60}
    documents[(DocumentKind.ENTRY, "KW-2")] = second
    base = FaqBase.from_documents(documents)
    found = list(card_sizes(base, TEXTS, TODAY, base.entries.values()))
    short, long = (next(s for s in found if s.code == code) for code in ("KW-1", "KW-2"))
    assert size_summary(found, Language.EN) == (
        f"median {(short.characters + long.characters) / 2:.0f} characters in "
        f"{(short.lines + long.lines) / 2:.0f} lines; longest {long.characters} in {long.lines} "
        "(KW-2); 1 of 2 over one screen"
    )
    assert size_summary([], Language.EN) == "none"
