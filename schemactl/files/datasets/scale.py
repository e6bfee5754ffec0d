"""scale: results of tasks at Scale AI, as a JSON list, the API's pages, or JSON Lines."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemactl.files.dataset import BOM, Document, Layout, Loss, Record, Shape, Use
from schemactl.files.datasets import jsonl
from schemactl.files.exact_json import write_exactly
from schemactl.files.json_documents import as_object, as_text, malformed, with_uses
from schemactl.files.json_edits import Way, value_at
from schemactl.files.json_element import decode_objects
from schemactl.files.json_elements import read_elements
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
)
from schemactl.files.rewriting import Rewriting
from schemactl.files.scale_place import WITHOUT_REGION, read_place, write_place
from schemactl.files.scale_rewriting import ScaleRewriting
from schemactl.files.stream import head_of
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema

NAME = "scale"
SHAPE = Shape(is_document=True, attributes="places")

_PAGE = "docs"
_HEAD = 4096
_PAGED = re.compile(rb'\{\s*"(docs|total|limit|offset|has_more|next_token)"')
_WHOLE = frozenset({"classification", "text", "rating", "number"})
_FAR = ("http://", "https://", "s3://", "gs://")


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per task; what stands beside the tasks of a page is a section of its own.

    The item is `item` in the metadata, else `unique_id`, else `task_id`.
    """
    head = head_of(path, _HEAD).removeprefix(BOM).lstrip()
    if head.startswith(b"{") and _PAGED.match(head) is None:
        for record in jsonl.read(path, layout):
            yield with_uses(record, _uses(record.values))
        return
    for element, values in decode_objects(path, read_elements(path, {_PAGE})):
        record = Record(element.line, element.offset, element.raw, values)
        if element.is_one_of:
            yield with_uses(record, _uses(values))
        else:
            yield record._replace(values={str(element.key): values}, section="page")


def _uses(values: dict[str, Any]) -> Iterator[Use | Problem]:
    metadata, params = as_object(values.get("metadata")), as_object(values.get("params"))
    item = as_text(metadata.get("item")) or as_text(values.get("unique_id"))
    item = item or as_text(values.get("task_id")) or ""
    content = _content(params)
    bare = Annotation(
        item,
        at=as_text(values.get("completed_at")),
        batch=_batch(values),
        schema=as_text(metadata.get("schema")),
        guideline=as_text(metadata.get("guideline")),
    )
    response = as_object(values.get("response"))
    for found, way in _answers(bare, response):
        if isinstance(found, Annotation):
            regions = _unread(found, value_at(response, way))
            yield Use(found, (), content, regions, ("response", *way))
        else:
            yield found


def _unread(found: Annotation, one: Any) -> dict[str, None]:
    """Return the type of a place that cannot be read, empty where no task has such."""
    if found.label is None or found.region is not None or not isinstance(one, dict):
        return {}
    return {"cuboid" if one.get("type") == "cuboid" else "": None}


def _content(params: dict[str, Any]) -> Content:
    attachment = as_text(params.get("attachment"))
    is_text = params.get("attachment_type") == "text" and not (attachment or "").startswith(_FAR)
    return Content(text=attachment) if is_text else Content(file=attachment)


def _batch(values: dict[str, Any]) -> str | None:
    """Return the batch, else the project, with the version of its parameters behind an @.

    A task that was labeled under other parameters was labeled in another set-up.
    """
    batch = as_text(values.get("batch")) or as_text(values.get("project"))
    version = as_text(values.get("project_param_version"))
    return batch if version is None else f"{batch or ''}@{version}"


# What was found, and the way to it in the response.
_Found = tuple[Annotation | Problem, Way]


def _answers(bare: Annotation, response: dict[str, Any]) -> Iterator[_Found]:
    annotations = response.get("annotations")
    if isinstance(annotations, dict):
        for task, answer in annotations.items():
            inner: Way = ("response",) if "response" in as_object(answer) else ()
            own = bare._replace(task=task)
            yield from _labels(own, value_at(answer, inner), ("annotations", task, *inner))
    elif annotations is not None:
        yield from _annotations(bare, annotations)
    for key in ("global_attributes", "taxonomies"):
        for task, answer in as_object(response.get(key)).items():
            yield from _labels(bare._replace(task=task), answer, (key, task))
    if "category" in response:
        yield from _labels(bare, response["category"], ("category",))


