"""Undo: give the input of a migration back, from its output and the undo file."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import named_format
from schemactl.files.packing import Packed, form_of_output, packed
from schemactl.migrate.lock import scratch
from schemactl.migrate.publish import pack_whole, publish
from schemactl.migrate.row_undo import restore_rows, restorer
from schemactl.migrate.undo_file import Placed, mark_undone, restore, sections

# Undo files of older versions do not say which format they are of; it was one of plain bytes.
_PLAIN = "jsonl"


class Undone(NamedTuple):
    """The run that was undone, and the digest and size of what it had read, as plain bytes.

    `of` says whether these bytes came back, or the rows that were in them.
    """

    run: str
    digest: str
    size: int
    of: Literal["bytes", "rows"] = "bytes"


def undo(path: Path, undo_file: Path, out: Path, *, force: bool = False) -> Undone:
    """Write the input of the run at `out`, which appears whole or not at all.

    Raises SchemactlError where `path` is neither the output of the run nor answered from it.
    """
    data = data_of(path, undo_file)
    _check_target(path, undo_file, out, force=force)
    way = _way_back(data, undo_file)
    with scratch(out.parent / f".{out.name}.schemactl-undo") as folder:
        made = data.plain(folder / "output")
        for number, placed in enumerate(way):
            made = restored(undo_file, placed, made, folder / str(number))
        form = form_of_output(out, data.form)
        if form != "plain":
            made = pack_whole(made, form, data)
        if form != "folder":
            made.chmod(path.stat().st_mode & 0o777)
        publish(made, out)
    last = way[-1].section
    # A file that is kept where nothing can be written still undoes.
    with suppress(PermissionError):
        mark_undone(undo_file, last.run)
    has_rows = any(restorer(undo_file, placed) for placed in way)
    return Undone(last.run, last.input, last.input_size, "rows" if has_rows else "bytes")


def data_of(path: Path, undo_file: Path) -> Packed:
    """Return how the output of a run is packed. Raises SchemactlError where it cannot be one."""
    return packed(path, named_format(sections(undo_file)[0].section.format or _PLAIN))


def restored(undo_file: Path, placed: Placed, source: Path, to: Path) -> Path:
    """Write the input of a section at a path, from the plain bytes of its output, and return it.

    Raises SchemactlError where the source is not that output.
    """
    with to.open("wb") as file:
        if restore_from := restorer(undo_file, placed):
            restore_rows(undo_file, placed, restore_from, source, file)
        else:
            with source.open("rb") as read:
                restore(undo_file, placed, read, file)
        file.flush()
        os.fsync(file.fileno())
    return to


def _check_target(path: Path, undo_file: Path, out: Path, *, force: bool) -> None:
    if out.exists() and not force:
        raise SchemactlError(f"{out} exists", "give another --out, or --force to replace it")
    if not out.parent.is_dir():
        raise SchemactlError(f"{out.parent} is no folder", "make the folder first")
    if out.is_dir() and not path.is_dir():
        raise SchemactlError(f"{out} is a folder", "name a file with --out")
    place, read = out.resolve(), path.resolve()
    if place in (read, undo_file.resolve()) or read in place.parents or place in read.parents:
        raise SchemactlError(f"--out {out} is read as well", "give another --out")


def _way_back(data: Packed, undo_file: Path) -> list[Placed]:
    """Return the sections that lead from data to the first input, the last one first."""
    known = {placed.section.output: placed for placed in sections(undo_file)}
    first = next(iter(known.values())).section
    found = data.digest()
    way: list[Placed] = []
    while found in known and len(way) < len(known):
        way.append(known[found])
        found = known[found].section.input
        if found == first.input:
            return way
    raise SchemactlError(
        f"{data.path} is neither what the run {first.run} wrote nor answered from it",
        f"its output has the digest {first.output}",
    )
