from bot.playground.simulator.people import SimulatedUser

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "vote:yes"}]]}


async def test_an_edit_replaces_the_text_and_keeps_the_history(rosa: SimulatedUser, ask) -> None:
    sent = await ask("sendMessage", chat_id=rosa.id, text="one", reply_markup=YES)
    await ask("editMessageText", chat_id=rosa.id, message_id=sent["message_id"], text="two")
    before = [version.body["text"] for version in rosa.last.versions]
    assert (rosa.last.text, rosa.last.button_labels, before) == ("two", [], ["one"])


async def test_an_edit_to_the_same_is_refused(rosa: SimulatedUser, ask, telegram) -> None:
    sent = await ask("sendMessage", chat_id=rosa.id, text="one", reply_markup=YES)
    answer = await ask(
        "editMessageText",
        chat_id=rosa.id,
        message_id=sent["message_id"],
        text="<b></b>one",
        parse_mode="HTML",
        reply_markup=YES,
    )
    assert answer.startswith("Bad Request: message is not modified: specified new message")
    assert (rosa.last.versions, telegram.complaints) == ([], [])


async def test_buttons_alone_are_changed_and_removed(rosa: SimulatedUser, ask) -> None:
    sent = await ask("sendMessage", chat_id=rosa.id, text="one")
    place = {"chat_id": rosa.id, "message_id": sent["message_id"]}
    await ask("editMessageReplyMarkup", **place, reply_markup=YES)
    assert rosa.last.button_labels == ["Yes"]
    await ask("editMessageReplyMarkup", **place, reply_markup={"inline_keyboard": []})
    assert (rosa.last.button_labels, rosa.last.text) == ([], "one")


async def test_only_messages_of_the_bot_that_are_there_are_edited(
    rosa: SimulatedUser, ask
) -> None:
    own = rosa.says("mine")
    assert await ask("editMessageText", chat_id=rosa.id, message_id=own.id, text="x") == (
        "Bad Request: message can't be edited"
    )
    assert await ask("editMessageText", chat_id=rosa.id, message_id=999, text="x") == (
        "Bad Request: message to edit not found"
    )


async def test_a_caption_is_edited_as_a_caption(rosa: SimulatedUser, ask) -> None:
    first = rosa.sends_document("faq.csv", b"a,b")
    sent = await ask("sendDocument", chat_id=rosa.id, document=first.document["file_id"])
    place = {"chat_id": rosa.id, "message_id": sent["message_id"]}
    await ask("editMessageCaption", **place, caption="<b>x</b>", parse_mode="HTML")
    assert rosa.last.html == "<b>x</b>"
    assert await ask("editMessageText", **place, text="x") == (
        "Bad Request: there is no text in the message to edit"
    )
    text = await ask("sendMessage", chat_id=rosa.id, text="x")
    place["message_id"] = text["message_id"]
    assert await ask("editMessageCaption", **place, caption="x") == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_an_edit_takes_inline_buttons_only(rosa: SimulatedUser, ask) -> None:
    sent = await ask("sendMessage", chat_id=rosa.id, text="one")
    answer = await ask(
        "editMessageText",
        chat_id=rosa.id,
        message_id=sent["message_id"],
        text="two",
        reply_markup={"keyboard": [["Yes"]]},
    )
    assert answer == "Bad Request: inline keyboard expected"


async def test_in_a_group_only_an_administrator_deletes_what_others_wrote(
    rosa: SimulatedUser, ask, telegram
) -> None:
    group = telegram.add_group("Town", [rosa])
    message = rosa.says("/faq", chat=group)
    place = {"chat_id": group.id, "message_id": message.id}
    assert await ask("deleteMessage", **place) == "Bad Request: message can't be deleted"
    group.adds_bot("administrator")
    assert await ask("deleteMessage", **place) is True


async def test_a_deleted_message_is_gone(rosa: SimulatedUser, ask) -> None:
    sent = await ask("sendMessage", chat_id=rosa.id, text="one")
    place = {"chat_id": rosa.id, "message_id": sent["message_id"]}
    assert await ask("deleteMessage", **place) is True
    assert rosa.chat.from_bot == []
    assert await ask("deleteMessage", **place) == "Bad Request: message to delete not found"


async def test_a_message_of_two_days_ago_is_not_deleted(rosa: SimulatedUser, ask, clock) -> None:
    sent = await ask("sendMessage", chat_id=rosa.id, text="one")
    clock.passes(hours=49)
    answer = await ask("deleteMessage", chat_id=rosa.id, message_id=sent["message_id"])
    assert answer == "Bad Request: message can't be deleted for everyone"


async def test_a_tap_is_answered_once(rosa: SimulatedUser, ask, telegram, updates) -> None:
    await ask("sendMessage", chat_id=rosa.id, text="one", reply_markup=YES)
    query = rosa.taps("Yes")
    [update] = await updates()
    tapped = update["callback_query"]
    assert (tapped["data"], tapped["from"]["id"], tapped["message"]["text"]) == (
        "vote:yes",
        rosa.id,
        "one",
    )
    assert telegram.unanswered_taps == [query]
    assert await ask("answerCallbackQuery", callback_query_id=query.id, text="ok") is True
    assert (query.answer, telegram.unanswered_taps) == ({"text": "ok", "show_alert": False}, [])
    again = await ask("answerCallbackQuery", callback_query_id=query.id)
    assert again.startswith("Bad Request: query is too old and response timeout expired")
    assert telegram.complaints == ["answerCallbackQuery: 'vote:yes' was answered twice"]


async def test_a_tap_grows_too_old_to_answer_and_leaves_the_queue(
    rosa: SimulatedUser, ask, clock, updates, telegram
) -> None:
    await ask("sendMessage", chat_id=rosa.id, text="one", reply_markup=YES)
    query = rosa.taps("vote:yes")
    clock.passes(seconds=151)
    answer = await ask("answerCallbackQuery", callback_query_id=query.id)
    assert answer.startswith("Bad Request: query is too old")
    assert (await updates(), telegram.complaints) == ([], [])


async def test_an_answer_to_a_tap_has_at_most_200_characters(rosa: SimulatedUser, ask) -> None:
    await ask("sendMessage", chat_id=rosa.id, text="one", reply_markup=YES)
    query = rosa.taps("Yes")
    answer = await ask("answerCallbackQuery", callback_query_id=query.id, text="a" * 201)
    assert answer == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_reaction_is_set(rosa: SimulatedUser, ask, telegram) -> None:
    message = rosa.says("hello")
    heart = [{"type": "emoji", "emoji": "❤"}]
    place = {"chat_id": rosa.id, "message_id": message.id}
    await ask("setMessageReaction", **place, reaction=heart)
    assert await ask("setMessageReaction", **place, reaction=heart * 2) == (
        "Bad Request: REACTIONS_TOO_MANY"
    )
    assert await ask("setMessageReaction", **place, reaction=[{"type": "paid"}]) == (
        "Bad Request: REACTION_INVALID"
    )
    assert message.reactions == {telegram.bot.id: heart}
