from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.playground.simulator.people import SimulatedUser
from tests.town import Town


async def test_nothing_is_stored_before_anything_is_chosen(
    town: Town, resident: SimulatedUser
) -> None:
    [said] = await town.say(resident, "/mydata")
    assert said.text == town.text("privacy-mydata-none")


async def test_mydata_shows_settings_and_context(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "/language es")
    await town.say(resident, "que es 287g")
    [said] = await town.say(resident, "/mydata")
    assert "Idioma: Español" in said.text
    assert "KW-3" in said.text


async def test_forget_asks_then_deletes_and_tells(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "/language es")
    [asked] = await town.say(resident, "/forget")
    [gone] = await town.tap(resident, town.text("privacy-forget-yes", "es"))
    assert gone.id == asked.id
    assert town.text("privacy-kind-settings", "es") in gone.text
    [nothing] = await town.say(resident, "/mydata")
    assert nothing.text == town.text("privacy-mydata-none")


async def test_forget_can_be_typed_and_can_be_refused(town: Town, resident: SimulatedUser) -> None:
    await town.say(resident, "/language ht")
    await town.say(resident, "/forget")
    [kept] = await town.tap(resident, town.text("privacy-forget-no", "ht"))
    assert kept.text == town.text("privacy-forget-kept", "ht")
    [gone] = await town.say(resident, "/forget wi")
    assert town.text("privacy-kind-settings", "ht") in gone.text


async def test_a_question_is_kept_only_when_sent_to_the_editors(
    town: Town, resident: SimulatedUser
) -> None:
    [miss] = await town.say(resident, "will it rain tomorrow zzkq")
    assert miss.reply_to_id is not None
    sent = await town.tap(resident, "Send this to the editors")
    assert town.text("ask-sent") in [message.text for message in sent]
    [already] = await town.say(resident, "/send will it rain tomorrow zzkq")
    assert already.text == town.text("ask-sent-already")
    [set_] = [m for m in await town.tap(resident, "Tell me here") if not m.versions][-1:]
    assert set_.text == town.text("ask-tell-me-set")
    [shown] = await town.say(resident, "/mydata")
    assert town.text("privacy-kind-suggestions") in shown.text


async def test_only_the_chat_that_asked_can_ask_to_be_told(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "/send zzkq wvx")
    sent = resident.last
    [[button]] = sent.buttons
    data = button["callback_data"]
    thief = town.resident("Mallory")
    [own] = await town.say(thief, "KW-3")
    ticket = data.removeprefix("suggest:tell:")
    number, _, seal = ticket.partition(".")
    forged = [ticket, number, f"{number}.", f"{number}.{'0' * len(seal)}", f"²{ticket}", "9" * 50]
    for argument in forged:
        thief.forges(f"suggest:tell:{argument}", own)
        await town.settle()
        assert thief.last.text == town.text("ask-tell-me-gone")
    assert await town.db.run(asked) == [None]
    resident.forges(data, sent)
    thief.forges(data, own)
    await town.settle()
    assert resident.last.text == town.text("ask-tell-me-set")
    assert await town.db.run(asked) == [resident.id]


def asked(session: Session) -> list[int | None]:
    return list(session.scalars(text("SELECT chat_id FROM suggestions")))


def kept(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT text FROM suggestions ORDER BY id")))


async def test_numbers_of_identity_are_blotted_out_before_they_are_kept_and_shown_so(
    town: Town, resident: SimulatedUser
) -> None:
    said = "is A123456789 with ssn 123-45-6789 and <b> held since June 30, 2025"
    hidden = "is A••••••••• with ssn •••-••-•••• and <b> held since June 30, 2025"
    [sent] = await town.say(resident, f"/send {said}")
    assert hidden in sent.text
    assert await town.db.run(kept) == [hidden]
    [already] = await town.say(resident, f"/send {said}")
    assert already.text == town.text("ask-sent-already")
    await town.say(resident, "zzkq wvx 305-555-0100")
    await town.tap(resident, "Send this to the editors")
    assert "zzkq wvx •••-•••-••••" in resident.last.text
    assert (await town.db.run(kept))[1] == "zzkq wvx •••-•••-••••"


async def test_public_telephones_are_not_blotted_out(town: Town, resident: SimulatedUser) -> None:
    base = town.services.faq.base
    phone = {"kind": "phone", "value": "(305) 555-0142", "checked": False}
    fact = replace(base.facts["F1"], values={**base.facts["F1"].values, "phone_desk": phone})
    town.services.faq.base = replace(base, facts={**base.facts, "F1": fact})
    said = "nobody answers 305-555-0142, call me at 305-555-0100"
    await town.say(resident, f"/send {said}")
    assert await town.db.run(kept) == ["nobody answers 305-555-0142, call me at •••-•••-••••"]


async def test_the_stop_words_of_three_languages_are_heard(
    town: Town, resident: SimulatedUser
) -> None:
    for word, language in (
        ("STOP", "en"), ("please stop texting me", "en"), ("basta", "es"), ("¡Alto!", "es"),
        ("No quiero más mensajes.", "es"), ("Kanpe!", "ht"), ("sispann voye mesaj ban mwen", "ht"),
    ):  # fmt: skip
        [said] = await town.say(resident, word)
        spoken = {town.text("privacy-stopped-already", tag) for tag in ("en", language)}
        assert said.text in spoken


async def test_a_plain_word_ends_the_alerts_and_offers_a_way_back(
    town: Town, resident: SimulatedUser
) -> None:
    await town.say(resident, "/subscribe")
    [said] = await town.say(resident, "no more messages please")
    assert said.text == town.text("privacy-stopped")
    assert said.button_labels == [town.text("request-undo-stop")]
    [mine] = await town.say(resident, "/mine")
    assert mine.text.startswith(town.text("alerts-not-subscribed"))
    [again] = await town.tap(resident, town.text("request-undo-stop"))
    assert again.text.startswith("Subscribed.")


async def test_privacy_names_the_operator(town: Town, resident: SimulatedUser) -> None:
    [said] = await town.say(resident, "/privacy")
    assert "Run by The Test Society" in said.text
    assert town.text("start-operator-unset") in said.text
