import pytest
from telegram import Update

from bot.playground.simulator.people import SimulatedUser


async def test_a_command_carries_its_entity(telegram, updates) -> None:
    luc = telegram.add_user("Luc", "ht", id=5)
    luc.starts("KW-14")
    [update] = await updates()
    assert update["message"] == {
        "message_id": 1,
        "date": 1795532400,
        "chat": {"id": 5, "type": "private", "first_name": "Luc"},
        "from": {"id": 5, "is_bot": False, "first_name": "Luc", "language_code": "ht"},
        "text": "/start KW-14",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }


async def test_an_edit_is_an_update_with_the_same_message_id(rosa: SimulatedUser, updates) -> None:
    message = rosa.says("one")
    rosa.edits(message, "two")
    first, second = await updates()
    assert second["edited_message"]["message_id"] == first["message"]["message_id"]
    assert (second["edited_message"]["text"], first["message"]["text"]) == ("two", "one")
    assert "edit_date" in second["edited_message"]


async def test_everything_people_send_is_something_the_library_can_read(
    rosa: SimulatedUser, telegram, updates, ask
) -> None:
    rosa.sends_sticker()
    rosa.sends_photo("caption")
    rosa.sends_voice()
    rosa.sends_location()
    rosa.sends_document("faq.csv", b"a,b")
    rosa.sends({"dice": {"emoji": "🎲", "value": 3}})
    rosa.blocks()
    rosa.unblocks()
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await ask("sendMessage", chat_id=rosa.id, text="?", reply_markup=keyboard)
    rosa.taps("Yes")
    forum = telegram.add_group("Town", [rosa], forum=True)
    rosa.says("/help", chat=forum, topic=forum.opens_topic("Votes"))
    telegram.add_channel("News").posts("hello")
    parsed = [Update.de_json(item, None) for item in await updates()]
    kinds = [
        next(name for name in item.__slots__ if name[0] != "_" and name != "update_id"
             and getattr(item, name) is not None)
        for item in parsed
    ]  # fmt: skip
    assert kinds == [
        *["message"] * 6, *["my_chat_member"] * 2, "callback_query", "my_chat_member",
        *["message"] * 3, "my_chat_member", "channel_post",
    ]  # fmt: skip
    assert all(not item.api_kwargs for item in parsed)


async def test_a_button_that_is_not_there_cannot_be_tapped(rosa: SimulatedUser, ask) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await ask("sendMessage", chat_id=rosa.id, text="?", reply_markup=keyboard)
    with pytest.raises(LookupError, match=r"no button 'No' to tap; there are \['Yes'\]"):
        rosa.taps("No")


async def test_a_tampered_phone_may_send_any_data(rosa: SimulatedUser, ask, updates) -> None:
    await ask("sendMessage", chat_id=rosa.id, text="?")
    rosa.forges("admin:erase:1", rosa.last)
    [update] = await updates()
    assert update["callback_query"]["data"] == "admin:erase:1"


async def test_a_tap_on_a_deleted_message_brings_an_inaccessible_one(
    rosa: SimulatedUser, ask, updates
) -> None:
    await ask("sendMessage", chat_id=rosa.id, text="?")
    message = rosa.last
    await ask("deleteMessage", chat_id=rosa.id, message_id=message.id)
    rosa.forges("x", message)
    [update] = await updates()
    assert set(update["callback_query"]["message"]) == {"chat", "message_id", "date"}


async def test_unread_are_messages_sent_or_edited_since(rosa: SimulatedUser, ask) -> None:
    assert rosa.take_unread() == []
    sent = await ask("sendMessage", chat_id=rosa.id, text="one")
    assert [message.text for message in rosa.take_unread()] == ["one"]
    assert rosa.take_unread() == []
    await ask("editMessageText", chat_id=rosa.id, message_id=sent["message_id"], text="two")
    assert [message.text for message in rosa.take_unread()] == ["two"]


def test_a_long_text_leaves_in_pieces_as_the_apps_do(rosa: SimulatedUser) -> None:
    before = len(rosa.chat.messages)
    last = rosa.says("a" * 5000)
    assert (len(rosa.chat.messages) - before, len(last.text)) == (2, 904)


def test_who_blocked_the_bot_cannot_write_to_it(rosa: SimulatedUser) -> None:
    rosa.blocks()
    with pytest.raises(LookupError, match="Rosa has blocked the bot"):
        rosa.says("hello")


def test_nothing_heard_yet_is_said_so(rosa: SimulatedUser) -> None:
    with pytest.raises(LookupError, match="has said nothing in 'Rosa' yet"):
        _ = rosa.last
