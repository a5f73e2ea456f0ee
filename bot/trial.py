"""The base as an edit would make it, asked the questions the edit touches; beside the loop."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from knowledge.content.base import Base
from knowledge.matching import FaqIndex
from knowledge.matching.evaluation import Asked, Steal, steals

_AT_ONCE = 25  # questions between two counts


class Trial:
    """One trial at work: its index, how many questions were asked, and what changed."""

    def __init__(
        self,
        base: Base,
        asked: Sequence[Asked],
        before: FaqIndex,
        build: Callable[[Base], FaqIndex],
    ) -> None:
        """Begin; needs a running loop."""
        self.base, self.asked = base, tuple(asked)
        self.done = 0
        self.is_ended = False
        self._before, self._build = before, build
        self._index: Future[FaqIndex] = Future()
        loop = asyncio.get_running_loop()
        self.found: asyncio.Future[list[Steal]] = loop.run_in_executor(None, self._work)
        self.found.add_done_callback(lambda done: done.cancelled() or done.exception())

    @property
    def is_built(self) -> bool:
        """Tell whether the index is there and questions are being asked."""
        return self._index.done()

    async def index(self) -> FaqIndex:
        """Return the index, as soon as it is built."""
        return await asyncio.wrap_future(self._index)

    def _work(self) -> list[Steal]:
        try:
            after = self._build(self.base)
        except Exception as fault:
            self._index.set_exception(fault)
            raise
        self._index.set_result(after)
        found: list[Steal] = []
        for start in range(0, len(self.asked), _AT_ONCE):
            if self.is_ended:
                break
            some = self.asked[start : start + _AT_ONCE]
            found += steals(self._before, after, some)
            self.done = start + len(some)
        return found
