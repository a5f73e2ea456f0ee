"""A message to everyone who asked to be told: written, counted, sent, stopped, reported."""

import pytest

from bot.storage.faq import follows
from bot.storage.notices import campaign_records
from tests.town import Town
from tests.transactions import written_tables


@pytest.fixture
async def readers(town: Town) -> list:
    """Three people who follow an answer: one in each language."""
    people = []
    for name, tag in (("Ann", "en"), ("Rosa", "es"), ("Jan", "ht")):
        person = town.telegram.add_user(name, tag)
        await town.say(person, f"/language {tag}")
        await town.say(person, "/follow KW-1")
        person.take_unread()
        people.append(person)
    return people


async def written(clerk, command: str = "/broadcast") -> list:
    await clerk.says(command)
    await clerk.says("The office is closed.")
    await clerk.says("La oficina está cerrada.")
    return await clerk.says("Biwo a fèmen.")


async def test_a_message_is_previewed_counted_sent_and_reported(
    town: Town, clerk, readers, post
) -> None:
    english, *_, asked = await written(clerk)
    assert "The office is closed." in english.text
    assert "3 chats would get this:" in asked.text
    assert "• Español: 1" in asked.text
    [progress] = await clerk.taps("Send to 3")
    assert "On its way: 0 of 3 sent, 3 to go" in progress.text
    await post.send_all_due()
    [progress] = await clerk.taps("How far is it?")
    assert "3 of 3 sent, 0 to go" in progress.text
    said = [person.last.text.split("\n")[0] for person in readers]
    assert said == ["The office is closed.", "La oficina está cerrada.", "Biwo a fèmen."]
    await town.db.run(campaign_records.queue_final_reports, town.clock())
    await post.send_all_due()
    assert clerk.person.last.text.startswith("Your message to all is done.")


async def test_a_message_is_stopped_before_it_leaves(town: Town, clerk, readers, post) -> None:
    await written(clerk)
    await clerk.taps("Send to 3")
    [stopped] = await clerk.taps("Stop")
    assert stopped.text.startswith("Stopped: 0 of 3 sent")
    await post.send_all_due()
    assert [person.take_unread() for person in readers] == [[], [], []]


async def test_the_running_message_can_be_watched_and_stopped_by_typing(
    town: Town, clerk, readers
) -> None:
    [none] = await clerk.says("/broadcast status")
    assert none.text == town.text("editors-campaign-none")
    await written(clerk)
    await clerk.says("/draft publish")
    [progress] = await clerk.says("/broadcast status")
    assert "3 to go" in progress.text
    [stopped] = await clerk.says("/broadcast stop")
    assert stopped.text.startswith("Stopped")


async def test_an_urgent_message_goes_out_in_one_language_at_once(
    town: Town, clerk, readers, post
) -> None:
    await clerk.says("/broadcast")
    await clerk.says("The office is closed.")
    *_, asked = await clerk.says("/draft preview")
    assert "1 chats would get this:\n• English: 1" in asked.text
    assert "Not reached until it is written for them:\n• Español: 1" in asked.text
    assert asked.button_labels == ["Send to 1", "Change", "Throw away"]
    with written_tables(town) as transactions:
        progress, rest = await clerk.taps("Send to 1")
    assert transactions == [{"campaigns", "deliveries", "drafts", "audit"}]
    assert "0 of 1 sent" in progress.text
    assert "• Kreyòl ayisyen: 1" in rest.text
    await post.send_all_due()
    assert readers[0].last.text.startswith("The office is closed.")
    assert [reader.take_unread() for reader in readers[1:]] == [[], []]


@pytest.mark.parametrize("command", ["/broadcast", "/correct KW-1"])
async def test_the_rest_follows_and_nobody_is_told_twice(
    town: Town, clerk, readers, post, command: str
) -> None:
    await clerk.says(command)
    await clerk.says("The office is closed.")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    await post.send_all_due()
    await town.db.run(campaign_records.queue_final_reports, town.clock())
    await post.send_all_due()
    readers[0].take_unread()
    clerk.person.take_unread()
    await clerk.says("La oficina está cerrada.")
    *_, asked = await clerk.says("Biwo a fèmen.")
    assert "2 chats would get this:" in asked.text
    assert "English" not in asked.text
    [progress] = await clerk.taps("Send to 2")
    assert "1 of 3 sent, 2 to go" in progress.text
    await post.send_all_due()
    assert readers[0].take_unread() == []
    assert "La oficina está cerrada." in readers[1].last.text
    assert "Biwo a fèmen." in readers[2].last.text
    await town.db.run(campaign_records.queue_final_reports, town.clock())
    await post.send_all_due()
    assert "3 of 3 sent" in clerk.person.last.text


async def test_after_a_preview_the_bot_still_listens(town: Town, clerk, readers) -> None:
    await clerk.says("/broadcast")
    await clerk.says("The office is closed.")
    *_, asked = await clerk.says("/draft preview")
    assert "Send me now: Message (Español)" in asked.text
    await clerk.says("La oficina está cerrada.")
    *_, asked = await clerk.says("Biwo a fèmen.")
    assert "3 chats would get this:" in asked.text


