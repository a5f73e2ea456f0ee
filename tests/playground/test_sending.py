import json

import pytest

from bot.playground.simulator.methods.method import Upload
from bot.playground.simulator.people import SimulatedUser
from bot.playground.simulator.simulated_telegram import SimulatedTelegram


async def test_a_text_arrives_with_its_entities(rosa: SimulatedUser, ask, telegram) -> None:
    sent = await ask("sendMessage", chat_id=rosa.id, text="<b>Hola</b>", parse_mode="HTML")
    assert (sent["text"], sent["entities"]) == (
        "Hola",
        [{"type": "bold", "offset": 0, "length": 4}],
    )
    assert (rosa.last.text, rosa.last.html, telegram.complaints) == ("Hola", "<b>Hola</b>", [])


async def test_parameters_may_come_as_text_as_in_a_form(rosa: SimulatedUser, ask) -> None:
    keyboard = json.dumps({"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]})
    await ask("sendMessage", chat_id=str(rosa.id), text="?", reply_markup=keyboard)
    assert rosa.last.button_labels == ["Yes"]


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "🌴" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "html5"}, "unsupported parse_mode"),
        ({"text": "x", "message_thread_id": 5}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": None}, "chat_id is empty"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": {"keys": []}}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": []}, "can't parse reply markup: expected an Object"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": {}}},
            "can't parse inline keyboard markup: expected an Array of Array of buttons",
        ),
        (
            {"text": "x", "reply_markup": {"keyboard": [[{}]]}},
            "can't parse keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "reply_parameters": {}},
            "can't parse reply parameters: Can't find field \"message_id\"",
        ),
        ({"text": "x", "entities": {}}, "expected an Array for entities"),
        ({"text": "x", "entities": [{}]}, "can't parse MessageEntity: Can't find field"),
        ({"text": ["x"]}, "invalid text specified: a string is expected"),
        (
            {"text": "x", "protect_content": "perhaps"},
            "invalid protect_content specified: a boolean is expected",
        ),
        (
            {"text": "x", "message_thread_id": "five"},
            "invalid message_thread_id specified: an integer is expected",
        ),
    ],
)
async def test_a_bad_text_is_refused(rosa: SimulatedUser, ask, parameters, refusal: str) -> None:
    answer = await ask("sendMessage", **({"chat_id": rosa.id} | parameters))
    assert (answer, rosa.chat.from_bot) == (f"Bad Request: {refusal}", [])


async def test_tags_do_not_count_towards_the_limit(rosa: SimulatedUser, ask) -> None:
    await ask("sendMessage", chat_id=rosa.id, text=f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    assert len(rosa.last.text) == 4096


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": "", "callback_data": "x"}, "BUTTON_TEXT_INVALID"),
        ("x", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ({"text": "a", "callback_data": "x", "style": "pink"}, "BUTTON_STYLE_INVALID"),
        (
            {"text": "a", "callback_data": "x", "size": 1},
            "can't parse inline keyboard button: there is no field 'size'",
        ),
        (
            {"text": "a"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline "
            "keyboard",
        ),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "a", "url": "nowhere"},
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "a", "url": "https://x.org", "callback_data": "x"},
            "can't parse inline keyboard button: exactly one action is allowed, "
            "found url, callback_data",
        ),
    ],
)
async def test_a_bad_button_is_refused(
    rosa: SimulatedUser, ask, telegram, button, refusal: str
) -> None:
    keyboard = {"inline_keyboard": [[button]]}
    answer = await ask("sendMessage", chat_id=rosa.id, text="x", reply_markup=keyboard)
    assert answer == f"Bad Request: {refusal}"
    assert telegram.complaints == [f"sendMessage: Bad Request: {refusal}"]


async def test_sixty_four_bytes_of_data_are_not_too_many(rosa: SimulatedUser, ask) -> None:
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "é" * 32}]]}
    await ask("sendMessage", chat_id=rosa.id, text="x", reply_markup=keyboard)
    assert rosa.last.button_labels == ["a"]


async def test_nobody_is_written_to_who_never_started_the_bot(telegram, ask) -> None:
    stranger = telegram.add_user("Luc", "fr")
    answer = await ask("sendMessage", chat_id=stranger.id, text="x")
    assert answer == "Forbidden: bot can't initiate conversation with a user"


async def test_nobody_is_written_to_who_blocked_the_bot(rosa: SimulatedUser, ask, updates) -> None:
    rosa.blocks()
    assert await ask("sendMessage", chat_id=rosa.id, text="x") == (
        "Forbidden: bot was blocked by the user"
    )
    rosa.unblocks()
    await ask("sendMessage", chat_id=rosa.id, text="x")
    statuses = [item["my_chat_member"]["new_chat_member"]["status"] for item in await updates()]
    assert (statuses, rosa.last.text) == (["kicked", "member"], "x")


async def test_a_deleted_account_is_told_apart(rosa: SimulatedUser, ask) -> None:
    rosa.leaves_telegram()
    answer = await ask("sendMessage", chat_id=rosa.id, text="x")
    assert answer == "Forbidden: user is deactivated"


async def test_a_reply_quotes_what_it_answers(rosa: SimulatedUser, ask) -> None:
    question = rosa.says("¿Votaron?")
    await ask(
        "sendMessage", chat_id=rosa.id, text="x", reply_parameters={"message_id": question.id}
    )
    assert rosa.last.reply_to_id == question.id


