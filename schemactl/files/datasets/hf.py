"""hf: datasets of Hugging Face: Arrow or Parquet files whose features name the classes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.arrow import arrow
from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.datasets.parquet import cells_of
from schemactl.files.hf_answers import MISSING, answers_of
from schemactl.files.hf_features import LabelColumn, label_columns
from schemactl.files.hf_folder import INFO, STATE, features_in, open_part, parts_of
from schemactl.files.json_documents import as_list, as_object, as_text, with_uses
from schemactl.files.labelmap import FILE, labelmap, ranked_labels
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
)
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Task

NAME = "hf"
SHAPE = Shape(is_document=True, is_folder=True, is_columnar=True)

_MARKS = (INFO, STATE, "dataset_dict.json")
_BINARY = (b"\xff\xff\xff\xff", b"PAR1", b"ARROW1")
_IDS = ("id", "guid", "idx")
_TEXTS = ("text", "sentence")
_DATA = "data-00000-of-00001.arrow"
_ROWS = 8192


def recognise(path: Path, head: bytes) -> bool:
    """Tell by a file that describes the dataset, or by features with classes in a data file."""
    if path.is_dir():
        if any(next(path.rglob(mark), None) is not None for mark in _MARKS):
            return True
        return any(_has_classes(found) for found in sorted(path.rglob("*.parquet"))[:1])
    return head.startswith(_BINARY) and path.is_file() and _has_classes(path)


def _has_classes(path: Path) -> bool:
    try:
        with open_part(path) as (schema, _):
            return bool(label_columns(features_in(schema)))
    except SchemactlError:
        return False


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
            columns = label_columns(features)
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


def _clashes(columns: list[LabelColumn], own: list[LabelColumn]) -> Iterator[Problem]:
    """Yield a problem where the data file names other classes than the dataset_info beside it."""
    written = {column.name: column.names for column in own}
    for column in columns:
        names = written.get(column.name, column.names)
        if names != column.names:
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
    content = Content(text=text, file=file)
    bare = Annotation(
        item, schema=as_text(values.get("schema")), guideline=as_text(values.get("guideline"))
    )
    for column in columns:
        for one in answers_of(bare, column, values):
            yield Use(one, (), content) if isinstance(one, Annotation) else one


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a folder as `save_to_disk` does, with labelmap.json; positions are ranks of indexes.

    A task with one label per item is a column of classes, with several a column of lists.
    """
    tasks = [task for task in schema.tasks if task.type == "classification"]
    features: dict[str, Any] = {
        name: {"dtype": "string", "_type": "Value"}
        for name in ("item", "text", "file", "schema", "guideline")
    }
    kinds: dict[str, Any] = dict.fromkeys(features, arrow().string())
    for task in tasks:
        one = {"names": [label.id for label in ranked_labels(task)], "_type": "ClassLabel"}
        features[task.id] = one if _is_one(task) else {"feature": one, "_type": "Sequence"}
        kinds[task.id] = arrow().int64() if _is_one(task) else arrow().list_(arrow().int64())
    metadata = {"huggingface": orjson.dumps({"info": {"features": features}})}
    table = arrow().schema(list(kinds.items()), metadata=metadata)
    path.mkdir(parents=True, exist_ok=True)
    losses: list[Loss] = []
    rows = (_row(document, schema, tasks, losses) for document in documents)
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


def _is_one(task: Task) -> bool:
    return task.choose.max == 1


def _row(
    document: Document, schema: ReleasedSchema, tasks: list[Task], losses: list[Loss]
) -> dict[str, Any]:
    stamps = stamps_of(document, schema)
    losses += stamps_left_out(document, stamps)
    losses += content_left_out(document, frozenset({"text", "file"}))
    content = document.content
    row: dict[str, Any] = {"item": document.item, "text": content.text, "file": content.file}
    row |= stamps._asdict()
    positions = {
        task.id: {label.id: at for at, label in enumerate(ranked_labels(task))} for task in tasks
    }
    for task in tasks:
        row[task.id] = MISSING if _is_one(task) else None
    for annotation in document.annotations:
        name = annotation.task or ""
        position = positions.get(name, {}).get(annotation.label or "")
        why = _put(row, name, annotation, position) if name in positions else _NO_TASK
        losses += [annotation_left_out(annotation, why)] if why else []
        losses += [] if why else fields_left_out(annotation, frozenset())
    return row


_NO_TASK = "only labels of whole items are written"


def _put(row: dict[str, Any], name: str, annotation: Annotation, position: int | None) -> str:
    """Put a label into its column, and return why it cannot stand there."""
    if annotation.label is not None and position is None:
        return "the label has no index"
    if row[name] == MISSING:
        if position is None:
            return "a column of classes cannot say that nothing applies"
        row[name] = position
        return ""
    if isinstance(row[name], int):
        return "the item has another answer"
    row[name] = [*(row[name] or []), *([] if position is None else [position])]
    return ""
