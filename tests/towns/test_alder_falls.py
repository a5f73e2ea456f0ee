"""Conversations of the second town: nothing of the first, and nothing of a language it has not."""

from datetime import date
from pathlib import Path

import pytest

from bot import command_menus, site
from bot.cli import check_findings, main
from bot.cli.check_findings import WARNING, WRONG
from bot.playground import playground_app, terminal
from bot.texts import Texts
from knowledge.content.faq_base import FaqBase
from knowledge.language import Language
from knowledge.matching import FaqIndex
from knowledge.town import town_folder
from tests.meetings_town import CalendarTown
from tests.test_names import NAMES
from tests.towns.conftest import ALDER_FALLS, FOREIGN

TODAY = date(2026, 11, 28)


async def test_hello_is_in_one_language_and_offers_no_other(falls: CalendarTown) -> None:
    for tag in ("en", "es", "ht", "fr", None):
        person = falls.resident(f"R{tag}", tag)
        [hello] = await falls.say(person, "/start")
        assert hello.text.startswith("Alder Falls Civic Bot\nI answer questions about curbside")
        assert "• How did the Council vote on the fee?" in hello.text
        assert not {"English", "Español", "Kreyòl ayisyen"} & set(hello.button_labels)


@pytest.mark.parametrize("said", ["/language", "/language es", "habla español", "kreyol please"])
async def test_there_is_no_language_to_choose(falls: CalendarTown, said: str) -> None:
    [answer] = await falls.say(falls.resident(), said)
    assert answer.text == "I answer in English only."
    assert answer.button_labels == []


async def test_help_about_and_privacy_are_the_towns_own(falls: CalendarTown) -> None:
    rosa = falls.resident()
    [about] = await falls.say(rosa, "/about")
    assert "Friends of Alder Falls" not in about.text  # the settings name another
    assert "It is not run by the City of Alder Falls or by the hauler." in about.text
    assert "The base holds 5 answers. Answers are dated" in about.text
    [safe] = await falls.say(rosa, "is it safe to ask here")
    assert "I do not pass it to the city, the hauler or anyone else." in safe.text
    [helped] = await falls.say(rosa, "/help")
    assert "Type a question in your own words. Plain words work too" in helped.text
    assert "/follow AF-1 –" in helped.text


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("can i put glass in the blue bin", "AF-1"),
        ("who decided the garbage fee", "AF-3"),
        ("what do i pay for recycling", "AF-4"),
        ("speak at meetng", "AF-5"),
        ("AF-2", "AF-2"),
        ("/AF_2", "AF-2"),
        ("af 2 please", "AF-2"),
    ],
)
async def test_a_question_or_a_code_opens_its_answer(
    falls: CalendarTown, said: str, code: str
) -> None:
    [answer] = await falls.say(falls.resident(), said)
    assert f"{code}.1" in answer.text
    [sources] = await falls.say(falls.resident("Sam"), f"/sources_{code[3:]}")
    assert f"Sources of {code}.1" in sources.text
    [genuine] = await falls.say(falls.resident("Vera"), f"/verify {code}.1")
    assert "is genuine" in genuine.text


async def test_a_miss_names_whom_to_ask_and_can_be_sent(falls: CalendarTown) -> None:
    rosa = falls.resident()
    [miss] = await falls.say(rosa, "what is the capital of mongolia")
    assert "curbside recycling in Alder Falls, and this is not among them" in miss.text
    assert "you could ask the city: https://alder-falls.example" in miss.text
    await falls.tap(rosa, "Send this to the editors", miss)


async def test_distress_is_heard_and_small_talk_answered(falls: CalendarTown) -> None:
    rosa = falls.resident()
    [plea] = await falls.say(rosa, "help someone is hitting me")
    assert plea.text.startswith("In danger now? Call 911.")
    [dark] = await falls.say(rosa, "i want to die")
    assert "988" in dark.text
    [hello] = await falls.say(rosa, "hello")
    assert "Alder Falls" in hello.text


async def test_a_subscriber_hears_of_a_meeting_and_of_the_subject_on_its_agenda(
    falls: CalendarTown,
) -> None:
    await falls.begins()
    rosa = await falls.subscriber()
    [wishes] = await falls.say(rosa, "/alerts")
    assert "City Council" in wishes.text
    falls.clerk.lists("m1", "2026-12-03", body_raw="City Council")
    falls.clerk.lists("m2", "2026-12-08", body_raw="Public Works Board")
    await falls.passes(hours=1)
    assert ["City Council" in message.text for message in rosa.take_unread()] == [True]
    falls.clerk.posts_agenda("m2", "Recycling contract", "Streets")
    await falls.passes(hours=1)
    await falls.passes(hours=1)
    [agenda] = rosa.take_unread()
    assert "Recycling contract" in agenda.text
    assert "/alerts kind recycling" in agenda.text
    [off] = await falls.say(rosa, "/alerts kind recycling")
    assert "recycling and trash on any agenda" in off.text


