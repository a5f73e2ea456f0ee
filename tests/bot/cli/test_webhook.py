"""`python -m bot webhook`: compares first, keeps what waits, is plain when polling meets it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.cli import webhook_command
from bot.intake.polling import ALLOWED_UPDATES, explain_fetch_error
from bot.playground.serving.simulated_request import SimulatedRequest
from bot.settings import Settings, SettingsError, load_settings
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from tests.town import Town

URL, SECRET = "https://bot.example.org/telegram", "s" * 40


@pytest.fixture
async def town(either: str, library: tuple[FaqBase, FaqIndex]) -> AsyncIterator[Town]:
    town = Town(either)
    await town.open(*library)
    yield town
    await town.close()
    assert town.telegram.complaints == []


def chosen(secret: str = SECRET, url: str = URL) -> Settings:
    return Settings(_env_file=None, webhook_url=url, webhook_secret=secret, listen="[::1]:8000")


async def set_(town: Town, settings: Settings) -> str:
    bot = Bot(town.telegram.token, request=SimulatedRequest(town.telegram))
    return await webhook_command.register_webhook(
        bot, settings, town.db, await bot.get_webhook_info()
    )


def calls(town: Town) -> int:
    return len(town.telegram.calls_of("setWebhook"))


async def test_setting_it_twice_calls_telegram_once_and_keeps_what_waits(town: Town) -> None:
    town.resident().says("KW-3")
    assert "is now" in await set_(town, chosen())
    hook = town.telegram.updates.webhook
    assert hook is not None
    assert (hook.url, hook.secret) == (URL, SECRET)
    assert town.telegram.updates.allowed == ALLOWED_UPDATES
    assert "nothing was changed" in await set_(town, chosen())
    assert (calls(town), town.telegram.updates.pending_count) == (1, 1)


async def test_a_new_secret_or_a_new_address_is_set(town: Town) -> None:
    for settings in (chosen(), chosen(secret="t" * 40), chosen(url=f"{URL}/2")):
        assert "is now" in await set_(town, settings)
    assert calls(town) == 3


async def test_removing_it_keeps_what_waits(town: Town) -> None:
    bot = Bot(town.telegram.token, request=SimulatedRequest(town.telegram))
    none = await webhook_command.remove_webhook(bot, await bot.get_webhook_info())
    assert "nothing was changed" in none
    await set_(town, chosen())
    town.resident().says("KW-3")
    assert "is removed" in await webhook_command.remove_webhook(bot, await bot.get_webhook_info())
    assert town.telegram.updates.pending_count == 1
    assert "waiting at Telegram: 1" in webhook_command.describe_webhook(
        await bot.get_webhook_info()
    )


async def test_who_asks_while_a_webhook_is_set_is_told_plainly(town: Town) -> None:
    await set_(town, chosen())
    polling = town.polling()
    with pytest.raises(Conflict) as caught:
        await polling.fetch_updates(0)
    assert "python -m bot webhook remove" in explain_fetch_error(caught.value)
    other = Conflict("terminated by other getUpdates request")
    assert "Another copy" in explain_fetch_error(other)


def test_its_settings_are_checked_with_all_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "TIMEZONE": "Mars/Olympus",
        "WEBHOOK_URL": "https://bot.example.org:8080/telegram",
        "WEBHOOK_SECRET": "short",
        "LISTEN": "8080",
        "METRICS_LISTEN": "localhost:99999",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    for name in ("TIMEZONE", "WEBHOOK_URL", "WEBHOOK_SECRET", "LISTEN", "METRICS_LISTEN"):
        assert f"  {name}: " in str(caught.value)


def test_what_a_webhook_needs_is_named_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WEBHOOK_URL", URL)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "  WEBHOOK_SECRET: is needed" in str(caught.value)
    assert "  LISTEN: is needed" in str(caught.value)


def test_a_local_bot_api_server_may_send_to_any_port() -> None:
    local = "http://127.0.0.1:8081"
    url = "http://127.0.0.1:9000/hook"
    settings = Settings(
        _env_file=None, telegram_api_url=local, webhook_url=url, webhook_secret=SECRET,
        listen="unix:/run/bot.sock",
    )  # fmt: skip
    assert settings.webhook_url == url


def test_the_command_needs_a_token_and_an_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["webhook", "show"]) == 2
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:ABCDEFGHIJKLMNOP")
    assert main(["webhook", "set"]) == 2
    assert "WEBHOOK_URL: is not set" in capsys.readouterr().err
