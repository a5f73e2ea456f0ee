"""The base as a page and as text, for people to read."""

from datetime import date
from typing import Any

from bot.texts import Texts, answer_cards
from knowledge.content.documents import DocumentKind
from knowledge.content.files import base_export
from tests.content.village import Bodies, bodies

TODAY = date(2026, 11, 24)


def export(form: str, documents: Any = None) -> bytes:
    return base_export.export_base(documents or bodies(), form, TODAY)


def page(spoil: Bodies | None = None, form: str = "html") -> str:
    return export(form, spoil).decode()


def test_the_page_shows_every_language_source_and_date() -> None:
    shown = page()
    for text in (
        'lang="es"',
        "¿Cómo votó el concejo?",
        "Vòt la te 6 kont 1, nan dat 30 jen 2025.",
        '<a href="https://gazette.example/well">The Gazette, “A well for the village”</a>',
        "Sources to June 30, 2025; reported by one outlet only; review by November 1, 2027",
    ):
        assert text in shown


def carded(spoil: Bodies | None = None) -> str:
    card = answer_cards.answer_renderer(Texts(strict=True), TODAY)
    return base_export.export_base(spoil or bodies(), "html", TODAY, card=card).decode()


def test_the_page_shows_the_card_residents_get_beside_what_its_buttons_open() -> None:
    documents = bodies()
    documents[(DocumentKind.ENTRY, "KW-1")]["ht"]["basis"] = "De rapò dakò."
    shown = carded(documents)
    assert shown.count('<div class="card">') == 3
    creole = shown.partition('<section lang="ht">')[2]
    card, _, more = creole.partition('<div class="more">')
    for text in ("<b>Ki jan konsèy la te vote?</b>", "• Gazette te rakonte sa.", "KW-1.1"):
        assert text in card
    for text in ("<p>Yo te di pi a te vye.</p>", "De rapò dakò."):
        assert text in more
        assert text not in card


def test_a_card_of_unsound_html_is_shown_as_plain_text() -> None:
    documents = bodies()
    documents[(DocumentKind.ENTRY, "KW-1")]["en"]["points"] = "<img src=x onerror=y>"
    documents[(DocumentKind.ENTRY, "KW-1")]["es"]["title"] = "<script>1</script>"
    shown = carded(documents)
    assert "<img" not in shown
    assert "<script" not in shown


def test_the_page_lets_nothing_through_but_sound_html() -> None:
    documents = bodies()
    entry = documents[(DocumentKind.ENTRY, "KW-1")]
    entry["en"]["title"] = "<script>1</script>"
    entry["en"]["detail"] = "<b>fine</b>\n\nhttps://gazette.example/x."
    entry["es"]["detail"] = "<img src=x onerror=y>"
    entry["en"]["phrasings"] = ["<i>"]
    documents[(DocumentKind.SOURCE, "gazette")]["title"] = '"><script>2</script>'
    shown = page(documents)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<b>fine</b>" in shown
    assert '<a href="https://gazette.example/x">https://gazette.example/x</a>.' in shown


def test_the_page_says_what_is_overdue_and_what_nobody_checked() -> None:
    documents = bodies()
    documents[(DocumentKind.ENTRY, "KW-1")]["review_by"] = "2026-01-01"
    documents[(DocumentKind.FACT, "F1")]["values"]["phone_x"] = {
        "kind": "phone",
        "value": "555-0100",
    }
    assert "Review is due." in page(documents)
    assert "555-0100" in page(documents)
    assert "- `phone_x`: 555-0100 (F1)" in page(documents, "md")
    documents[(DocumentKind.SCOPE, "weather")]["reply"] = {"en": "Look up.", "es": "", "ht": ""}
    assert "  - English: Look up." in page(documents, "md")


def test_the_text_names_sources_as_sure_as_they_are() -> None:
    documents = bodies()
    source = documents[(DocumentKind.SOURCE, "gazette")]
    for changes, says in (
        ({"date_is": "about"}, "about June 30, 2025"),
        ({"date_is": "by-content"}, "June 30, 2025 by its content"),
        ({"date": "2025", "date_is": "not-shown"}, "2025, exact date not shown"),
        ({"date": ""}, "date not shown"),
        ({"url_inferred": True, "via": "mirror"}, "address not confirmed; read in a mirror copy"),
        ({"title_inferred": True}, "title from the address; address not confirmed"),
        ({"lean": "opinion", "title": ""}, "The Gazette (title not shown)"),
    ):
        source.update(changes)
        assert says in page(documents, "md")


def test_an_entry_without_sources_says_so() -> None:
    documents = bodies()
    documents[(DocumentKind.ENTRY, "KW-1")].update(sources=[], facts=[], certainty="unknown")
    assert "No page that settles this was found." in page(documents)
    assert "Sources: none found." in page(documents, "md")
