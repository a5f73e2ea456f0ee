"""What people could not find, and the figures."""

import pytest
from sqlalchemy import text

from bot.storage.database.core_tables import Document, QuestionRow
from bot.storage.faq import unanswered
from bot.storage.questions import question_records
from bot.texts import Texts
from handlers.asking.requests import REPLY_FUNCTIONS
from knowledge.language import Language
from tests.handlers.editors.test_faq import edited
from tests.town import Town

ASKED = "is the city pool open on sundays"


async def sent(neighbour, *, tell: bool = False) -> None:
    await neighbour.says(f"/send {ASKED}")
    if tell:
        await neighbour.taps("Tell me here")


async def test_a_question_sent_is_added_to_an_answer_and_its_sender_told(
    town: Town, clerk, neighbour, post
) -> None:
    await sent(neighbour, tell=True)
    [list_] = await clerk.says("/unanswered")
    assert f"s1 (English): “{ASKED}” Someone asked to be told." in list_.text
    [shown] = await clerk.taps(f"s1: {ASKED}")
    assert shown.button_labels[-2:] == ["Write a new answer", "Dismiss"]
    _, verdict = await clerk.says("/unanswered s1 add KW-3")
    assert "with it added" in verdict.text
    assert "Ways of asking" in (await clerk.says("/draft"))[0].text
    _, verdict = await clerk.says("/draft preview")
    await clerk.taps("Publish", verdict)
    await post.send_all_due()
    assert neighbour.person.last.text.startswith(town.text("notice-answered"))
    assert "KW-3.2" in neighbour.person.last.text
    [none] = await clerk.says("/unanswered")
    assert none.text == town.text("editors-unanswered-none")
    assert await town.db.run(question_records.is_question_waiting, ASKED) is False


async def test_a_question_becomes_a_new_answer(town: Town, clerk, neighbour) -> None:
    await sent(neighbour)
    [asked] = await clerk.says("/unanswered s1 new")
    assert "Question (English)" in asked.text
    await clerk.says("When is the pool open?")
    [screen] = await clerk.says("/draft")
    assert "New: KW-4" in screen.text


async def test_a_question_is_dismissed_and_is_gone(town: Town, clerk, neighbour) -> None:
    await sent(neighbour, tell=True)
    [said] = await clerk.says("/unanswered s1 dismiss")
    assert said.text == town.text("editors-wish-dismissed")
    [gone] = await clerk.says("/unanswered s1")
    assert gone.text == town.text("editors-wish-gone")


async def test_a_miss_keeps_its_words_only_when_three_chats_share_them(
    town: Town, clerk, neighbour
) -> None:
    await neighbour.says("when does the marina library open")
    await neighbour.says("When DOES the marina library open???")
    second = town.telegram.add_user("Ana", "es")
    await town.say(second, "the library open marina")
    [none] = await clerk.says("/unanswered")
    assert none.text == town.text("editors-unanswered-none")
    counted = await town.db.run(lambda s: s.execute(text("SELECT chats, words FROM misses")).all())
    assert counted == [(2, None)]
    third = town.telegram.add_user("Jan", "en")
    await town.say(third, "marina library, open?")
    [list_] = await clerk.says("/unanswered")
    assert "3 chats, these words: library marina open" in list_.text


async def test_fingerprints_go_after_thirty_days(town: Town) -> None:
    on = town.services.today()
    await town.db.run(unanswered.count_miss, ("pool",), Language.EN, 1, on)
    town.clock.passes(days=31)
    await town.db.run(unanswered.prune_misses, town.services.today())
    for chat in (2, 3):
        await town.db.run(
            unanswered.count_miss, ("pool",), Language.EN, chat, town.services.today()
        )
    assert (await town.db.run(unanswered.unanswered_page))[1] == 0


async def test_none_of_these_and_reasons_are_shown_with_a_floor(
    town: Town, clerk, neighbour
) -> None:
    for update in range(6):
        await town.db.run(
            question_records.record_opinion,
            9000 + update,
            "KW-1.1",
            Language.EN,
            "unclear",
            town.clock(),
            town.services.settings.timezone,
        )
    await town.db.run(
        question_records.record_opinion, 9100, "KW-1 KW-2", Language.EN, "none", town.clock(),
        town.services.settings.timezone,
    )  # fmt: skip
    [list_] = await clerk.says("/unanswered")
    assert "• KW-1.1: Hard to understand, 6" in list_.text
    assert "• KW-1 KW-2: None of these, fewer than 5" in list_.text


async def test_stats_come_as_a_chart_and_as_text_without_small_numbers(
    town: Town, clerk, neighbour
) -> None:
    for _ in range(6):
        await neighbour.says("what is 287g")
        town.clock.passes(minutes=11)  # asked again at once, it would be offered, not shown
    chart, told = await clerk.says("/stats 7")
    assert chart.body["photo"]
    assert chart.text == "The last 7 days"
    assert "Questions: 6" in told.text
    assert "KW-3: What is a 287(g) agreement?, 6" in told.text
    assert "Called helpful: fewer than 5" in told.text
    await neighbour.says("what was the vote on july 8")
    _, told = await clerk.says("/stats")
    assert "KW-2" not in told.text


