"""[Share] and /share: a link that opens an answer, for whoever gets it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.playground.simulator.messages import Message
from bot.playground.simulator.people import SimulatedUser
from tests.town import Town

LINK = "https://t.me/CivicTestBot?start=KW-1"
TITLE = "How did the Commission vote on June 30, 2025?"


def is_shared(message: Message, title: str = TITLE, link: str = LINK) -> bool:
    [[send, copy]] = message.buttons
    sheet = urlsplit(send["url"])
    return (
        message.text == f"{title}\n{link}"
        and (sheet.netloc, sheet.path) == ("t.me", "/share/url")
        and parse_qs(sheet.query) == {"url": [link], "text": [title]}
        and copy["copy_text"] == {"text": link}
    )


async def test_share_gives_a_link_to_send_on_or_copy(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "what was the vote on june 30")
    [shared] = await town.tap(resident, "Share")
    assert is_shared(shared)
    assert shared.button_labels == ["Send to someone", "Copy the link"]


async def test_the_link_opens_the_answer_for_somebody_else(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "KW-1")
    [shared] = await town.tap(resident, "Share")
    payload = parse_qs(urlsplit(shared.text.splitlines()[-1]).query)["start"][0]
    neighbour = town.resident("Ana", "es")
    [opened] = await town.say(neighbour, f"/start {payload}")
    assert opened.text.startswith("¿Cómo votó la Comisión el 30 de junio de 2025?")


@pytest.mark.parametrize("typed", ["/share", "/share KW-1", "/share kw1", "/share first-vote"])
async def test_sharing_is_typed_too(town: Town, resident: SimulatedUser, typed: str) -> None:
    await town.say(resident, "KW-1")
    [shared] = await town.say(resident, typed)
    assert is_shared(shared)


async def test_an_answer_shown_in_another_language_is_shared_in_it(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "¿cuál fue el voto del 30 de junio?")
    [shared] = await town.tap(resident, "Compartir")
    assert is_shared(shared, "¿Cómo votó la Comisión el 30 de junio de 2025?")


async def test_share_works_in_a_group(town: Town, resident: SimulatedUser) -> None:
    group = town.telegram.add_group("Neighbours", [resident])
    [answer] = await town.say(resident, "@CivicTestBot KW-2", group)
    resident.taps("Share", answer)
    await town.settle()
    [shared] = group.chat.take_unread(resident.id)
    assert shared.text.endswith("?start=KW-2")


@pytest.mark.parametrize("typed", ["/share KW-999", "/share nonsense"])
async def test_what_does_not_exist_cannot_be_shared(
    town: Town, resident: SimulatedUser, typed: str
) -> None:
    [said] = await town.say(resident, typed)
    assert said.text.startswith("There is no answer with the code")
    assert said.button_labels == []


async def test_with_nothing_shown_before_it_asks_which(
    town: Town, resident: SimulatedUser
) -> None:
    [said] = await town.say(resident, "/share")
    assert said.text == "Ask something first, or type the code: /share KW-14."


async def test_an_answer_that_is_gone_is_not_shared(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "KW-1")
    resident.forges("answer:share:KW-999.en", resident.last)
    await town.settle()
    assert resident.last.text == town.text("ask-gone")
