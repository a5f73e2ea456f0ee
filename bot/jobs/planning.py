"""Working out who is owed what, page by page, so that replies go on meanwhile."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.context import Services
from bot.storage import ledger, meetings, planning
from knowledge.meetings.pace import is_due

REMIND_EACH = timedelta(minutes=1)


async def plan(services: Services) -> None:
    """Plan the alerts of new changes, the reminders of the next hour, and the edits."""
    await _tell(services)
    await _remind(services)
    await _amend(services)
    await services.db.run(ledger.gather, services.now())


async def _pages(page: Callable[[int | None], Awaitable[int | None]]) -> None:
    """Go through all pages; each says where the next begins."""
    after = await page(None)
    while after is not None:
        after = await page(after)


async def _tell(services: Services) -> None:
    db, now, city = services.db, services.now(), services.city
    untold = await db.run(planning.untold)
    if not untold:
        return
    changes = [one.change for one in untold]
    await _pages(lambda after: db.run(planning.tell_page, changes, after, now, city))
    await db.run(planning.told, [one.id for one in untold], services.now())


async def _remind(services: Services) -> None:
    db, now, city = services.db, services.now(), services.city
    clock = await db.run(meetings.clockwork)
    if not is_due(clock.reminded_at, REMIND_EACH, now):
        return
    near = await db.run(planning.coming, now, city)

    async def page(after: int | None) -> int | None:
        await _tell(services)  # a cancellation does not wait for the reminders of ten thousand
        return await db.run(planning.remind_page, near, after, now, city)

    if near:
        await _pages(page)
    await db.run(meetings.reminded, now)


async def _amend(services: Services) -> None:
    db, now = services.db, services.now()
    waiting = await db.run(planning.unamended, now)
    if not waiting:
        return
    changes = [one.change for one in waiting]
    await _pages(lambda after: db.run(planning.amend_page, changes, after, now))
    await db.run(planning.amended, [one.id for one in waiting])