async def test_forgetting_leaves_nothing(falls: CalendarTown) -> None:
    rosa = await falls.subscriber()
    [ask] = await falls.say(rosa, "delete my data")
    await falls.tap(rosa, "Yes, delete it", ask)
    [left] = await falls.say(rosa, "/mydata")
    assert "Subscriptions" not in left.text


async def test_an_editor_mends_an_answer_and_adds_one_with_the_towns_next_code(
    falls: CalendarTown,
) -> None:
    olga = falls.owner()

    async def does(text: str) -> str:
        falls.clock.passes(seconds=5)
        said = await falls.say(olga, text)
        return "\n".join(message.text for message in said)

    async def taps(button: str) -> str:
        falls.clock.passes(seconds=5)
        said = await falls.tap(olga, button)
        return "\n".join(message.text for message in said)

    await does("when is recycling picked up")
    await taps("Edit")
    await taps("Short answer")
    await does("Every second Wednesday.")
    await taps("Preview")
    assert "Published: AF-2.2." in await taps("Publish")
    [after] = await falls.say(falls.resident(), "what day is recycling")
    assert "Every second Wednesday." in after.text
    await does("/faq add Where do I get a second bin?")
    assert "AF-6" in await does("/draft")


def test_the_playground_says_what_to_ask_here() -> None:
    town = town_folder.load_town(ALDER_FALLS)
    for said in (playground_app._start_text("http://x", 0, town), terminal.greeting_text(town)):
        assert "What goes in the blue bin?" in said
        assert FOREIGN.findall(said) == []


@pytest.mark.parametrize("said", ["/alerts", "/meetings", "/subscribe", "/addmeeting", "/help"])
async def test_examples_name_the_towns_own_bodies(falls: CalendarTown, said: str) -> None:
    falls.clerk.lists("m1", "2026-12-03", body_raw="City Council")
    await falls.begins()
    heard = [m for who in (falls.owner(), falls.resident()) for m in await falls.say(who, said)]
    assert heard
    assert not any("Planning Board" in message.text for message in heard)


async def test_menus_and_descriptions_are_in_one_language(falls: CalendarTown) -> None:
    falls.telegram.calls.clear()
    assert (
        await command_menus.publish_profile(
            falls.application.bot, falls.services.texts, falls.services.menus
        )
        == 0
    )
    tags = {call.parameters.get("language_code") for call in falls.telegram.calls}
    assert tags == {None, "en"}
    menu = command_menus.menu_commands(
        falls.services.texts, Language.EN, falls.services.menus.owner
    )
    assert "language" not in [command.command for command in menu]


def test_the_site_and_the_poster_show_one_language(shelf: tuple[FaqBase, FaqIndex]) -> None:
    base, _ = shelf
    pages = site.build_site_pages(base, Texts(base.town, strict=True), TODAY)
    assert set(pages) == {"index.html", "en.html"}
    assert "Answers about Alder Falls" in pages["en.html"]
    assert 'hreflang="' not in pages["en.html"]
    assert [FOREIGN.findall(page) for page in pages.values()] == [[], []]


def test_its_files_hold_nothing_of_the_first_town_and_nothing_to_mend() -> None:
    found = check_findings.seed_findings(TODAY, ALDER_FALLS)
    assert [row for row in found if row.state in (WRONG, WARNING)] == []
    for file in ALDER_FALLS.rglob("*.toml"):
        if file.name != "requests.toml":
            assert NAMES.findall(file.read_text(encoding="utf-8")) == [], file


def test_the_matcher_learns_one_language(shelf: tuple[FaqBase, FaqIndex]) -> None:
    _, index = shelf
    assert index.ask("que dia pasan por el reciclaje", "es").language is Language.EN


def test_its_database_is_refused_by_the_other_town(
    alder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "town.sqlite3").write_bytes(alder.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'town.sqlite3'}")
    assert main(["ask", "hello"]) == 2
    assert "AF-1, an answer of another town" in capsys.readouterr().err
    monkeypatch.setattr(
        check_findings, "seed_findings", lambda *_: ()
    )  # the shipped answers, at length
    assert main(["check"]) == 1
    assert "AF-1, an answer of another town" in capsys.readouterr().out


def test_settings_take_after_the_town() -> None:
    town = town_folder.load_town(ALDER_FALLS)
    assert town.feed.meeting_ics_urls == ("https://alder-falls.example/meetings.ics",)
