import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.http import routes
from bot.storage.intake import inbox
from bot.storage.migrate import SchemaFit, head_revision, schema_fit
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.content.faq_base import FaqBase
from knowledge.delivery import SendResult
from knowledge.matching import FaqIndex
from tests.http.conftest import Served
from tests.town import NOON, Town

HANDBOOK = (Path(__file__).parents[2] / "docs" / "operating.md").read_text()


async def ready(served: Served) -> tuple[int, dict[str, Any]]:
    answer = await served.client.get("/health/ready")
    return answer.status_code, answer.json()


async def test_alive_is_whoever_answers(served: Served) -> None:
    answer = await served.client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"")


async def test_ready_is_who_has_tables_answers_an_index_and_telegram(served: Served) -> None:
    measures, library = served.town.services.metrics, served.town.services.faq
    measures.telegram_answered, library.indexed_version = False, 0
    code, parts = await ready(served)
    assert (code, parts["telegram"]["ok"], parts["index"]["ok"]) == (503, False, False)
    assert parts["database"]["ok"]
    library.indexed_version = library.base.version
    assert (await ready(served))[0] == 503
    measures.note_telegram_answered()
    code, parts = await ready(served)
    assert (code, parts["ready"], parts["migrations"]["are"]) == (200, True, "current")
    assert parts["index"] == {"ok": True, "version": 1, "base": 1}


async def test_an_answer_of_telegram_makes_ready(served: Served) -> None:
    served.town.services.faq.indexed_version = 1
    await served.town.say(served.town.resident(), "KW-3")
    assert (await ready(served))[0] == 200


@pytest.mark.parametrize(("revision", "is_ready"), [("0001", False), ("9999", True)])
async def test_older_tables_are_no_ground_newer_ones_are(
    served: Served, revision: str, is_ready: bool
) -> None:
    served.town.services.metrics.note_telegram_answered()
    served.town.services.faq.indexed_version = 1
    change = text("UPDATE alembic_version SET version_num = :revision")
    served.town.db.transact(lambda s: s.execute(change, {"revision": revision}))
    code, parts = await ready(served)
    assert (code == 200, parts["migrations"]["ok"]) == (is_ready, is_ready)


async def test_without_a_database_nobody_is_ready_but_all_live(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OSError(28, "zanzibarqux")

    monkeypatch.setattr(served.town.db, "transact", fails)
    code, parts = await ready(served)
    assert (code, parts["database"]) == (503, {"ok": False})
    assert (await served.client.get("/health/live")).status_code == 200
    metrics = await served.client.get("/metrics")
    assert metrics.status_code == 200
    assert "zanzibarqux" not in metrics.text


def test_revisions_are_told_apart() -> None:
    assert [schema_fit(name) for name in (None, "0001", head_revision(), "9999")] == [
        SchemaFit.OLDER,
        SchemaFit.OLDER,
        SchemaFit.CURRENT,
        SchemaFit.NEWER,
    ]


def value(metrics: str, name: str) -> float:
    [line] = [line for line in metrics.splitlines() if line.startswith(f"{name} ")]
    return float(line.rsplit(" ", 1)[1])


async def test_metrics_count_what_was_done_and_what_waits(served: Served) -> None:
    town = served.town
    rosa = town.resident("Zanzibar Quxley")
    await town.say(rosa, "how did the zanzibarqux vote go")
    await town.db.run(inbox.insert_updates, [{"update_id": 1}, {"update_id": 2}], town.clock())
    kinds = [(1, 40), (2, 0), (2, 10), (3, 0)]  # urgency, and due after so many seconds
    for number, (urgency, after) in enumerate(kinds):
        due = NOON + timedelta(seconds=after)
        owed = PlannedDelivery(
            f"k{number}", 7, "none", {}, urgency, due, due, due + timedelta(hours=1)
        )
        await town.db.run(delivery_queue.enqueue, [owed])
    town.clock.passes(seconds=90)
    said = (await served.client.get("/metrics")).text
    assert value(said, "civic_updates_handled_total") == 1
    assert value(said, "civic_updates_waiting") == 2
    assert value(said, "civic_updates_oldest_seconds") == 90
    assert value(said, "civic_update_seconds_count") == 1
    for urgency, count, age in (("urgent", 1, 50), ("routine", 2, 90), ("edit", 1, 90)):
        labels = f'{{state="queued",urgency="{urgency}"}}'
        assert value(said, f"civic_outbox_messages{labels}") == count
        assert value(said, f"civic_outbox_oldest_seconds{labels}") == age
    assert value(said, "civic_base_version") == 1
    for private in ("zanzibarqux", "Zanzibar", str(rosa.id), town.telegram.token):
        assert private not in said


async def test_what_is_sent_is_no_longer_owed(served: Served) -> None:
    town, later = served.town, NOON + timedelta(hours=1)
    await town.db.run(
        delivery_queue.enqueue, [PlannedDelivery("k", 7, "none", {}, 1, NOON, NOON, later)]
    )
    assert 'state="queued",urgency="urgent"' in (await served.client.get("/metrics")).text
    await town.db.run(delivery_queue.claim_deliveries, 1, town.clock())
    said = (await served.client.get("/metrics")).text
    assert 'state="queued"' not in said
    assert value(said, 'civic_outbox_messages{state="claimed",urgency="urgent"}') == 1


async def test_every_alarm_of_the_handbook_watches_a_number_that_is_there(served: Served) -> None:
    town, later = served.town, NOON + timedelta(hours=1)
    await town.db.run(
        delivery_queue.enqueue, [PlannedDelivery("k", 7, "none", {}, 1, NOON, NOON, later)]
    )
    there = (await served.client.get("/metrics")).text
    watched = re.findall(r"civic_\w+(?:\{.+?\})?", HANDBOOK)
    assert len(set(watched)) >= 6
    for name in watched:
        assert name.partition("{")[0] in there
        if "{" in name:
            assert f"{name} " in there


async def test_sends_429s_and_what_is_set_aside_are_counted(served: Served) -> None:
    town = served.town
    for result in (SendResult.SENT, SendResult.SENT, SendResult.FLOODED):
        town.services.metrics.count_send(result)
    await town.db.run(
        inbox.insert_updates, [{"update_id": 1, "message": {"date": []}}], town.clock()
    )
    await town.workers.drain()
    said = (await served.client.get("/metrics")).text
    assert value(said, 'civic_sends_total{result="sent"}') == 2
    assert value(said, "civic_floods_total") == 1
    assert value(said, "civic_updates_parked_total") == 1
    town.parked.clear()


async def test_metrics_listen_keeps_both_apart_from_the_public(
    database: Path, library: tuple[FaqBase, FaqIndex]
) -> None:
    town = Town(database, listen="127.0.0.1:0", metrics_listen="127.0.0.1:0")
    await town.open(*library)
    served = Served(town)
    private = served.to(1)
    for page in ("/health/live", "/metrics"):
        assert (await served.client.get(page)).status_code == 404
        assert (await private.get(page)).status_code == 200
    assert (await served.client.get("/calendar.ics")).status_code == 200
    assert (await private.get("/calendar.ics")).status_code == 404
    await private.aclose()
    await served.close()
    await town.close()


async def test_without_a_place_nothing_is_served(database: Path) -> None:
    town = Town(database)
    assert routes.build_servers(town.services, town.workers.stored, town.passing) == []
    town.db.close()
