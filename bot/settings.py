"""Every setting, typed, in one class. No other module reads the environment."""

import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.addresses import check_web_address, parse_listen_address
from knowledge.errors import CivicBotError
from knowledge.folders import base_folder
from knowledge.language import Language
from knowledge.town import Town

_TELEGRAM = "https://api.telegram.org"
NO_SOURCE = "none"  # LEGISTAR_CLIENT: an empty line is the same as no line
WEBHOOK_PORTS = (443, 80, 88, 8443)  # core.telegram.org/bots/api#setwebhook


class SettingsError(CivicBotError):
    """One or more settings cannot be used; the message lists every one."""


def _split_list(value: object) -> object:
    return (
        [part for part in re.split(r"[,\s]+", value) if part] if isinstance(value, str) else value
    )


class Settings(BaseSettings):
    """What an operator decides. An empty value is the same as none."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    _town: Town = PrivateAttr()

    town_dir: Path | None = None
    """The folder of another town (docs/another-town.md); empty means the one that ships."""
    telegram_bot_token: SecretStr | None = None
    """The token BotFather gave you. Without one the bot runs in the playground."""
    telegram_api_url: str = _TELEGRAM
    """The root of a Bot API server."""
    database_url: str = "sqlite:///data/civic-bot.sqlite3"
    """sqlite:///path or postgresql+psycopg://user:password@host/name; another town's is named
    for it unless set."""
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    """Numeric Telegram ids of the owners, separated by commas or spaces."""
    timezone: ZoneInfo = ZoneInfo("UTC")
    """The city's time zone; the town's own unless set."""
    default_language: Language = Language.EN
    """The language for people whose own we cannot tell; the town's first unless set."""
    operator_name: str = ""
    """Who runs this bot; shown in /about and /privacy."""
    operator_contact: str = ""
    """How to reach who runs this bot."""
    semantic_model: str = ""
    """A sentence encoder for the matcher: a folder, or a name on the hub; empty means none."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much to log."""
    log_format: Literal["text", "json"] = "text"
    """One line of text or one JSON object for each log record."""
    playground_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    """The port of the browser page without a token; 0 means any free one."""
    legistar_client: str = ""
    """The city's name in Legistar. With a token and no source at all, the town's own sources are
    used; `none` switches that off."""
    legistar_api_url: str = "https://webapi.legistar.com/v1"
    """The root of the Legistar Web API."""
    legistar_token: SecretStr | None = None
    """Only for cities whose Legistar asks for one."""
    meeting_ics_urls: Annotated[tuple[str, ...], NoDecode] = ()
    """iCalendar feeds, separated by commas or spaces."""
    civicclerk_tenant: str = ""
    """The city's tenant name in CivicClerk."""
    civicclerk_api_url: str = ""
    """The root of the CivicClerk API; empty means https://<tenant>.api.civicclerk.com/v1."""
    meetings_file: Path | None = None
    """A TOML, JSON or CSV file of meetings kept by hand."""
    public_url: str = ""
    """Where the public reaches what is served at LISTEN; shown with calendars and feeds."""
    meeting_poll_seconds: Annotated[int, Field(ge=1, le=86400)] | None = None
    """Overrides the pace at which meeting sources are read."""
    webhook_url: str = ""
    """Where Telegram sends updates; with it `run` takes them by HTTP instead of asking."""
    webhook_secret: Annotated[SecretStr | None, Field(validate_default=True)] = None
    """Proves that an update comes from Telegram; needed with WEBHOOK_URL."""
    listen: Annotated[str, Field(validate_default=True)] = ""
    """Where to serve HTTP: host:port or unix:path; needed with WEBHOOK_URL."""
    metrics_listen: str = ""
    """Where to serve health and metrics apart from the rest: host:port or unix:path."""

    @field_validator("admin_ids", "meeting_ics_urls", mode="before")
    @classmethod
    def _split_values(cls, value: object) -> object:
        return _split_list(value)

    @field_validator("admin_ids")
    @classmethod
    def _check_admin_ids(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        for number in value:
            if number <= 0:
                raise ValueError(f"{number} is not a person's id; ask @userinfobot for yours")
        return value

    @field_validator("telegram_bot_token")
    @classmethod
    def _check_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{10,}", value.get_secret_value()):
            raise ValueError("does not look like 123456:ABC…; copy it again from BotFather")
        return value

    @field_validator("telegram_api_url", "legistar_api_url", "civicclerk_api_url", "public_url")
    @classmethod
    def _check_address(cls, value: str) -> str:
        return check_web_address(value) if value else value

    @field_validator("webhook_url")
    @classmethod
    def _check_webhook_url(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return value
        address = check_web_address(value)
        is_telegrams = info.data.get("telegram_api_url", _TELEGRAM) == _TELEGRAM
        if is_telegrams and urlsplit(address).port not in (None, *WEBHOOK_PORTS):
            raise ValueError("Telegram sends to the ports 443, 80, 88 and 8443 only")
        return address

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("webhook_url"):
            raise ValueError("is needed with WEBHOOK_URL; make one with `openssl rand -hex 32`")
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("must be 16 to 256 of the signs A-Z, a-z, 0-9, _ and -")
        return value

    @field_validator("listen", "metrics_listen")
    @classmethod
    def _check_listen(cls, value: str, info: ValidationInfo) -> str:
        if value:
            parse_listen_address(value)
        elif info.field_name == "listen" and info.data.get("webhook_url"):
            raise ValueError("is needed with WEBHOOK_URL; write host:port or unix:path")
        elif info.field_name == "listen" and info.data.get("public_url"):
            raise ValueError("is needed with PUBLIC_URL; write host:port or unix:path")
        return value

    @field_validator("meeting_ics_urls")
    @classmethod
    def _check_feeds(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(check_web_address(address) for address in value)

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
        if value.removeprefix("sqlite:///") == "":
            raise ValueError("must name a file after sqlite:///")
        try:
            make_url(value)
        except (ArgumentError, ValueError):  # whose words could hold a part of the password
            raise ValueError(
                "cannot be read; write marks such as @ : / [ of the password as %40 %3A %2F %5B, "
                "and the port as a number"
            ) from None
        return value

    @field_validator("timezone", mode="before")
    @classmethod
    def _parse_timezone(cls, value: object) -> object:
        try:
            return ZoneInfo(value) if isinstance(value, str) else value
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is not a time zone; write one such as America/New_York") from error

    @field_validator("legistar_client", "civicclerk_tenant")
    @classmethod
    def _check_slug(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]+", value):
            raise ValueError("may hold letters, digits, - and _ only")
        return value

    @field_validator("town_dir")
    @classmethod
    def _check_town_dir(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"{value} is no folder; begin one with `python -m bot new-town DIR`")
        return value

    @model_validator(mode="after")
    def _apply_town_defaults(self) -> Self:
        """Take from the town what the operator did not decide; raises TownFilesError."""
        town = base_folder.chosen_town(self.town_dir)
        given = {
            "timezone": ZoneInfo(town.city.tz),
            "default_language": town.language,
            "operator_name": town.operator.name,
            "operator_contact": town.operator.contact,
        }
        sources = {"legistar_client", "meeting_ics_urls", "civicclerk_tenant", "meetings_file"}
        if self.telegram_bot_token and not sources & self.model_fields_set:
            given |= asdict(town.feed)
        if self.town_dir:
            given["database_url"] = f"sqlite:///data/{town.city.id}.sqlite3"
        for name in given.keys() - self.model_fields_set:
            object.__setattr__(self, name, given[name])
        if self.default_language not in town.languages:
            spoken = ", ".join(town.languages)
            raise ValueError(f"DEFAULT_LANGUAGE: the town speaks {spoken}; name one of these")
        if self.legistar_client.lower() == NO_SOURCE:
            object.__setattr__(self, "legistar_client", "")
        self._town = replace(town, city=replace(town.city, tz=self.timezone.key))
        return self

    @property
    def town(self) -> Town:
        """The town this bot serves."""
        return self._town

    @property
    def token(self) -> str:
        """The bot token in the clear; empty without one."""
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""


def _decoding_fault(file: Path) -> str:
    """Say where a settings file stops being UTF-8."""
    data = file.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return f"{file}: is written in UTF-16; save it as UTF-8"
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"{file}: line {line} is not UTF-8; save the file as UTF-8"
    return f"{file}: is not UTF-8; save it as UTF-8"


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment and `.env`.

    Raises SettingsError naming every mistake and what is allowed.
    """
    try:
        return Settings(**overrides)
    except UnicodeDecodeError:
        raise SettingsError(
            _decoding_fault(Path(str(Settings.model_config["env_file"])))
        ) from None
    except OSError as error:
        raise SettingsError(f"{error.filename}: {error.strerror}; see who may read it") from None
    except ValidationError as error:
        lines = []
        for problem in error.errors(include_input=False, include_url=False):
            name = str(problem["loc"][0]).upper() if problem["loc"] else "settings"
            what = problem["msg"].removeprefix("Value error, ")
            if problem["type"] == "extra_forbidden":
                what = "is no setting of this bot; see .env.example for the names"
            lines.append(f"  {name}: {what}")
        raise SettingsError("These settings cannot be used:\n" + "\n".join(lines)) from None
