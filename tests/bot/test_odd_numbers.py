"""An id that is no number, which each database takes in its own way."""

from typing import Any

import pytest

from bot.storage.intake import inbox
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.town import NOON, Town


@pytest.mark.parametrize("part", ["chat", "from", "message_id"])
@pytest.mark.parametrize("odd", ["x", None, True, 1.5, 10**40, [], {}])
async def test_what_has_an_odd_number_is_parked_at_once_and_holds_up_nobody(
    either: str, library: tuple[FaqBase, FaqIndex], part: str, odd: Any
) -> None:
    town = Town(either)
    await town.open(*library)
    town.telegram.raw_update({"message": message_of(part, odd)})
    jean = town.resident("Jean")
    jean.says("KW-3")
    await town.polling()._store_updates(
        (await town.telegram.call_method("getUpdates", {"offset": 0, "timeout": 0}))[1]["result"]
    )
    await town.workers.drain()
    assert len(jean.chat.from_bot) == 1
    assert town.db.transact(inbox.count_waiting) == 0
    await town.close()


def message_of(part: str, odd: Any) -> dict[str, Any]:
    person = {"id": 77, "is_bot": False, "first_name": "O"}
    whole: dict[str, Any] = {
        "message_id": 5,
        "date": int(NOON.timestamp()),
        "chat": {"id": 77, "type": "private"},
        "from": person,
        "text": "KW-3",
    }
    if part == "message_id":
        return whole | {part: odd}
    return whole | {part: {**whole[part], "id": odd}}
