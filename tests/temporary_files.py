"""Where the files of a run lie: in memory where there is room, else on the disk."""

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30  # bytes; a run takes less than half of it


def keep_temporary_files_in_memory() -> None:
    """Let this process and those that it starts keep what is temporary in memory.

    A thousand small databases are made and thrown away: a disk takes seconds for what nobody
    reads again. Whoever set TMPDIR is obeyed; a container without the room stays on its disk.
    """
    if "TMPDIR" not in os.environ and _has_room(_MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


def _has_room(folder: Path) -> bool:
    if not os.access(folder, os.W_OK):
        return False
    may_run = not os.statvfs(folder).f_flag & os.ST_NOEXEC  # some tests write a program
    return may_run and shutil.disk_usage(folder).free >= _ROOM
