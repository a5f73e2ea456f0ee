"""Working out who is owed what, page by page, so that replies go on meanwhile."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.context import Services
from bot.storage.alerts import alert_outcomes, alert_planning
from bot.storage.meetings import calendar_records
from knowledge.meetings.sync.poll_interval import is_poll_due

REMIND_EVERY = timedelta(minutes=1)


async def plan_due_alerts(services: Services) -> None:
    """Plan the alerts of new changes, the reminders of the next hour, and the edits."""
    await _plan_changes(services)
    await _plan_reminders(services)
    await _plan_corrections(services)
    await services.db.run(alert_outcomes.coalesce_late, services.now())


async def _for_each_page(page: Callable[[int | None], Awaitable[int | None]]) -> None:
    """Go through all pages; each says where the next begins."""
    after = await page(None)
    while after is not None:
        after = await page(after)


async def _plan_changes(services: Services) -> None:
    db, now, city = services.db, services.now(), services.city
    untold = await db.run(alert_planning.unplanned_changes)
    if not untold:
        return
    changes = [one.change for one in untold]
    await _for_each_page(
        lambda after: db.run(alert_planning.plan_change_page, changes, after, now, city)
    )
    await db.run(alert_planning.mark_planned, [one.id for one in untold], services.now())


async def _plan_reminders(services: Services) -> None:
    db, now, city = services.db, services.now(), services.city
    clock = await db.run(calendar_records.calendar_times)
    if not is_poll_due(clock.reminded_at, REMIND_EVERY, now):
        return
    near = await db.run(alert_planning.meetings_to_remind, now, city)

    async def page(after: int | None) -> int | None:
        await _plan_changes(
            services
        )  # a cancellation does not wait for the reminders of ten thousand
        return await db.run(alert_planning.plan_reminder_page, near, after, now, city)

    if near:
        await _for_each_page(page)
    await db.run(calendar_records.note_reminders_planned, now)


async def _plan_corrections(services: Services) -> None:
    db, now = services.db, services.now()
    waiting = await db.run(alert_planning.uncorrected_changes, now)
    if not waiting:
        return
    changes = [one.change for one in waiting]
    await _for_each_page(
        lambda after: db.run(alert_planning.plan_correction_page, changes, after, now)
    )
    await db.run(alert_planning.mark_corrected, [one.id for one in waiting])
