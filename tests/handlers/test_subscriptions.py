from datetime import timedelta

from bot.storage.alerts import subscriptions
from knowledge.alerts.lead_time import EVENING_BEFORE, LeadTime
from knowledge.alerts.subscription import (
    DEFAULT_TOPICS,
    AlertPace,
    AlertTopic,
    QuietHours,
    Subscription,
)
from tests.meetings_town import CalendarTown


async def wishes(city: CalendarTown, chat_id: int) -> Subscription | None:
    return await city.db.run(subscriptions.load_subscription, chat_id)


async def test_subscribing_takes_one_command_and_says_what_comes(city: CalendarTown) -> None:
    rosa = city.resident()
    [said] = await city.say(rosa, "/subscribe")
    assert "I will tell you about: City Commission." in said.text
    assert "the evening before; 2 h before" in said.text
    first = frozenset({city.services.city.bodies[0].slug})
    assert await wishes(city, rosa.id) == Subscription(
        rosa.id, said_in(city), city.clock(), bodies=first, begun_at=city.clock()
    )
    [again] = await city.say(rosa, "/subscribe")
    assert again.text.startswith("Your meeting alerts")


def said_in(city: CalendarTown) -> object:
    return city.services.settings.default_language


async def test_another_body_is_added_and_taken_away_by_name(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    [said] = await city.say(rosa, "/subscribe planning board")
    assert said.text == city.text("alerts-body-on", body="Planning Board")
    await city.say(rosa, "/subscribe HARC")
    [already] = await city.say(rosa, "/subscribe HARC")
    assert already.text == city.text("subscribe-already", body="HARC")
    [off] = await city.say(rosa, "/unsubscribe planning board")
    assert off.text == city.text("alerts-body-off", body="Planning Board")
    [never] = await city.say(rosa, "/unsubscribe tree commission")
    assert never.text == city.text("unsubscribe-not-that", body="tree commission")
    found = await wishes(city, rosa.id)
    assert found is not None
    assert found.bodies == {"city-commission", "harc"}
    [unknown] = await city.say(rosa, "/subscribe chess club")
    assert unknown.text == city.text("meeting-no-body", given="chess club")


async def test_unsubscribing_ends_everything_and_the_last_body_does_too(
    city: CalendarTown,
) -> None:
    rosa = await city.subscriber()
    [said] = await city.say(rosa, "/unsubscribe")
    assert "Unsubscribed." in said.text
    assert await wishes(city, rosa.id) is None
    [none] = await city.say(rosa, "/unsubscribe")
    assert none.text == city.text("unsubscribe-nothing")
    await city.say(rosa, "/subscribe")
    await city.say(rosa, "/unsubscribe city commission")
    assert await wishes(city, rosa.id) is None


async def test_a_lead_time_is_typed_in_three_languages(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    [said] = await city.say(rosa, "/alerts 3 hours before")
    assert said.text == "I will remind you 3 h before."
    await city.say(rosa, "45 minutes before")
    luz, jean = await city.subscriber("Luz", "es"), await city.subscriber("Jean", "ht")
    [spanish] = await city.say(luz, "3 horas antes")
    assert spanish.text == "Le recordaré la reunión: 3 h antes."
    [creole] = await city.say(jean, "3 èdtan anvan")
    assert creole.text == "M ap fè w sonje 3 èdtan anvan."
    leads = [(await wishes(city, one.id)).leads for one in (rosa, luz, jean)]
    first = (EVENING_BEFORE, LeadTime(minutes=120), LeadTime(minutes=180))
    assert leads == [(*first, LeadTime(minutes=45)), first, first]


async def test_typing_a_lead_again_turns_it_off(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "3 hours before")
    [off] = await city.say(rosa, "3 hours before")
    assert off.text == city.text("alerts-lead-off", lead="3 h before")


async def test_a_lead_typed_by_someone_who_is_not_subscribed_is_a_question(
    city: CalendarTown,
) -> None:
    [said] = await city.say(city.resident(), "3 hours before")
    assert "remind you" not in said.text


async def test_everything_can_be_set_by_typing(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    everywhere = city.text("alerts-word-everywhere")
    for typed, answer in {
        "/alerts body tree commission": "On: I will tell you about Tree Commission.",
        "/alerts body all": "On: I will tell you about every body.",
        "/alerts kind agenda": "Off: agendas.",
        "/alerts word ICE": city.text("alerts-word-on", word="ICE", where=everywhere),
        "/alerts word 287(g)": city.text("alerts-word-on", word="287(g)", where=everywhere),
        "/alerts quiet 22:00-6:30": "Quiet hours: 10:00 PM – 6:30 AM.",
        "/alerts daily": "News comes once a day, at 6:00 PM. Urgent news still comes at once.",
        "/alerts pause 7 days": city.text(
            "alerts-paused", moment="Tuesday, December 1, 2026, 12:01 PM"
        ),
    }.items():
        [said] = await city.say(rosa, typed)
        assert said.text == answer
        city.clock.passes(seconds=10)
    found = await wishes(city, rosa.id)
    assert found is not None
    assert found.bodies == {"city-commission", "tree-commission", "*"}
    assert found.topics == DEFAULT_TOPICS - {AlertTopic.AGENDA}
    assert found.keywords == ("ICE", "287(g)")
    assert found.pace is AlertPace.DAILY
    assert found.quiet is not None
    assert found.is_paused(city.clock() + timedelta(days=6))
    [back] = await city.say(rosa, "/alerts resume")
    assert back.text == city.text("alerts-resumed")


async def test_the_verbs_are_understood_in_spanish_and_creole(city: CalendarTown) -> None:
    luz, jean = await city.subscriber("Luz", "es"), await city.subscriber("Jean", "ht")
    for person, words in (
        (
            luz,
            ("junta tree commission", "palabra policía", "silencio no", "semanal", "tipo cambio"),
        ),
        (
            jean,
            ("komite tree commission", "mo lapolis", "silans non", "chaksemèn", "kalite chanjman"),
        ),
    ):
        for word in words:
            await city.say(person, f"/alerts {word}")
            city.clock.passes(seconds=10)
        found = await wishes(city, person.id)
        assert found is not None
        assert (found.quiet, found.pace) == (None, AlertPace.WEEKLY)
        assert "tree-commission" in found.bodies
        assert len(found.keywords) == 1
        assert AlertTopic.CHANGE not in found.topics


async def test_what_cannot_be_read_is_said_with_an_example(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    for typed, key in {
        "/alerts banana": "alerts-not-understood",
        "/alerts lead soon": "alerts-lead-unreadable",
        "/alerts quiet tonight": "alerts-quiet-unreadable",
    }.items():
        [said] = await city.say(rosa, typed)
        assert said.text == city.text(key)
    [kind] = await city.say(rosa, "/alerts kind gossip")
    assert kind.text == city.text("alerts-kind-unknown", given="gossip")
    [pause] = await city.say(rosa, "/alerts pause 900 days")
    assert pause.text == city.text("alerts-pause-unreadable", most=365)
    [short] = await city.say(rosa, "/alerts word x")
    assert short.text == city.text("alerts-word-length", most=60)


async def test_alerts_of_one_who_is_not_subscribed_offer_to_begin(city: CalendarTown) -> None:
    rosa = city.resident()
    for text in ("/alerts", "/alerts 3 hours before", "/mine"):
        [said] = await city.say(rosa, text)
        assert said.text.startswith(city.text("alerts-not-subscribed"))
        assert said.button_labels == ["Tell me about meetings"]
    [done] = await city.tap(rosa, "Tell me about meetings")
    assert "Subscribed." in done.text


async def test_everything_can_be_set_by_tapping(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    [shown] = await city.say(rosa, "/alerts")
    for door, button in (
        ("Bodies", "Planning Board"),
        ("Kinds", "✓ agendas"),
        ("Reminders", "30 min before"),
        ("Quiet hours", "none"),
        ("At once or gathered", "once a day; urgent news at once"),
        ("Pause", "7 days"),
    ):
        await city.tap(rosa, door, shown)
        [panel] = await city.tap(rosa, button, shown)
        assert panel.id == shown.id
        if door != "Pause":
            await city.tap(rosa, "Back", shown)
        city.clock.passes(seconds=10)
    found = await wishes(city, rosa.id)
    assert found is not None
    assert "planning-board" in found.bodies
    assert AlertTopic.AGENDA not in found.topics
    assert LeadTime(minutes=30) in found.leads
    assert (found.quiet, found.pace) == (None, AlertPace.DAILY)
    assert found.is_paused(city.clock())
    [over] = await city.tap(rosa, "End the pause", shown)
    assert "Paused" not in over.text
    [ended] = await city.tap(rosa, "Unsubscribe", shown)
    assert ended.text == city.text("unsubscribe-done")


async def test_in_plain_mode_a_button_says_on_or_off_in_words(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/settings plain")
    [shown] = await city.say(rosa, "/alerts")
    [panel] = await city.tap(rosa, "Kinds", shown)
    assert panel.button_labels[0] == "On: new meetings"


async def test_in_a_group_only_its_admins_change_anything(city: CalendarTown) -> None:
    rosa, ana = city.resident("Rosa"), city.resident("Ana")
    group = city.telegram.add_group("Neighbours", [rosa], [ana])
    [no] = await city.say(rosa, "/subscribe", group)
    assert no.text == city.text("settings-admins-only")
    assert await wishes(city, group.id) is None
    [_, yes] = await city.say(ana, "/subscribe", group)
    assert "Subscribed." in yes.text
    assert await wishes(city, group.id) is not None
    rosa.taps("Unsubscribe", yes)
    await city.settle()
    [refused] = group.chat.take_unread(rosa.id)[-1:]
    assert refused.text == city.text("settings-admins-only")
    assert await wishes(city, group.id) is not None


async def test_an_anonymous_admin_counts_in_a_group(city: CalendarTown) -> None:
    group = city.telegram.add_group("Neighbours", [city.resident()], supergroup=True)
    group.posts("/subscribe")
    await city.settle()
    assert await wishes(city, group.id) is not None


async def test_a_channel_subscribes_by_a_post_in_it(city: CalendarTown) -> None:
    channel = city.telegram.add_channel("Town news")
    channel.posts("/subscribe")
    await city.settle()
    assert "Subscribed." in channel.last.text
    assert await wishes(city, channel.id) is not None
    channel.posts("/alerts quiet off")
    channel.posts("/unsubscribe planning board")
    await city.settle()
    found = await wishes(city, channel.id)
    assert found is not None
    assert found.quiet is None


async def test_stop_forget_and_mydata_know_subscriptions(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    [data] = await city.say(rosa, "/mydata")
    assert "Subscriptions: 1" in data.text
    [stopped] = await city.say(rosa, "/stop")
    assert stopped.text == city.text("privacy-stopped")
    assert await wishes(city, rosa.id) is None
    [again] = await city.say(rosa, "/stop")
    assert again.text == city.text("privacy-stopped-already")
    await city.say(rosa, "/subscribe")
    [gone] = await city.say(rosa, "/forget yes")
    assert "Subscriptions: 1" in gone.text
    assert await wishes(city, rosa.id) is None


async def test_a_language_chosen_later_is_the_language_of_the_alerts(city: CalendarTown) -> None:
    rosa = await city.subscriber()
    await city.say(rosa, "/language es")
    found = await wishes(city, rosa.id)
    assert found is not None
    assert found.language == "es"
    assert found.quiet == QuietHours()
