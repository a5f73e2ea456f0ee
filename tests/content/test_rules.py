"""The rules by themselves, as tables."""

import pytest

from knowledge.content.checks.fairness import (
    find_loaded_words,
    find_office_claims,
    loaded_word_patterns,
)
from knowledge.content.checks.phrasing_claims import fold_phrasing
from knowledge.content.checks.sourcing.web_addresses import is_web_address
from knowledge.content.checks.wording.language_agreement import text_figures
from knowledge.content.checks.wording.readability import (
    count_syllables,
    reading_grade,
    split_sentences,
)
from knowledge.content.telegram_markup import first_markup_fault
from knowledge.language import Language

EN, ES, HT = Language.EN, Language.ES, Language.HT


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "<b>bold</b> and <i>leaning</i>, <u>under</u>, <s>gone</s>",
        '<a href="https://gazette.example/?a=1&amp;b=2">there</a>',
        "<b>one <i>in</i> the other</b>",
        "<code>a &lt; b &amp;&#38;&#x26; &quot;c&quot;</code><pre>x</pre>",
        "<blockquote expandable>long</blockquote><tg-spoiler>x</tg-spoiler>",
    ],
)
def test_what_telegram_shows_is_valid(text: str) -> None:
    assert first_markup_fault(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "<b>open",
        '<a href="javascript:alert(1)">there</a>',
        "closed</b>",
        "<b>crossed <i>tags</b></i>",
        "<p>no such tag</p>",
        '<b class="x">dressed</b>',
        "<a>nowhere</a>",
        '<a href="https://x.example" onclick="y">there</a>',
        "a < b",
        "a > b",
        "you & me",
        "&nbsp;",
        "<script>alert(1)</script>",
    ],
)
def test_what_telegram_refuses_is_a_fault(text: str) -> None:
    assert first_markup_fault(text) is not None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (EN, "The council caved to the illegals.", ["caved", "illegals"]),
        (EN, "He called it an “invasion” and a 'surrender'.", []),
        (EN, "An article headed “Key West Caves” told of it.", []),
        (EN, "Section 908 of the chapter; the cave is a place of sale.", ["cave"]),
        (ES, "El capítulo 908 trata de la ciudad santuario.", []),
        (ES, "La Comisión capituló tras las redadas.", ["capituló", "redadas"]),
        (ES, "La Comisión se rindió.", ["se rindió"]),
        (HT, "Vil la kapitile devan rejim nan.", ["kapitile", "rejim"]),
        (HT, "Komisyonè a te vote non.", []),
    ],
)
def test_words_that_take_a_side_are_found(
    language: Language, text: str, expected: list[str]
) -> None:
    assert find_loaded_words(text, language) == expected


def test_every_language_has_its_loaded_words() -> None:
    assert set(loaded_word_patterns()) == set(Language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "Danise Henriquez is the mayor of Key West."),
        (EN, "The current city manager is Barroso."),
        (EN, "Sean Brandenburg remains police chief."),
        (EN, "James Uthmeier, who is the Attorney General, wrote."),
        (ES, "Henriquez es la alcaldesa."),
        (ES, "Barroso sigue siendo el administrador municipal."),
        (ES, "El alcalde actual habló."),
        (HT, "Henriquez se majistra a."),
        (HT, "Uthmeier se toujou Pwokirè Jeneral."),
        (HT, "Majistra kounye a te pale."),
    ],
)
def test_an_office_held_today_is_found(language: Language, text: str) -> None:
    assert find_office_claims(text, language) == [text]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "Danise Henriquez was mayor at the time."),
        (EN, "Who is mayor today?"),
        (EN, "Whether Barroso is still city manager is not known."),
        (EN, "That is the mayor's own account."),
        (EN, "The City Commission has six commissioners and a mayor."),
        (ES, "Henriquez era alcaldesa entonces."),
        (ES, "No se sabe si Barroso es todavía administrador municipal."),
        (HT, "Henriquez te majistra lè sa a."),
        (HT, "Se Majistra Henriquez ki te prezante rezolisyon an."),
        (HT, "Nou pa konnen kiyès ki se majistra jodi a."),
    ],
)
def test_the_past_questions_and_the_unknown_are_left_alone(language: Language, text: str) -> None:
    assert find_office_claims(text, language) == []


def test_figures_are_the_same_in_every_language() -> None:
    expected = frozenset({"month 06 day 30", "month 07", "2025", "6", "1", "1579", "38.6", "5"})
    english = "On June 30, 2025 it was 6-1; 1,579 in July 2025, $38.6 million, at 5 p.m."
    spanish = "El 30 de junio de 2025 fue 6 a 1; 1,579 en julio de 2025, $38.6 millones, 5 p. m."
    creole = "30 jen 2025 se te 6 kont 1; 1,579 nan jiyè 2025, $38.6 milyon, a 5 p.m."
    assert text_figures(english, EN) == expected
    assert text_figures(spanish, ES) == expected
    assert text_figures(creole, HT) == expected
    assert text_figures("1ye jiyè 2025", HT) == text_figures("July 1, 2025", EN)


def test_a_month_without_a_year_is_a_word() -> None:
    assert text_figures("He may come in March. Mas li pa t vini, me se vre.", HT) == frozenset()


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("agreement", 3), ("immigration", 4), ("voted", 2), ("asked", 1), ("table", 2),
     ("times", 1), ("houses", 2), ("police", 2), ("2025", 1), ("ICE", 1)],
)  # fmt: skip
def test_syllables_are_counted_by_groups_of_vowels(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_sentences_are_not_cut_at_dots_inside_words() -> None:
    text = "The U.S. law, s. 908.11, holds at 5 p.m. each day. It cost $38.6 million. So be it!"
    assert len(split_sentences(text)) == 3


def test_plain_sentences_read_at_a_low_grade_and_heavy_ones_at_a_high_one() -> None:
    assert reading_grade("The cat sat on the mat. It was glad.") < 1
    assert reading_grade("Jurisdictional considerations necessitate deliberation.") > 20
    assert reading_grade("") == 0.0


@pytest.mark.parametrize(
    "url", ["https://www.ice.gov/identify-and-arrest/287g", "http://a-b.example/?x=1&y=2#z"]
)
def test_web_addresses_are_known(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "gazette.example",
        "ftp://gazette.example",
        "javascript:alert(1)",
        "https://",
        "https://localhost",
        "https://me@gazette.example",
        "https://gazette.example:8080",
        "https://gazette.example:port",
        "https://gazette.example/a b",
        'https://gazette.example/"',
        "https://[gazette",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert not is_web_address(url)


def test_phrasings_are_the_same_without_case_accents_and_points() -> None:
    assert fold_phrasing("¿Quién votó «sí»?") == fold_phrasing("quien voto si")
