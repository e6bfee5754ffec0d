"""Reading: records of a data file become annotations with resolved labels, under a schema."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from schemactl.data.document_records import DocumentRecords
from schemactl.data.options import DataOptions
from schemactl.data.placed import Placed
from schemactl.data.spelling import TaskReading, task_readings
from schemactl.data.table_records import TableRecords
from schemactl.errors import SchemactlError
from schemactl.files.dataset import DatasetFormat, Record
from schemactl.files.datasets.catalog import find_format
from schemactl.model.release import ReleasedSchema

# Whether the cells of a column are lists is told from this many records.
_SAMPLE = 1000


class DataReader:
    """Reads data files under one schema with one set of options."""

    def __init__(self, schema: ReleasedSchema, options: DataOptions) -> None:
        """Index the labels of every task. Raises SchemactlError where a named task is unknown."""
        self.options = options
        self.tasks = task_readings(schema, options.label_as, options.path_separator)
        named = [options.task, *(column.task for column in options.label_columns)]
        for task in named:
            if task is not None and task not in self.tasks:
                known = f"its tasks: {', '.join(self.tasks)}"
                raise SchemactlError(f"schema {schema.name!r} has no task {task!r}", known)
        # Whether each record of the file that is being read should say what it was made under.
        self.is_annotations = False
        # The columns that say something, where that file is a table.
        self.columns: frozenset[str] | None = None

    def read(self, path: Path) -> Iterator[tuple[Record, list[Placed]]]:
        """Yield each record with its annotations. Raises SchemactlError for unreadable lines."""
        opened = self.open(path)
        yield from opened.placed()

    def open(self, path: Path) -> "OpenedFile":
        """Recognise a file, and learn from its first records how to read it."""
        data_format = find_format(path, self.options.format)
        records = data_format.read(path, self.options.layout())
        head = list(islice(records, _SAMPLE))
        found = (
            DocumentRecords(self.tasks, self.options, data_format.SHAPE)
            if data_format.SHAPE.is_document
            else table_records(self.tasks, self.options, data_format, path, head)
        )
        self.is_annotations = data_format.SHAPE.is_annotations
        self.columns = found.used if isinstance(found, TableRecords) else None
        return OpenedFile(path, data_format, found, head, records)


def table_records(
    tasks: Mapping[str, TaskReading],
    options: DataOptions,
    found: DatasetFormat,
    path: Path,
    head: list[Record],
) -> TableRecords:
    """Return what reads a table, by its first records and by the types that the file states."""
    list_columns = getattr(found, "list_columns", None)
    lists = frozenset() if list_columns is None else list_columns(path)
    return TableRecords(tasks, options, found.SHAPE, head, lists)


class OpenedFile(NamedTuple):
    """A data file with its format, its first records, the others, and what reads them."""

    path: Path
    format: DatasetFormat
    reader: DocumentRecords | TableRecords
    head: list[Record]
    rest: Iterator[Record]

    def placed(self) -> Iterator[tuple[Record, list[Placed]]]:
        """Yield each record with its annotations."""
        for record in self.records():
            yield record, self.reader.placed(record)
        self.check()

    def records(self) -> Iterator[Record]:
        """Return the records; whoever has read them all is to call `check`."""
        return chain(self.head, self.rest)

    def check(self) -> None:
        """End the reading. Raises SchemactlError where nothing of what is needed was there."""
        if self.head:
            self.reader.check(self.path, self.head[0])
