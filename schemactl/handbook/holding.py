"""Holding: a folder of a build is brought to hold just these files; most of them it has."""

import os
from collections.abc import Mapping
from io import FileIO
from pathlib import Path
from typing import Any

import orjson

from schemactl.handbook.file_texts import Piece
from schemactl.handbook.listing import Listing, listing


def hold(folder: Path, files: Mapping[str, Piece]) -> Listing:
    """Bring a folder to hold just these files; one that does already keeps its time.

    What differs is a new file: the old one may have a second name in a site that is served. A
    file beside the folder keeps the digest of what each file held, and its state then: only one
    whose state differs is read to be compared. Returns the state of the files.
    """
    there = listing(folder)
    for name in there.keys() - files.keys():
        (folder / name).unlink()
    memory = folder.with_name(f"{folder.name}.json")
    known = _read(memory)
    now: dict[str, list[str | int]] = {}
    found: Listing = {}
    made: set[Path] = set()
    for name, content in files.items():
        state = there.get(name)
        if state is None or not _has(f"{folder}/{name}", state, content, known.get(name)):
            state = _write(folder / name, content, made)
        found[name] = state
        now[name] = [content.digest, *_stamp(state)]
    if now != known:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_bytes(orjson.dumps(now))
    return found


def _has(file: str, state: os.stat_result, content: Piece, known: Any) -> bool:
    """Tell whether a file holds a content, from what was noted of it where that still holds."""
    if state.st_size != content.size:
        return False
    if known and known[1:] == _stamp(state):
        return bool(known[0] == content.digest)
    # Many files may be read, of which hardly one differs; a buffer for each costs more.
    with FileIO(file) as opened:
        return opened.readall() == content.content()


def _write(file: Path, content: Piece, made: set[Path]) -> os.stat_result:
    if file.parent not in made:
        file.parent.mkdir(parents=True, exist_ok=True)
        made.add(file.parent)
    file.unlink(missing_ok=True)
    file.write_bytes(content.content())
    return file.stat()


def _stamp(state: os.stat_result) -> list[int]:
    return [state.st_size, state.st_mtime_ns, state.st_ino]


def _read(memory: Path) -> dict[str, Any]:
    """Return digest, size, time and number by file; a memory that is broken has none."""
    try:
        said = orjson.loads(memory.read_bytes())
    except (OSError, ValueError):
        return {}
    is_sound = isinstance(said, dict) and all(isinstance(one, list) for one in said.values())
    return said if is_sound else {}
