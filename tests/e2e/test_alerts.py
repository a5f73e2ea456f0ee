"""A real bot, a real Bot API server, a real calendar server: told once, and told again."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.e2e.conftest import Line

pytestmark = pytest.mark.e2e

LEAD = timedelta(minutes=30)


class Feed:
    """A city's calendar feed on a loopback port; `rows` are what it lists."""

    def __init__(self) -> None:
        # A zone in which it is about noon now: no meeting of this test lies in the night.
        self.zone = f"Etc/GMT{(datetime.now(UTC).hour - 12):+d}"
        self.rows: dict[str, dict[str, str]] = {}
        self.answered = 0
        sockets = bind_sockets(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/city.ics"
        handler: Any = type("Handler", (RequestHandler,), {"get": lambda one: self.answer(one)})
        self.server = HTTPServer(Application([("/city.ics", handler)], log_function=_quiet))
        self.server.add_sockets(sockets)

    def lists(self, uid: str, summary: str, start: datetime, place: str) -> None:
        local = start.astimezone(ZoneInfo(self.zone))
        self.rows[uid] = {
            "UID": uid,
            "SUMMARY": summary,
            f"DTSTART;TZID={self.zone}": f"{local:%Y%m%dT%H%M%S}",
            "LOCATION": place,
        }

    def answer(self, handler: RequestHandler) -> None:
        self.answered += 1
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//City//EN"]
        for row in self.rows.values():
            lines += ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in row.items())]
            lines.append("END:VEVENT")
        handler.set_header("Content-Type", "text/calendar; charset=utf-8")
        handler.finish("\r\n".join([*lines, "END:VCALENDAR", ""]))


def _quiet(_handler: RequestHandler) -> None:
    """Log nothing."""


@pytest.fixture
async def feed() -> AsyncIterator[Feed]:
    feed = Feed()
    yield feed
    feed.server.stop()
    await feed.server.close_all_connections()


def written_down(line: Line) -> bool:
    """Tell whether nothing is on the wire: what arrived is known to have arrived.

    Killed before that, the process would rightly send the last one again, "to be sure".
    """
    on_the_wire = "SELECT count(*) FROM deliveries WHERE state IN ('claimed', 'sending')"
    return line.select(on_the_wire) == [(0,)]


async def test_a_special_meeting_is_told_reminded_moved_and_cancelled_through_a_crash(
    line: Line, feed: Feed
) -> None:
    line.process.environment |= {
        "MEETING_ICS_URLS": feed.url,
        "MEETING_POLL_SECONDS": "1",
        "TIMEZONE": feed.zone,
    }
    far = datetime.now(UTC) + timedelta(days=40)
    feed.lists("far", "City Commission Meeting", far, "City Hall")
    began = datetime.now(UTC)
    await line.process.start()
    rosa = line.telegram.add_user("Rosa", "en")
    rosa.says("/subscribe")
    await line.until(lambda: len(rosa.chat.from_bot) == 1)
    slowness = datetime.now(UTC) - began  # of this machine: the reminder must not come too soon
    rosa.says("/alerts quiet off")
    rosa.says("/alerts 30 minutes before")
    await line.until(lambda: len(rosa.chat.from_bot) == 3 and feed.answered >= 2)

    start = datetime.now(UTC) + LEAD + timedelta(seconds=4) + slowness
    start = start.replace(microsecond=0)  # a calendar knows no less
    feed.lists("now", "City Commission Special Meeting", start, "City Hall")
    await line.until(lambda: len(rosa.chat.from_bot) == 4)
    announced = rosa.last
    assert announced.text.startswith("🆕 New meeting: City Commission (special meeting)")

    await line.until(lambda: written_down(line))
    await line.process.kill()  # the reminder falls due while nobody is there
    line.change("UPDATE calendar SET reminded_at = NULL")  # as if that lasted a minute
    await line.process.start()
    await line.until(lambda: len(rosa.chat.from_bot) == 5)
    reminder = rosa.last
    assert reminder.text.startswith("⏰ Reminder: City Commission (special meeting)")
    assert datetime.now(UTC) >= start - LEAD

    feed.rows["now"]["LOCATION"] = "Old City Hall\\, 510 Greene Street"
    await line.until(lambda: len(rosa.chat.from_bot) == 6 and len(reminder.versions) == 1)
    assert rosa.last.text.startswith("📍 New place: City Commission (special meeting)")
    assert "It was to be at: City Hall" in rosa.last.text
    assert "Place: Old City Hall, 510 Greene Street" in reminder.text
    moved = rosa.last

    await line.until(lambda: written_down(line))
    await line.process.kill()
    feed.rows["now"]["STATUS"] = "CANCELLED"
    await line.process.start()
    await line.until(
        lambda: (
            len(rosa.chat.from_bot) == 7
            and [len(one.versions) for one in (announced, reminder, moved)] == [2, 2, 1]
        )
    )
    assert rosa.last.text.startswith("❌ Cancelled: City Commission (special meeting)")
    for earlier in (announced, reminder, moved):
        assert earlier.text.splitlines()[3] == "Cancelled"
    assert await line.process.stop() == 0
    sends = [c for c in line.telegram.calls if c.method == "sendMessage" and c.status == 200]
    assert len(sends) == 7
