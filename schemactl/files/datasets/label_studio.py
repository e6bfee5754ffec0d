"""label-studio: tasks as Label Studio exports and imports them, a JSON list or one per line."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemactl.files.dataset import BOM, Document, Layout, Loss, Record, Shape, Use
from schemactl.files.datasets import jsonl
from schemactl.files.json_documents import (
    as_count,
    as_object,
    as_text,
    content_id,
    numbered_objects,
    with_uses,
)
from schemactl.files.json_element import Element, decode_objects
from schemactl.files.json_elements import read_elements
from schemactl.files.label_studio_result import Item, uses_of
from schemactl.files.label_studio_rewriting import LabelStudioRewriting
from schemactl.files.label_studio_tasks import write_tasks
from schemactl.files.rewriting import Rewriting
from schemactl.files.stream import head_of
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema
from schemactl.model.task import number

NAME = "label-studio"
SHAPE = Shape(is_document=True, says_skipped=True, attributes="places")

_FILES = ("file", "image", "img", "audio", "video", "pdf", "url")
_FEW = 64


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per task of Label Studio, each of them an item.

    Annotations, predictions (origin `model`) and drafts (status `unsure`) are all told, since
    all of them carry labels. The item is `item` in the data, else the task's id, else a digest
    of its text.
    """
    if is_list(path):
        yield from task_records(path, read_elements(path, ()))
    else:
        for record in jsonl.read(path, layout):
            yield with_uses(record, _uses(record.values))


def is_list(path: Path) -> bool:
    """Tell whether tasks stand in a list, and not one per line."""
    return head_of(path, _FEW).removeprefix(BOM).lstrip().startswith(b"[")


def task_records(path: Path, elements: Iterable[Element]) -> Iterator[Record]:
    """Yield the record of each task in a list. Raises SchemactlError for what is no object."""
    for element, values in decode_objects(path, elements):
        record = Record(element.line, element.offset, element.raw, values)
        yield with_uses(record, _uses(values))


def _uses(values: dict[str, Any]) -> Iterator[Use | Problem]:
    data, meta = as_object(values.get("data")), as_object(values.get("meta"))
    content = _content(data)
    item = as_text(data.get("item")) or as_text(values.get("id")) or ""
    if not item and content.text:
        item = content_id(content.text)
    about = Item(item, data, content)
    schema, guideline = (
        as_text(meta.get(key)) or as_text(data.get(key)) for key in ("schema", "guideline")
    )
    bare = Annotation(item, schema=schema, guideline=guideline)
    key = "annotations" if values.get("annotations") else "completions"
    for at, one in numbered_objects(values.get(key)):
        yield from uses_of(about, one.get("result"), _by_person(bare, one), (key, at))
    for at, one in numbered_objects(values.get("predictions")):
        yield from uses_of(about, one.get("result"), _by_model(bare, one), ("predictions", at))
    for at, one in numbered_objects(values.get("drafts")):
        draft = _by_person(bare, one)._replace(status="unsure", note="draft")
        yield from uses_of(about, one.get("result"), draft, ("drafts", at))


def _content(data: dict[str, Any]) -> Content:
    text = as_text(data.get("text"))
    file = next((data[key] for key in _FILES if isinstance(data.get(key), str)), None)
    width, height, duration = (number(data.get(key)) for key in ("width", "height", "duration"))
    return Content(text, file, width, height, duration, as_count(data.get("frames")))


def _by_person(bare: Annotation, one: dict[str, Any]) -> Annotation:
    by = one.get("completed_by", one.get("user"))
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    suggestion = as_object(one.get("prediction"))
    return bare._replace(
        annotator=as_text(by),
        at=as_text(one.get("created_at")),
        status="skipped" if one.get("was_cancelled") is True else "final",
        suggested_by=as_text(suggestion.get("model_version")),
    )


def _by_model(bare: Annotation, one: dict[str, Any]) -> Annotation:
    return bare._replace(
        annotator=as_text(one.get("model_version")) or None,
        at=as_text(one.get("created_at")),
        confidence=number(one.get("score")),
        origin="model",
    )


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a list of tasks; controls are named as the tasks of the schema, labels by their ids.

    The item stands in the data and the stamps in `meta`.
    """
    return write_tasks(path, documents, schema)


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the tasks of a file."""
    del path, layout
    return LabelStudioRewriting(schema)
