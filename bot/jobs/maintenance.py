"""What the editors' work asks of the clock: reports, the weekly list, backups, forgetting."""

import asyncio
import logging
from datetime import timedelta

from bot.context import Services
from bot.storage.alerts import quiet_notices
from bot.storage.backup import backup_files
from bot.storage.chats import erasures
from bot.storage.database.row_states import EditorNotice
from bot.storage.faq import trash, unanswered
from bot.storage.notices import campaign_records, feedback_notices, owner_notices, weekly_list

logger = logging.getLogger(__name__)

BACKUP_HOUR = 3  # o'clock in the city
MIN_BACKUP_AGE, MAX_BACKUP_AGE = timedelta(hours=20), timedelta(hours=26)


async def run_minutely(services: Services) -> None:
    """Report on messages that have gone out, and queue what editors are told.

    What was overwritten leaves the write-ahead log too. What an outage put off is made up for, and
    owners hear of one that is over.
    """
    db, now, settings = services.db, services.now(), services.settings
    await db.run_deferred()
    await db.keep_log_short()
    if (outage := db.outages.take_ended()) is not None:
        facts = {"what": EditorNotice.OUTAGE, "fault": outage.code, "seconds": outage.seconds}
        await db.run(
            owner_notices.notify_owners,
            settings.admin_ids,
            f"outage:{now:%Y%m%dT%H%M}",
            facts,
            now,
        )
    await db.run(campaign_records.queue_final_reports, now)
    await db.run(feedback_notices.plan_feedback_notices, now, services.today(), settings.admin_ids)
    await db.run(weekly_list.plan_weekly_lists, now, settings.timezone, settings.admin_ids)


async def run_hourly(services: Services) -> None:
    """Forget what is old, empty the bin, break a month's silence, see to the nightly backup."""
    db, now = services.db, services.now()
    await db.run(quiet_notices.plan_quiet_notices, now, services.settings.timezone)
    await db.run(unanswered.prune_misses, services.today())
    await db.run(trash.empty_trash, now)
    await db.run(erasures.prune_erasures, now)
    await back_up_nightly(services)


async def back_up_nightly(services: Services) -> None:
    """Back up beside a SQLite database at night, or as soon as a night was missed.

    A PostgreSQL server has a clock of its own, and maybe several of us: see docs/operating.md.
    """
    db, folder = services.db, services.db.folder
    if not db.is_sqlite or folder is None:
        return
    now, made = services.now(), backup_files.list_backups(folder)
    backup_files.prune_backups(folder, now, db.file)
    is_night = now.astimezone(services.settings.timezone).hour == BACKUP_HOUR
    if made and now - made[-1].at < (MIN_BACKUP_AGE if is_night else MAX_BACKUP_AGE):
        return
    try:
        await asyncio.to_thread(backup_files.make_backup, db, folder, now)
    except backup_files.BackupError as fault:
        logger.error("The nightly backup failed: %s", fault)
        facts = {"what": EditorNotice.BACKUP, "fault": str(fault)[:200]}
        admins = services.settings.admin_ids
        await db.run(owner_notices.notify_owners, admins, f"backup:{now.date()}", facts, now)
