"""Room: what is said where a disk has no room for what a run writes."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.migrate.work import folder_of

# The disk is full, a quota is used up, or no file may be as large.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def room_for(out: Path) -> Iterator[None]:
    """Run what writes a file with its work beside it, which stays where there is no room for more.

    Raises SchemactlError with the place and with how to go on.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        work = folder_of(out)
        message = f"{error.filename or work}: {error.strerror}"
        hint = "make room there, and give the same command again: it goes on from where it was"
        if work.exists():
            hint += f"; or remove {work}"
        raise SchemactlError(message, hint) from None
