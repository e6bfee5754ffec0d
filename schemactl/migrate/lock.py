"""Lock: one process at a time in a folder, for as long as it runs, however it ends."""

import sys
from pathlib import Path
from typing import BinaryIO

from schemactl.errors import SchemactlError

if sys.platform != "win32":
    import fcntl


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
    return file
