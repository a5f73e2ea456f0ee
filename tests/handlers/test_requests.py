"""What the bot can do, asked for in plain words, and answers that know the calendar."""

import pytest

from bot.playground.simulator.people import SimulatedUser
from tests.meetings_town import CalendarTown
from tests.town import Town


async def december(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-12-10")
    city.clerk.lists("p", "2026-12-17", "5:00 PM", body_raw="Planning Board")
    city.clerk.lists("j", "2027-01-05")
    await city.begins()


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("when is the next meeting?", "en"),
        ("hola buenas, cuando es la proxima reunion", "es"),
        ("kile pwochen reyinyon an", "ht"),
    ],
)
async def test_the_next_meeting_is_answered_from_the_calendar(
    city: CalendarTown, said: str, language: str
) -> None:
    await december(city)
    [answer] = await city.say(city.resident(language_code=language), said)
    assert answer.text.startswith(city.text("meeting-next", language).replace("<b>", "")[:12])
    assert "1. City Commission" in answer.text
    assert "Planning Board" not in answer.text
    assert city.text("meeting-button-subscribe", language) in answer.button_labels
    assert city.text("meeting-button-file", language) in answer.button_labels


@pytest.mark.parametrize(
    ("said", "there", "absent"),
    [
        ("when is the next planning board meeting", "Planning Board", "City Commission"),
        ("is there a meeting in january", "January 5, 2027", "December"),
        ("is the december 10 meeting cancelled", "December 10, 2026", "Planning"),
    ],
)
async def test_a_body_a_month_or_a_day_is_looked_for(
    city: CalendarTown, said: str, there: str, absent: str
) -> None:
    await december(city)
    [answer] = await city.say(city.resident(), said)
    assert there in answer.text
    assert absent not in answer.text


async def test_a_cancelled_meeting_is_said_to_be_cancelled(city: CalendarTown) -> None:
    await december(city)
    city.clerk.cancels("a")
    for _ in range(6):
        await city.passes(minutes=30)
    rosa = city.resident()
    [asked] = await city.say(rosa, "is the december 10 meeting cancelled?")
    assert "Cancelled" in asked.text
    assert city.text("meeting-button-file") not in asked.button_labels
    [following] = await city.say(rosa, "when is the next meeting")
    assert "Planning Board" in following.text


async def test_a_day_without_a_meeting_says_so_and_names_the_next(city: CalendarTown) -> None:
    await december(city)
    [answer] = await city.say(city.resident(), "is there a meeting on december 24")
    assert answer.text.startswith("I know of no such meeting.")
    assert "December 10, 2026" in answer.text


async def test_without_a_calendar_the_three_truths_stay_apart(city: CalendarTown) -> None:
    [never] = await city.say(city.resident(), "when is the next meeting")
    assert never.text.startswith("No meeting date is known.")
    await city.begins()
    [none] = await city.say(city.resident(), "when is the next meeting")
    assert none.text.startswith("No upcoming meeting is listed")


async def test_simpler_words_are_about_the_last_answer(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "what is 287g")
    [short] = await town.say(resident, "please explain simpler")
    assert short.text.startswith("In short:")
    assert "What is a 287(g) agreement?" in short.text


async def test_simpler_words_about_nothing_are_not_understood(
    town: Town, resident: SimulatedUser
) -> None:
    [said] = await town.say(resident, "explain simpler")
    assert not said.text.startswith("In short:")


async def test_a_number_without_a_list_is_not_a_question(
    town: Town, resident: SimulatedUser
) -> None:
    [said] = await town.say(resident, "2")
    assert said.text == town.text("ask-nothing-offered")


async def test_a_choice_shows_the_answers_under_the_questions(
    town: Town, resident: SimulatedUser
) -> None:
    [choice] = await town.say(resident, "how did they vote")
    assert choice.text.startswith("I am not sure what you mean.")
    assert "It voted 6-1 to void the agreement." in choice.text
    assert "It voted 4-2 to enter the agreement." in choice.text


async def test_an_edited_command_is_carried_out(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "/subscribe")
    command = resident.says("/help")
    await town.settle()
    resident.take_unread()
    resident.edits(command, "/unsubscribe")
    await town.settle()
    assert [m.text for m in resident.take_unread()] == [town.text("unsubscribe-done")]


async def test_what_one_was_shown_in_a_group_is_no_context_for_another(
    town: Town, resident: SimulatedUser
) -> None:
    other = town.resident("Pat")
    group = town.telegram.add_group("Neighbours", [resident, other])
    await town.say(resident, "@CivicTestBot what is 287g", group)
    alone = town.services.faq.index.ask("who voted no", "en")
    [*_, said] = await town.say(other, "@CivicTestBot who voted no", group)
    shown = {f"KW-{n}.1" for n in (1, 2, 3)} & set(said.text.replace("(", " ").split())
    assert {code.removesuffix(".1") for code in shown} <= {c.entry for c in alone.candidates}


async def test_a_reply_to_an_answer_is_about_that_answer(
    town: Town, resident: SimulatedUser
) -> None:
    group = town.telegram.add_group("Neighbours", [resident])
    [first] = await town.say(resident, "@CivicTestBot what was the vote on june 30", group)
    await town.say(resident, "@CivicTestBot what is 287g", group)
    [second] = await town.say(resident, "and on july 8?", group, reply_to=first)
    assert "July 8" in second.text
