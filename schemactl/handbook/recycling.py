"""Recycling: pages written into files of the site before the last, which nobody reads any more.

Where a branch is new, a thousand pages are written, and as many files of the site before are given
up. A file system may take longer to find a place for a new file than to write it, the more so if
others have just been deleted; ext4 looks at each of those, since it leaves them alone for a while.
"""

import os
import stat
from pathlib import Path

from schemactl.handbook.sources import replace

RETIRED = "retired"

# Where a system has no such thing, a link is told from a file by looking first.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def recycle(folder: Path, name: str, text: str, retired: Path | None) -> None:
    """Write a file into a folder that is a new one, or the retired one of that name."""
    old = None if retired is None else retired / name
    if old is not None and _is_rewritten(old, text):
        old.replace(folder / name)
    else:
        replace(folder / name, text)


def retire(file: Path, kept: Path | None) -> None:
    """Take a file out of its folder, and keep it to be written again if it has no other name."""
    if kept is not None and _is_free(file.lstat()):
        kept.parent.mkdir(parents=True, exist_ok=True)
        file.replace(kept)
    else:
        file.unlink()


def _is_rewritten(file: Path, text: str) -> bool:
    """Write a text into a file that has no other name; False where it is none of ours alone."""
    try:
        if not _is_free(file.lstat()):
            return False
        opened = os.open(file, os.O_WRONLY | _NO_LINK)
    except OSError:
        return False
    with os.fdopen(opened, "wb") as written:
        # It is cut at its end, not emptied before: a file that was emptied is written out at once.
        written.write(text.encode())
        written.truncate()
        return _is_free(os.fstat(opened))


def _is_free(state: os.stat_result) -> bool:
    return stat.S_ISREG(state.st_mode) and state.st_nlink == 1