def _annotations(bare: Annotation, annotations: Any) -> Iterator[_Found]:
    if not isinstance(annotations, list):
        what = f"`annotations` is neither list nor object: {annotations!r}"
        yield malformed(bare.item, what), ()
        return
    for at, one in enumerate(annotations):
        for found in _annotation(bare, one):
            yield found, ("annotations", at)
    if not annotations:
        yield bare, ("annotations",)


def _annotation(bare: Annotation, one: Any) -> Iterator[Annotation | Problem]:
    """Yield an annotation; one whose place cannot be read has a label all the same."""
    values = as_object(one)
    label = as_text(values.get("label"))
    if label is None:
        yield malformed(bare.item, f"{one!r} has no label")
        return
    region = read_place(values, label)
    if region is None:
        kind = values.get("type")
        what = WITHOUT_REGION.get(str(kind), f"a place of type {kind!r} is not read")
        yield malformed(bare.item, f"`{label}`: {what}")
    attributes = as_object(values.get("attributes")) or None
    uuid = as_text(values.get("uuid"))
    yield bare._replace(label=label, region=region, attributes=attributes, annotation=uuid)


def _labels(bare: Annotation, answer: Any, way: Way) -> Iterator[_Found]:
    """Yield the labels in an answer, which may be lists in a list; an empty one is none."""
    labels = _flat(answer, way)
    for label, own in labels:
        yield bare._replace(label=label), own
    if not labels and answer is not None:
        yield bare, way


def _flat(answer: Any, way: Way) -> list[tuple[str, Way]]:
    if isinstance(answer, list):
        return [found for at, one in enumerate(answer) for found in _flat(one, (*way, at))]
    if isinstance(answer, bool):
        return [("true" if answer else "false", way)]
    if answer is None:
        return []
    return [(answer if isinstance(answer, str) else write_exactly(answer).decode(), way)]


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write JSON Lines, a task per item, time and batch."""
    types = {task.id: task.type for task in schema.tasks}
    with path.open("wb") as file:
        for document in documents:
            stamps = stamps_of(document, schema)
            yield from stamps_left_out(document, stamps)
            content = document.content
            kept = frozenset({"file" if content.text is None else "text"})
            yield from content_left_out(document, kept)
            metadata = {"item": document.item, **stamps._asdict()}
            groups: dict[tuple[str | None, str | None], dict[str, Any]] = {}
            for annotation in document.annotations:
                response = groups.setdefault((annotation.at, annotation.batch), {})
                type_name = types.get(annotation.task or "", "")
                yield from _add(response, type_name, annotation)
            for number, ((at, batch), response) in enumerate(groups.items(), 1):
                params = {"attachment": content.file}
                if content.text is not None:
                    params = {"attachment": content.text, "attachment_type": "text"}
                values = {
                    "task_id": f"{document.item}-{number}",
                    "completed_at": at,
                    **_batch_keys(batch),
                    "params": params,
                    "metadata": {k: v for k, v in metadata.items() if v is not None},
                    "response": response,
                }
                file.write(write_exactly(values) + b"\n")


def _batch_keys(batch: str | None) -> dict[str, Any]:
    name, mark, version = (batch or "").rpartition("@")
    is_versioned = bool(mark) and version.isdigit() and str(int(version)) == version
    if not is_versioned:
        return {} if batch is None else {"batch": batch}
    keys: dict[str, Any] = {"project_param_version": int(version)}
    return {"batch": name, **keys} if name else keys


def _add(response: dict[str, Any], type_name: str, annotation: Annotation) -> Iterator[Loss]:
    kept = {"at", "batch"}
    if type_name in _WHOLE:
        taxonomies = response.setdefault("taxonomies", {})
        value = annotation.label if annotation.value is None else str(annotation.value)
        taxonomies.setdefault(annotation.task, []).extend([] if value is None else [value])
        yield from fields_left_out(annotation, frozenset({*kept, "value"}))
        return
    place = write_place(type_name, annotation)
    if place is None or annotation.label is None:
        yield annotation_left_out(annotation, "scale has no such annotation")
        return
    kept |= {"region", "annotation", "attributes"}
    yield from fields_left_out(annotation, frozenset(kept))
    told = {"uuid": annotation.annotation, "attributes": annotation.attributes}
    own = {key: value for key, value in told.items() if value is not None}
    response.setdefault("annotations", []).append({"label": annotation.label, **place, **own})


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the tasks of a file."""
    del path, layout
    return ScaleRewriting(schema)
