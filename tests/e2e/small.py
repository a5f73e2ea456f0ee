"""Processes of the bot, forked from one that has loaded everything; most know the tests' town.

What a process is strong against does not hang on how much it knows, nor on how long Python took to
read its modules. What does — its start, its size — is tried on `python -m bot`.
"""

import asyncio
import multiprocessing
import os
import signal
from contextlib import chdir
from pathlib import Path
from typing import Any

from knowledge.folders import base_folder
from knowledge.town import town_folder as folders

ROOT = Path(__file__).parents[2]
FASTER = 4  # than in a town they wait for what is away
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.e2e.loaded"])


def _run(*given: Any, **how: Any) -> None:
    from tests.e2e.loaded import run  # by the process that is forked, not by the tests

    run(*given, **how)


class Forked:
    """Such a process, with the verbs of one of asyncio's."""

    def __init__(
        self,
        environment: dict[str, str],
        folder: Path,
        said: Path,
        arguments: tuple[str, ...],
        *,
        knows_all: bool = False,
    ) -> None:
        # Read once a run, not by each: see `tests.sharing`.
        shipped = base_folder.load_town_folder(folders.shipped_folder()) if knows_all else None
        self._process = _FORKS.Process(
            target=_run, args=(environment, folder, said, arguments, shipped)
        )
        with chdir(ROOT):  # there, whoever starts first, it finds what it is to load
            self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        assert self.returncode is not None
        return self.returncode
