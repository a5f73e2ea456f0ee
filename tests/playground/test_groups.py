import pytest

from bot.playground.simulator.people import SimulatedUser


@pytest.fixture
def group(telegram, rosa: SimulatedUser):
    group = telegram.add_group("Conch neighbours", [rosa])
    telegram.updates.drop_pending()
    return group


async def test_the_bot_is_told_when_it_is_added(telegram, rosa: SimulatedUser, updates) -> None:
    telegram.add_group("Conch neighbours", [rosa])
    first, second = await updates()
    assert first["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert second["message"]["new_chat_members"][0]["id"] == telegram.bot.id


async def test_privacy_mode_shows_commands_mentions_and_replies_only(
    group, rosa: SimulatedUser, ask, updates
) -> None:
    await ask("sendMessage", chat_id=group.id, text="hello")
    rosa.says("just talking", chat=group)
    rosa.says("/faq", chat=group)
    rosa.says("/faq@CivicTestBot", chat=group)
    rosa.says("/faq@OtherBot", chat=group)
    rosa.says("@civictestbot when?", chat=group)
    rosa.says("@somebody when?", chat=group)
    rosa.says("thanks", reply_to=group.last, chat=group)
    rosa.says("thanks", reply_to=group.messages[2], chat=group)
    shown = [item["message"]["text"] for item in await updates()]
    assert shown == ["/faq", "/faq@CivicTestBot", "@civictestbot when?", "thanks"]


async def test_an_administrator_bot_sees_everything(group, rosa: SimulatedUser, updates) -> None:
    group.adds_bot("administrator")
    await updates()
    rosa.says("just talking", chat=group)
    assert len(await updates()) == 1


async def test_a_kicked_bot_is_silent(group, rosa: SimulatedUser, ask, updates) -> None:
    group.removes_bot()
    rosa.says("/faq", chat=group)
    [update] = await updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await ask("sendMessage", chat_id=group.id, text="x") == (
        "Forbidden: bot was kicked from the group chat"
    )


async def test_an_upgraded_group_tells_its_new_id(group, telegram, updates) -> None:
    old = group.id
    new = group.becomes_supergroup()
    status, answer = await telegram.call_method("sendMessage", {"chat_id": old, "text": "x"})
    assert (status, answer["description"], answer["parameters"]) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new.id},
    )
    await telegram.call_method("sendMessage", {"chat_id": new.id, "text": "x"})
    first, second = await updates()
    assert first["message"]["migrate_to_chat_id"] == second["message"]["chat"]["id"] == new.id
    assert (second["message"]["migrate_from_chat_id"], group.last.text) == (old, "x")
    assert telegram.complaints == []


async def test_a_reply_in_a_forum_stays_in_its_topic(telegram, rosa: SimulatedUser, ask) -> None:
    forum = telegram.add_group("Town", [rosa], forum=True)
    topic = forum.opens_topic("Votes")
    question = rosa.says("/faq", chat=forum, topic=topic)
    wanted = {"message_id": question.id}
    await ask("sendMessage", chat_id=forum.id, text="x", reply_parameters=wanted)
    assert (question.topic_id, forum.last.topic_id) == (topic, topic)
    forum.closes_topic(topic)
    answer = await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert answer == "Bad Request: TOPIC_CLOSED"


async def test_an_anonymous_administrator_hides_behind_the_group(group, updates) -> None:
    group.posts("/faq")
    [update] = await updates()
    message = update["message"]
    assert (message["from"]["id"], message["sender_chat"]["id"]) == (1087968824, group.id)


async def test_a_channel_post_has_no_person(telegram, updates, ask) -> None:
    channel = telegram.add_channel("City news", username="citynews")
    channel.posts("hello")
    _, update = await updates()
    assert "from" not in update["channel_post"]
    sent = await ask("sendMessage", chat_id="@citynews", text="x")
    assert (sent["sender_chat"]["id"], "from" in sent) == (channel.id, False)


async def test_members_and_administrators_are_told(telegram, rosa: SimulatedUser, ask) -> None:
    clerk = telegram.add_user("Clerk", "en")
    group = telegram.add_group("Town", [rosa], [clerk])
    admins = await ask("getChatAdministrators", chat_id=group.id)
    assert [item["status"] for item in admins] == ["creator", "administrator"]
    group.adds(clerk.account, "administrator", is_anonymous=True)
    hidden = await ask("getChatMember", chat_id=group.id, user_id=clerk.id)
    assert hidden["is_anonymous"] is True
    member = await ask("getChatMember", chat_id=group.id, user_id=rosa.id)
    assert member["status"] == "member"
    assert await ask("getChatMember", chat_id=group.id, user_id=1) == (
        "Bad Request: user not found"
    )
    assert (await ask("getChat", chat_id=group.id))["title"] == "Town"
    assert await ask("getChatMemberCount", chat_id=group.id) == 4
    assert await ask("leaveChat", chat_id=group.id) is True
    assert await ask("sendMessage", chat_id=group.id, text="x") == (
        "Forbidden: bot is not a member of the group chat"
    )


def test_who_is_not_in_a_group_does_not_write_there(group, telegram) -> None:
    with pytest.raises(LookupError, match="Luc is not in 'Conch neighbours'"):
        telegram.add_user("Luc").says("/faq", chat=group)
