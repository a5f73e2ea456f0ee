"""What an index took long to learn, kept in a file for the next start.

Plain arrays and a line of JSON: nothing in the file is ever executed, whoever wrote it, and no
array is used that does not fit the base. It serves only the very same base, code and libraries;
anything else is ignored and built anew, so losing it costs two seconds and nothing more.
"""

import ctypes
import hashlib
import io
import json
import logging
import sys
import threading
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.storage.database import private_files
from knowledge import index_building, matching, seed
from knowledge.content.faq_base import FaqBase
from knowledge.matching import FaqIndex
from knowledge.matching.decision.semantics import SemanticModel

logger = logging.getLogger(__name__)

MAX_INDEX_BYTES = 256 * 1024 * 1024
_MAX_HEAD_BYTES = 1000
_WRITING = threading.Lock()  # two publications in a row are indexed beside each other


@cache
def _builder_digest() -> bytes:
    """Return what stands for what builds an index, libraries and all: no process changes its own.

    That is Python, the libraries, the matcher's code and its word lists.
    """
    digest = hashlib.sha256(sys.version.encode())
    for library in ("numpy", "scipy", "rapidfuzz"):
        digest.update(version(library).encode())
    for folder in (files(matching), files(seed) / "background"):
        _digest_folder(folder, digest)
    digest.update(Path(index_building.__file__).read_bytes())
    return digest.digest()


def _digest_folder(folder: Traversable, digest: "hashlib._Hash") -> None:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.is_dir() and file.name != "__pycache__":
            _digest_folder(file, digest)
        elif file.name.endswith((".py", ".txt", ".toml")):
            digest.update(file.read_bytes())


def index_fingerprint(base: FaqBase, semantics: SemanticModel | None = None) -> str:
    """Return what an index was made of: what it sees of a base, the matcher's code, the libraries.

    The order counts: rows and units are numbered by it. A date or a source that an editor changes
    does not: nobody is matched by it.
    """
    digest = hashlib.sha256(_builder_digest())
    digest.update(semantics.encoder.model_fingerprint.encode() if semantics else b"")
    entries = [
        (one.code, one.wordings, sorted(one.near)) for one in index_building.indexed_entries(base)
    ]
    rest = list(index_building.indexed_scopes(base)), list(index_building.indexed_aliases(base))
    # In one piece, not for speed: once so much was freed, glibc keeps arrays of that size out of
    # huge pages, which took 14 MB at rest.
    digest.update(repr((entries, rest)).encode())
    return digest.hexdigest()


def load_index(
    base: FaqBase, file: Path | None, made_of: str = "", semantics: SemanticModel | None = None
) -> FaqIndex:
    """Return the index of a base, with what was kept of this very base if there is any.

    `made_of` is its mark, if that is known already.
    """
    if file is None:
        index = index_building.build_index(base, semantics=semantics)
    else:
        index = _load_or_build(
            base, file, made_of or index_fingerprint(base, semantics), semantics
        )
    _release_memory()
    return index


def keep_index(file: Path | None, made_of: str, index: FaqIndex) -> None:
    """Keep what an index of this mark learned for the next start, if it can be kept."""
    if file is not None:
        _write_arrays(file, made_of, index)


def _release_memory() -> None:
    """Hand what building took back to the system: glibc keeps 30 to 120 MB of it otherwise."""
    with suppress(AttributeError, OSError):  # another C library sees to it by itself
        ctypes.CDLL(None).malloc_trim(0)


def _load_or_build(
    base: FaqBase, file: Path, wanted: str, semantics: SemanticModel | None
) -> FaqIndex:
    with _WRITING, suppress(OSError):  # of a process that was killed
        file.with_name(file.name + private_files.PART_SUFFIX).unlink(missing_ok=True)
    try:
        learned = _read_arrays(file, wanted)
        if learned:
            return index_building.build_index(base, learned, semantics=semantics)
    except Exception as error:  # a torn or foreign file can break in any way
        logger.info("The kept index cannot be used (%s); building it anew", type(error).__name__)
    index = index_building.build_index(base, semantics=semantics)
    _write_arrays(file, wanted, index)
    return index


def _read_arrays(file: Path, wanted: str) -> dict[str, NDArray[Any]] | None:
    """Return the arrays of a file, None if it is of something else; raises for a broken one."""
    if not file.is_file() or file.stat().st_size > MAX_INDEX_BYTES:
        return None
    with file.open("rb") as stream:
        head = json.loads(stream.readline(_MAX_HEAD_BYTES))
        if head["mark"] != wanted:
            return None
        body = stream.read(MAX_INDEX_BYTES)
    if hashlib.sha256(body).hexdigest() != head["sha256"]:
        raise ValueError("the file is torn")
    with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _write_arrays(file: Path, wanted: str, index: FaqIndex) -> None:
    body = io.BytesIO()
    np.savez(body, allow_pickle=False, **index.learned_arrays)
    head = {"mark": wanted, "sha256": hashlib.sha256(body.getbuffer()).hexdigest()}
    content = b"\n".join((json.dumps(head).encode(), body.getbuffer()))
    try:
        private_files.make_private_folder(file.parent)
        with _WRITING:
            private_files.write_private_file(file, content)
    except OSError as error:  # a full disk must not stop anyone from being answered
        logger.info("The index cannot be kept: %s", type(error).__name__)
