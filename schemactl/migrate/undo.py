"""Undo: give the input of a migration back, from its output and the undo file."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.migrate.row_undo import is_of_rows, restore_rows
from schemactl.migrate.undo_file import Placed, mark_undone, restore, sections


class Undone(NamedTuple):
    """The run that was undone, and the digest and size of what it had read."""

    run: str
    digest: str
    size: int


def undo(path: Path, undo_file: Path, out: Path, *, force: bool = False) -> Undone:
    """Write the input of the run at `out`, which appears whole or not at all.

    Raises SchemactlError where `path` is neither the output of the run nor answered from it.
    """
    if out.exists() and not force:
        raise SchemactlError(f"{out} exists", "give another --out, or --force to replace it")
    if not out.parent.is_dir():
        raise SchemactlError(f"{out.parent} is no folder", "make the folder first")
    if out.resolve() in (path.resolve(), undo_file.resolve()):
        raise SchemactlError(f"--out {out} is read as well", "give another --out")
    way = _way_back(path, undo_file)
    source = path
    made: list[Path] = []
    try:
        for placed in way:
            handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
            made.append(Path(name))
            with os.fdopen(handle, "wb") as file:
                _restore(undo_file, placed, source, file)
                file.flush()
                os.fsync(file.fileno())
            source = made[-1]
        source.chmod(path.stat().st_mode & 0o777)
        source.replace(out)
    finally:
        for work in made:
            work.unlink(missing_ok=True)
    last = way[-1].section
    # A file that is kept where nothing can be written still undoes.
    with suppress(PermissionError):
        mark_undone(undo_file, last.run)
    return Undone(last.run, last.input, last.input_size)


def _restore(undo_file: Path, placed: Placed, source: Path, out: BinaryIO) -> None:
    if is_of_rows(undo_file, placed):
        restore_rows(undo_file, placed, source, out)
        return
    with source.open("rb") as read:
        restore(undo_file, placed, read, out)


def _way_back(path: Path, undo_file: Path) -> list[Placed]:
    """Return the sections that lead from a file to the first input, the last one first."""
    if path.is_dir():
        raise SchemactlError(f"{path} is a folder", "name the file that the migration wrote")
    known = {placed.section.output: placed for placed in sections(undo_file)}
    first = next(iter(known.values())).section
    with path.open("rb") as file:
        found = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    way: list[Placed] = []
    while found in known and len(way) < len(known):
        way.append(known[found])
        found = known[found].section.input
        if found == first.input:
            return way
    raise SchemactlError(
        f"{path} is neither what the run {first.run} wrote nor answered from it",
        f"its output has the digest {first.output}",
    )