async def test_the_rest_of_a_stopped_message_does_not_follow(
    town: Town, clerk, readers, post
) -> None:
    await clerk.says("/broadcast")
    await clerk.says("The office is closed.")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    await clerk.says("/broadcast stop")
    [said] = await clerk.says("/draft publish")
    assert said.text == town.text("editors-draft-gone")


async def test_another_message_does_not_go_on_with_the_last(town: Town, clerk, readers) -> None:
    await clerk.says("/broadcast")
    await clerk.says("The office is closed.")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    await clerk.says("/broadcast")
    await clerk.says("The office is open.")
    await clerk.says("/draft preview")
    [progress, _] = await clerk.says("/draft publish")
    assert "0 of 1 sent, 1 to go" in progress.text


async def test_a_message_without_a_word_cannot_be_sent(town: Town, clerk, readers) -> None:
    await clerk.says("/broadcast")
    [asked] = await clerk.says("/draft preview")
    assert asked.button_labels == ["Change", "Throw away"]
    await clerk.says("/draft publish")
    assert await town.db.run(campaign_records.latest_campaign) is None


async def test_a_changed_message_has_to_be_previewed_again(town: Town, clerk, readers) -> None:
    *_, asked = await written(clerk)
    await clerk.taps("Change", asked)
    await clerk.says("Something else.")
    [said] = await clerk.taps("Send to 3", asked)
    assert said.text == town.text("editors-preview-first")


async def test_a_correction_shows_what_the_answer_says_now(
    town: Town, clerk, readers, post
) -> None:
    english, *_ = await written(clerk, "/correct KW-1")
    assert "Correction of answer KW-1" in english.text
    assert "It voted 6-1 to void the agreement." in english.text
    [usage] = await clerk.says("/correct KW-77")
    assert usage.text == town.text("editors-correct-usage")


async def test_whoever_stopped_or_blocked_gets_nothing(town: Town, clerk, readers, post) -> None:
    await town.say(readers[0], "/stop")
    readers[1].blocks()
    await town.settle()
    *_, asked = await written(clerk)
    assert "1 chats would get this:" in asked.text


async def test_an_edit_tells_those_who_follow_the_answer(town: Town, clerk, readers, post) -> None:
    await clerk.says("/faq edit KW-1 short en")
    await clerk.says("The vote was {vote_first} to void it.")
    await clerk.says("/draft preview")
    [done] = await clerk.says("/draft publish")
    assert town.text("editors-done-followers", count=3) in done.text
    await post.send_all_due()
    assert "The vote was 6-1 to void it." in readers[0].last.text


async def test_following_is_listed_and_ended(town: Town, neighbour) -> None:
    [none] = await neighbour.says("/follow")
    assert none.text == town.text("follow-none")
    await neighbour.says("/follow KW-1")
    [already] = await neighbour.says("/follow kw 1")
    assert already.text.startswith("You already follow KW-1")
    [list_] = await neighbour.says("/follow")
    assert "KW-1" in list_.text
    [wrong] = await neighbour.says("/follow KW-99")
    assert wrong.text == town.text("ask-no-such-code", code="KW-99")
    await neighbour.says("/unfollow KW-1")
    assert await town.db.run(follows.followed_codes, neighbour.id) == []


async def test_an_owner_alone_lets_broadcasts_be_paid_for_and_hears_the_price(
    town: Town, owner, clerk, readers, post
) -> None:
    [off] = await owner.says("/broadcast paid")
    assert off.text == town.text("editors-paid-off")
    assert "0.1 Star for each message" in off.text
    await clerk.says("/broadcast paid on")
    [off] = await owner.says("/broadcast paid")
    assert off.text == town.text("editors-paid-off")  # an editor may not
    [on] = await owner.says("/broadcast paid on")
    assert on.text == town.text("editors-paid-on")
    town.telegram.calls.clear()
    await written(clerk)
    await clerk.taps("Send to 3")
    assert await paid(town, post) == [True] * 3
    [off] = await owner.says("/broadcast paid off")
    town.clock.passes(minutes=1)
    await written(clerk)
    await clerk.taps("Send to 3")
    post._paid._looked_at = -1e9
    assert await paid(town, post) == [None] * 3


async def paid(town: Town, post) -> list:
    """Send what is due; return whether each of the readers' messages was paid for."""
    town.telegram.calls.clear()
    await post.send_all_due()
    return [call.parameters.get("allow_paid_broadcast") for call in town.telegram.calls]


async def test_what_is_no_broadcast_is_never_paid_for(
    town: Town, owner, clerk, readers, post
) -> None:
    await owner.says("/broadcast paid on")
    await clerk.says("/faq edit KW-1 short en")
    await clerk.says("The vote was {vote_first} to void it.")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    assert await paid(town, post) == [None] * 3
