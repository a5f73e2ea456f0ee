import pytest

COMMANDS = [{"command": "help", "description": "What I can do"}]


async def test_commands_are_kept_by_scope_and_language(rosa, ask) -> None:
    await ask("setMyCommands", commands=COMMANDS, language_code="ht")
    chat = {"type": "chat", "chat_id": rosa.id}
    await ask("setMyCommands", commands=[], scope=chat)
    assert await ask("getMyCommands", language_code="ht") == COMMANDS
    assert await ask("getMyCommands") == []
    assert await ask("getMyCommands", scope=chat) == []
    await ask("deleteMyCommands", language_code="ht")
    assert await ask("getMyCommands", language_code="ht") == []


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"commands": [{"command": "Help", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            {"commands": [{"command": "a", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ({"commands": COMMANDS * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": COMMANDS, "language_code": "es-419"}, "invalid language code specified"),
        (
            {"commands": COMMANDS, "scope": {"type": "town"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": COMMANDS, "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({}, 'parameter "commands" is required'),
    ],
)
async def test_bad_commands_are_refused(ask, parameters, refusal: str) -> None:
    assert await ask("setMyCommands", **parameters) == f"Bad Request: {refusal}"


@pytest.mark.parametrize(
    ("method", "field", "most"),
    [("Description", "description", 512), ("ShortDescription", "short_description", 120),
     ("Name", "name", 64)],
)  # fmt: skip
async def test_words_about_the_bot_are_kept_by_language(
    ask, method: str, field: str, most: int
) -> None:
    await ask(f"setMy{method}", **{field: "general"})
    await ask(f"setMy{method}", **{field: "kreyòl"}, language_code="ht")
    assert await ask(f"getMy{method}", language_code="ht") == {field: "kreyòl"}
    assert await ask(f"getMy{method}", language_code="es") == {field: "general"}
    refusal = await ask(f"setMy{method}", **{field: "a" * (most + 1)})
    assert refusal.endswith("is too long")


async def test_the_menu_button_is_kept(ask) -> None:
    assert await ask("getChatMenuButton") == {"type": "commands"}
    await ask("setChatMenuButton", menu_button={"type": "default"})
    assert await ask("getChatMenuButton") == {"type": "default"}


async def test_the_bot_says_who_it_is(ask, telegram) -> None:
    me = await ask("getMe")
    assert (me["id"], me["username"], me["can_read_all_group_messages"]) == (
        telegram.bot.id,
        "CivicTestBot",
        False,
    )
