"""Spark rows: lines and Parquet files that Spark reads, and files of parts that it writes.

A task is handed the rows of a stretch of lines, or of a Parquet file, and Spark commits all that
it hands back in one step.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import orjson

from schemactl.files.dataset import BOM
from schemactl.migrate.engines.hadoop_files import HadoopFiles, Stored
from schemactl.migrate.engines.manifest import SUCCESS
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
from schemactl.migrate.engines.unit import Units
from schemactl.migrate.engines.written import Written, failure
from schemactl.migrate.tally import NotConserved

_PART = re.compile(r"part-(\d+)-")
_ROWS = "kind string, value binary"

Rows = Callable[[Units, Edges, Iterable[Any]], Iterator[Any]]


class Migrating(NamedTuple):
    """What tasks share, what is read, the folder where Spark writes, and how much a task reads."""

    units: Units
    found: list[Stored]
    work: str
    stretch: int


class _Reading(NamedTuple):
    """The rows that tasks are handed, what they do with them, and what Spark ends rows with."""

    frame: Any
    rows: Rows
    end: bytes
    edges: Edges = Edges(frozenset(), {})


def migrate_rows(
    session: Any, files: HadoopFiles, migrating: Migrating, rows: Rows | None
) -> Written:
    """Have Spark write a folder per kind of output, all of it or nothing.

    `rows` is what a task does, where it is not what it should. Raises SchemactlError where Spark
    gives up.
    """
    size = str(migrating.stretch)
    # One stretch per task: none is small enough to stand beside another.
    session.conf.set("spark.sql.files.maxPartitionBytes", size)
    session.conf.set("spark.sql.files.openCostInBytes", size)
    frame, usual, end, edges = _reading(session, files, migrating)
    shared = session.sparkContext.broadcast(migrating.units)
    made = frame.mapInArrow(partial(_handed, shared, rows or usual, edges), _ROWS)
    target = made.selectExpr("cast(value as string) as value", "kind").write.partitionBy("kind")
    target = target.option("mapreduce.fileoutputcommitter.algorithm.version", "1")
    try:
        target.option("lineSep", end.decode()).text(migrating.work)
    except Exception as error:
        raise failure(error) from error
    finally:
        shared.unpersist()
    return _written(files, migrating.work)


def _reading(session: Any, files: HadoopFiles, migrating: Migrating) -> _Reading:
    paths = [one.path for one in migrating.found]
    if migrating.units.run.format == "parquet":
        frame = session.read.format("binaryFile").load(paths)
        frame = frame.selectExpr("content", "_metadata.file_path")
        return _Reading(frame, _file_rows, FILE_END)
    frame = (
        session.read.option("lineSep", "\n")
        .text(paths)
        .selectExpr(
            "cast(value as binary)",
            *(f"_metadata.file_{name}" for name in ("path", "block_start", "block_length")),
        )
    )
    return _Reading(frame, migrate_lines, LINE_END, _edges(files, migrating.found))


def _handed(shared: Any, rows: Rows, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
    return rows(shared.value, edges, batches)


def _file_rows(units: Units, edges: Edges, batches: Iterable[Any]) -> Iterator[Any]:
    del edges
    return migrate_files(units, batches)


def _edges(files: HadoopFiles, found: list[Stored]) -> Edges:
    marked = [one.address for one in found if files.read(one.path, 0, len(BOM)) == BOM]
    ends = {one.address: files.last_line(one) for one in found}
    return Edges(frozenset(marked), {file: at for file, at in ends.items() if at is not None})


def _written(files: HadoopFiles, work: str) -> Written:
    """Return what tasks wrote. Raises NotConserved where Spark did not say that it is all."""
    if not files.exists(f"{work}/{SUCCESS}"):
        raise NotConserved("Spark did not say that all is written")
    told = [
        (task, orjson.loads(files.read(one.path)[:-1]))
        for kind in (FAILED, TOLD)
        for task, one in _files(files, work, kind).items()
    ]
    return Written(told, {kind: _files(files, work, kind) for kind in KINDS})


def _files(files: HadoopFiles, work: str, kind: str) -> dict[int, Stored]:
    """Return the file that each task wrote of a kind."""
    folder = f"{work}/kind={kind}"
    found = files.files(folder) if files.exists(folder) else []
    numbers = (_PART.match(PurePosixPath(one.path).name) for one in found)
    return {int(n[1]): one for n, one in zip(numbers, found, strict=True) if n is not None}
