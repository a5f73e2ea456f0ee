"""The base and its index, as this process last read them; a stale one is noticed by its version.

The base is read at once when a newer version is seen, so texts are true for the next question;
the index is rebuilt beside it, and the old one answers meanwhile; it stays where nothing changed
that anyone is matched by.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.faults import describe
from bot.kept_index import index_of, mark
from bot.storage import faq
from bot.storage.engine import Database
from bot.trial import Trial
from knowledge import indexing
from knowledge.content.base import Base
from knowledge.content.documents import Body
from knowledge.content.values import LIVE
from knowledge.editing.touching import learns_alike
from knowledge.matching import FaqIndex
from knowledge.matching.evaluation import Asked
from knowledge.matching.learned import learned_of_rows
from knowledge.matching.semantics import Semantics
from knowledge.town import Town

logger = logging.getLogger(__name__)


class Library:
    """What the bot answers from."""

    def __init__(
        self, db: Database, town: Town | None = None, semantics: Semantics | None = None
    ) -> None:
        """Start empty; `open` reads the base, of the shipped town unless one is given.

        `semantics` judge by meaning too.
        """
        self._db, self._town, self.semantics = db, town, semantics
        self._reading = asyncio.Lock()
        self._building: asyncio.Future[tuple[str, FaqIndex]] | None = None
        self._made_of = ""  # the mark of the index
        self._trial: Trial | None = None
        self._live: Mapping[str, Body] = LIVE
        self.indexed = 0
        """The version of the base that the index is built of; 0 before there is one."""
        self.base: Base
        self.index: FaqIndex

    async def open(self) -> None:
        """Read the base and build its index."""
        self.base = await self._db.run(faq.base, self._town)
        self._made_of, self.index = await asyncio.to_thread(self._indexed, self.base)
        self.indexed = self.base.version

    async def refresh(self, version: int) -> None:
        """Read the base anew if the database's is newer, and set the index rebuilding."""
        if version <= self.base.version:
            return
        async with self._reading:
            if version > self.base.version:
                read = await self._db.run(faq.base, self._town)
                self.base = replace(read, live=self._live)
                self._end_trial()
                self._rebuild(read)

    def tell(self, live: Mapping[str, Body]) -> None:
        """Fill in live values from now on; the index keeps what they say until then."""
        if live != self._live:
            self._live = live
            self.base = replace(self.base, live=live)

    def _rebuild(self, base: Base) -> None:
        loop = asyncio.get_running_loop()
        present = self._made_of, self.index
        self._building = loop.run_in_executor(None, self._indexed, base, present)

        def built(future: asyncio.Future[tuple[str, FaqIndex]]) -> None:
            if future.cancelled() or base.version != self.base.version:
                return  # a newer base is being indexed
            if error := future.exception():
                fault = describe(error)
                logger.error("The index of version %s cannot be built: %s", base.version, fault)
            else:
                (self._made_of, self.index), self.indexed = future.result(), base.version

        self._building.add_done_callback(built)

    def try_out(self, base: Base, asked: Sequence[Asked]) -> Trial:
        """Ask questions of a base as it would be; the newest trial is kept, an older one ends.

        What the present index learned is taken up where the texts to learn from are the same.
        """
        if self._trial is None or (self._trial.base, self._trial.asked) != (base, tuple(asked)):
            self._end_trial()
            self._trial = Trial(base, asked, self.index, self._tried)
        return self._trial

    def _tried(self, base: Base) -> FaqIndex:
        is_settled = self._building is None or self._building.done()
        same = is_settled and learns_alike(self.base, base)
        learned = learned_of_rows(self.index.learned) if same else None
        return indexing.index_of(base, learned, semantics=self.semantics)

    def _end_trial(self) -> None:
        if self._trial is not None:
            self._trial.is_ended = True
        self._trial = None

    def _indexed(
        self, base: Base, present: tuple[str, FaqIndex] | None = None
    ) -> tuple[str, FaqIndex]:
        """Return the mark and the index of a base; the present ones if it looks the same."""
        made_of = mark(base, self.semantics)
        if present is not None and present[0] == made_of:
            return present
        return made_of, index_of(base, self._db.index_file, made_of, self.semantics)

    async def settled(self) -> None:
        """Wait until the index is that of the base, and no trial is being built."""
        if self._trial is not None:
            await asyncio.wait([self._trial.found])
        while self._building is not None and not self._building.done():
            await asyncio.wait([self._building])
