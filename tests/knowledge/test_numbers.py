from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers import parse_number


@given(st.integers(0, 999_999_999))
def test_every_number_up_to_the_most_is_read(number: int) -> None:
    assert parse_number(str(number)) == number


@given(st.text())
def test_no_text_whatever_raises(text: str) -> None:
    found = parse_number(text)
    assert found is None or str(found) == text.lstrip("0") or (found == 0 and set(text) == {"0"})


def test_digits_of_other_scripts_marks_and_endless_rows_are_no_numbers() -> None:
    odd = ("²", "1²", "①", "٣", "１２", "-1", "+1", " 1", "1\n", "1_0", "", "1.0", "9" * 5000)
    assert [parse_number(text) for text in odd] == [None] * len(odd)


def test_a_number_past_the_most_is_none_and_the_most_is_one() -> None:
    assert (parse_number("8", most=7), parse_number("7", most=7), parse_number("07", most=7)) == (
        None,
        7,
        None,
    )
