"""label-matrix: a column per labeling function, a row per item; -1 abstains.

This is the matrix of weak supervision (Ratner et al. 2017, "Snorkel"): functions are annotators
whose answers have the origin `rule`. A file of separated values may name the items in its first
column; a NumPy file has numbers only, and its items are the numbers of its rows, from 0.
"""

import csv as separated
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use, unreadable
from schemactl.files.datasets import csv
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    tasks_left_out,
)
from schemactl.files.matrix import NUMPY, matrix_kind, matrix_rows, save_matrix
from schemactl.files.matrix_rewriting import ABSTAINS, MatrixRewriting
from schemactl.files.rewriting import Rewriting
from schemactl.files.separated_rows import is_formula
from schemactl.files.stream import head_of
from schemactl.model.annotation import Annotation
from schemactl.model.release import ReleasedSchema
from schemactl.model.taxonomy import Taxonomy

NAME = "label-matrix"
SHAPE = Shape(is_document=True, attributes="none")

_ITEM = "item"
_ITEM_COLUMNS = frozenset({"", "item", "id", "index"})
_KEPT = frozenset({"annotator", "origin"})


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per item, with a use per function that did not abstain."""
    if head_of(path, len(NUMPY)) == NUMPY:
        return _read_numpy(path)
    return _read_rows(path, layout)


def _read_rows(path: Path, layout: Layout) -> Iterator[Record]:
    records = csv.read(path, layout)
    first = next(records, None)
    if first is None:
        return
    column, cell = next(iter(first.values.items()))
    is_named = column.lower() in _ITEM_COLUMNS or not (cell == ABSTAINS or cell.isdecimal())
    for number, record in enumerate(chain([first], records)):
        cells = list(record.values.items())
        item = str(cells.pop(0)[1]) if is_named else str(number)
        yield record._replace(uses=tuple(_uses(path, record.line, item, cells)))


def _read_numpy(path: Path) -> Iterator[Record]:
    for number, row in enumerate(matrix_rows(path)):
        cells = [(f"function-{column}", str(cell)) for column, cell in enumerate(row.cells)]
        uses = tuple(_uses(path, number + 1, str(number), cells))
        yield Record(number + 1, row.offset, row.raw, dict(cells), uses)


def _uses(path: Path, line: int, item: str, cells: Iterable[tuple[str, Any]]) -> Iterator[Use]:
    for function, cell in cells:
        text = str(cell)
        if text in ("", ABSTAINS):
            continue
        if not text.isdecimal():
            what = f"`{function}`: {text!r} is no number of a label, nor -1"
            raise unreadable(path, line, what, "a function gives a label's number, or abstains")
        yield Use(Annotation(item, None, text, annotator=function, origin="rule"))


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write the indexes of labels; NumPy where the name ends in .npy, which has no names."""
    yield from tasks_left_out(schema, "classification")
    indexes = {
        (task.id, place.label.id): place.label.index
        for position, task in enumerate(schema.tasks)
        for place in Taxonomy(task, ("tasks", position)).places
        if place.label.index is not None
    }
    rows: dict[str, dict[str, int]] = {}
    for document in documents:
        yield from content_left_out(document, frozenset())
        yield from stamps_left_out(document, None)
        row = rows.setdefault(document.item, {})
        for annotation in document.annotations:
            index = indexes.get((annotation.task or "", annotation.label or ""))
            if reason := _no_place(annotation, index, row):
                yield annotation_left_out(annotation, reason)
            elif annotation.annotator is not None and index is not None:
                row[annotation.annotator] = index
                yield from fields_left_out(annotation, _KEPT)
    yield from _save(path, rows)


def _no_place(annotation: Annotation, index: int | None, row: dict[str, int]) -> str:
    if annotation.annotator is None:
        return "a matrix has a column per annotator"
    if index is None:
        return "a matrix holds indexes of labels"
    return "a cell holds one label" if annotation.annotator in row else ""


def _save(path: Path, rows: dict[str, dict[str, int]]) -> Iterator[Loss]:
    functions = sorted({function for row in rows.values() for function in row})
    cells = [[row.get(function, -1) for function in functions] for row in rows.values()]
    if path.suffix == ".npy":
        yield Loss("names", None, f"there is no place for items and functions: {functions}")
        save_matrix(path, cells, len(functions))
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        table = separated.writer(file, lineterminator="\r\n")
        table.writerow([_ITEM, *map(_safe, functions)])
        for item, row in zip(rows, cells, strict=True):
            if is_formula(item):
                yield Loss("formula", item, "an apostrophe stands before what would be a formula")
            table.writerow([_safe(item), *row])


def _safe(text: str) -> str:
    return f"'{text}" if is_formula(text) else text


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the rows of a file."""
    del layout
    is_numpy = head_of(path, len(NUMPY)) == NUMPY
    return MatrixRewriting(schema, matrix_kind(path) if is_numpy else None)
