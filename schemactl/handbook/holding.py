"""Holding: a folder of a build is brought to hold just these files; most of them it has."""

from collections.abc import Mapping
from io import FileIO
from pathlib import Path

from schemactl.handbook.listing import listing


def hold(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Bring a folder to hold just these files; one that does already keeps its time.

    What differs is a new file: the old one may have a second name in a site that is served.
    """
    there = listing(folder)
    for name in there.keys() - files.keys():
        (folder / name).unlink()
    made: set[Path] = set()
    for name, content in files.items():
        is_like = name in there and there[name].st_size == len(content)
        if is_like and _content(f"{folder}/{name}") == content:
            continue
        file = folder / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.unlink(missing_ok=True)
        file.write_bytes(content)
    return folder


def _content(file: str) -> bytes:
    # A thousand files are read, of which hardly one differs; a buffer for each costs more.
    with FileIO(file) as opened:
        return opened.readall()
