"""A small real Application, in process and over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.playground.serving.simulated_request import SimulatedRequest
from bot.playground.serving.telegram_server import serve_telegram
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram

AGAIN = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="echo:again:1")]])


async def greet(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.effective_message.reply_html("<b>Hola</b>", reply_markup=AGAIN)


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.effective_message.reply_text(update.effective_message.text, do_quote=True)


async def repeat(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer("Again!")
    await update.callback_query.edit_message_text("Hola otra vez")


@asynccontextmanager
async def running(builder: Any) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    application = builder.build()
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(repeat))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        await application.start()
        await application.updater.start_polling()
        yield application
        await application.updater.stop()
        await application.stop()


@pytest.fixture(params=["in process", "over HTTP"])
async def application(request, telegram) -> AsyncIterator[Any]:
    builder = Application.builder().token(telegram.token)
    if request.param == "in process":
        builder.request(SimulatedRequest(telegram))
        builder.get_updates_request(SimulatedRequest(telegram))
        async with running(builder) as application:
            yield application
        return
    server = serve_telegram(telegram)
    builder.base_url(f"{server.url}/bot").base_file_url(f"{server.url}/file/bot")
    async with running(builder) as application:
        yield application
    await server.stop()


@pytest.fixture
def bot(telegram) -> Bot:
    return Bot(telegram.token, request=SimulatedRequest(telegram))


@pytest.mark.usefixtures("application")
async def test_a_conversation_with_a_real_application(telegram) -> None:
    rosa = telegram.add_user("Rosa")
    rosa.starts()
    await telegram.wait_until(lambda: len(rosa.chat.from_bot) == 1)
    assert (rosa.last.html, rosa.last.button_labels) == ("<b>Hola</b>", ["Again"])
    query = rosa.taps("Again")
    await telegram.wait_until(lambda: rosa.last.text == "Hola otra vez")
    assert query.answer == {"text": "Again!", "show_alert": False}
    question = rosa.says("¿Y ahora?")
    await telegram.wait_until(lambda: len(rosa.chat.from_bot) == 2)
    assert (rosa.last.text, rosa.last.reply_to_id) == ("¿Y ahora?", question.id)
    assert telegram.complaints == []


async def test_files_go_both_ways(application, telegram, rosa: SimulatedUser) -> None:
    sent = await application.bot.send_document(
        rosa.id, b"BEGIN:VCALENDAR", filename="meeting.ics", caption="<b>x</b>", parse_mode="HTML"
    )
    assert (sent.document.file_name, rosa.last.html) == ("meeting.ics", "<b>x</b>")
    upload = rosa.sends_document("faq.csv", b"a,b")
    file = await application.bot.get_file(upload.document["file_id"])
    assert bytes(await file.download_as_bytearray()) == b"a,b"
    assert telegram.complaints == []


async def test_commands_and_descriptions_go_through_the_library(application, telegram) -> None:
    await application.bot.set_my_commands([("help", "Èd")], language_code="ht")
    await application.bot.set_my_description("Bonjou", language_code="ht")
    assert telegram.profile.commands[("default", "ht")] == [
        {"command": "help", "description": "Èd"}
    ]
    assert (telegram.profile.descriptions, telegram.complaints) == ({"ht": "Bonjou"}, [])


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # RetryAfter warns of itself
async def test_refusals_become_the_librarys_errors(
    application, telegram, rosa: SimulatedUser
) -> None:
    say = application.bot.send_message
    with pytest.raises(BadRequest, match="Can't parse entities: can't find end tag"):
        await say(rosa.id, "<b>x", parse_mode="HTML")
    telegram.network.flood(7, method="sendMessage")
    with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
        await say(rosa.id, "x")
    telegram.network.fail(method="sendMessage")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await say(rosa.id, "x")
    group = telegram.add_group("Town", [rosa])
    old, new = group.id, group.becomes_supergroup()
    with pytest.raises(ChatMigrated) as moved:
        await say(old, "x")
    assert moved.value.new_chat_id == new.id
    rosa.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await say(rosa.id, "x")


async def test_the_cause_of_a_broken_connection_is_the_real_one(
    bot: Bot, telegram, rosa: SimulatedUser
) -> None:
    telegram.network.refuse()
    with pytest.raises(NetworkError) as refused:
        await bot.send_message(rosa.id, "x")
    telegram.network.lose_request()
    with pytest.raises(TimedOut) as unsent:
        await bot.send_message(rosa.id, "x")
    telegram.network.lose_answer()
    with pytest.raises(TimedOut) as unheard:
        await bot.send_message(rosa.id, "x")
    causes = [type(error.value.__cause__) for error in (refused, unsent, unheard)]
    assert causes == [httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadTimeout]
    assert len(rosa.chat.from_bot) == 1


async def test_a_wrong_token_is_refused(telegram) -> None:
    with pytest.raises(InvalidToken):
        await Bot("1000000001:wrong", request=SimulatedRequest(telegram)).get_me()


async def test_waiting_in_vain_says_what_was_called_last(telegram: SimulatedTelegram, bot) -> None:
    await bot.get_me()
    with pytest.raises(TimeoutError, match="the last calls were \\['getMe 200'\\]"):
        await telegram.wait_until(lambda: False, patience=0)
