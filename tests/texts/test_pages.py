import re

from bot.texts import message_parts


def test_a_short_text_is_one_page() -> None:
    assert message_parts.split_message("<b>short</b>") == ["<b>short</b>"]


def test_a_long_text_is_cut_at_paragraphs() -> None:
    paragraphs = [f"{number} " + "word " * 150 for number in range(12)]
    cut = message_parts.split_message("\n\n".join(paragraphs))
    assert all(message_parts.message_length(page) <= 4096 for page in cut)
    assert [p for page in cut for p in page.split("\n\n")] == paragraphs


def test_tags_are_closed_and_opened_again_across_a_cut() -> None:
    cut = message_parts.split_message("<i>" + "word " * 2000 + "</i>")
    assert len(cut) > 2
    for page in cut:
        assert len(re.findall("<i>", page)) == len(re.findall("</i>", page)) == 1


def test_a_text_without_any_space_is_still_cut() -> None:
    cut = message_parts.split_message("x" * 10_000)
    assert all(message_parts.message_length(page) <= 4096 for page in cut)
    assert "".join(cut) == "x" * 10_000


def test_length_is_counted_in_utf16_units_without_tags() -> None:
    assert message_parts.message_length("<b>a&amp;🌴</b>") == 4
