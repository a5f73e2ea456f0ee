from bot.playground.simulator.people import SimulatedUser
from knowledge.meetings.raw_records import FetchOutcome
from tests.meetings_town import CalendarTown


async def test_a_meeting_added_by_hand_is_told_and_listed(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    [saved] = await city.say(
        city.olga,
        "/addmeeting City Commission | 2026-11-27 | 10:00 AM, 5:00 PM | City Hall"
        " | special meeting",
    )
    assert saved.text.startswith(city.text("owner-saved"))
    assert "1. City Commission (special meeting)\nFriday, November 27, 2026" in saved.text
    await city.ticks()
    [told] = rosa.take_unread()
    assert told.text.startswith("🆕 New meeting: City Commission (special meeting)")
    assert "10:00 AM and 5:00 PM" in told.text
    assert "Entered by hand by those who run this bot" in told.text


async def test_a_correction_by_hand_wins_over_the_calendar(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-27")
    await city.begins()
    [saved] = await city.say(city.olga, "/editmeeting 1 time 2:00 PM")
    assert "Friday, November 27, 2026, 2:00 PM" in saved.text
    await city.ticks()
    [told] = rosa.take_unread()
    assert told.text.startswith("🕘 New time: City Commission")
    assert "Was: Friday, November 27, 2026, 9:00 AM\n" in told.text
    await city.passes(minutes=16)
    [listed] = await city.say(rosa, "/meeting 1")
    assert "2:00 PM" in listed.text


async def test_a_meeting_cancelled_by_hand_gives_the_reason(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    city.clerk.lists("a", "2026-11-27")
    await city.begins()
    await city.say(city.olga, "/cancelmeeting 1 No quorum, says the clerk")
    await city.ticks()
    [told] = rosa.take_unread()
    assert told.text.startswith("❌ Cancelled: City Commission")
    assert "Reason given: “No quorum, says the clerk”" in told.text


async def test_a_correction_that_cannot_be_read_is_explained(city: CalendarTown) -> None:
    city.clerk.lists("a", "2026-11-27")
    await city.begins()
    for typed, key in {
        "/addmeeting City Commission": "owner-add-usage",
        "/editmeeting 1 colour blue": "owner-edit-usage",
        "/cancelmeeting 77": "owner-cancel-usage",
    }.items():
        [said] = await city.say(city.olga, typed)
        assert said.text.splitlines()[0] == city.text(key, fields="").splitlines()[0]
    [bad] = await city.say(city.olga, "/editmeeting 1 date tomorrow")
    assert bad.text.startswith("“tomorrow” cannot be date.")
    [odd] = await city.say(city.olga, "/addmeeting City Commission | 2026-11-28 | 5:00")
    assert odd.text.startswith("That time cannot be read:")


async def test_nobody_else_may_add_correct_or_decide(city: CalendarTown) -> None:
    rosa = city.resident()
    for command in ("health", "approve x", "drop x", "accept x", "addmeeting a | 2026-11-28"):
        [said] = await city.say(rosa, f"/{command}")
        name = command.split(" ")[0]
        assert said.text == city.text("start-unknown-command", command=f"/{name}")


async def storm(city: CalendarTown) -> tuple[SimulatedUser, str]:
    """Eight meetings cancelled in one poll; return a subscriber and the batch that is held."""
    rosa = await city.subscriber()
    for number in range(8):
        city.clerk.lists(f"m{number}", f"2026-12-{number + 10}")
    await city.begins()
    for number in range(8):
        city.clerk.changes(f"m{number}", time_text="1:00 PM")
    await city.passes(minutes=16)
    [flag] = city.olga.take_unread()
    return rosa, flag.buttons[0][0]["callback_data"].split(":", 2)[2]


async def test_a_bulk_waits_for_the_owner_who_sees_how_many_would_hear(
    city: CalendarTown,
) -> None:
    rosa, batch = await storm(city)
    assert rosa.take_unread() == []
    [health] = await city.say(city.olga, "/health")
    assert city.text("owner-held", count=1, batch=batch) in health.text
    [said] = await city.tap(city.olga, "Send")
    assert said.text == city.text("owner-approved", count=1)
    await city.passes(minutes=1)
    [told] = rosa.take_unread()
    assert told.text.startswith("8 pieces of news about meetings")
    assert told.text.count("🕘 New time: City Commission") == 8


async def test_a_bulk_that_is_dropped_is_never_told(city: CalendarTown) -> None:
    rosa, batch = await storm(city)
    [said] = await city.say(city.olga, f"/drop {batch}")
    assert said.text == city.text("owner-dropped", count=1)
    for _ in range(4):
        await city.passes(minutes=16)
    assert rosa.take_unread() == []
    [again] = await city.say(city.olga, f"/approve {batch}")
    assert again.text == city.text("owner-no-batch")


async def test_a_token_that_is_refused_is_told_to_the_owners_once(
    city: CalendarTown,
) -> None:
    city.clerk.lists("a", "2026-12-10")
    await city.begins()
    city.clerk.outcome, city.clerk.needs_token = FetchOutcome.ERROR, True
    for _ in range(2):
        await city.passes(minutes=16)
    [said] = city.olga.take_unread()
    assert "it refused our key" in said.text


async def test_the_health_of_the_sources_is_shown(city: CalendarTown) -> None:
    [none] = await city.say(city.olga, "/health")
    assert city.text("owner-no-sources") in none.text
    await city.begins()
    city.clerk.lists("s", "2026-12-12", body_raw="Sustainability Board")
    city.clerk.rejected = ("event 7: has no date",)
    await city.passes(minutes=16)
    [words] = await city.say(city.olga, "/health")
    assert "body 'Sustainability Board' is not configured" in words.text
    assert "not read as it stands: event 7: has no date" in words.text
    city.clerk.outcome = FetchOutcome.ERROR
    await city.passes(minutes=16)
    [said] = await city.say(city.olga, "/health")
    assert "legistar-testville\nLast good answer: 16 min ago." in said.text
    assert "No answer 1 times: HTTP 502" in said.text


async def test_a_list_that_shrank_is_believed_when_the_owner_says_so(city: CalendarTown) -> None:
    for number in range(6):
        city.clerk.lists(f"m{number}", f"2026-12-{number + 10}")
    await city.begins()
    for number in range(5):
        del city.clerk.rows[f"m{number}"]
    await city.passes(minutes=16)
    [health] = await city.say(city.olga, "/health")
    assert "/accept legistar-testville" in health.text
    [said] = await city.say(city.olga, "/accept legistar-testville")
    assert said.text == city.text("owner-accepted", name="legistar-testville")
    await city.passes(minutes=16)
    [fine] = await city.say(city.olga, "/health")
    assert "/accept" not in fine.text
    [unknown] = await city.say(city.olga, "/accept nobody")
    assert unknown.text == city.text("owner-no-source", names="legistar-testville")
