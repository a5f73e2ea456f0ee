"""Files that only the bot's own user may read: they say who asks about immigration."""

import os
import stat
from contextlib import suppress
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700
PART_SUFFIX = ".part"  # of a name: not yet whole
_OTHERS_MODE = stat.S_IRWXG | stat.S_IRWXO


def make_private_folder(path: Path) -> None:
    """Make a folder that only we may enter; one that is there already is left as it is."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that only we may read, or take the others' rights to one of ours away.

    SQLite gives its own files beside it the same rights.
    """
    os.close(os.open(path, os.O_RDONLY | os.O_CREAT, FILE_MODE))
    for one in (path, *(path.with_name(path.name + rest) for rest in ("-wal", "-shm"))):
        with suppress(OSError):  # not there, or somebody else's: `check` says so
            if one.stat().st_mode & _OTHERS_MODE:
                one.chmod(FILE_MODE)


def write_private_file(path: Path, content: bytes) -> None:
    """Put a content in the place of a file, whole or not at all; raises OSError."""
    part = path.with_name(path.name + PART_SUFFIX)
    try:
        make_private_file(part)
        part.write_bytes(content)
        part.replace(path)
    except OSError:  # a full disk must not be filled with what is of no use
        with suppress(OSError):
            part.unlink()
        raise


def is_open_to_others(path: Path) -> bool:
    """Tell whether anyone but the owner has a right to a file or folder."""
    return path.exists() and bool(path.stat().st_mode & _OTHERS_MODE)
