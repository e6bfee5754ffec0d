"""spark: a migration over files on any storage that Apache Spark reads.

Tasks migrate stretches of lines, or whole Parquet files, and write what comes of them in one
committed step. Only then are the parts named, the output last: a folder is an output if it has
`_SUCCESS` and our manifest.
"""

from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.parquet_file import MAGIC
from schemactl.files.stream import GZIP
from schemactl.migrate.apply import plain_options
from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored
from schemactl.migrate.engines.local_files import (
    Task,
    local_of,
    migrate_local,
    migrate_stretches,
    migrate_wholes,
)
from schemactl.migrate.engines.manifest import (
    MANIFEST,
    SUCCESS,
    Part,
    Plain,
    check_read,
    manifest_bytes,
    parts_of,
    told_of,
)
from schemactl.migrate.engines.partition import KINDS
from schemactl.migrate.engines.spark_rows import Migrating, Rows, migrate_rows
from schemactl.migrate.engines.unit import Run, Units
from schemactl.migrate.engines.written import Written, check_told
from schemactl.migrate.source import SAMPLE, Job
from schemactl.migrate.tally import NotConserved
from schemactl.releases.canonical import canonical_bytes, digest_of
from schemactl.version import VERSION

STRETCH = 2**25

_WORK = "_schemactl"
# Below it: what Spark writes, or what tasks write themselves.
_ROWS, _OWN = "rows", "own"
_HEAD = 2**22
_RUN_DIGITS = 16


class Folders(NamedTuple):
    """Where the parts of the output, their undo files and their queues go."""

    data: str
    undo: str
    queue: str


class Request(NamedTuple):
    """What is migrated, and where to; `stretch` is how many bytes of lines a task is handed."""

    job: Job
    where: str
    folders: Folders
    force: bool = False
    stretch: int = STRETCH


def apply_with_spark(
    session: Any, request: Request, rows: Rows | None = None, task: Task = migrate_stretches
) -> Plain:
    """Migrate the files and return the report; with unknown labels nothing is written.

    `rows` is what a task does with rows of Spark, where it is not what it should, and `task` what
    it does with lines that it opens itself. Raises SchemactlError for what cannot be read or
    written, and for folders that exist.
    """
    files = HadoopFiles(session)
    found = files.files(request.where)
    if not found:
        raise SchemactlError(f"{request.where}: no such file", "name a file, a folder or a pattern")
    _make_room(files, request)
    units = _units(files, request, found)
    run = units.run
    work = f"{request.folders.data}/{_WORK}"
    try:
        own = f"{work}/{_OWN}"
        are_rows = run.format == "parquet"
        size = None if are_rows else request.stretch
        local = None if rows is not None else local_of(files, found, size, own)
        if local is None:
            migrating = Migrating(units, found, f"{work}/{_ROWS}", request.stretch)
            written = migrate_rows(session, files, migrating, rows)
        else:
            doing = migrate_wholes if are_rows else task
            written = migrate_local(session, files, units, local, doing)
        told, parts = _told(units, found, written)
        if not told["unknown_labels"]:
            _publish(files, request.folders, parts, written)
            files.remove(work)
            files.write(f"{request.folders.data}/{SUCCESS}", b"")
            manifest = manifest_bytes(run, parts, told)
            files.write(f"{request.folders.data}/{MANIFEST}", manifest)
            return told
    except BaseException:
        _discard(files, request.folders)
        raise
    _discard(files, request.folders)
    return told


def _make_room(files: HadoopFiles, request: Request) -> None:
    for name, folder in request.folders._asdict().items():
        is_left = files.exists(f"{folder}/{_WORK}") and not files.exists(f"{folder}/{MANIFEST}")
        if files.exists(folder):
            if not request.force and not is_left:
                option = "out" if name == "data" else name
                hint = f"give another --{option}, or --force to replace it"
                raise SchemactlError(f"{folder} exists", hint)
            files.remove(folder)


def _discard(files: HadoopFiles, folders: Folders) -> None:
    for folder in folders:
        files.remove(folder)


def _units(files: HadoopFiles, request: Request, found: list[Stored]) -> Units:
    """Return what all tasks share. Raises SchemactlError for files that cannot be rewritten."""
    heads = {one.path: files.read(one.path, 0, len(MAGIC)) for one in found}
    if packed := [path for path, head in heads.items() if head.startswith(GZIP)]:
        hint = "unpack it first: an undo could not give the same packed bytes back"
        raise SchemactlError(f"{packed[0]} is packed with gzip", hint)
    first = found[0]
    are_rows = {head == MAGIC for head in heads.values()}
    if len(are_rows) > 1:
        what = f"{request.where}: some files are Parquet, others are not"
        raise SchemactlError(what, "migrate them apart")
    name = PurePosixPath(first.path).name
    job = request.job._replace(path=Path(name))
    named = [[one.address, one.size] for one in found]
    identity = [named, job.migration.digest, plain_options(job), VERSION]
    run_name = digest_of(canonical_bytes(identity)).removeprefix("sha256:")[:_RUN_DIGITS]
    if are_rows == {True}:
        return Units(Run(run_name, job, "parquet", b""))
    head = files.read(first.path, 0, _HEAD)
    if len(head) == _HEAD and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    units = Units(Run(run_name, job, "", _first_lines(head)))
    units.run = units.run._replace(format=units.source.format.NAME)
    units.learn(head)
    return units


def _first_lines(head: bytes) -> bytes:
    """Return as many lines as there are records from which is learned how lines are read."""
    records = end = 0
    for line in BytesIO(head):
        end += len(line)
        records += not line.isspace()
        if records == SAMPLE:
            break
    return head[:end]


def _told(units: Units, found: list[Stored], written: Written) -> tuple[Plain, list[Part]]:
    """Return the report, and the parts of the output. Raises SchemactlError and NotConserved."""
    check_told(written)
    parts = parts_of(written.told, PurePosixPath(found[0].path).suffix)
    check_read(parts, {one.address: one.size for one in found})
    counts = units.counts_of(part.told for part in parts)
    if units.run.format != "parquet":
        units.source.check(Path(found[0].path), counts)
    return told_of(units.run, counts), parts


def _publish(files: HadoopFiles, folders: Folders, parts: list[Part], written: Written) -> None:
    """Give the parts their names, in the order of the input: queues, undo files, the output."""
    for kind in reversed(KINDS):
        folder = files.whole_address(getattr(folders, kind))
        files.make_folder(folder)
        for part in parts:
            suffix = {"data": "", "undo": ".undo", "queue": ".queue"}[kind]
            to = f"{folder}/{part.name}{suffix}"
            _take(files, written.files[kind].get(part.task), to, part.told["sizes"][kind])


def _take(files: HadoopFiles, one: Stored | None, to: str, size: int) -> None:
    """Move a file to its name, without the byte that Spark may have put behind it."""
    if one is None and size == 0:
        files.write(to, b"")
    elif one is not None and one.size == size:
        files.move(one.path, to)
    elif one is not None and one.size == size + 1:
        files.move_without_last_byte(one.path, to, size)
    else:
        raise NotConserved(f"{to} has not the {size} bytes that its task told of")
