"""What the editors' room asks of the clock: reports, the weekly list, backups, forgetting."""

import asyncio
import logging
from datetime import timedelta

from bot.context import Services
from bot.storage import backups, bin, campaigns, erasures, weekly, wishes

logger = logging.getLogger(__name__)

NIGHT = 3  # o'clock in the city
OFTEN_ENOUGH, TOO_LONG = timedelta(hours=20), timedelta(hours=26)


async def minute(services: Services) -> None:
    """Report on messages that have gone out, and queue the weekly list when it is its hour."""
    db, now, settings = services.db, services.now(), services.settings
    await db.run(campaigns.report, now)
    await db.run(weekly.plan, now, settings.timezone, settings.admin_ids)
    await _erasures(services)


async def hour(services: Services) -> None:
    """Forget what is old, empty the bin, and see to the nightly backup."""
    db, now = services.db, services.now()
    await db.run(wishes.prune, services.today())
    await db.run(bin.empty, now)
    await db.run(erasures.prune, now)
    await nightly(services)


async def nightly(services: Services) -> None:
    """Back up beside the database at night, or as soon as a night was missed."""
    file, folder = backups.file_of(services.db), backups.folder_of(services.db)
    if file is None or folder is None:
        return  # PostgreSQL: see docs/operating.md
    now, made = services.now(), backups.all_in(folder)
    is_night = now.astimezone(services.settings.timezone).hour == NIGHT
    if made and now - made[-1].at < (OFTEN_ENOUGH if is_night else TOO_LONG):
        return
    try:
        await asyncio.to_thread(backups.make, file, folder, now)
    except backups.CannotBackUp as fault:
        logger.error("The nightly backup failed: %s", fault)
        owners = services.settings.admin_ids
        await services.db.run(backups.tell_owners, owners, str(fault), now)
        return
    backups.prune(folder, now)


async def _erasures(services: Services) -> None:
    """Write down beside the backups who was forgotten, lest a lost database lose that too."""
    folder = backups.folder_of(services.db)
    if folder is not None and folder.is_dir():
        await services.db.run(backups.write_ledger, folder, services.now())
