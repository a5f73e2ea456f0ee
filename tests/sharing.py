"""What is dear to make and never changed is made once a run, by whichever worker comes first."""

import fcntl
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import pytest

from bot.playground.playground_app import INDEX_FILE
from knowledge import safe_toml
from knowledge.folders import base_folder, starter_files
from knowledge.folders.base_folder import TownFolder
from knowledge.town import town_folder

T = TypeVar("T")


def place(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that every worker of this run sees."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that `make` has filled, in this worker or in another.

    While one makes it the others wait; what fails half way is made anew by the next.
    """
    folder = place(factory) / "shared" / name
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            half = folder.with_suffix(f".{os.getpid()}")
            half.mkdir()
            make(half)
            half.rename(folder)
    return folder


def found_once(factory: pytest.TempPathFactory, name: str, find: Callable[[], T]) -> T:
    """Return what `find` found, in this worker or in another; it must be one to pickle."""

    def make(folder: Path) -> None:
        (folder / "found").write_bytes(pickle.dumps(find()))

    result: T = pickle.loads((once(factory, name, make) / "found").read_bytes())
    return result


def share_shipped_town(factory: pytest.TempPathFactory) -> None:
    """Let the town that ships be read once a run: its files never change meanwhile.

    Whoever asks has it as read anew, to change as they like.
    """
    read, shipped = base_folder.load_town_folder, town_folder.shipped_folder()

    @cache
    def kept() -> bytes:
        return pickle.dumps(found_once(factory, "shipped-town", lambda: read(shipped)))

    def load(folder: Traversable) -> TownFolder:
        if folder != shipped:
            return read(folder)
        found: TownFolder = pickle.loads(kept())
        return found

    for reader in (base_folder, starter_files):
        reader.load_town_folder = load


@contextmanager
def parse_each_text_once() -> Iterator[None]:
    """Let every TOML text be parsed once; whoever asks has its tables anew."""
    parse = safe_toml.parse_toml

    @cache
    def tables_of(text: str) -> bytes:
        return pickle.dumps(parse(text))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(safe_toml, "parse_toml", lambda text: pickle.loads(tables_of(text)))
        yield


def keep_playground_index(seeded: Path, folder: Path) -> None:
    """Leave in a folder what an earlier playground there learned of the answers that ship."""
    kept = folder / INDEX_FILE
    kept.parent.mkdir()
    shutil.copy(f"{seeded}.index", kept)
