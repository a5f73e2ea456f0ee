import pytest

from knowledge.matching.decision.cue_index import CueIndex
from knowledge.matching.decision.cue_patterns import CueError, cue_words, parse_cue

EVERYDAY = {"texas", "messages", "police", "alerts"}


def heard(text: str, *lines: str) -> bool:
    return bool(CueIndex([("it", lines)], EVERYDAY.__contains__).match(text))


@pytest.mark.parametrize(
    ("line", "text", "fits"),
    [
        ("stop | no more + messages", "please no more of your messages!!", True),
        ("stop | no more + messages", "messages, no more", True),
        ("stop | no more + messages", "stop the vote", False),
        ("stop + messages - police", "stop police messages", False),
        ("my husband > hit*", "my husband is hitting me", True),
        ("my husband > hit*", "i hit my husband", False),
        ("= cancel", "Cancel!", True),
        ("= cancel", "cancel the deal", False),
        ("leave me alone", "just LEAVE me alone", True),
        ("leave me alone", "leave it to me alone", False),
        ("no más + mensajes", "no mas mensages", True),  # a slip in a long word
        ("stop + texts", "stop texas", False),  # an everyday word is no slip
        ("don't text", "dont text me", True),
        ("stop + messages", "stop " + "so very " * 6 + "messages", False),  # too far apart
        ("stop + stop", "stop", False),  # one word fills one group
    ],
)
def test_a_pattern_fits_what_it_describes(line: str, text: str, fits: bool) -> None:
    assert heard(text, line) is fits


def test_a_word_that_a_pattern_writes_is_no_slip_of_another() -> None:
    lines = ("detained + my aunt", "detainer + hearing")
    assert not heard("what is a detainer, my aunt asks", *lines)
    assert heard("they detaned my aunt", *lines), "a real slip"


def test_the_widest_pattern_of_a_class_is_the_one_that_told() -> None:
    cues = CueIndex([("it", ["ice", "ice + door + now"])], EVERYDAY.__contains__)
    [(code, cue)] = cues.match("ice is at my door right now")
    assert (code, len(cue.groups)) == ("it", 3)


def test_invisible_signs_and_accents_do_not_hide_a_word() -> None:
    assert cue_words("ka\u200bnpe, ba\u00adsta") == ("kanpe", "basta")


@pytest.mark.parametrize("line", ["", "a + ", "a | | b", "+ b", "= "])
def test_a_pattern_with_an_empty_part_is_refused(line: str) -> None:
    with pytest.raises(CueError, match="empty part"):
        parse_cue(line)
