"""No update is stronger than the bot: a few hundred of what `make bench ARGS=chaos` tries."""

import io
import logging

import pytest
from sqlalchemy import text

from benchmarks.mutations import SECRET, mutated
from bot import logs
from bot.storage.intake import inbox
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.town import NOON, Town


async def test_odd_updates_end_handled_or_parked_and_hold_up_nobody(
    either: str, library: tuple[FaqBase, FaqIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, log = logging.getLogger(), io.StringIO()
    monkeypatch.setattr(root, "handlers", root.handlers[:])
    monkeypatch.setattr(root, "level", root.level)
    logs.configure_logging("DEBUG", "text")
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(log)
    town = Town(either)
    await town.open(*library)
    polling = town.polling()
    odd = list(mutated(1 if town.db.is_sqlite else 2, 300, int(NOON.timestamp())))
    kept = [raw for raw in odd if inbox.UNSTORED_KINDS.isdisjoint(raw)]
    assert len(kept) < len(odd)
    assert await polling._store_updates(odd) == 301
    await town.passing.drain()
    for _ in range(6):
        await town.workers.drain()
        town.clock.passes(minutes=1)
    resident = town.resident()
    [answer] = await town.say(resident, "KW-3")
    assert "KW-3.1" in answer.text
    rows = await town.db.run(
        lambda s: s.execute(text("SELECT state, count(*) FROM inbox GROUP BY state")).all()
    )
    counted = dict(rows)
    held = await town.db.run(
        lambda s: s.scalar(text("SELECT count(*) FROM inbox WHERE body IS NOT NULL"))
    )
    assert set(counted) == {"done", "dead"}
    assert sum(counted.values()) == len(kept) + 1
    assert held == 0
    assert SECRET not in log.getvalue()
    await town.close()


async def test_odd_look_ups_are_let_go_and_the_next_is_answered(town: Town) -> None:
    odd = [
        raw
        for raw in mutated(3, 3000, int(NOON.timestamp()))
        if not inbox.UNSTORED_KINDS.isdisjoint(raw)
    ]
    assert len(odd) > 100
    for raw in odd:
        await town.polling()._store_updates([raw])
        await town.passing.drain()
    town.telegram.complaints.clear()  # that it knows no such look-up
    town.clock.passes(minutes=1)
    assert (await town.look_up(town.resident(), "KW-3")).card_titles == [
        "What is a 287(g) agreement?"
    ]
    assert await town.db.run(lambda s: s.scalar(text("SELECT count(*) FROM inbox"))) == 0
