"""hf: datasets of Hugging Face: Arrow or Parquet files whose features name the classes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.datasets.parquet import cells_of
from schemactl.files.hf_answers import answers_of
from schemactl.files.hf_columns import TaskColumn, column_of, put
from schemactl.files.hf_features import LabelColumn, label_columns
from schemactl.files.hf_folder import INFO, STATE, features_in, files_of, open_part, parts_of
from schemactl.files.hf_forms import feature_of, type_of
from schemactl.files.hf_rewriting import HfRewriting
from schemactl.files.json_documents import as_count, as_list, as_object, as_text, with_uses
from schemactl.files.labelmap import FILE, labelmap
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
)
from schemactl.files.rewriting import TableRewriting
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema
from schemactl.model.task import number as number_of

NAME = "hf"
SHAPE = Shape(is_document=True, is_folder=True, is_columnar=True, attributes="places")

_IDS = ("id", "image_id", "guid", "idx")
_TEXTS = ("text", "sentence")
_NUMBERS = ("width", "height", "duration")
_TOLD = ("item", "text", "file", "schema", "guideline")
# What is known of items beside them, by the type of an input.
_SIZES = {
    **dict.fromkeys(("image", "document"), ("width", "height")),
    "audio": ("duration",),
    "video": ("width", "height", "duration", "frames"),
}
# What tells of items is no answer, whatever tasks are called.
_OWN = frozenset({*_TOLD, *_IDS, *_TEXTS, "image", "tokens"})
_NO_COLUMN = "the column of this name tells of the item"
_DATA = "data-00000-of-00001.arrow"
_ROWS = 8192


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield the features of each data file in a section of their own, and one record per row.

    Tasks are the columns with classes. The line of a row is its number in the split, and there
    are no raw bytes. The item is `item`, else an id column behind the split, else the number.
    """
    del layout
    numbers: Counter[str] = Counter()
    parts = parts_of(path)
    if not parts:
        raise SchemactlError(f"{path} has no data files", "a dataset has .arrow or .parquet files")
    for part in parts:
        name = part.path.relative_to(path).as_posix() if path.is_dir() else None
        with open_part(part.path) as (schema, batches):
            own = features_in(schema)
            features = part.told or own
            columns = [one for one in label_columns(features) if _is_answer(one)]
            problems = tuple(_clashes(columns, label_columns(own)))
            told = {"features": features}
            yield Record(1, 0, b"", told, (), "features", name, problems)
            for batch in batches:
                cells = [cells_of(column) for column in batch.columns]
                for row in zip(*cells, strict=True):
                    numbers[part.split] += 1
                    number = numbers[part.split]
                    values = dict(zip(schema.names, row, strict=True))
                    record = Record(number, 0, b"", values, part=name)
                    yield with_uses(record, _uses(values, columns, part.split, number))


def _is_answer(column: LabelColumn) -> bool:
    return column.names is not None or column.form == "objects" or column.name not in _OWN


def _clashes(columns: list[LabelColumn], own: list[LabelColumn]) -> Iterator[Problem]:
    """Yield a problem where the data file names other classes than the dataset_info beside it."""
    written = {column.name: column.names for column in own}
    for column in columns:
        names = written.get(column.name)
        if names is not None and column.names is not None and names != column.names:
            pairs = enumerate(zip_longest(names, column.names))
            place = next(number for number, (one, other) in pairs if one != other)
            message = (
                f"`{column.name}`: {INFO} and the data file name the classes differently "
                f"from class {place} on"
            )
            yield Problem("class-clash", None, None, None, message)


