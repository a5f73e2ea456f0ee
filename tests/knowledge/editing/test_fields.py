"""What an editor types, read strictly; and a body with one part changed."""

import pytest

from knowledge.content.documents import DocumentKind
from knowledge.editing import editable_fields, telegram_html
from knowledge.editing.editable_fields import FieldInputError
from knowledge.editing.typed_values import format_value_lines, parse_value_lines
from knowledge.editing.word_diff import word_difference
from knowledge.language import Language


@pytest.mark.parametrize(
    ("kind", "name", "typed", "value"),
    [
        (DocumentKind.ENTRY, "title", " What \n is it? ", "What is it?"),
        (DocumentKind.ENTRY, "short", "a\n\n\n\n<b>b", "a\n\n<b>b</b>"),
        (
            DocumentKind.ENTRY,
            "phrasings",
            "- one\n• two\n\ntwo\n-6 degrees",
            ["one", "two", "-6 degrees"],
        ),
        (DocumentKind.ENTRY, "facts", "F1, F2;F2 F3", ["F1", "F2", "F3"]),
        (DocumentKind.ENTRY, "facts", "-", []),
        (DocumentKind.ENTRY, "topic", "law and more", "law"),
        (DocumentKind.ENTRY, "slug", "-", ""),
        (DocumentKind.ENTRY, "as_of", "2026-11-24", "2026-11-24"),
        (DocumentKind.ENTRY, "as_of", "2025-09", "2025-09"),
        (DocumentKind.ENTRY, "as_of", " Undated ", "undated"),
        (DocumentKind.ENTRY, "searched_to", "-", ""),
        (DocumentKind.ENTRY, "points", "• one\n• two", "• one\n• two"),
        (DocumentKind.ENTRY, "replaces", "KW-15, KW-16", ["KW-15", "KW-16"]),
        (DocumentKind.ENTRY, "legal", "Sí", True),
        (DocumentKind.ENTRY, "legal", "no", False),
        (
            DocumentKind.FACT,
            "values",
            "undone phrase It was undone. | Se deshizo. | Yo defèt li.",
            {
                "undone": {
                    "kind": "phrase",
                    "en": "It was undone.",
                    "es": "Se deshizo.",
                    "ht": "Yo defèt li.",
                }
            },
        ),
        (DocumentKind.ENTRY, "expires_with", "-", ""),
        (DocumentKind.ENTRY, "certainty", "Disputed", "disputed"),
        (DocumentKind.SOURCE, "lean", "none", ""),
        (DocumentKind.TOPIC, "order", " 7 ", 7),
        (DocumentKind.FACT, "values", "count number 3", {"count": {"kind": "number", "value": 3}}),
    ],
)
def test_a_field_is_read_in_its_form(
    kind: DocumentKind, name: str, typed: str, value: object
) -> None:
    assert editable_fields.parse_field(editable_fields.find_field(kind, name), typed) == value


@pytest.mark.parametrize(
    ("kind", "name", "typed", "reason"),
    [
        (DocumentKind.ENTRY, "as_of", "-", "date"),
        (DocumentKind.ENTRY, "as_of", "2026-02-30", "date"),
        (DocumentKind.ENTRY, "as_of", "September 2025", "date"),
        (DocumentKind.ENTRY, "legal", "perhaps", "flag"),
        (DocumentKind.FACT, "values", "undone phrase It was. | Se deshizo.", "values"),
        (DocumentKind.ENTRY, "certainty", "sure", "choice"),
        (DocumentKind.ENTRY, "title", "x" * 2001, "too-long"),
        (DocumentKind.TOPIC, "order", "first", "number"),
        (DocumentKind.FACT, "values", "count number many", "values"),
    ],
)
def test_what_a_field_cannot_take_is_named(
    kind: DocumentKind, name: str, typed: str, reason: str
) -> None:
    with pytest.raises(FieldInputError) as misread:
        editable_fields.parse_field(editable_fields.find_field(kind, name), typed)
    assert misread.value.reason == reason


def test_a_part_nobody_has_and_a_part_without_its_language_are_named() -> None:
    with pytest.raises(FieldInputError, match="field"):
        editable_fields.find_field(DocumentKind.ALIAS, "colour")
    with pytest.raises(FieldInputError, match="language"):
        editable_fields.field_value(
            DocumentKind.ENTRY, {}, editable_fields.find_field(DocumentKind.ENTRY, "title"), None
        )


@pytest.mark.parametrize(
    ("kind", "name", "language", "where"),
    [
        (DocumentKind.ENTRY, "title", Language.ES, {"es": {"title": "x"}}),
        (DocumentKind.SCOPE, "reply", Language.ES, {"reply": {"es": "x"}}),
        (DocumentKind.ALIAS, "means", None, {"means": "x"}),
    ],
)
def test_a_part_is_put_where_its_kind_keeps_it(
    kind: DocumentKind, name: str, language: Language | None, where: object
) -> None:
    one = editable_fields.find_field(kind, name)
    body = editable_fields.with_field_value(kind, {"other": 1}, one, language, "x")
    assert body == {"other": 1, **where}
    assert editable_fields.field_value(kind, body, one, language) == "x"


@pytest.mark.parametrize(
    "line",
    [
        "vote_june vote 6 1",
        "date_june date 2025-06",
        "count_arrests number 1579",
        "fine money 5000",
        "budget money 38.6 million",
        "name_mayor name Dee Dee Henriquez",
        "phone_clerk phone 305-555-0100",
        "phone_clerk phone 305-555-0100 checked",
        "phone_clerk phone 305-555-0100 checked 2026-11-20",
    ],
)
def test_a_value_is_shown_as_it_was_typed(line: str) -> None:
    assert format_value_lines(parse_value_lines(line)) == line


@pytest.mark.parametrize(
    "line",
    ["Vote vote 6 1", "vote vote six", "day date soon", "count number 3 million", "car colour red",
     "mayor name", "phone phone 1 checked 2026-02-31"],
)  # fmt: skip
def test_a_value_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_value_lines(line)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a <b>b <i>c</b> d", "a <b>b <i>c</i></b> d"),
        ("<strong>x</strong><br>y", "<b>x</b>\ny"),
        ('<a href="https://x.example/?a=1&b=2">x</a>',
         '<a href="https://x.example/?a=1&amp;b=2">x</a>'),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="tel:+13055550100">x</a>', '<a href="tel:+13055550100">x</a>'),
        ('<a href="https://[broken">x</a>', "x"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("</b>x</i>", "x"),
        ('<b onclick="x">y</b>', "<b>y</b>"),
    ],
)  # fmt: skip
def test_html_is_reduced_to_telegrams(given: str, kept: str) -> None:
    assert telegram_html.reduce_html(given) == kept
    assert telegram_html.reduce_html(kept) == kept


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "new", "<b>new</b>"),
        ("old", "", "<s>old</s>"),
        ("a b", "a b c", "a b <b>c</b>"),
        ("a < b", "a > b", "a <s>&lt;</s> <b>&gt;</b> b"),
        (
            " ".join(map(str, range(40))),
            " ".join(map(str, range(39))) + " end",
            "… 33 34 35 36 37 38 <s>39</s> <b>end</b>",
        ),
    ],
)
def test_two_texts_are_told_apart_word_by_word(before: str, after: str, told: str) -> None:
    assert word_difference(before, after) == told
