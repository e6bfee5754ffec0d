"""Listing: the files below a folder with their state, from one look at each."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Listing = dict[str, os.stat_result]


def listing(folder: Path) -> Listing:
    """Return the state of each file by its path below a folder, parted by slashes.

    A folder that is not there has no files; on Windows a file has no number.
    """
    listed: Listing = {}
    if folder.is_dir():
        _list(str(folder), "", listed)
    return listed


def _list(folder: str, above: str, listed: Listing) -> None:
    inner = []
    with _entries(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                inner.append(one.name)
            else:
                listed[f"{above}{one.name}"] = one.stat(follow_symlinks=False)
    for name in inner:
        _list(f"{folder}/{name}", f"{above}{name}/", listed)


@contextmanager
def _entries(folder: str) -> Iterator[Iterator["os.DirEntry[str]"]]:
    """Open a folder, so that a look at a file in it does not begin at the root again."""
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as found:
            yield found
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with os.scandir(number) as found:
            yield found
    finally:
        os.close(number)
