"""The values of facts: written in each language, quoted, escaped."""

import pytest

from knowledge.content.documents import DocumentKind
from knowledge.content.fact_values import FactValues, UnknownValueError, format_value
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from tests.content.village import bodies

VALUES = [
    ({"kind": "date", "value": "2025-06"}, "June 2025", "junio de 2025", "jen 2025"),
    ({"kind": "vote", "yes": 6, "no": 1}, "6-1", "6 a 1", "6 kont 1"),
    ({"kind": "number", "value": 1579}, "1,579", "1,579", "1,579"),
    (
        {"kind": "money", "value": 38.6, "unit": "million"},
        "$38.6 million",
        "$38.6 millones",
        "$38.6 milyon",
    ),
    ({"kind": "name", "value": "Ann Lee"}, "Ann Lee", "Ann Lee", "Ann Lee"),
    (
        {"kind": "phone", "value": "555", "page_date": "2025"},
        "(not yet checked; see its own page)",
        "(aún sin verificar; vea su propia página)",
        "(poko verifye; gade pwòp paj li)",
    ),
    (
        {"kind": "email", "value": "a@b.example"},
        "(not yet checked; see its own page)",
        "(aún sin verificar; vea su propia página)",
        "(poko verifye; gade pwòp paj li)",
    ),
    ({"kind": "address", "value": "1 Well St", "checked": True}, *["1 Well St"] * 3),
]


@pytest.mark.parametrize("row", VALUES, ids=lambda row: str(row[0]["kind"]))
def test_a_value_is_written_as_each_language_writes_it(row: tuple[dict[str, object], str]) -> None:
    value, *expected = row
    assert [format_value(value, language) for language in Language] == expected


def test_a_value_of_no_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="must be one of date, vote"):
        format_value({"kind": "poll"}, Language.EN)


def test_values_are_escaped_unless_plain_text_is_wanted() -> None:
    documents = bodies()
    documents[(DocumentKind.FACT, "F1")]["values"]["name_firm"] = {
        "kind": "name",
        "value": "A & B",
    }
    values = FaqBase.from_documents(documents).values
    assert values.fill_quotes("{name_firm}", Language.EN) == "A &amp; B"
    assert values.fill_quotes("{name_firm}", Language.EN, str) == "A & B"
    assert values.names() == ["date_well", "name_firm", "next_meeting", "vote_well"]
    with pytest.raises(UnknownValueError, match="is no value of any fact"):
        FactValues({}).fill_quotes("{name_firm}", Language.EN)


def phrased() -> FactValues:
    documents = bodies()
    documents[(DocumentKind.FACT, "F1")]["values"] |= {
        "undone": {
            "kind": "phrase",
            "en": "Undone & over: {vote_well}.",
            "es": "Se deshizo: {vote_well}.",
            "ht": "Yo defèt li: {vote_well}.",
        },
        "outer": dict.fromkeys(("en", "es", "ht"), "Then {undone}") | {"kind": "phrase"},
        "half": {"kind": "phrase", "en": "Half."},
    }
    return FaqBase.from_documents(documents).values


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.EN, "Undone &amp; over: 6-1."),
        (Language.ES, "Se deshizo: 6 a 1."),
        (Language.HT, "Yo defèt li: 6 kont 1."),
    ],
)
def test_a_phrase_is_said_in_each_language_with_the_values_it_quotes(
    language: Language, said: str
) -> None:
    assert phrased().fill_quotes("So: {undone}", language) == f"So: {said}"


def test_a_phrase_is_filled_once_and_no_deeper() -> None:
    with pytest.raises(KeyError, match="ht"):
        phrased().fill_quotes("{half}", Language.HT)
    assert (
        phrased().fill_quotes("{half} {no_such}", Language.HT, lenient=True) == "{half} {no_such}"
    )
    assert (
        phrased().fill_quotes("{outer}", Language.EN, lenient=True)
        == "Then Undone & over: {vote_well}."
    )
