"""A built index, kept beside a SQLite database so that the next start need not build it again.

The file is a pickle: as trusted as the database and the code it lies beside, and never taken from
anywhere else. It is used only for the very same base, code and libraries; anything else is
ignored and built anew, so losing it costs a second and nothing more.
"""

import hashlib
import logging
import pickle
import sys
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from knowledge import indexing, matching
from knowledge.content.base import Base
from knowledge.matching import FaqIndex

logger = logging.getLogger(__name__)


def _read_all(folder: Traversable, digest: "hashlib._Hash") -> None:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.is_dir() and file.name != "__pycache__":
            _read_all(file, digest)
        elif file.name.endswith((".py", ".txt", ".toml")):
            digest.update(file.read_bytes())


def mark(base: Base) -> str:
    """Return what an index was made of: the base, the code of the matcher, the libraries."""
    digest = hashlib.sha256(sys.version.encode())
    for library in ("numpy", "scipy", "rapidfuzz"):
        digest.update(version(library).encode())
    _read_all(files(matching), digest)
    digest.update(Path(indexing.__file__).read_bytes())
    for part in (base.entries, base.facts, base.scopes, base.aliases):
        digest.update(repr(sorted(part.items())).encode())
    return digest.hexdigest()


def index_of(base: Base, file: Path | None) -> FaqIndex:
    """Return the index of a base: the kept one if it is of this very base, else a new one."""
    if file is None:
        return indexing.index_of(base)
    wanted = mark(base)
    kept = _kept(file, wanted)
    if kept is not None:
        return kept
    index = indexing.index_of(base)
    _keep(file, wanted, index)
    return index


def _kept(file: Path, wanted: str) -> FaqIndex | None:
    try:
        with file.open("rb") as stream:
            if stream.read(len(wanted)) != wanted.encode():
                return None
            index = pickle.load(stream)
    except FileNotFoundError:
        return None
    except Exception as error:  # a torn or foreign pickle can break in any way
        logger.info("The kept index cannot be read (%s); building it anew", type(error).__name__)
        return None
    return index if isinstance(index, FaqIndex) else None


def _keep(file: Path, wanted: str, index: FaqIndex) -> None:
    new = file.with_suffix(".new")
    try:
        new.write_bytes(wanted.encode() + pickle.dumps(index, pickle.HIGHEST_PROTOCOL))
        new.replace(file)
    except Exception as error:  # a full disk must not stop anyone from being answered
        logger.info("The index cannot be kept: %s", type(error).__name__)
