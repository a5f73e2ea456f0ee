"""What every handler sees: the services, typed."""

from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from telegram import Chat, User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.faq.faq_cache import FaqCache
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage.database.engine import Database
from bot.storage.intake.inbox import ReplyLink
from bot.texts import Localizer, Texts
from knowledge.language import Language
from knowledge.meetings.city import City
from knowledge.town import Town

Data: TypeAlias = dict[Any, Any]

SHARED_IDS = frozenset({1087968824, 136817688, 777000})
"""Ids many people share (anonymous admins, channels, service messages): never a person.
Source: Bot API, `User` and `Message.sender_chat`."""


@dataclass(slots=True)
class CurrentUpdate:
    """The update a worker has in hand, for the handlers that need to know."""

    seq: int
    chat_key: int
    stale: bool  # it waited so long that the person should be told
    last_try: bool = False
    failure: Exception | None = None
    acknowledged: bool = False  # the tap was answered: Telegram takes one answer
    reply: ReplyLink | None = None
    forgotten: bool = False  # the chat asked to be forgotten: keep not even this update's chat


current_update: ContextVar[CurrentUpdate | None] = ContextVar("handling", default=None)


@dataclass(slots=True)
class ReplicaStatus:
    """This process among others on one database; a lone one leads and sweeps always.

    `id` is "" for a lone one. `may_sweep` tells whether we know who is dead
    (`bot.replication.replica`).
    """

    id: str = ""
    live_count: int = 1
    leads: bool = True
    may_sweep: bool = True


@dataclass(frozen=True, slots=True)
class CommandMenus:
    """The names of the commands in Telegram's menus, in order (`handlers.commands`)."""

    private: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()


@dataclass(slots=True)
class Services:
    """Everything a conversation may use."""

    db: Database
    faq: FaqCache
    texts: Texts
    settings: Settings
    now: Callable[[], datetime]
    extra: dict[str, Any] = field(default_factory=dict)
    parked_faults: Counter[str] = field(default_factory=Counter)
    """Faults of the updates set aside that the owners have not been told of yet."""
    metrics: Metrics = field(default_factory=Metrics)
    replica_status: ReplicaStatus = field(default_factory=ReplicaStatus)
    menus: CommandMenus = field(default_factory=CommandMenus)
    """Set with the routes, by whoever knows the commands."""

    @property
    def town(self) -> Town:
        """The town this bot serves."""
        return self.settings.town

    @property
    def city(self) -> City:
        """How the town holds its meetings."""
        return self.settings.town.city

    def localizer(self, language: Language, *, plain: bool = False) -> Localizer:
        """Return the texts of a language; in the town's first if it speaks another."""
        return self.texts.localizer(self.town.spoken_language(language), plain=plain)

    def guess_language(self, user: User | None) -> Language:
        """Guess a person's first language from their phone's setting, else the town's default."""
        tag = user.language_code if user else None
        return self.town.language_from_tag(tag) or self.settings.default_language

    def today(self) -> date:
        """Return the day it is in the city."""
        return self.now().astimezone(self.settings.timezone).date()

    def is_owner(self, user: User | None) -> bool:
        """Tell whether a person is in ADMIN_IDS; shared ids never are."""
        return (
            user is not None and user.id in self.settings.admin_ids and user.id not in SHARED_IDS
        )


class BotContext(CallbackContext[ExtBot[Any], Data, Data, Data]):
    """The library's context, with our services."""

    @property
    def services(self) -> Services:
        """The services `bot.app` built."""
        services: Services = self.bot_data["services"]
        return services


class Forgetful(Application[ExtBot[Any], BotContext, Data, Data, Data, Any]):
    """The library's application, without the ids it gathers for a persistence that we have not.

    It would keep the id of every chat and person ever heard, and never let go of one (22.8).
    """

    __slots__ = ()

    def _mark_for_persistence_update(self, **_: object) -> None:
        """Note nothing."""


BotApplication: TypeAlias = Application[ExtBot[Any], BotContext, Data, Data, Data, Any]


def is_group(chat: Chat) -> bool:
    """Tell whether several people read along."""
    return chat.type in (Chat.GROUP, Chat.SUPERGROUP)
