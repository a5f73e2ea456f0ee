import pytest

from bot.playground.bot_api.entities import with_found_entities


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start KW-14", [("bot_command", 0, 6)]),
        ("/start@CivicTestBot now", [("bot_command", 0, 19)]),
        ("🌴 /help", [("bot_command", 3, 5)]),
        ("and/or 24/7", []),
        ("hey @CivicTestBot!", [("mention", 4, 13)]),
        ("write to me@x.org", [("email", 9, 8)]),
        ("see https://x.org/a?b=/start.", [("url", 4, 24)]),
        ("see cityofkeywest-fl.gov today", [("url", 4, 20)]),
        ("#287g and #1", [("hashtag", 0, 5)]),
    ],
)
def test_telegram_finds_these_in_a_text(text: str, entities: list[tuple[str, int, int]]) -> None:
    shown = [
        (item["type"], item["offset"], item["length"]) for item in with_found_entities(text, [])
    ]
    assert shown == entities


def test_nothing_is_found_inside_a_link_or_code() -> None:
    marked = [{"type": "code", "offset": 0, "length": 6}]
    assert with_found_entities("/start", marked) == marked
