"""Local lines: stretches of files on disks that every worker sees, opened by the task itself.

Lines that Spark reads go from Java to Python one by one, and what is to be written goes back to
Java: both take longer than to migrate lines. So where the output is on such a disk, too, a task
writes files of its own, and only tells of them. They count if Spark takes what it told, which it
does once for each stretch, however often a task is tried; others are left where the work is.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored, local_path
from schemactl.migrate.engines.manifest import Plain
from schemactl.migrate.engines.partition import KINDS
from schemactl.migrate.engines.unit import Place, Units
from schemactl.migrate.engines.written import Written, failure
from schemactl.migrate.spread import cuts


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


Task = Callable[[Units, LocalStretch, str], Plain]


def local_of(files: HadoopFiles, found: Sequence[Stored], size: int, folder: str) -> Local | None:
    """Return stretches of about a size; None where files or the folder are not on such a disk."""
    target = local_path(files.whole_address(folder))
    stretches = []
    for one in found:
        path = local_path(one.path)
        if path is None or target is None:
            return None
        for begin, end in cuts(Path(path), 0, size):
            stretches.append(LocalStretch(path, one.address, begin, end - begin))
    return None if target is None else Local(stretches, target)


def migrate_local(
    session: Any, files: HadoopFiles, units: Units, local: Local, task: Task
) -> Written:
    """Have a task of Spark migrate each stretch. Raises SchemactlError where Spark gives up."""
    files.make_folder(local.folder)
    context, count = session.sparkContext, len(local.stretches)
    shared = context.broadcast((units, local))
    try:
        numbers = context.parallelize(range(count), max(1, count))
        told = numbers.map(partial(_told, shared, task)).collect()
    except Exception as error:
        raise failure(error) from error
    finally:
        shared.unpersist()
    found = Written(list(enumerate(told)), {kind: {} for kind in KINDS})
    stored = {Path(one.path).name: one for one in files.files(local.folder)}
    for number, one in found.told:
        for kind, name in one.get("files", {}).items():
            found.files[kind][number] = stored[name]
    return found


def _told(shared: Any, task: Task, number: int) -> Plain:
    units, local = shared.value
    return task(units, local.stretches[number], local.folder)


def migrate_stretch(units: Units, stretch: LocalStretch, folder: str) -> Plain:
    """Write what a stretch comes to in a folder; return what is told of it, or a failure."""
    with Path(stretch.path).open("rb") as file:
        file.seek(stretch.begin)
        lines = file.read(stretch.size)
    try:
        made = units.lines(Place(stretch.address, stretch.begin), lines)
    except SchemactlError as error:
        return {"message": error.message, "hint": error.hint}
    values = {kind: getattr(made, kind) for kind in KINDS}
    sizes = {kind: len(value) for kind, value in values.items()}
    # A task that is tried again may run beside itself.
    name = uuid4().hex
    named = {kind: f"{name}.{kind}" for kind, value in values.items() if value}
    for kind, own in named.items():
        Path(folder, own).write_bytes(values[kind])
    return {**made.told, "sizes": sizes, "files": named}
