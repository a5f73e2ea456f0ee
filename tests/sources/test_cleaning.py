"""Foreign text becomes plain text, in a time that grows with its length alone."""

import pytest

from bot.sources.text_cleaning import clean_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>Hall</p><script>x<y</script>Room", "Hall\nRoom"),
        ("<STYLE type=a>p{}</style >Room", "Room"),
        ("a<script>1</script>b<style>2</style>c", "abc"),
        ("Room<script>never ended", "Room"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("Hall<br/>Room <b>2</b>", "Hall\nRoom 2"),
        ("&lt;b&gt;Hall&lt;/b&gt;", "Hall"),
    ],
)
def test_markup_and_what_it_hides_are_gone(text, plain):
    assert clean_text(text) == plain


@pytest.mark.parametrize("piece", ["<script ", "<style>", "<br ", "<a ", "</p "])
def test_thousands_of_tags_that_never_end_are_read_once(piece):
    assert len(clean_text(piece * 40_000, limit=40_000)) <= 40_000
