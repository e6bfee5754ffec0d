"""Local files on disks that every worker sees: stretches of lines, or whole, opened by the task.

Lines that Spark reads go from Java to Python one by one, and what is to be written goes back to
Java: both take longer than to migrate lines. A whole file would stand in Java several times over.
So where the output is on such a disk, too, a task writes files of its own, and only tells of them.
They count if Spark takes what it told, which it does once for each task, however often that is
tried; others are left where the work is.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from uuid import uuid4

from schemactl.errors import SchemactlError
from schemactl.migrate.cuts import cuts
from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored, local_path
from schemactl.migrate.engines.making import Place
from schemactl.migrate.engines.manifest import Plain
from schemactl.migrate.engines.partition import KINDS
from schemactl.migrate.engines.unit import Units
from schemactl.migrate.engines.written import Written, failure

# A task of few stretches takes long to hand out beside what it does; of many, too long to do again.
_MOST_STRETCHES = 16
# Of its share of what is left, a core takes a part: so tasks become shorter, and end together.
_PARTS_OF_SHARE = 2
# Lines that are judged at a time: half as many take a tenth longer, twice as many no less.
_BLOCK = 2**21


class LocalStretch(NamedTuple):
    """Whole lines of a file: its path, its address as Spark tells it, and where they stand."""

    path: str
    address: str
    begin: int
    size: int


class Local(NamedTuple):
    """Stretches of local files, and the local folder in which tasks write."""

    stretches: list[LocalStretch]
    folder: str


Task = Callable[[Units, Sequence[LocalStretch], str], list[Plain]]


def local_of(
    files: HadoopFiles, found: Sequence[Stored], size: int | None, folder: str
) -> Local | None:
    """Return stretches of about a size, or whole files where there is none.

    None where files or the folder are not on such a disk.
    """
    target = local_path(files.whole_address(folder))
    stretches = []
    for one in found:
        path = local_path(one.path)
        if path is None or target is None:
            return None
        for begin, end in cuts(Path(path), 0, size) if size else [(0, one.size)]:
            stretches.append(LocalStretch(path, one.address, begin, end - begin))
    return None if target is None else Local(stretches, target)


def migrate_local(
    session: Any, files: HadoopFiles, units: Units, local: Local, task: Task
) -> Written:
    """Have tasks of Spark migrate all stretches. Raises SchemactlError where Spark gives up."""
    files.make_folder(local.folder)
    context = session.sparkContext
    groups = _groups(len(local.stretches), context.defaultParallelism)
    shared = context.broadcast((units, local))
    try:
        numbers = context.parallelize(groups, max(1, len(groups)))
        told = numbers.map(partial(_told, shared, task)).collect()
    except Exception as error:
        raise failure(error) from error
    finally:
        shared.unpersist()
    found = Written([], {kind: {} for kind in KINDS})
    for number, one in enumerate(one for some in told for one in some):
        found.told.append((number, one))
        for kind, name in one.get("files", {}).items():
            path = Path(local.folder, name)
            address = f"file:{path}"
            found.files[kind][number] = Stored(address, address, path.stat().st_size)
    return found


def _groups(stretches: int, cores: int) -> list[range]:
    """Return the numbers of the stretches of each task, which follow each other."""
    found, begin = [], 0
    while begin < stretches:
        size = min(_MOST_STRETCHES, -(-(stretches - begin) // (cores * _PARTS_OF_SHARE)))
        found.append(range(begin, begin + size))
        begin += size
    return found


def _told(shared: Any, task: Task, numbers: range) -> list[Plain]:
    units, local = shared.value
    if not units.is_kept:
        _keep(units)
    return task(units, [local.stretches[number] for number in numbers], local.folder)


def _keep(units: Units) -> None:
    """Have the garbage collector pass over what stays as long as the run does.

    Spark has it look at everything after each task, which takes as long as 40,000 lines. What
    stayed of an earlier run goes.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
    units.is_kept = True


def migrate_wholes(units: Units, stretches: Sequence[LocalStretch], folder: str) -> list[Plain]:
    """Write what Parquet files come to in a folder; return what is told of each, or a failure."""
    try:
        return [_migrated_whole(units, one, folder) for one in stretches]
    except SchemactlError as error:
        return [{"message": error.message, "hint": error.hint}]


def _migrated_whole(units: Units, stretch: LocalStretch, folder: str) -> Plain:
    made = units.file(Place(stretch.address, 0), Path(stretch.path).read_bytes())
    contents = {kind: getattr(made, kind) for kind in KINDS}
    return _with_files(made.told, _new_files(folder), contents)


def migrate_stretches(units: Units, stretches: Sequence[LocalStretch], folder: str) -> list[Plain]:
    """Write what stretches come to in a folder; return what is told of each, or a failure.

    The last one tells the counts of all.
    """
    # A task that was broken off in this process may have left some.
    units.settle()
    try:
        found = [_migrated(units, stretch, folder) for stretch in stretches]
    except SchemactlError as error:
        return [{"message": error.message, "hint": error.hint}]
    found[-1] |= units.settle_shortly()
    return found


def _migrated(units: Units, stretch: LocalStretch, folder: str) -> Plain:
    paths = _new_files(folder)
    place = Place(stretch.address, stretch.begin)
    try:
        with Path(stretch.path).open("rb") as file, paths["data"].open("wb") as data:
            blocks = _blocks(file, stretch.begin, stretch.begin + stretch.size)
            rest = units.stretch(place, blocks, data.write)
    except SchemactlError:
        paths["data"].unlink()
        raise
    told = {**rest.told, "counts": []}
    return _with_files(told, paths, {"undo": rest.undo, "queue": rest.queue})


def _new_files(folder: str) -> dict[str, Path]:
    """Return files for what a unit comes to: a task that is tried again may run beside itself."""
    name = uuid4().hex
    return {kind: Path(folder, f"{name}.{kind}") for kind in KINDS}


def _with_files(told: Plain, paths: Mapping[str, Path], contents: Mapping[str, bytes]) -> Plain:
    """Write what is not written yet, and tell of all files."""
    for kind, content in contents.items():
        paths[kind].write_bytes(content)
    sizes = {kind: len(content) for kind, content in contents.items()}
    files = {kind: path.name for kind, path in paths.items()}
    return {**told, "sizes": {"data": told["output"]["size"], **sizes}, "files": files}


def _blocks(file: BinaryIO, begin: int, end: int) -> Iterator[bytes]:
    """Yield lines of a file from an offset to another one, some at a time."""
    while begin < end:
        file.seek(min(begin + _BLOCK, end) - 1)
        file.readline()
        cut = file.tell()
        file.seek(begin)
        lines = file.read(cut - begin)
        # The file was cut while it was read, which sizes tell.
        if not lines:
            return
        yield lines
        begin = cut
