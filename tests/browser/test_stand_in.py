"""The page against the stand-in alone: the test itself is the bot, over loopback HTTP."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import served
from tests.browser.screen import Screen

PAT, ROSA = 700_000_001, 700_000_002
Bot = Callable[..., Any]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served("playground", "--api-only", folder=tmp_path_factory.mktemp("empty")) as said:
        yield said


@pytest.fixture(scope="module")
def url(said: str) -> str:
    return re.findall(r"http://127\.0\.0\.1:\d+", said)[-1]


@pytest.fixture(scope="module")
def bot(said: str) -> Iterator[Bot]:
    address = re.findall(r"http://127\.0\.0\.1:\d+", said)[0]
    token = re.findall(r"\d+:\S+", said.split("show is")[1])[0]
    with httpx.Client(base_url=f"{address}/bot{token}/", timeout=10) as client:

        def ask(method: str, **parameters: Any) -> Any:
            answer = client.post(method, json=parameters).json()
            return answer.get("result", answer.get("description"))

        yield ask


@pytest.fixture
def pat(screen: Screen, bot: Bot) -> Screen:
    """Pat's phone, with a chat that is open to the bot."""
    screen.be("Pat")
    own = screen.log.locator(".message.own")
    before = own.count()
    screen.box.fill("hello")
    screen.box.press("Enter")
    expect(own.nth(before)).to_contain_text("hello")
    return screen


def test_every_tag_of_telegrams_html_is_shown_as_telegram_shows_it(pat: Screen, bot: Bot) -> None:
    bot(
        "sendMessage",
        chat_id=PAT,
        parse_mode="HTML",
        text="🌴 <b>bold <i>both</i></b> <u>under</u> <s>gone</s> <code>x = 1</code>\n"
        '<a href="https://town.example/a?b=1&amp;c=2">the record</a>\n'
        "<blockquote>quoted</blockquote>\n<pre>let</pre>\n<tg-spoiler>the end</tg-spoiler>",
    )
    words = pat.last.locator(".words")
    for tag, text in {
        "strong": "bold both", "strong em": "both", "u": "under", "s": "gone", "code": "x = 1",
        "blockquote": "quoted", "pre": "let",
    }.items():  # fmt: skip
        expect(words.locator(tag)).to_have_text(text)
    link = words.get_by_role("link", name="the record")
    expect(link).to_have_attribute("href", "https://town.example/a?b=1&c=2")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    spoiler = words.get_by_role("button", name="the end")
    expect(spoiler).to_have_css("color", "rgba(0, 0, 0, 0)")
    spoiler.click()
    expect(spoiler).to_have_attribute("aria-expanded", "true")


def test_what_looks_like_html_in_a_plain_text_is_text(pat: Screen, bot: Bot) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    bot("sendMessage", chat_id=PAT, text=hostile)
    expect(pat.last.locator(".words")).to_have_text(hostile)
    assert pat.page.locator(".log img, .log script").count() == 0


def test_an_edit_changes_the_bubble_in_its_place(pat: Screen, bot: Bot) -> None:
    first = bot("sendMessage", chat_id=PAT, text="the meeting is on Tuesday")
    bot("sendMessage", chat_id=PAT, text="something else")
    bot("editMessageText", chat_id=PAT, message_id=first["message_id"], text="it is cancelled")
    bubble = pat.log.locator(f'[data-id="{first["message_id"]}"]')
    expect(bubble).to_contain_text("it is cancelled")
    expect(bubble).to_contain_text("edited")
    expect(pat.last).to_contain_text("something else")


def test_a_deleted_message_disappears(pat: Screen, bot: Bot) -> None:
    sent = bot("sendMessage", chat_id=PAT, text="a slip")
    bubble = pat.log.locator(f'[data-id="{sent["message_id"]}"]')
    expect(bubble).to_be_visible()
    bot("deleteMessage", chat_id=PAT, message_id=sent["message_id"])
    expect(bubble).to_have_count(0)