@pytest.mark.usefixtures("undrawn")
async def test_shares_are_of_all_questions_and_small_groups_are_folded(
    town: Town, clerk, neighbour
) -> None:
    asked = ["what is 287g"] * 9 + ["hello"] * 6 + ["subscribe to zanzibar"] * 4 + ["unsubscribe"]
    for question in asked:
        await neighbour.says(question)
        town.clock.passes(minutes=11)
    _, told = await clerk.says("/stats")
    assert "Questions: 20" in told.text
    [line] = [one for one in told.text.split("\n") if one.startswith("How they came out")]
    assert line == "How they came out: Answered 9 (45%), Small talk 6 (30%), Other 5 (25%)"


@pytest.mark.usefixtures("undrawn")
async def test_a_small_rest_takes_the_smallest_group_along(town: Town, clerk, neighbour) -> None:
    for question in ["what is 287g"] * 6 + ["hello"] * 5 + ["unsubscribe"] * 2:
        await neighbour.says(question)
        town.clock.passes(minutes=11)
    _, told = await clerk.says("/stats")
    assert "How they came out: Answered 6 (46%), Other 7 (54%)" in told.text


@pytest.mark.usefixtures("undrawn")
async def test_conversations_are_told_apart_by_ten_minutes_of_silence(
    town: Town, clerk, neighbour, hire
) -> None:
    for _ in range(6):
        for question in ("what is 287g", "zanzibar", "what was the vote on july 8"):
            await neighbour.says(question)
        town.clock.passes(minutes=11)
    _, told = await clerk.says("/stats")
    assert "Questions: 18" in told.text
    assert "Conversations: 6 (counted since November 24, 2026)" in told.text
    kept = town.db.transact(lambda s: s.query(QuestionRow).filter(QuestionRow.begins).count())
    assert kept == 6


async def test_a_tap_goes_on_with_a_conversation(town: Town, neighbour) -> None:
    await neighbour.says("what is 287g")
    town.clock.passes(minutes=7)
    await neighbour.taps("More")
    town.clock.passes(minutes=7)
    await neighbour.says("what was the vote on july 8")
    kept = town.db.transact(lambda s: s.query(QuestionRow).filter(QuestionRow.begins).count())
    assert kept == 1


@pytest.mark.usefixtures("undrawn")
async def test_requests_are_told_by_what_they_open_small_ones_together(
    town: Town, clerk, neighbour
) -> None:
    asked = ["unsubscribe"] * 6 + ["when is the next meeting"] * 3 + ["no entiendo"] * 2
    for request in asked:
        await neighbour.says("KW-3")
        await neighbour.says(request)
    _, told = await clerk.says("/stats")
    [line] = [one for one in told.text.split("\n") if one.startswith("Requests")]
    assert line == "Requests: 11: Stop 6 (55%), Other 5 (45%)"


@pytest.mark.usefixtures("undrawn")
async def test_offers_that_were_taken_are_counted_tapped_or_typed(
    town: Town, clerk, neighbour
) -> None:
    _, told = await clerk.says("/stats")
    assert "Choices offered" not in told.text
    for number in range(8):
        [offer] = await neighbour.says("the vote")
        assert "None of these" in offer.button_labels
        if number < 3:
            await neighbour.taps(offer.button_labels[0], offer)
        elif number < 6:
            await neighbour.says("1")
        else:
            await neighbour.taps("None of these", offer)
        town.clock.passes(minutes=11)
    _, told = await clerk.says("/stats")
    assert "Choices offered: 8, taken: 6 (75%)" in told.text
    assert "Called helpful: fewer than 5" in told.text
    [waiting] = await clerk.says("/unanswered")
    assert "taken" not in waiting.text


def test_every_function_has_a_name_in_the_figures() -> None:
    for language in Language:
        voice = Texts(strict=True).localizer(language)
        assert all(voice.label(f"stats-function-{name}") for name in REPLY_FUNCTIONS)


@pytest.mark.usefixtures("undrawn")
async def test_try_shows_scores_and_counts_nothing(town: Town, clerk) -> None:
    verdict, answer = await clerk.says("/try what is 287g")
    assert verdict.text.startswith("Answered, score")
    assert "KW-3" in verdict.text
    assert "It lets trained local officers" in answer.text
    _, told = await clerk.says("/stats")
    assert "Questions: 0" in told.text
    [usage] = await clerk.says("/try")
    assert usage.text == town.text("editors-try-usage")


async def test_testall_asks_the_bank_and_tells_what_broke(town: Town, clerk) -> None:
    [none] = await clerk.says("/testall")
    assert none.text == town.text("editors-test-no-bank")
    await town.db.run(_with_bank)
    running, told = await clerk.says("/testall")
    assert running.text == town.text("editors-test-running", count=2)
    assert "2 of 2 test questions come out as they should" in told.text
    await edited(clerk, "nothing like it\nsomething else", part="phrasings en", code="KW-3")
    await clerk.says("/draft publish")
    _, told = await clerk.says("/testall")
    assert "Since the last publication:" in told.text


def _with_bank(session) -> None:
    body = {
        "question": [
            {"text": "what is 287g", "language": "en", "accept": ["KW-3"]},
            {"text": "what was the vote on june 30", "language": "en", "accept": ["KW-1"]},
        ]
    }
    session.add(Document(kind="bank", code="bank", version=1, body=body))
