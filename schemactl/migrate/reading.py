"""Reading: a source as ranges, in the way that is fastest for its format."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import find_format
from schemactl.files.packing import packed
from schemactl.files.parquet_file import broken_parquet
from schemactl.files.rewriting import TableRewriting, WholeRewriting
from schemactl.migrate.folder_ranges import folder_ranges
from schemactl.migrate.lane import DocumentLane, Lane, TableLane
from schemactl.migrate.line_ranges import line_ranges
from schemactl.migrate.ranges import Range, ranges
from schemactl.migrate.source import Job, Source
from schemactl.migrate.table_ranges import table_ranges
from schemactl.migrate.whole_ranges import whole_ranges

if TYPE_CHECKING:
    from schemactl.migrate.row_lane import RowLane

_LINE = re.compile(r"\Aline ([0-9]+): ")


def ranges_of(job: Job, source: Source, begin: int, processes: int) -> Iterator[Range]:
    """Yield the ranges of the plain bytes from an offset on."""
    plain = job.plain or job.path
    try:
        if isinstance(source.lane, TableLane | DocumentLane):
            found = line_ranges(job._replace(path=plain), source, begin, processes)
            if found is None:
                found = _task_ranges(job, source, plain, begin)
            yield from document_ranges(job, source, begin) if found is None else found
        else:
            yield from _row_ranges(job, source.lane, plain, begin)
    except SchemactlError as error:
        # Whoever named a packed file knows nothing of its plain bytes.
        message = error.message.replace(str(plain), str(job.path))
        # What rewrites records knows their lines or rows, and not of which file they are.
        raise SchemactlError(
            _LINE.sub(lambda line: f"{job.path}:{line[1]}: ", message), error.hint
        ) from None


def _row_ranges(job: Job, lane: "RowLane", plain: Path, begin: int) -> Iterator[Range]:
    from schemactl.migrate.row_ranges import row_ranges

    try:
        yield from row_ranges(lane, plain, begin)
    except UnicodeDecodeError as error:
        raise broken_parquet(job.path, error) from None


def document_ranges(
    job: Job, source: Source, begin: int = 0, lane: Lane | None = None
) -> Iterator[Range]:
    """Return the ranges of what is read record by record; another lane may judge the records."""
    plain = job.plain or job.path
    if isinstance(source.lane, DocumentLane):
        rewriting = source.lane.rewriting
        if isinstance(rewriting, TableRewriting):
            return table_ranges(source, rewriting, plain, begin, lane)
        if isinstance(rewriting, WholeRewriting):
            return whole_ranges(source, rewriting, plain, begin, lane)
    found = None if lane is not None or job.path.is_dir() else _object_ranges(source, plain, begin)
    if found is not None:
        return found
    read = folder_ranges if job.path.is_dir() else ranges
    return read(source, plain, begin, lane)


def _task_ranges(job: Job, source: Source, plain: Path, begin: int) -> Iterator[Range] | None:
    if not isinstance(source.lane, DocumentLane):
        return None
    from schemactl.migrate.task_ranges import task_ranges

    return task_ranges(job.path, source, plain, begin)


def _object_ranges(source: Source, plain: Path, begin: int) -> Iterator[Range] | None:
    if not isinstance(source.lane, DocumentLane):
        return None
    from schemactl.migrate.object_ranges import object_ranges

    return object_ranges(source, plain, begin)


def size_of(job: Job) -> int:
    """Return about how many bytes there are to read."""
    return packed(job.path, find_format(job.path, job.options.format)).size()


@contextmanager
def with_plain(job: Job) -> Iterator[Job]:
    """Give a job the plain bytes of its data, for as long as they are needed."""
    data = packed(job.path, find_format(job.path, job.options.format))
    with tempfile.TemporaryDirectory(prefix="schemactl-") as folder:
        yield job._replace(plain=data.plain(Path(folder, "input")))
