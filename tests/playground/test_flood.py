from bot.playground.simulator.people import SimulatedUser


async def test_flood_control_is_off_until_switched_on(rosa: SimulatedUser, ask) -> None:
    for _ in range(40):
        await ask("sendMessage", chat_id=rosa.id, text="x")
    assert len(rosa.chat.from_bot) == 40


async def test_a_private_chat_takes_a_burst_then_one_a_second(
    telegram, rosa: SimulatedUser, ask, clock
) -> None:
    telegram.flood.is_on = True
    answers = [await ask("sendMessage", chat_id=rosa.id, text="x") for _ in range(6)]
    assert answers[-1] == "Too Many Requests: retry after 5"
    for _ in range(20):
        clock.passes(seconds=1)
        answers.append(await ask("sendMessage", chat_id=rosa.id, text="x"))
    assert len(rosa.chat.from_bot) == 5 + 20 - 4


async def test_thirty_a_second_are_enough_for_all(telegram, ask, clock) -> None:
    telegram.flood.is_on = True
    people = [telegram.add_user(f"R{number}") for number in range(31)]
    for person in people:
        person.starts()
    answers = [await ask("sendMessage", chat_id=person.id, text="x") for person in people]
    assert (answers[-1], telegram.complaints) == ("Too Many Requests: retry after 1", [])
    clock.passes(seconds=1)
    assert (await ask("sendMessage", chat_id=people[-1].id, text="x"))["text"] == "x"


async def test_a_group_takes_twenty_a_minute(telegram, rosa: SimulatedUser, ask, clock) -> None:
    telegram.flood.is_on = True
    group = telegram.add_group("Town", [rosa])
    answers = []
    for _ in range(21):
        answers.append(await ask("sendMessage", chat_id=group.id, text="x"))
        clock.passes(seconds=1)
    assert answers[-1] == "Too Many Requests: retry after 40"