def _uses(
    values: dict[str, Any], columns: list[LabelColumn], split: str, number: int
) -> Iterator[Use | Problem]:
    ids = [found for key in _IDS if (found := as_text(values.get(key))) is not None]
    within = ids[0] if ids else str(number)
    item = as_text(values.get("item")) or (f"{split}:{within}" if split else within)
    texts = [found for key in _TEXTS if isinstance(found := values.get(key), str)]
    tokens = as_list(values.get("tokens"))
    text = texts[0] if texts else " ".join(map(str, tokens)) if tokens else None
    file = as_text(values.get("file")) or as_text(as_object(values.get("image")).get("path"))
    width, height, duration = (number_of(values.get(name)) for name in _NUMBERS)
    content = Content(text, file, width, height, duration, as_count(values.get("frames")))
    bare = Annotation(
        item, schema=as_text(values.get("schema")), guideline=as_text(values.get("guideline"))
    )
    for column in columns:
        number = 0
        for one in answers_of(bare, column, values):
            if isinstance(one, Annotation):
                yield Use(one, (), content, way=(column.name, number))
                number += 1
            else:
                yield one


def data_files(path: Path) -> list[Path]:
    """Return the files that say which labels there are, and the data files."""
    return files_of(path)


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> TableRewriting:
    """Return what rewrites the tables of a dataset, all at once."""
    return HfRewriting(path, LabelsAfter(schema, layout.has_names))


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a folder as `save_to_disk` does, with labelmap.json; positions are ranks of indexes.

    A task is a column: of classes or of lists of them, of values, or of lists of objects.
    """
    columns = {task.id: column_of(task) for task in schema.tasks if task.id not in _OWN}
    told = dict.fromkeys(_TOLD, "string") | _sizes(schema)
    forms = told | {name: one.form for name, one in columns.items()}
    made = _Rows(schema, frozenset(told.keys() - columns.keys()), columns)
    features = {name: feature_of(form) for name, form in forms.items()}
    metadata = {"huggingface": orjson.dumps({"info": {"features": features}})}
    kinds = [(name, type_of(form)) for name, form in forms.items()]
    table = arrow().schema(kinds, metadata=metadata)
    path.mkdir(parents=True, exist_ok=True)
    losses: list[Loss] = []
    rows = (made.row(document, losses) for document in documents)
    with (
        arrow().OSFile(str(path / _DATA), "wb") as sink,
        arrow().ipc.new_stream(sink, table) as file,
    ):
        while batch := list(islice(rows, _ROWS)):
            file.write_table(arrow().Table.from_pylist(batch, schema=table))
            yield from losses
            losses.clear()
    info = {"citation": "", "description": f"{schema.name}@{schema.version}", "features": features}
    state: dict[str, Any] = {
        "_data_files": [{"filename": _DATA}],
        "_fingerprint": "",
        "_format_columns": None,
    }
    state |= {"_format_kwargs": {}, "_format_type": None, "_output_all_columns": False}
    (path / INFO).write_bytes(orjson.dumps({**info, "homepage": "", "license": ""}))
    (path / STATE).write_bytes(orjson.dumps({**state, "_split": None}))
    (path / FILE).write_bytes(labelmap(schema))


def _sizes(schema: ReleasedSchema) -> dict[str, str]:
    found = (name for one in schema.inputs.values() for name in _SIZES.get(one.type, ()))
    return {name: "int64" if name == "frames" else "float64" for name in found}


class _Rows(NamedTuple):
    """Makes rows: `told` are the columns of what is known of items."""

    schema: ReleasedSchema
    told: frozenset[str]
    columns: dict[str, TaskColumn]

    def row(self, document: Document, losses: list[Loss]) -> dict[str, Any]:
        """Return the row of an item, and add what it does not say to the losses."""
        stamps = stamps_of(document, self.schema)
        losses += stamps_left_out(document, stamps)
        losses += content_left_out(document, self.told)
        row: dict[str, Any] = {"item": document.item, **stamps._asdict()}
        row |= {k: v for k, v in document.content._asdict().items() if k in self.told}
        row |= {name: column.empty for name, column in self.columns.items()}
        for annotation in document.annotations:
            name = annotation.task or ""
            if name not in self.columns:
                losses.append(annotation_left_out(annotation, _NO_COLUMN))
                continue
            row[name], why, kept = put(self.columns[name], row[name], annotation)
            if why:
                losses.append(annotation_left_out(annotation, why))
            else:
                losses += fields_left_out(annotation, kept)
        return row
