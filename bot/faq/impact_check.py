"""The base as an edit would make it, asked the questions the edit touches; beside the loop."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from knowledge.matching.quality.bank_evaluation import BankQuestion, ChangedAnswer, changed_answers

_BATCH_SIZE = 25  # questions between two counts


class ImpactCheck:
    """One trial at work: its index, how many questions were asked, and what changed."""

    def __init__(
        self,
        base: FaqBase,
        asked: Sequence[BankQuestion],
        before: FaqIndex,
        build: Callable[[FaqBase], FaqIndex],
    ) -> None:
        """Begin; needs a running loop."""
        self.base, self.asked = base, tuple(asked)
        self.asked_count = 0
        self.is_ended = False
        self._before, self._build = before, build
        self._index: Future[FaqIndex] = Future()
        loop = asyncio.get_running_loop()
        self.found: asyncio.Future[list[ChangedAnswer]] = loop.run_in_executor(
            None, self._compare_indexes
        )
        self.found.add_done_callback(lambda done: done.cancelled() or done.exception())

    @property
    def is_built(self) -> bool:
        """Tell whether the index is there and questions are being asked."""
        return self._index.done()

    @property
    def built_index(self) -> FaqIndex | None:
        """The index; None while it is being built, and if it cannot be."""
        is_there = self._index.done() and self._index.exception() is None
        return self._index.result() if is_there else None

    async def wait_for_index(self) -> FaqIndex:
        """Return the index, as soon as it is built."""
        return await asyncio.wrap_future(self._index)

    def _compare_indexes(self) -> list[ChangedAnswer]:
        try:
            after = self._build(self.base)
        except Exception as fault:
            self._index.set_exception(fault)
            raise
        self._index.set_result(after)
        found: list[ChangedAnswer] = []
        for start in range(0, len(self.asked), _BATCH_SIZE):
            if self.is_ended:
                break
            some = self.asked[start : start + _BATCH_SIZE]
            found += changed_answers(self._before, after, some)
            self.asked_count = start + len(some)
        return found
