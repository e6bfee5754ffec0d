"""Source: the file that is to be migrated, opened with all that its format needs."""

from collections.abc import Generator, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from schemactl.data.document_records import DocumentRecords
from schemactl.data.options import DataOptions
from schemactl.data.reading import DataReader, table_records
from schemactl.data.table_records import TableRecords
from schemactl.errors import SchemactlError
from schemactl.files.dataset import DatasetFormat, Record
from schemactl.files.datasets.catalog import DATASET_FORMATS, find_format, named_format
from schemactl.files.heirs import Inheriting
from schemactl.files.parquet_file import MAGIC
from schemactl.files.stream import head_of
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.lane import DocumentLane, TableLane
from schemactl.migrate.succession import heirs_of
from schemactl.migrate.tally import ANNOTATIONS_IN, Counts
from schemactl.migrate.waiting import Links

if TYPE_CHECKING:
    from schemactl.migrate.row_lane import RowLane

# Whether the cells of a column are lists is told from this many records, as in `data.reading`.
SAMPLE = 1000
# Documents say themselves what they hold.
_FEW = 20


class Job(NamedTuple):
    """What is to be done: data, the migration, how it is read, where labels are linked.

    `plain` has the plain bytes of data that is packed, or a folder.
    """

    path: Path
    migration: CompiledMigration
    options: DataOptions
    links: Links
    plain: Path | None = None


AnyLane: TypeAlias = "TableLane | DocumentLane | RowLane"


class Source(NamedTuple):
    """A file with its format, what judges its records, and the records in order."""

    format: DatasetFormat
    lane: AnyLane
    head: list[Record]
    rest: Iterator[Record]

    def records(self) -> Iterator[Record]:
        """Yield every record, once."""
        return chain(self.head, self.rest)

    def forget(self) -> None:
        """Let go of the records that were read ahead, but for the first: they are read again."""
        del self.head[1:]
        if isinstance(self.rest, Generator):
            self.rest.close()

    def check(self, path: Path, counts: Counts) -> None:
        """Raise SchemactlError where nothing of what is needed was there in the whole file."""
        if self.head and not counts[ANNOTATIONS_IN]:
            self.lane.reader.check(path, self.head[0])


def open_source(job: Job) -> Source:
    """Open the data. Raises SchemactlError for what cannot be read, or not be rewritten."""
    found = find_format(job.path, job.options.format)
    reader = DataReader(job.migration.start.schema, job.options)
    records = found.read(job.path, job.options.layout())
    head = list(islice(records, _FEW if found.SHAPE.is_document else SAMPLE))
    is_rows = not job.path.is_dir() and head_of(job.path, len(MAGIC)) == MAGIC
    if is_rows and not found.SHAPE.is_document:
        return Source(found, _row_lane(job, found, reader, head), head, records)
    has_bytes = job.path.is_dir() or found.SHAPE.is_deflated or found.SHAPE.is_columnar
    if not has_bytes and any(not record.raw for record in head):
        raise _cannot(found.NAME, "a binary file")
    if found.SHAPE.is_document:
        lane: AnyLane = _document_lane(job, found, reader)
    else:
        rows = table_records(reader.tasks, job.options, found, job.path, head)
        lane = _table_lane(job, found, rows)
    return Source(found, lane, head, records)


def _row_lane(job: Job, found: DatasetFormat, reader: DataReader, head: list[Record]) -> "RowLane":
    from schemactl.migrate.row_lane import RowLane

    rows = table_records(reader.tasks, job.options, found, job.path, head)
    rows.seen_item = True
    return RowLane(job.path, job.migration, job.options, rows, job.links)


def _table_lane(job: Job, found: DatasetFormat, reader: TableRecords) -> TableLane:
    splicer = getattr(found, "cell_splices", None)
    if splicer is None:
        raise _cannot(found.NAME, "this format")
    # A migration moves labels, whatever item they are about.
    reader.seen_item = True
    return TableLane(job.migration, job.options, reader, splicer, job.links)


def _document_lane(job: Job, found: DatasetFormat, reader: DataReader) -> DocumentLane:
    rewriting = getattr(found, "rewriting", None)
    if rewriting is None:
        raise _cannot(found.NAME, "this format")
    documents = DocumentRecords(reader.tasks, job.options, found.SHAPE)
    layout = job.options.layout()
    rewriter = rewriting(job.path, layout, job.migration.end.schema)
    if isinstance(rewriter, Inheriting):
        rewriter.inherit(heirs_of(job.migration, layout.has_names))
    return DocumentLane(job.migration, job.options, documents, rewriter, job.links)


def rewritable() -> list[str]:
    """Return the formats that can be rewritten."""
    return [
        name
        for name in DATASET_FORMATS
        if name == "parquet"
        or any(hasattr(named_format(name), way) for way in ("cell_splices", "rewriting"))
    ]


def _cannot(name: str, what: str) -> SchemactlError:
    return SchemactlError(
        f"{name}: {what} cannot be rewritten", f"formats that can: {', '.join(rewritable())}"
    )
