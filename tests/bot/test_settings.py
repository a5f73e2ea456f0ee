from pathlib import Path

import pytest

from bot import settings
from bot.settings import Settings, SettingsError
from knowledge.language import Language

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_example_names_every_setting_and_no_other() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {line.split("=")[0] for line in lines if "=" in line and not line.startswith("#")}
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_example_can_be_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text((ROOT / ".env.example").read_text())
    assert settings.load_settings().default_language is Language.EN


def test_every_mistake_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "TELEGRAM_BOT_TOKEN": "secret-nonsense",
        "DATABASE_URL": "mysql://x",
        "ADMIN_IDS": "12, abc",
        "TIMEZONE": "Mars/Olympus",
        "DEFAULT_LANGUAGE": "fr",
        "TELEGRAM_API_URL": "http://example.com",
        "PLAYGROUND_PORT": "99999",
        "LOG_LEVEL": "LOUD",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        settings.load_settings()
    message = str(caught.value)
    for name in (
        "TELEGRAM_BOT_TOKEN",
        "DATABASE_URL",
        "ADMIN_IDS",
        "TIMEZONE",
        "DEFAULT_LANGUAGE",
        "TELEGRAM_API_URL",
        "PLAYGROUND_PORT",
        "LOG_LEVEL",
    ):
        assert f"  {name}: " in message
    assert "secret-nonsense" not in message


def test_an_unknown_line_in_env_is_named() -> None:
    Path(".env").write_text("TELEGRAM_BOT_TOKN=1\n")
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKN: is no setting of this bot"):
        settings.load_settings()


def test_an_empty_value_is_the_same_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert settings.load_settings() == Settings(_env_file=None)


def test_lists_take_commas_and_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_IDS", "11, 22 33,44")
    assert settings.load_settings().admin_ids == (11, 22, 33, 44)


def test_keywest_is_the_default_once_a_token_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.load_settings().legistar_client == ""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert settings.load_settings().legistar_client == "keywest"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CIVICCLERK_TENANT", "othertown"),
        ("MEETING_ICS_URLS", "https://othertown.example/feed.ics"),
        ("MEETINGS_FILE", "meetings.toml"),
        ("LEGISTAR_CLIENT", "othertown"),
    ],
)
def test_another_town_that_names_a_source_gets_nothing_of_key_west(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    monkeypatch.setenv("LEGISTAR_CLIENT", "")
    monkeypatch.setenv(name, value)
    assert settings.load_settings().legistar_client != "keywest"


def test_an_empty_line_names_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for name in ("LEGISTAR_CLIENT", "CIVICCLERK_TENANT", "MEETING_ICS_URLS"):
        monkeypatch.setenv(name, "")
    assert settings.load_settings().legistar_client == "keywest"


@pytest.mark.parametrize("word", ["none", "None"])
@pytest.mark.parametrize("file", ["", "meetings.toml"])
def test_the_default_source_can_be_switched_off(
    monkeypatch: pytest.MonkeyPatch, word: str, file: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    monkeypatch.setenv("LEGISTAR_CLIENT", word)
    monkeypatch.setenv("MEETINGS_FILE", file)
    assert settings.load_settings().legistar_client == ""


def test_the_token_never_shows_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert "ABCDEFGHIJ" not in repr(settings.load_settings())
