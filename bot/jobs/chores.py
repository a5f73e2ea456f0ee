"""What the editors' room asks of the clock: reports, the weekly list, backups, forgetting."""

import asyncio
import logging
from datetime import timedelta

from bot.context import Services
from bot.storage import (
    backups,
    bin,
    campaigns,
    desk_news,
    erasures,
    owners,
    watching,
    weekly,
    wishes,
)

logger = logging.getLogger(__name__)

NIGHT = 3  # o'clock in the city
OFTEN_ENOUGH, TOO_LONG = timedelta(hours=20), timedelta(hours=26)


async def minute(services: Services) -> None:
    """Report on messages that have gone out, and queue what editors are told.

    What was overwritten leaves the write-ahead log too. What an outage put off is made up for, and
    owners hear of one that is over.
    """
    db, now, settings = services.db, services.now(), services.settings
    await db.make_up()
    await db.keep_log_short()
    if (outage := db.outages.take()) is not None:
        facts = {"what": "outage", "fault": outage.code, "seconds": outage.seconds}
        await db.run(owners.tell, settings.admin_ids, f"outage:{now:%Y%m%dT%H%M}", facts, now)
    await db.run(campaigns.report, now)
    await db.run(desk_news.plan, now, services.today(), settings.admin_ids)
    await db.run(weekly.plan, now, settings.timezone, settings.admin_ids)


async def hour(services: Services) -> None:
    """Forget what is old, empty the bin, break a month's silence, see to the nightly backup."""
    db, now = services.db, services.now()
    await db.run(watching.plan, now, services.settings.timezone)
    await db.run(wishes.prune, services.today())
    await db.run(bin.empty, now)
    await db.run(erasures.prune, now)
    await nightly(services)


async def nightly(services: Services) -> None:
    """Back up beside a SQLite database at night, or as soon as a night was missed.

    A PostgreSQL server has a clock of its own, and maybe several of us: see docs/operating.md.
    """
    db, folder = services.db, services.db.folder
    if not db.is_sqlite or folder is None:
        return
    now, made = services.now(), backups.all_in(folder)
    backups.prune(folder, now, db.file)
    is_night = now.astimezone(services.settings.timezone).hour == NIGHT
    if made and now - made[-1].at < (OFTEN_ENOUGH if is_night else TOO_LONG):
        return
    try:
        await asyncio.to_thread(backups.make, db, folder, now)
    except backups.CannotBackUp as fault:
        logger.error("The nightly backup failed: %s", fault)
        facts = {"what": "backup", "fault": str(fault)[:200]}
        admins = services.settings.admin_ids
        await db.run(owners.tell, admins, f"backup:{now.date()}", facts, now)
