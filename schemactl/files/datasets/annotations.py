"""annotations: our own format, an object or row per annotation, stamped with its schema."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape
from schemactl.files.datasets import jsonl, parquet
from schemactl.files.parquet_file import MAGIC
from schemactl.files.rewriting import Splice
from schemactl.files.stream import head_of
from schemactl.model.release import ReleasedSchema

NAME = "annotations"
SHAPE = Shape(is_annotations=True)


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per line, as for jsonl, or per row, as for parquet."""
    if head_of(path, len(MAGIC)) == MAGIC:
        return parquet.read(path, layout)
    return jsonl.read(path, layout)


def list_columns(path: Path) -> frozenset[str]:
    """Return the columns that hold lists by their type, where the file is one of Parquet."""
    if head_of(path, len(MAGIC)) == MAGIC:
        return parquet.list_columns(path)
    return frozenset()


def cell_splices(record: Record, cells: Mapping[str, Any], layout: Layout) -> list[Splice]:
    """Return what new values of columns change in a line, as for jsonl."""
    return jsonl.cell_splices(record, cells, layout)


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a line per annotation, or a row of Parquet where the name ends so; nothing is lost.

    What has no stamp gets that of the schema.
    """
    stamped = (_stamped(document, f"{schema.name}@{schema.version}") for document in documents)
    if path.suffix == ".parquet":
        return parquet.write(path, stamped, schema)
    return jsonl.write(path, stamped, schema)


def _stamped(document: Document, stamp: str) -> Document:
    annotations = (
        one if one.schema is not None else one._replace(schema=stamp)
        for one in document.annotations
    )
    return document._replace(annotations=tuple(annotations))
