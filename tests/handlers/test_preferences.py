"""What subscribers type: lengths of time, short hours, everything."""

from datetime import time

from bot.storage.alerts import subscriptions
from knowledge.alerts.lead_time import LeadTime
from knowledge.alerts.subscription import QuietHours, Subscription
from tests.meetings_town import CalendarTown


async def wishes(city: CalendarTown, chat_id: int) -> Subscription | None:
    return await city.db.run(subscriptions.load_subscription, chat_id)


async def test_a_bare_length_of_time_is_a_lead_for_those_who_subscribed(
    city: CalendarTown,
) -> None:
    rosa, jean = await city.subscriber(), await city.subscriber("Jean", "ht")
    for person, typed, lead in (
        (rosa, "30 min", LeadTime(minutes=30)),
        (rosa, "1 day", LeadTime(days=1)),
        (jean, "4 èdtan", LeadTime(minutes=240)),
    ):
        await city.say(person, typed)
        found = await wishes(city, person.id)
        assert found is not None
        assert lead in found.leads
    for question in ("june 30", "30", "30 min walk to city hall"):
        await city.say(rosa, question)
    found = await wishes(city, rosa.id)
    assert found is not None
    assert len(found.leads) == 4


async def test_all_and_short_hours_are_understood(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    for typed, quiet in (
        ("22-7", QuietHours(time(22), time(7))),
        ("21 to 6:30", QuietHours(time(21), time(6, 30))),
    ):
        await city.say(rosa, f"/alerts quiet {typed}")
        found = await wishes(city, rosa.id)
        assert found is not None
        assert found.quiet == quiet
    [bad] = await city.say(rosa, "/alerts quiet 25-7")
    assert bad.text == city.text("alerts-quiet-unreadable")
    for word in ("everything", "all"):
        await city.say(rosa, f"/subscribe {word}")
        found = await wishes(city, rosa.id)
        assert found is not None
        assert "*" in found.bodies
        [ended] = await city.say(rosa, f"/unsubscribe {word}")
        assert ended.text == city.text("unsubscribe-done")
