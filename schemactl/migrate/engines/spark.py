"""spark: a migration over files on any storage that Apache Spark reads.

Tasks migrate stretches of lines, or whole Parquet files, and write what comes of them in one
committed step. Only then are the parts named, the output last: a folder is an output if it has
`_SUCCESS` and our manifest.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.dataset import BOM
from schemactl.files.datasets.parquet import MAGIC
from schemactl.files.stream import GZIP
from schemactl.migrate.apply import plain_options
from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored
from schemactl.migrate.engines.local_lines import local_stretches, migrate_stretches
from schemactl.migrate.engines.manifest import (
    MANIFEST,
    SUCCESS,
    Part,
    Plain,
    check_read,
    counts_of,
    manifest_bytes,
    parts_of,
    told_of,
)
from schemactl.migrate.engines.partition import (
    FAILED,
    FILE_END,
    KINDS,
    LINE_END,
    TOLD,
    Edges,
    migrate_files,
    migrate_lines,
)
from schemactl.migrate.engines.session import first_line
from schemactl.migrate.engines.unit import Run, Units
from schemactl.migrate.source import Job
from schemactl.migrate.tally import NotConserved
from schemactl.releases.canonical import canonical_bytes, digest_of
from schemactl.version import VERSION

STRETCH = 2**25

_WORK = "_schemactl"
_HEAD = 2**22
_RUN_DIGITS = 16
_PART = re.compile(r"part-(\d+)-")
_ROWS = "kind string, value binary"

Rows = Callable[[Units, Edges, Iterable[Any]], Iterator[Any]]


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


def apply_with_spark(session: Any, request: Request, rows: Rows | None = None) -> Plain:
    """Migrate the files and return the report; with unknown labels nothing is written.

    `rows` is what a task does with rows of Spark, where it is not what it should. Raises
    SchemactlError for what cannot be read or written, and for folders that exist.
    """
    files = HadoopFiles(session)
    found = files.files(request.where)
    if not found:
        raise SchemactlError(f"{request.where}: no such file", "name a file, a folder or a pattern")
    _make_room(files, request)
    run = _run(files, request, found)
    work = f"{request.folders.data}/{_WORK}"
    try:
        _migrate(session, files, _Task(request, Units(run), found, rows), work)
        told, parts = _told(files, run, found, work)
        if not told["unknown_labels"]:
            _publish(files, request.folders, parts, work)
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


def _run(files: HadoopFiles, request: Request, found: list[Stored]) -> Run:
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
        return Run(run_name, job, "parquet", b"")
    head = files.read(first.path, 0, _HEAD)
    if len(head) == _HEAD and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    run = Run(run_name, job, "", head)
    return run._replace(format=Units(run).source.format.NAME)


class _Task(NamedTuple):
    request: Request
    units: Units
    found: list[Stored]
    rows: Rows | None


class _Reading(NamedTuple):
    """The rows that tasks are handed, what they do with them, and what Spark ends rows with."""

    frame: Any
    rows: Rows
    end: bytes
    edges: Edges = Edges(frozenset(), {})


def _migrate(session: Any, files: HadoopFiles, task: _Task, work: str) -> None:
    """Have Spark write a folder per kind of output, all of it or nothing."""
    size = str(task.request.stretch)
    # One stretch per task: none is small enough to stand beside another.
    session.conf.set("spark.sql.files.maxPartitionBytes", size)
    session.conf.set("spark.sql.files.openCostInBytes", size)
    frame, rows, end, edges = _reading(session, files, task)
    shared = session.sparkContext.broadcast(task.units)
    made = frame.mapInArrow(partial(_handed, shared, rows, edges), _ROWS)
    target = made.selectExpr("cast(value as string) as value", "kind").write.partitionBy("kind")
    target = target.option("mapreduce.fileoutputcommitter.algorithm.version", "1")
    try:
        target.option("lineSep", end.decode()).text(work)
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark", "py4j")):
            raise
        hint = "the log of Spark says more"
        raise SchemactlError(f"Spark gave up: {first_line(error)}", hint) from error
    finally:
        shared.unpersist()


def _reading(session: Any, files: HadoopFiles, task: _Task) -> _Reading:
    """Return how the files are read: by Spark, or lines on disks by whoever migrates them."""
    paths = [one.path for one in task.found]
    if task.units.run.format == "parquet":
        frame = session.read.format("binaryFile").load(paths)
        frame = frame.selectExpr("content", "_metadata.file_path")
        return _Reading(frame, task.rows or _file_rows, FILE_END)
    stretches = local_stretches(task.found, task.request.stretch) if task.rows is None else None
    if stretches is not None:
        shared = session.sparkContext.broadcast(stretches)
        frame = session.range(0, len(stretches), 1, max(1, len(stretches)))
        return _Reading(frame, partial(_local_rows, shared), LINE_END)
    frame = (
        session.read.option("lineSep", "\n")
        .text(paths)
        .selectExpr(
            "cast(value as binary)",
            *(f"_metadata.file_{name}" for name in ("path", "block_start", "block_length")),
        )
    )
    return _Reading(frame, task.rows or migrate_lines, LINE_END, _edges(files, task.found))


def _handed(shared: Any, rows: Rows, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
    return rows(shared.value, edges, batches)


def _file_rows(units: Units, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
    del edges
    return migrate_files(units, batches)


def _local_rows(shared: Any, units: Units, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
    del edges
    return migrate_stretches(shared.value, units, batches)


def _edges(files: HadoopFiles, found: list[Stored]) -> Edges:
    marked = [one.address for one in found if files.read(one.path, 0, len(BOM)) == BOM]
    ends = {one.address: files.last_line(one) for one in found}
    return Edges(frozenset(marked), {file: at for file, at in ends.items() if at is not None})


def _told(files: HadoopFiles, run: Run, found: list[Stored], work: str) -> tuple[Plain, list[Part]]:
    """Return the report, and the parts of the output. Raises SchemactlError and NotConserved."""
    if not files.exists(f"{work}/{SUCCESS}"):
        raise NotConserved("Spark did not say that all is written")
    for _, path in sorted(_written(files, work, FAILED).items()):
        failed = orjson.loads(files.read(path.path)[:-1])
        raise SchemactlError(failed["message"], failed["hint"])
    told = (
        (task, orjson.loads(files.read(one.path)[:-1]))
        for task, one in _written(files, work, TOLD).items()
    )
    parts = parts_of(told, PurePosixPath(found[0].path).suffix)
    check_read(parts, {one.address: one.size for one in found})
    counts = counts_of(parts)
    if run.format != "parquet":
        Units(run).source.check(Path(found[0].path), counts)
    return told_of(run, counts), parts


def _written(files: HadoopFiles, work: str, kind: str) -> dict[int, Stored]:
    """Return the file that each task wrote of a kind."""
    folder = f"{work}/kind={kind}"
    found = files.files(folder) if files.exists(folder) else []
    numbers = (_PART.match(PurePosixPath(one.path).name) for one in found)
    return {int(n[1]): one for n, one in zip(numbers, found, strict=True) if n is not None}


def _publish(files: HadoopFiles, folders: Folders, parts: list[Part], work: str) -> None:
    """Give the parts their names, in the order of the input: queues, undo files, the output."""
    for kind in reversed(KINDS):
        folder = getattr(folders, kind)
        files.make_folder(folder)
        written = _written(files, work, kind)
        for part in parts:
            suffix = {"data": "", "undo": ".undo", "queue": ".queue"}[kind]
            to = f"{folder}/{part.name}{suffix}"
            _take(files, written.get(part.task), to, part.told["sizes"][kind])


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
