"""This process among others on one database: is it alive, does it lead, how much may it send.

On SQLite a process is alone. On PostgreSQL each says twice a second that it lives
(`bot.storage.replicas.heartbeats`) and tries for the one session lock by which a leader leads:
it alone looks at the clock, reads the sources and sends what nobody asked for. The lock is let
go by the server as soon as the leader's connection is gone. The same connection hears the hints
of the others.

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

from bot.context import ReplicaStatus
from bot.faults import describe_error, is_storage_fault, is_write_refused
from bot.sending.rate_limiter import RateLimiter
from bot.sending.send_slots import SENDS_PER_SECOND
from bot.storage import migrate
from bot.storage.database.base_version import BASE_CHANNEL
from bot.storage.database.engine import Database
from bot.storage.replicas import heartbeats
from bot.storage.replicas.heartbeats import RESERVED_SLOTS, Beat, BeatAnswer

logger = logging.getLogger(__name__)

BEAT_SECONDS: Final = 0.5  # seconds between two beats
MIN_BEAT_SECONDS: Final = 0.15  # the same, when a hint comes or messages wait
BEAT_VALID_SECONDS: Final = 3.0  # seconds after a beat in which we may count on what it brought
_LEADER_LOCK: Final = 287_2026  # a number of our own, for the advisory lock
_SESSION_STATEMENTS = (
    "SET tcp_keepalives_idle = 1",  # a leader whose machine is gone: its lock is free in 4 s
    "SET tcp_keepalives_interval = 1",
    "SET tcp_keepalives_count = 3",
    f"LISTEN {BASE_CHANNEL}",
)


@dataclass(frozen=True, slots=True)
class _BeatResult:
    """What one turn brought; `heard` is None when the server takes nothing."""

    heard: BeatAnswer | None
    leads: bool


class Replica:
    """Keeps this process known to the others; `run` until cancelled."""

    def __init__(
        self,
        db: Database,
        rate_limiter: RateLimiter,
        *,
        known: ReplicaStatus,
        newer_base: Callable[[int], Awaitable[None]],
        revived: Callable[[], Awaitable[None]],
    ) -> None:
        """Take the database, the budget that it lends slots to, and where to note what is so.

        `newer_base` is told the version of the base, `revived` is called when others held us for
        dead, before anything may be sent again.
        """
        self._db, self._rate_limiter, self._status = db, rate_limiter, known
        self._newer_base, self._revived = newer_base, revived
        self.leading, self.following = asyncio.Event(), asyncio.Event()
        self._since: float | None = None  # from when on every beat came in time
        self._others_hungry = False
        self._led_since, self._has_met_others = math.inf, False
        self._tables = migrate.head_revision()
        self._thread = ThreadPoolExecutor(1, "replica")
        self._connection: Connection | None = None
        self._holds_lock = self._held_lock_before = False
        if db.is_sqlite:
            self.leading.set()
        else:
            known.id, known.leads, known.may_sweep = secrets.token_hex(8), False, False
            self.following.set()
            rate_limiter.grant_slots(0, -math.inf)

    async def run(self) -> None:
        """Beat until cancelled."""
        if not self._status.id:
            await asyncio.Event().wait()
        try:
            while True:
                await self._send_beat()
        finally:
            self._set_leading(False)
            self._thread.submit(self._disconnect)  # another may lead at once

    async def _send_beat(self) -> None:
        """Say that we live, and take what that brings."""
        began, loop = self._rate_limiter.now(), asyncio.get_running_loop()
        said = self._compose_beat(began)
        try:
            turn = await loop.run_in_executor(self._thread, self._exchange_beat, said)
            await self._apply_beat(turn, began)
        except Exception as error:  # nothing that the database does may end the loop
            if not is_storage_fault(error):
                logger.error("This process cannot make itself known: %s", describe_error(error))
            await self._note_lost_beat(began)
            return
        lacks = (
            self._rate_limiter.has_waiters and self._rate_limiter.slots.limit < SENDS_PER_SECOND
        )
        pause = MIN_BEAT_SECONDS if lacks else BEAT_SECONDS
        await loop.run_in_executor(self._thread, self._wait_for_hint, pause)

    def _compose_beat(self, now: float) -> Beat:
        """Word a beat; what others need more is no longer used from now on, and free once cool."""
        slots, waits = self._rate_limiter.slots, self._rate_limiter.has_waiters
        if self._others_hungry:
            share = (
                max(RESERVED_SLOTS, SENDS_PER_SECOND // self._status.live_count)
                if waits
                else RESERVED_SLOTS
            )
            slots.limit = min(slots.limit, share)
        used = max(slots.limit, slots.used_count(now))
        return Beat(
            self._status.id,
            migrate.head_revision(),
            used,
            waits,
            waits or slots.limit < RESERVED_SLOTS,
        )

    async def _apply_beat(self, turn: _BeatResult, began: float) -> None:
        heard, rate_limiter = turn.heard, self._rate_limiter
        if heard is None:
            await self._continue_alone(turn, began)
            return
        if heard.was_dead:  # at the start, and after a stall: others have our slots by now
            self._since, rate_limiter.slots.limit = None, 0
            await self._revived()
        self._since = self._since or began
        # after an outage everyone looks dead to the first who is back
        self._status.may_sweep = began - self._since > heartbeats.DEAD_AFTER.total_seconds()
        self._status.live_count, self._others_hungry = heard.live, heard.others_hungry
        granted = 0 if self._may_have_unseen_leader(turn.leads, heard, began) else heard.granted
        rate_limiter.grant_slots(
            rate_limiter.slots.limit + granted, began + BEAT_VALID_SECONDS, heard.live
        )
        self._set_leading(turn.leads and self._is_lead_ours(heard.live))
        self._held_lock_before = turn.leads
        if heard.tables != self._tables:
            self._tables = heard.tables
            if migrate.schema_fit(heard.tables) is migrate.SchemaFit.NEWER:
                logger.warning("The tables are of a newer release now; serving on until replaced")
        await self._newer_base(heard.base_version)

    def _is_lead_ours(self, live: int) -> bool:
        """Tell whether whoever led before us knows by now that they do not.

        Their connection may be gone, and the lock ours, before their next beat tells them.
        """
        return live == 1 or self._held_lock_before

    def _may_have_unseen_leader(self, leads: bool, heard: BeatAnswer, now: float) -> bool:
        """Tell whether another that went on alone may still have its share.

        Whoever was alive with us knows that it is not alone.
        """
        self._has_met_others = self._has_met_others or heard.live > 1
        self._led_since = min(self._led_since, now) if leads else math.inf
        has_led_long = now - self._led_since > heartbeats.DEAD_AFTER.total_seconds()
        return heard.others_lost and not self._has_met_others and not has_led_long

    async def _continue_alone(self, turn: _BeatResult, began: float) -> None:
        """Keep what a lone process has while the server takes nothing, if nobody else leads."""
        if not turn.leads:
            await self._note_lost_beat(began)
            return
        self._status.may_sweep = False
        self._rate_limiter.grant_slots(self._rate_limiter.slots.limit, began + BEAT_VALID_SECONDS)
        self._set_leading(True)

    async def _note_lost_beat(self, began: float) -> None:
        """Note that a beat failed; past the loan's end all is given up."""
        self._set_leading(False)
        self._held_lock_before = False
        self._status.may_sweep = False
        if self._rate_limiter.now() > self._rate_limiter.slots.valid_until:
            self._since, self._rate_limiter.slots.limit = None, 0
        await asyncio.sleep(max(0.0, BEAT_SECONDS - (self._rate_limiter.now() - began)))

    def _set_leading(self, leads: bool) -> None:
        if leads is self._status.leads:
            return
        logger.info("This process leads now" if leads else "This process no longer leads")
        self._status.leads = leads
        begins, ends = (self.leading, self.following)[:: 1 if leads else -1]
        ends.clear()
        begins.set()

    async def close(self) -> None:
        """Let the others know that we end, so that they need not wait; last of all."""
        if self._status.id:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._sign_off)
        self._thread.shutdown(wait=False)

    # --- in the thread -----------------------------------------------------------------------

    def _exchange_beat(self, said: Beat) -> _BeatResult:
        """Beat, and see whether we lead: the lock is ours as long as its connection lives."""
        try:
            heard = self._record_beat(said)
            self._try_lock()
        except Exception:  # raised again; the lock goes with its connection
            self._disconnect()
            raise
        return _BeatResult(heard, self._holds_lock)

    def _try_lock(self) -> None:
        connection = self._open_connection()
        if self._holds_lock:
            connection.exec_driver_sql("SELECT 1")
        else:
            lock = text("SELECT pg_try_advisory_lock(:lock)")
            self._holds_lock = bool(connection.scalar(lock, {"lock": _LEADER_LOCK}))

    def _record_beat(self, said: Beat) -> BeatAnswer | None:
        try:
            return self._db.transact(heartbeats.record_beat, said, SENDS_PER_SECOND)
        except Exception as error:  # raised again, unless a lone process may go on
            was_alone = self._status.live_count == 1 and self._rate_limiter.slots.limit > 0
            if was_alone and is_write_refused(error):
                return None
            raise

    def _open_connection(self) -> Connection:
        if self._connection is None:
            made = self._db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection = made
            for statement in _SESSION_STATEMENTS:
                made.exec_driver_sql(statement)
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection, self._holds_lock = self._connection, None, False
        if connection is not None:
            with suppress(Exception):
                connection.invalidate()
                connection.close()

    def _wait_for_hint(self, seconds: float) -> None:
        """Wait for a hint, at most so long; a lost connection is noticed at the next turn."""
        if self._connection is None:
            return
        with suppress(Exception):
            raw: Any = self._connection.connection.driver_connection
            for _ in raw.notifies(timeout=seconds, stop_after=1):
                return

    def _sign_off(self) -> None:
        self._disconnect()
        with suppress(Exception):  # they find out by themselves
            self._db.transact(heartbeats.remove_replica, self._status.id)
