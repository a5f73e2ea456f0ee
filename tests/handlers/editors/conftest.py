"""The town with its editors' room: a clock that moves with every act, people with roles."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from telegram import Bot

from bot.jobs import alert_renderers, notice_renderers
from bot.playground.serving.simulated_request import SimulatedRequest
from bot.playground.simulator.messages import Message
from bot.playground.simulator.people import SimulatedUser
from bot.sending.outbox_sender import OutboxSender
from bot.storage.editors import editor_members
from bot.storage.editors.editor_members import Actor
from knowledge.editing.roles import Role
from knowledge.language import Language
from tests.town import OWNER, Leisure, Town


class Desk:
    """One person at the desk of a town; each act takes a few seconds of the town's time."""

    def __init__(self, town: Town, person: SimulatedUser) -> None:
        self.town, self.person = town, person

    @property
    def id(self) -> int:
        return self.person.id

    async def says(self, text: str) -> list[Message]:
        self.town.clock.passes(seconds=5)
        return await self.town.say(self.person, text)

    async def taps(self, button: str, message: Message | None = None) -> list[Message]:
        self.town.clock.passes(seconds=5)
        return await self.town.tap(self.person, button, message)

    async def forges(self, data: str) -> list[Message]:
        self.town.clock.passes(seconds=5)
        self.person.forges(data, self.person.last)
        await self.town.settle()
        return self.person.take_unread()

    async def sends(self, name: str, content: bytes, size: int | None = None) -> list[Message]:
        self.town.clock.passes(seconds=5)
        self.person.sends_document(name, content, claimed_size=size)
        await self.town.settle()
        return self.person.take_unread()


Hire = Callable[..., Desk]


@pytest.fixture
def owner(town: Town) -> Desk:
    return Desk(town, town.owner())


@pytest.fixture
def hire(town: Town) -> Hire:
    """Make someone a member of the town's editors, by invitation."""

    def hired(
        name: str, role: Role = Role.EDITOR, *languages: Language, tongue: str = "en"
    ) -> Desk:
        boss = Actor(OWNER, is_owner=True)
        person, now = town.telegram.add_user(name, tongue), town.clock()

        def join(session: Session) -> None:
            secret = editor_members.create_invitation(session, boss, role, languages, name, now)
            editor_members.accept_invitation(session, person.id, secret, now)

        town.db.transact(join)
        return Desk(town, person)

    return hired


@pytest.fixture
def clerk(hire: Hire) -> Desk:
    return hire("Clara")


@pytest.fixture
def neighbour(town: Town) -> Desk:
    """A resident with no role at all."""
    return Desk(town, town.resident())


@pytest.fixture
def post(town: Town) -> OutboxSender:
    """The town's courier: `deliver` sends everything that is due."""
    road = SimulatedRequest(town.telegram)
    bot = Bot(town.telegram.token, request=road, get_updates_request=road)
    return OutboxSender(
        bot,
        town.services,
        Leisure(),
        {**alert_renderers.ALERT_RENDERERS, **notice_renderers.NOTICE_RENDERERS},
    )
