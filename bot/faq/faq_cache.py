"""The base and its index, as this process last read them; a stale one is noticed by its version.

The base is read at once when a newer version is seen, so texts are true for the next question;
the index is rebuilt beside it, and the old one answers meanwhile; it stays where nothing changed
that anyone is matched by.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.faq.impact_check import ImpactCheck
from bot.faq.index_cache import index_fingerprint, keep_index, load_index
from bot.faults import describe_error
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents
from knowledge import index_building
from knowledge.content.documents import DocumentBody
from knowledge.content.fact_values import LIVE_VALUES
from knowledge.content.faq_base import FaqBase
from knowledge.editing.edit_reach import learns_alike
from knowledge.matching import FaqIndex
from knowledge.matching.decision.semantics import SemanticModel
from knowledge.matching.learned_arrays import without_answer_arrays
from knowledge.matching.quality.bank_evaluation import BankQuestion
from knowledge.town import Town

logger = logging.getLogger(__name__)


class FaqCache:
    """What the bot answers from."""

    def __init__(
        self, db: Database, town: Town | None = None, semantics: SemanticModel | None = None
    ) -> None:
        """Start empty; `load` reads the base, of the shipped town unless one is given.

        `semantics` judge by meaning too.
        """
        self._db, self._town, self.semantics = db, town, semantics
        self._reading = asyncio.Lock()
        self._building: asyncio.Future[tuple[str, FaqIndex]] | None = None
        self._index_fingerprint = ""  # the mark of the index
        self._impact_check: ImpactCheck | None = None
        self._live: Mapping[str, DocumentBody] = LIVE_VALUES
        self.indexed_version = 0
        """The version of the base that the index is built of; 0 before there is one."""
        self.base: FaqBase
        self.index: FaqIndex

    async def load(self) -> None:
        """Read the base and build its index."""
        self.base = await self._db.run(base_documents.load_base, self._town)
        self._index_fingerprint, self.index = await asyncio.to_thread(self._build_index, self.base)
        self.indexed_version = self.base.version

    async def refresh(self, version: int) -> None:
        """Read the base anew if the database's is newer, and set the index rebuilding."""
        if version <= self.base.version:
            return
        async with self._reading:
            if version > self.base.version:
                read = await self._db.run(base_documents.load_base, self._town)
                self.base = replace(read, live_values=self._live)
                tried = self._impact_check
                self._end_impact_check()
                self._rebuild_index(read, tried)

    def set_live_values(self, live: Mapping[str, DocumentBody]) -> None:
        """Fill in live values from now on; the index keeps what they say until then."""
        if live != self._live:
            self._live = live
            self.base = replace(self.base, live_values=live)

    def _rebuild_index(self, base: FaqBase, tried: ImpactCheck | None) -> None:
        loop = asyncio.get_running_loop()
        present = self._index_fingerprint, self.index
        self._building = loop.run_in_executor(None, self._build_index, base, present, tried)

        def built(future: asyncio.Future[tuple[str, FaqIndex]]) -> None:
            if future.cancelled() or base.version != self.base.version:
                return  # a newer base is being indexed
            if error := future.exception():
                fault = describe_error(error)
                logger.error("The index of version %s cannot be built: %s", base.version, fault)
            else:
                (self._index_fingerprint, self.index), self.indexed_version = (
                    future.result(),
                    base.version,
                )

        self._building.add_done_callback(built)

    def check_impact(self, base: FaqBase, asked: Sequence[BankQuestion]) -> ImpactCheck:
        """Ask questions of a base as it would be; the newest trial is kept, an older one ends.

        What the present index learned is taken up where the texts to learn from are the same.
        """
        if self._impact_check is None or (self._impact_check.base, self._impact_check.asked) != (
            base,
            tuple(asked),
        ):
            self._end_impact_check()
            self._impact_check = ImpactCheck(base, asked, self.index, self._build_candidate_index)
        return self._impact_check

    def _build_candidate_index(self, base: FaqBase) -> FaqIndex:
        is_settled = self._building is None or self._building.done()
        same = is_settled and learns_alike(self.base, base)
        learned = without_answer_arrays(self.index.learned_arrays) if same else None
        return index_building.build_index(base, learned, semantics=self.semantics)

    def _end_impact_check(self) -> None:
        if self._impact_check is not None:
            self._impact_check.is_ended = True
        self._impact_check = None

    def _build_index(
        self,
        base: FaqBase,
        present: tuple[str, FaqIndex] | None = None,
        tried: ImpactCheck | None = None,
    ) -> tuple[str, FaqIndex]:
        """Return the mark and the index of a base; the present ones if it looks the same.

        That of a trial serves if just what was tried is published.
        """
        made_of = index_fingerprint(base, self.semantics)
        if present is not None and present[0] == made_of:
            return present
        index = tried.built_index if tried is not None else None
        if tried and index and index_fingerprint(tried.base, self.semantics) == made_of:
            keep_index(self._db.index_file, made_of, index)
            return made_of, index
        return made_of, load_index(base, self._db.index_file, made_of, self.semantics)

    async def wait_until_settled(self) -> None:
        """Wait until the index is that of the base, and no trial is being built."""
        if self._impact_check is not None:
            await asyncio.wait([self._impact_check.found])
        while self._building is not None and not self._building.done():
            await asyncio.wait([self._building])
