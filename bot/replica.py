"""This process among others on one database: is it alive, does it lead, how much may it send.

On SQLite a process is alone. On PostgreSQL each says twice a second that it lives
(`bot.storage.replicas`) and tries for the one session lock by which a leader leads: it alone looks
at the clock, reads the sources and sends what nobody asked for. The lock is let go by the server
as soon as the leader's connection is gone. The same connection hears the hints of the others.

A server that can be read but takes nothing notes no beat, so that several fall silent. A process
that was alone goes on with its share as long as it has the lock: nobody can get one then, and who
is first when the server takes something again waits until it has led for longer than shares last.
"""

import asyncio
import logging
import math
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, text

from bot.budget import Budget
from bot.context import Membership
from bot.faults import describe, is_storage_fault, takes_nothing
from bot.slots import PER_SECOND
from bot.storage import migrate, replicas
from bot.storage.engine import Database
from bot.storage.faq import CHANNEL
from bot.storage.replicas import RESERVE, Beat, Heard

logger = logging.getLogger(__name__)

EACH: Final = 0.5  # seconds between two beats
SOONEST: Final = 0.15  # the same, when a hint comes or messages wait
VALID: Final = 3.0  # seconds after a beat in which we may count on what it brought
_LEADS: Final = 287_2026  # a number of our own, for the advisory lock
_SESSION = (
    "SET tcp_keepalives_idle = 1",  # a leader whose machine is gone: its lock is free in 4 s
    "SET tcp_keepalives_interval = 1",
    "SET tcp_keepalives_count = 3",
    f"LISTEN {CHANNEL}",
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one turn brought; `heard` is None when the server takes nothing."""

    heard: Heard | None
    leads: bool


class Replica:
    """Keeps this process known to the others; `run` until cancelled."""

    def __init__(
        self,
        db: Database,
        budget: Budget,
        *,
        known: Membership,
        newer_base: Callable[[int], Awaitable[None]],
        revived: Callable[[], Awaitable[None]],
    ) -> None:
        """Take the database, the budget that it lends slots to, and where to note what is so.

        `newer_base` is told the version of the base, `revived` is called when others held us for
        dead, before anything may be sent again.
        """
        self._db, self._budget, self._known = db, budget, known
        self._newer_base, self._revived = newer_base, revived
        self.leading, self.following = asyncio.Event(), asyncio.Event()
        self._since: float | None = None  # from when on every beat came in time
        self._others_hungry = False
        self._led_since, self._has_met_others = math.inf, False
        self._tables = migrate.head()
        self._thread = ThreadPoolExecutor(1, "replica")
        self._connection: Connection | None = None
        self._holds_lock = False
        if db.is_sqlite:
            self.leading.set()
        else:
            known.id, known.leads, known.may_sweep = secrets.token_hex(8), False, False
            self.following.set()
            budget.lend(0, -math.inf)

    async def run(self) -> None:
        """Beat until cancelled."""
        if not self._known.id:
            await asyncio.Event().wait()
        try:
            while True:
                await self._beat()
        finally:
            self._lead(False)
            self._thread.submit(self._disconnect)  # another may lead at once

    async def _beat(self) -> None:
        """Say that we live, and take what that brings."""
        began, loop = self._budget.now(), asyncio.get_running_loop()
        said = self._said(began)
        try:
            turn = await loop.run_in_executor(self._thread, self._turn, said)
            await self._take(turn, began)
        except Exception as error:  # nothing that the database does may end the loop
            if not is_storage_fault(error):
                logger.error("This process cannot make itself known: %s", describe(error))
            await self._lost(began)
            return
        lacks = self._budget.is_waited_for and self._budget.slots.most < PER_SECOND
        pause = SOONEST if lacks else EACH
        await loop.run_in_executor(self._thread, self._listen, pause)

    def _said(self, now: float) -> Beat:
        """Word a beat; what others need more is no longer used from now on, and free once cool."""
        slots, waits = self._budget.slots, self._budget.is_waited_for
        if self._others_hungry:
            share = max(RESERVE, PER_SECOND // self._known.live) if waits else RESERVE
            slots.most = min(slots.most, share)
        used = max(slots.most, slots.used(now))
        return Beat(self._known.id, migrate.head(), used, waits, waits or slots.most < RESERVE)

    async def _take(self, turn: _Turn, began: float) -> None:
        heard, budget = turn.heard, self._budget
        if heard is None:
            await self._goes_on(turn, began)
            return
        if heard.was_dead:  # at the start, and after a stall: others have our slots by now
            self._since, budget.slots.most = None, 0
            await self._revived()
        self._since = self._since or began
        # after an outage everyone looks dead to the first who is back
        self._known.may_sweep = began - self._since > replicas.DEAD_AFTER.total_seconds()
        self._known.live, self._others_hungry = heard.live, heard.others_hungry
        granted = 0 if self._may_be_unseen(turn.leads, heard, began) else heard.granted
        budget.lend(budget.slots.most + granted, began + VALID, heard.live)
        self._lead(turn.leads)
        if heard.tables != self._tables:
            self._tables = heard.tables
            if migrate.fit(heard.tables) is migrate.Fit.NEWER:
                logger.warning("The tables are of a newer release now; serving on until replaced")
        await self._newer_base(heard.base_version)

    def _may_be_unseen(self, leads: bool, heard: Heard, now: float) -> bool:
        """Tell whether another that went on alone may still have its share.

        Whoever was alive with us knows that it is not alone.
        """
        self._has_met_others = self._has_met_others or heard.live > 1
        self._led_since = min(self._led_since, now) if leads else math.inf
        has_led_long = now - self._led_since > replicas.DEAD_AFTER.total_seconds()
        return heard.others_lost and not self._has_met_others and not has_led_long

    async def _goes_on(self, turn: _Turn, began: float) -> None:
        """Keep what a lone process has while the server takes nothing, if nobody else leads."""
        if not turn.leads:
            await self._lost(began)
            return
        self._known.may_sweep = False
        self._budget.lend(self._budget.slots.most, began + VALID)
        self._lead(True)

    async def _lost(self, began: float) -> None:
        """Note that a beat failed; past the loan's end all is given up."""
        self._lead(False)
        self._known.may_sweep = False
        if self._budget.now() > self._budget.slots.valid_until:
            self._since, self._budget.slots.most = None, 0
        await asyncio.sleep(max(0.0, EACH - (self._budget.now() - began)))

    def _lead(self, leads: bool) -> None:
        if leads is self._known.leads:
            return
        logger.info("This process leads now" if leads else "This process no longer leads")
        self._known.leads = leads
        begins, ends = (self.leading, self.following)[:: 1 if leads else -1]
        ends.clear()
        begins.set()

    async def close(self) -> None:
        """Let the others know that we end, so that they need not wait; last of all."""
        if self._known.id:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._leave)
        self._thread.shutdown(wait=False)

    # --- in the thread -----------------------------------------------------------------------

    def _turn(self, said: Beat) -> _Turn:
        """Beat, and see whether we lead: the lock is ours as long as its connection lives."""
        try:
            heard = self._said_to_server(said)
            self._see_lock()
        except Exception:  # raised again; the lock goes with its connection
            self._disconnect()
            raise
        return _Turn(heard, self._holds_lock)

    def _see_lock(self) -> None:
        connection = self._connected()
        if self._holds_lock:
            connection.exec_driver_sql("SELECT 1")
        else:
            lock = text("SELECT pg_try_advisory_lock(:lock)")
            self._holds_lock = bool(connection.scalar(lock, {"lock": _LEADS}))

    def _said_to_server(self, said: Beat) -> Heard | None:
        try:
            return self._db.transact(replicas.beat, said, PER_SECOND)
        except Exception as error:  # raised again, unless a lone process may go on
            was_alone = self._known.live == 1 and self._budget.slots.most > 0
            if was_alone and takes_nothing(error):
                return None
            raise

    def _connected(self) -> Connection:
        if self._connection is None:
            made = self._db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection = made
            for statement in _SESSION:
                made.exec_driver_sql(statement)
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection, self._holds_lock = self._connection, None, False
        if connection is not None:
            with suppress(Exception):
                connection.invalidate()
                connection.close()

    def _listen(self, seconds: float) -> None:
        """Wait for a hint, at most so long; a lost connection is noticed at the next turn."""
        if self._connection is None:
            return
        with suppress(Exception):
            raw: Any = self._connection.connection.driver_connection
            for _ in raw.notifies(timeout=seconds, stop_after=1):
                return

    def _leave(self) -> None:
        self._disconnect()
        with suppress(Exception):  # they find out by themselves
            self._db.transact(replicas.leave, self._known.id)
