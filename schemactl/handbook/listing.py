"""Listing: the files below a folder with their state, from one look at each."""

import os
from collections.abc import Iterator
from pathlib import Path

Listing = dict[str, os.stat_result]


def listing(folder: Path) -> Listing:
    """Return the state of each file by its path below a folder, parted by slashes.

    A folder that is not there has no files; on Windows a file has no number.
    """
    return dict(_below(str(folder), "")) if folder.is_dir() else {}


def _below(folder: str, above: str) -> Iterator[tuple[str, os.stat_result]]:
    inner = []
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir(follow_symlinks=False):
                inner.append(one.name)
            else:
                yield f"{above}{one.name}", one.stat(follow_symlinks=False)
    for name in inner:
        yield from _below(f"{folder}/{name}", f"{above}{name}/")
