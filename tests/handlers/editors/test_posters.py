"""/poster, for those who edit: a PDF with the bot's own link."""

from typing import Any

import pytest

from bot.playground.simulator.people import SimulatedUser
from knowledge.editing.roles import Role
from knowledge.language import Language
from tests.handlers.editors.conftest import Hire
from tests.town import Town


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The links that codes were made of."""
    from bot.graphics import poster  # not while tests are collected: it takes half a second

    made: list[str] = []
    squares = poster.qr_matrix
    monkeypatch.setattr(poster, "qr_matrix", lambda link: made.append(link) or squares(link))
    return made


async def test_an_owner_gets_a_page_to_print(town: Town, links: list[str]) -> None:
    owner = town.owner()
    [sent] = await town.say(owner, "/poster")
    document: dict[str, Any] = sent.body["document"]
    assert document["file_name"] == "CivicTestBot-poster.pdf"
    assert document["mime_type"] == "application/pdf"
    assert town.telegram.files[document["file_id"]].content.startswith(b"%PDF-")
    assert links == ["https://t.me/CivicTestBot"]
    assert "t.me/CivicTestBot" in sent.text


async def test_the_poster_names_the_town_and_speaks_three_languages(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.graphics import poster

    given: list[tuple[Any, ...]] = []
    draw = poster.draw_poster
    monkeypatch.setattr(poster, "draw_poster", lambda *parts: given.append(parts) or draw(*parts))
    await town.say(town.owner(), "/poster")
    [(name, _, _, says, foot)] = given
    assert name == town.services.city.name
    assert [call for call, _ in says] == [town.text("start-first", one) for one in Language]
    assert [how for _, how in says] == [town.text("poster-how", one) for one in Language]
    assert foot[-1] == "The Test Society"


@pytest.mark.usefixtures("undrawn")
async def test_an_editor_may_print_a_translator_may_not(town: Town, hire: Hire) -> None:
    [sent] = await town.say(hire("Edda", Role.EDITOR).person, "/poster")
    assert "document" in sent.body
    [refused] = await town.say(hire("Tove", Role.TRANSLATOR, Language.ES).person, "/poster")
    assert refused.text == town.text("editors-not-allowed")


async def test_for_everyone_else_it_is_no_command(town: Town, resident: SimulatedUser) -> None:
    [said] = await town.say(resident, "/poster")
    assert said.text == town.text("start-unknown-command", command="/poster")
