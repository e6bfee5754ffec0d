"""Lock: one process at a time in a folder, for as long as it runs, however it ends."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from weakref import WeakSet

from schemactl.errors import SchemactlError

if sys.platform != "win32":
    import fcntl

_HELD: "WeakSet[BinaryIO]" = WeakSet()


def hold(folder: Path) -> BinaryIO:
    """Hold a folder until the file is closed. Raises SchemactlError where another process does.

    The system lets go of it when the process ends. On Windows the open file itself keeps others
    from removing the folder.
    """
    file = (folder / "lock").open("ab")
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            hint = "wait until it has ended"
            raise SchemactlError(f"another process works in {folder}", hint) from None
    _HELD.add(file)
    return file


def _leave() -> None:
    """Leave what is held to the process that took hold of it, in one that it began.

    Otherwise it would be held until that one has ended as well.
    """
    for file in _HELD:
        file.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave)


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Give an empty folder to work in, and remove it; what a crash left in it goes first.

    Raises SchemactlError where another process works there.
    """
    folder.mkdir(exist_ok=True)
    with hold(folder) as lock:
        for left in folder.iterdir():
            if left.name == Path(lock.name).name:
                continue
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        try:
            yield folder
        finally:
            lock.close()
            shutil.rmtree(folder, ignore_errors=True)
