from bot.playground.simulator.people import SimulatedUser
from tests.town import Town


async def test_the_bot_is_silent_in_a_group_until_spoken_to(
    town: Town, resident: SimulatedUser
) -> None:
    group = town.telegram.add_group("Neighbours", [resident])
    assert await town.say(resident, "what was the vote on june 30", group) == []


async def test_a_mention_is_answered_as_a_reply(town: Town, resident: SimulatedUser) -> None:
    group = town.telegram.add_group("Neighbours", [resident])
    question = resident.says("@CivicTestBot what was the vote on june 30", chat=group)
    await town.settle()
    [answer] = group.chat.take_unread(resident.id)
    assert "KW-1.1" in answer.text
    assert answer.reply_to_id == question.id


async def test_a_reply_to_the_bot_is_answered(town: Town, resident: SimulatedUser) -> None:
    group = town.telegram.add_group("Neighbours", [resident])
    [first] = await town.say(resident, "@CivicTestBot what is 287g", group)
    [second] = await town.say(resident, "what was the vote on july 8", group, reply_to=first)
    assert "KW-2.1" in second.text


async def test_answers_stay_in_their_forum_topic(town: Town, resident: SimulatedUser) -> None:
    group = town.telegram.add_group("Forum", [resident], forum=True)
    topic = group.opens_topic("Politics")
    [answer] = await town.say(resident, "/help@CivicTestBot", group, topic=topic)
    assert answer.topic_id == topic


async def test_nothing_is_said_on_being_added(town: Town, resident: SimulatedUser) -> None:
    group = town.telegram.add_group("Neighbours", [resident], with_bot=False)
    group.adds_bot()
    await town.settle()
    assert group.chat.take_unread(resident.id) == []


async def test_media_is_met_with_silence(town: Town, resident: SimulatedUser) -> None:
    group = town.telegram.add_group("Neighbours", [resident])
    resident.sends_photo("@CivicTestBot look", chat=group)
    await town.settle()
    assert group.chat.take_unread(resident.id) == []


async def test_only_admins_change_a_groups_language(town: Town, resident: SimulatedUser) -> None:
    admin = town.resident("Ana")
    group = town.telegram.add_group("Neighbours", [resident, admin], [admin])
    [refused] = await town.say(resident, "/language es", group)
    assert refused.text == town.text("settings-admins-only")
    *_, done = await town.say(admin, "/language es", group)
    assert done.text == town.text("settings-language-set", "es")


async def test_a_groups_language_survives_its_becoming_a_supergroup(
    town: Town, resident: SimulatedUser
) -> None:
    group = town.telegram.add_group("Neighbours", [resident], [resident])
    await town.say(resident, "/language ht", group)
    group.becomes_supergroup()
    await town.settle()
    [said] = await town.say(resident, "/help", group)
    assert said.text == town.text("start-help", "ht").replace("<b>", "").replace("</b>", "")