def test_a_tapped_button_waits_until_the_bot_answers_it(pat: Screen, bot: Bot) -> None:
    button = {"text": "Yes", "callback_data": "vote:yes:1"}
    link = {"text": "Agenda", "url": "https://town.example/agenda"}
    bot("sendMessage", chat_id=PAT, text="?", reply_markup={"inline_keyboard": [[button, link]]})
    expect(pat.last.get_by_role("link", name="Agenda")).to_be_visible()
    pat.tap("Yes")
    key = pat.last.get_by_role("button", name="Yes")
    expect(key).to_have_attribute("aria-busy", "true")
    query = bot("getUpdates", offset=-1)[0]["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("vote:yes:1", PAT)
    bot("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
    expect(pat.note()).to_have_text("Noted")
    expect(key).not_to_have_attribute("aria-busy", "true")


def test_one_sees_the_bot_type(pat: Screen, bot: Bot) -> None:
    bot("sendChatAction", chat_id=PAT, action="typing")
    typing = pat.phone.locator(".typing")
    expect(typing).to_contain_text("is typing")
    bot("sendMessage", chat_id=PAT, text="there")
    expect(typing).to_be_empty()


def test_files_go_up_and_come_down(pat: Screen, bot: Bot) -> None:
    pat.phone.locator("input[type=file]").set_input_files(
        {"name": "faq.csv", "mimeType": "text/csv", "buffer": "código,título\n".encode()}
    )
    own = pat.log.locator(".message.own").last
    expect(own).to_contain_text("faq.csv")
    sent = bot("getUpdates", offset=-1)[0]["message"]["document"]
    bot("sendDocument", chat_id=PAT, document=sent["file_id"], caption="your file")
    expect(pat.last).to_contain_text("your file")
    with pat.page.expect_download() as download:
        pat.last.get_by_role("link").click()
    assert download.value.path().read_text(encoding="utf-8") == "código,título\n"


def test_the_menu_shows_what_the_bot_set_for_the_persons_language(
    screen: Screen, bot: Bot
) -> None:
    bot("setMyCommands", commands=[{"command": "topics", "description": "Browse"}])
    bot(
        "setMyCommands",
        commands=[{"command": "topics", "description": "Explorar"}],
        language_code="es",
    )
    for name, words in (("Pat", "Browse"), ("Rosa", "Explorar")):
        screen.be(name, "Civic bot")
        screen.phone.get_by_role("button", name="Commands").click()
        expect(screen.phone.locator(".menu button")).to_have_text(f"/topics{words}")
        screen.page.keyboard.press("Enter")
        expect(screen.log.locator(".message.own").last).to_contain_text("/topics")


def test_a_message_for_somebody_else_leaves_a_mark_on_them(pat: Screen, bot: Bot) -> None:
    pat.be("Rosa")
    pat.box.fill("hola")
    pat.box.press("Enter")
    expect(pat.log.locator(".message.own").last).to_contain_text("hola")
    pat.be("Jean")
    bot("sendMessage", chat_id=ROSA, text="uno")
    bot("sendMessage", chat_id=ROSA, text="dos")
    rosa = pat.phone.get_by_role("group", name="Who you are").get_by_role("button", name="Rosa")
    expect(rosa).to_contain_text("2 unread")
    rosa.click()
    expect(pat.log.locator(".unread-mark")).to_have_text("New messages")
    expect(rosa).not_to_contain_text("unread")


def test_in_a_group_only_mentions_replies_and_commands_reach_the_bot(
    pat: Screen, bot: Bot
) -> None:
    pat.be("Rosa", "Example Street Neighbors")
    pat.box.fill("buenos días")
    pat.box.press("Enter")
    own = pat.log.locator(".message.own").last
    expect(own).to_contain_text("not shown to the bot")
    pat.phone.get_by_role("button", name="Mention the bot").click()
    pat.page.keyboard.type("¿qué es 287(g)?")
    pat.page.keyboard.press("Enter")
    expect(own).not_to_contain_text("not shown to the bot")
    asked = bot("getUpdates", offset=-1)[0]["message"]
    assert asked["text"] == "@CivicTestBot ¿qué es 287(g)?"
    reply = {"message_id": asked["message_id"]}
    bot("sendMessage", chat_id=asked["chat"]["id"], text="Un acuerdo.", reply_parameters=reply)
    expect(pat.last.locator(".reply")).to_contain_text("¿qué es 287(g)?")
    pat.last.hover()
    pat.last.get_by_role("button", name="Reply").click()
    pat.page.keyboard.type("gracias")
    pat.page.keyboard.press("Enter")
    expect(own).to_contain_text("gracias")
    expect(own).not_to_contain_text("not shown to the bot")
    pat.be("Jean", "Example Street Neighbors")
    expect(pat.log.locator(".message.other").last).to_contain_text("gracias")


def test_a_channel_is_written_by_its_administrator_and_read_by_all(pat: Screen, bot: Bot) -> None:
    pat.be("Edie", "Example Town News")
    pat.box.fill("A notice")
    pat.box.press("Enter")
    expect(pat.last).to_contain_text("A notice")
    pat.be("Pat", "Example Town News")
    expect(pat.last).to_contain_text("A notice")
    expect(pat.box).to_be_disabled()


def test_a_link_to_the_bot_starts_it_with_its_payload(pat: Screen, bot: Bot) -> None:
    bot("sendMessage", chat_id=PAT, text="https://t.me/CivicTestBot?start=KW-14")
    expect(pat.last).to_contain_text("start=KW-14")  # not an older message with a link
    pat.last.get_by_role("link").click()
    expect(pat.log.locator(".message.own").last).to_contain_text("/start KW-14")
    pat.page.goto(f"{pat.page.url}?as={ROSA}&start=KW-3")
    rosas = Screen(pat.page)
    expect(rosas.log.locator(".message.own").last).to_contain_text("/start KW-3")
    expect(rosas.phone).to_have_attribute("aria-label", "Phone of Rosa Example")


def test_what_the_bot_does_wrong_is_said_aloud_and_listed(pat: Screen, bot: Bot) -> None:
    bot("sendMessage", chat_id=PAT, text="<b>open", parse_mode="HTML")
    alert = pat.page.get_by_role("alert").filter(has_text="The bot broke a rule of Telegram")
    expect(alert).to_contain_text("Can't find end tag")
    pat.panel("Calls")
    expect(pat.page.locator("#call-list > li").first).to_contain_text("sendMessage 400")
    expect(pat.page.locator("#complaints li").last).to_contain_text("Can't find end tag")


def test_the_network_fails_as_ordered_and_is_mended(pat: Screen, bot: Bot) -> None:
    pat.panel("Network")
    pat.page.get_by_label("How often").fill("2")
    pat.page.get_by_role("button", name="Let it happen").click()
    expect(pat.page.locator("#faults li")).to_have_text("429 for the next 2 of sendMessage")
    assert bot("sendMessage", chat_id=PAT, text="x") == "Too Many Requests: retry after 5"
    expect(pat.page.locator("#faults li")).to_have_text("429 for the next 1 of sendMessage")
    pat.page.get_by_role("button", name="Mend the network").click()
    expect(pat.page.locator("#faults li")).to_have_count(0)
    blocked = pat.page.locator("#blocks").get_by_label("Pat Example")
    blocked.check()
    expect(pat.page.locator("#blocks").get_by_label("Pat Example")).to_be_checked()
    assert "blocked" in bot("sendMessage", chat_id=PAT, text="x")
    blocked.uncheck()
    assert bot("sendMessage", chat_id=PAT, text="back")["text"] == "back"


def test_flood_control_is_switched(pat: Screen, bot: Bot) -> None:
    pat.panel("Network")
    switch = pat.page.get_by_label("Flood control")
    with pat.page.expect_response("**/playground/flood"):
        switch.check()
    answers = [bot("sendMessage", chat_id=PAT, text=f"{n}") for n in range(8)]
    assert any("Too Many Requests" in str(answer) for answer in answers)
    with pat.page.expect_response("**/playground/flood"):
        switch.uncheck()


def test_one_may_change_what_one_said(pat: Screen, bot: Bot) -> None:
    pat.box.press("ArrowUp")
    expect(pat.box).to_have_value("hello")
    pat.box.fill("hello there")
    pat.box.press("Enter")
    own = pat.log.locator(".message.own").last
    expect(own).to_contain_text("hello there")
    expect(own).to_contain_text("edited")
    assert bot("getUpdates", offset=-1)[0]["edited_message"]["text"] == "hello there"


def test_two_phones_stand_side_by_side(pat: Screen, bot: Bot) -> None:
    pat.page.get_by_role("button", name="Second phone").click()
    other = pat.page.locator(".phone").nth(1)
    expect(other).to_have_attribute("aria-label", "Phone of Rosa Example")
    bot("sendMessage", chat_id=PAT, text="only for Pat")
    expect(pat.last).to_contain_text("only for Pat")
    expect(other).not_to_contain_text("only for Pat")


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (360, "dark"), (768, "light"), (1280, "dark")]
)
def test_nothing_hangs_over_the_edge(
    page: Page, url: str, bot: Bot, width: int, scheme: Any
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme)
    page.goto(url)
    screen = Screen(page)
    screen.waits_for_the_bot()
    screen.box.fill("hello " + "unbreakable" * 40)
    screen.box.press("Enter")
    expect(screen.log.locator(".message.own").last).to_contain_text("unbreakable")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.documentElement.scrollHeight") <= 700
    for name in ("Clock", "Network", "Verdicts", "Calls"):
        screen.panel(name)
        assert page.evaluate("document.documentElement.scrollWidth") == width
