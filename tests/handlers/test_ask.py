from bot.playground.simulator.people import SimulatedUser
from tests.town import Town


async def test_a_question_is_answered_with_source_date_and_code(
    town: Town, resident: SimulatedUser
) -> None:
    [answer] = await town.say(resident, "what was the vote on june 30")
    assert "It voted 6-1 to void the agreement." in answer.text
    assert answer.text.endswith(
        "\n\nThe Gazette\nseveral outlets · sources to Jul 8, 2025 · KW-1.1"
    )
    assert answer.links == ["https://gazette.example/votes"]
    assert answer.button_labels == [
        "More",
        "Sources",
        "Share",
        "Tell me if this changes",
        "How did the Commission vote on July 8, 2025?",
        "Helpful",
        "Not helpful",
    ]


async def test_a_misspelt_question_is_answered(town: Town, resident: SimulatedUser) -> None:
    [answer] = await town.say(resident, "waht was teh vote on jun 30")
    assert "KW-1.1" in answer.text


async def test_a_question_in_another_language_is_answered_in_it_with_an_offer_to_switch(
    town: Town, resident: SimulatedUser
) -> None:
    [answer] = await town.say(resident, "¿cuál fue el voto del 30 de junio?")
    assert "Votó 6 a 1 por anular el acuerdo." in answer.text
    assert answer.button_labels[-1] == "Seguir en Español"
    [said] = await town.tap(resident, "Seguir en Español")
    assert said.text == town.text("settings-language-set", "es")


async def test_an_unclear_question_offers_a_choice_that_can_be_tapped(
    town: Town, resident: SimulatedUser
) -> None:
    [choice] = await town.say(resident, "how did they vote")
    assert choice.button_labels == [
        "How did the Commission vote on June 30, 2025?",
        "How did the Commission vote on July 8, 2025?",
        "None of these",
    ]
    [answer] = await town.tap(resident, "How did the Commission vote on July 8, 2025?")
    assert answer.id == choice.id
    assert "KW-2.1" in answer.text


async def test_a_choice_can_be_typed_by_its_number(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "how did they vote")
    [answer] = await town.say(resident, "2")
    assert "KW-2.1" in answer.text


async def test_none_of_these_says_that_we_do_not_know(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "how did they vote")
    [miss] = await town.tap(resident, "None of these")
    assert miss.text.startswith("I have no answer to that.")
    assert miss.button_labels == ["Send this to the editors"]


async def test_what_we_do_not_know_is_said_with_whom_to_ask(
    town: Town, resident: SimulatedUser
) -> None:
    [miss] = await town.say(resident, "will it rain tomorrow")
    assert miss.text.startswith("I have no answer to that.")
    assert "https://clerk.example" in miss.text


async def test_what_we_do_not_understand_is_not_called_unknown(
    town: Town, resident: SimulatedUser
) -> None:
    [miss] = await town.say(resident, "🙂 ?!")
    assert miss.text.startswith("I did not understand that.")
    [strange] = await town.say(resident, "zzkq wvx")
    assert strange.text.startswith("I did not understand that.")
    [hardly] = await town.say(resident, "zzkq wvx june rrtv plmk")
    assert hardly.text.startswith("I did not understand that well.")


async def test_a_greeting_gets_a_human_reply(town: Town, resident: SimulatedUser) -> None:
    [hello] = await town.say(resident, "hello")
    assert hello.text == "Hello. What would you like to know?"
    assert hello.button_labels == []


async def test_a_plea_about_ones_own_case_is_referred(town: Town, resident: SimulatedUser) -> None:
    [referral] = await town.say(resident, "ice took my brother")
    assert referral.text == "I cannot advise on one case. The Legal Aid Desk can."


async def test_a_follow_up_means_the_answer_just_given(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "what was the vote on july 8")
    [answer] = await town.say(resident, "who voted no?")
    assert "KW-2.1" in answer.text


async def test_the_context_is_forgotten_after_ten_minutes(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "how did they vote")
    town.clock.passes(minutes=11)
    [answer] = await town.say(resident, "2")
    assert "KW-2.1" not in answer.text


async def test_an_edited_question_is_answered_by_editing_the_reply(
    town: Town, resident: SimulatedUser
) -> None:
    question = resident.says("what was the vote on june 30")
    await town.settle()
    [first] = resident.take_unread()
    resident.edits(question, "what was the vote on july 8")
    await town.settle()
    [second] = resident.take_unread()
    assert second.id == first.id
    assert "KW-2.1" in second.text


async def test_a_code_opens_its_answer(town: Town, resident: SimulatedUser) -> None:
    for typed in ("KW-3", "kw 3", "KW-3.1", "/KW_3"):
        [answer] = await town.say(resident, typed)
        assert "What is a 287(g) agreement?" in answer.text


async def test_an_unknown_code_is_named(town: Town, resident: SimulatedUser) -> None:
    [answer] = await town.say(resident, "KW-999")
    assert answer.text == town.text("ask-no-such-code", code="KW-999")


async def test_a_long_message_is_asked_to_be_shorter(town: Town, resident: SimulatedUser) -> None:
    [answer] = await town.say(resident, "why " * 300)
    assert answer.text == town.text("ask-too-long", limit=1000)


async def test_html_in_a_question_is_harmless(town: Town, resident: SimulatedUser) -> None:
    [said] = await town.say(resident, "/language <b>&")
    assert "<b>&" in said.text


async def test_ten_at_once_are_heard_then_one_note_then_silence(
    town: Town, resident: SimulatedUser
) -> None:
    for _ in range(14):
        resident.says("hello")
    await town.settle()
    texts = [message.text for message in resident.take_unread()]
    assert texts == ["Hello. What would you like to know?"] * 10 + [town.text("ask-slow-down")]
    town.clock.passes(seconds=2)
    [heard] = await town.say(resident, "hello")
    assert heard.text == "Hello. What would you like to know?"


async def test_stop_is_heard_in_any_flood(town: Town, resident: SimulatedUser) -> None:
    for _ in range(14):
        resident.says("hello")
    await town.settle()
    resident.take_unread()
    [said] = await town.say(resident, "/stop")
    assert said.text == town.text("privacy-stopped-already")


async def test_after_an_outage_only_the_latest_question_is_answered(
    town: Town, resident: SimulatedUser
) -> None:
    resident.says("what was the vote on june 30")
    resident.says("what is 287g")
    resident.says("what was the vote on july 8")
    town.clock.passes(hours=2)
    await town.settle()
    [answer] = resident.take_unread()
    assert answer.text.startswith(town.text("ask-away"))
    assert "KW-2.1" in answer.text


async def test_a_removed_entrys_button_answers_politely(
    town: Town, resident: SimulatedUser
) -> None:
    [answer] = await town.say(resident, "what was the vote on june 30")
    resident.forges("ask:show:KW-77", answer)
    await town.settle()
    assert resident.last.text == town.text("ask-gone")


async def test_a_forged_button_changes_nothing(town: Town, resident: SimulatedUser) -> None:
    [answer] = await town.say(resident, "what was the vote on june 30")
    for data in ("", "x", "rate:hack:KW-1.1", "faq:publish:KW-1", "browse:zzz:1", "ask:show:"):
        resident.forges(data or ":", answer)
    await town.settle()
    assert all("KW-1.1" not in message.text for message in resident.take_unread())