async def test_a_reply_to_nothing_may_be_sent_all_the_same(rosa: SimulatedUser, ask) -> None:
    wanted = {"message_id": 99, "allow_sending_without_reply": True}
    await ask("sendMessage", chat_id=rosa.id, text="x", reply_parameters=wanted)
    assert (rosa.last.text, rosa.last.reply_to_id) == ("x", None)


async def test_an_unknown_parameter_is_ignored_and_complained_of(
    rosa: SimulatedUser, ask, telegram
) -> None:
    await ask("sendMessage", chat_id=rosa.id, text="x", colour="red")
    assert (rosa.last.text, telegram.complaints) == (
        "x",
        ["sendMessage: there is no parameter 'colour'"],
    )


async def test_an_unknown_method_is_not_found(telegram: SimulatedTelegram) -> None:
    assert await telegram.call_method("sendLove", {}) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )


async def test_too_many_entities_are_cut_and_complained_of(
    rosa: SimulatedUser, ask, telegram
) -> None:
    await ask("sendMessage", chat_id=rosa.id, text="<b>a</b> " * 101, parse_mode="HTML")
    assert (len(rosa.last.entities), telegram.complaints) == (
        100,
        ["a text has 101 entities; Telegram keeps the first 100"],
    )


async def test_a_document_is_sent_kept_and_downloaded(rosa: SimulatedUser, telegram, ask) -> None:
    upload = {"document": Upload("meeting.ics", b"BEGIN:VCALENDAR")}
    await telegram.call_method("sendDocument", {"chat_id": rosa.id, "caption": "<i>x</i>",
                                         "parse_mode": "HTML"}, upload)  # fmt: skip
    document = rosa.last.document
    assert document is not None
    kept = await ask("getFile", file_id=document["file_id"])
    assert (document["file_name"], document["mime_type"], rosa.last.html) == (
        "meeting.ics",
        "text/calendar",
        "<i>x</i>",
    )
    assert telegram.download_file(telegram.token, kept["file_path"]) == (200, b"BEGIN:VCALENDAR")
    assert telegram.download_file("2:other", kept["file_path"])[0] == 404


async def test_a_caption_has_a_limit_of_its_own(rosa: SimulatedUser, telegram) -> None:
    _, answer = await telegram.call_method(
        "sendPhoto", {"chat_id": rosa.id, "caption": "a" * 1025}, {"photo": Upload("a.png", b"x")}
    )
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_a_file_sent_before_is_sent_again_by_its_id(rosa: SimulatedUser, ask) -> None:
    first = rosa.sends_document("faq.csv", b"a,b")
    assert first.document is not None
    kept = {"document": first.document["file_id"]}
    await ask("sendDocument", chat_id=rosa.id, **kept, protect_content=True)
    assert (rosa.last.document, rosa.last.body["has_protected_content"]) == (first.document, True)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (None, "wrong file identifier/HTTP URL specified"),
        (b"", "file must be non-empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "file of 10485761 bytes is too big"),
    ],
)
async def test_a_bad_upload_is_refused(
    rosa: SimulatedUser, telegram, content, refusal: str
) -> None:
    uploads = {} if content is None else {"photo": Upload("a.png", content)}
    _, answer = await telegram.call_method(
        "sendPhoto", {"chat_id": rosa.id, "photo": "x"}, uploads
    )
    assert answer["description"] == f"Bad Request: {refusal}"


async def test_too_many_buttons_are_refused(rosa: SimulatedUser, ask) -> None:
    row = [{"text": "a", "callback_data": "x"}] * 9
    answer = await ask(
        "sendMessage", chat_id=rosa.id, text="x", reply_markup={"inline_keyboard": [row]}
    )
    assert answer == "Bad Request: REPLY_MARKUP_TOO_LONG"


async def test_link_previews_are_kept_and_their_fields_known(
    rosa: SimulatedUser, ask, telegram
) -> None:
    options = {"is_disabled": True, "size": "huge"}
    await ask("sendMessage", chat_id=rosa.id, text="x", link_preview_options=options)
    assert (rosa.last.body["link_preview_options"]["is_disabled"], telegram.complaints) == (
        True,
        ["link_preview_options: there is no field 'size'"],
    )


async def test_a_file_too_big_to_download_is_refused(rosa: SimulatedUser, ask) -> None:
    big = rosa.sends_document("faq.zip", b"PK", claimed_size=20 * 1024 * 1024 + 1)
    assert big.document is not None
    answer = await ask("getFile", file_id=big.document["file_id"])
    assert answer == "Bad Request: file is too big"


async def test_a_chat_action_shows_and_a_wrong_one_is_refused(rosa: SimulatedUser, ask) -> None:
    await ask("sendChatAction", chat_id=rosa.id, action="typing")
    assert rosa.chat.actions == ["typing"]
    assert await ask("sendChatAction", chat_id=rosa.id, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_an_album_of_markup_kinds_is_accepted(rosa: SimulatedUser, ask, telegram) -> None:
    for markup in (
        {"keyboard": [["Yes", {"text": "No"}]]},
        {"remove_keyboard": True},
        {"force_reply": True},
    ):
        await ask("sendMessage", chat_id=rosa.id, text="x", reply_markup=markup)
    assert (len(rosa.chat.from_bot), telegram.complaints) == (3, [])
