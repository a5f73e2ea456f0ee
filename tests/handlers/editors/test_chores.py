"""What the clock asks for: the weekly list, the nightly backup, a warning on old answers."""

from datetime import UTC, datetime

from bot.jobs import maintenance
from bot.storage.backup import backup_files
from tests.town import Town

MONDAY = datetime(2026, 11, 30, 14, 30, tzinfo=UTC)  # half past nine in the town


async def test_editors_get_one_list_on_monday_morning(town: Town, owner, clerk, post) -> None:
    await owner.says("/start")
    await clerk.says("/faq edit KW-1 expires_with")
    await clerk.says("2026-11-26")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    owner.person.take_unread()
    await maintenance.run_minutely(town.services)
    assert await post.send_all_due() == 0
    town.clock.at = MONDAY
    for _ in range(3):
        await maintenance.run_minutely(town.services)
        await post.send_all_due()
    [list_] = owner.person.take_unread()
    assert "Written before a meeting that has been held:" in list_.text
    assert "KW-1 (November 26, 2026)" in list_.text


async def test_an_answer_written_before_a_meeting_says_so_once_it_was_held(
    town: Town, clerk, neighbour
) -> None:
    await clerk.says("/faq edit KW-1 expires_with")
    await clerk.says("2026-11-26")
    await clerk.says("/draft preview")
    await clerk.says("/draft publish")
    told = town.text("ask-expiring", day="November 26, 2026")
    [before] = await neighbour.says("KW-1")
    assert told not in before.text
    town.clock.passes(days=3)
    [after] = await neighbour.says("KW-1")
    assert told in after.text


async def test_an_answer_past_its_review_day_is_on_the_list(
    town: Town, owner, clerk, post
) -> None:
    await owner.says("/start")
    owner.person.take_unread()
    town.clock.at = datetime(2027, 11, 8, 14, 30, tzinfo=UTC)
    await maintenance.run_minutely(town.services)
    await post.send_all_due()
    [list_] = owner.person.take_unread()
    assert "Due for review:" in list_.text
    assert "KW-3 (November 1, 2027)" in list_.text


async def test_a_backup_is_made_once_a_night(town: Town, database) -> None:
    folder = database.parent / "backups"
    await maintenance.run_hourly(town.services)
    town.clock.passes(hours=1)
    await maintenance.run_hourly(town.services)
    assert len(backup_files.list_backups(folder)) == 1
    for _ in range(30):
        town.clock.passes(hours=1)
        await maintenance.run_hourly(town.services)
    assert len(backup_files.list_backups(folder)) == 2


async def test_a_failed_backup_is_told_to_the_owner(town: Town, owner, database, post) -> None:
    await owner.says("/start")
    owner.person.take_unread()
    (database.parent / "backups").write_text("a file where the folder should be")
    await maintenance.back_up_nightly(town.services)
    await post.send_all_due()
    [told] = owner.person.take_unread()
    assert told.text.startswith("Last night’s backup failed.")
