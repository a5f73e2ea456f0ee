"""A day on which something is told, and what came of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.playground.simulator.messages import Message
from bot.storage.database.outbox_table import Delivery
from tests.meetings_town import CalendarTown


def states(session: Session) -> list[tuple[str, str]]:
    return [
        (row.card, row.state) for row in session.scalars(select(Delivery).order_by(Delivery.id))
    ]


def heads(messages: list[Message]) -> list[str]:
    return [message.text.splitlines()[0] for message in messages]


async def special(city: CalendarTown, on: str = "2026-11-25", at: str = "5:00 PM") -> None:
    """A calendar that was read before, and then a special meeting found the day before it."""
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clerk.lists("s", on, at, comment_raw="Special Meeting")
    await city.passes(minutes=16)
