from sqlalchemy import event

from bot.playground.simulator.people import SimulatedUser
from tests.town import Town


async def test_a_question_costs_at_most_eight_statements_three_of_them_the_handlers(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "what is 287g")
    resident.says("what was the vote on june 30")
    said: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    event.listen(town.db.engine, "before_cursor_execute", note)
    await town.settle()
    event.remove(town.db.engine, "before_cursor_execute", note)
    assert "KW-1.1" in resident.last.text
    assert len(said) <= 8
    assert len([statement for statement in said if "inbox" not in statement]) <= 3
