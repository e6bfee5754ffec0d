"""Tasks of Label Studio in the making: the annotations of an item by whoever made them."""

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.dataset import Document, Loss
from schemactl.files.exact_json import write_exactly
from schemactl.files.label_studio_value import FORMS, Unspeakable
from schemactl.files.losses import (
    annotation_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
)
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Task

_KEPT = frozenset(
    {
        *("region", "value", "attributes", "annotation", "confidence", "note", "annotator"),
        *("at", "suggested_by"),
    }
)
_CONTENT = ("text", "file", "width", "height", "duration", "frames")


class _Maker(NamedTuple):
    """Who made annotations in one go, and how that ended."""

    is_model: bool
    annotator: str | None
    at: str | None
    is_skipped: bool
    suggested_by: str | None


def write_tasks(
    path: Path, documents: Iterable[Document], schema: ReleasedSchema
) -> Iterator[Loss]:
    """Write a JSON list of tasks and yield what it cannot say."""
    with path.open("wb") as file:
        file.write(b"[")
        for count, document in enumerate(documents):
            stamps = stamps_of(document, schema)
            yield from stamps_left_out(document, stamps)
            groups: dict[_Maker, list[dict[str, Any]]] = {}
            for annotation in document.annotations:
                yield from _add(groups, annotation, document.content, schema)
            meta = {key: stamp for key, stamp in stamps._asdict().items() if stamp is not None}
            values = {"data": _data(document, schema), "meta": meta, **_said(groups)}
            file.write((b",\n" if count else b"\n") + write_exactly(values))
        file.write(b"\n]\n")


def _data(document: Document, schema: ReleasedSchema) -> dict[str, Any]:
    """Return what a configuration shows, under its own name and that of the schema's input."""
    data: dict[str, Any] = {"item": document.item}
    for field in _CONTENT:
        value = getattr(document.content, field)
        if value is not None:
            data[field] = value
    for name, shown in schema.inputs.items():
        field = "text" if shown.type == "text" else "file"
        if field in data:
            data.setdefault(name, data[field])
    return data


def _said(groups: dict[_Maker, list[dict[str, Any]]]) -> dict[str, Any]:
    found: dict[str, Any] = {"annotations": [], "predictions": []}
    for maker, results in groups.items():
        if maker.is_model:
            one: dict[str, Any] = {"model_version": maker.annotator, "created_at": maker.at}
        else:
            one = {"completed_by": maker.annotator, "created_at": maker.at}
            one["was_cancelled"] = maker.is_skipped
            if maker.suggested_by is not None:
                one["prediction"] = {"model_version": maker.suggested_by}
        told = {key: value for key, value in one.items() if value is not None}
        found["predictions" if maker.is_model else "annotations"].append(
            {**told, "result": results}
        )
    return found


def _add(
    groups: dict[_Maker, list[dict[str, Any]]],
    annotation: Annotation,
    content: Content,
    schema: ReleasedSchema,
) -> Iterator[Loss]:
    """Add an annotation to those of its maker."""
    is_model, is_skipped = annotation.origin == "model", annotation.status == "skipped"
    suggested_by = None if is_model else annotation.suggested_by
    maker = _Maker(is_model, annotation.annotator, annotation.at, is_skipped, suggested_by)
    task = schema.task(annotation.task or "")
    results = groups.get(maker, [])
    if task is None or task.type not in FORMS:
        yield annotation_left_out(annotation, "Label Studio has no such task")
        return
    kept = _KEPT - ({"suggested_by"} if is_model else set())
    kept |= ({"origin"} if is_model else set()) | ({"status"} if is_skipped else set())
    if _says_nothing(annotation, task):
        yield from fields_left_out(annotation, kept)
        if results:
            yield annotation_left_out(annotation, "that nothing applies is said of all tasks")
        elif len(schema.tasks) > 1:
            what = "was skipped" if is_skipped else "found nothing"
            yield Loss("task", annotation.item, f"it is not said that `{task.id}` {what}")
        groups.setdefault(maker, results)
        return
    try:
        result = yield from _result(annotation, task, content)
    except Unspeakable as error:
        yield annotation_left_out(annotation, str(error))
        return
    yield from fields_left_out(annotation, kept)
    groups.setdefault(maker, results)
    for one in result:
        _join(results, one)


def _says_nothing(annotation: Annotation, task: Task) -> bool:
    is_empty = annotation.label is None and annotation.value is None and annotation.region is None
    return is_empty and (task.type != "classification" or annotation.status == "skipped")


def _result(
    annotation: Annotation, task: Task, content: Content
) -> Generator[Loss, None, list[dict[str, Any]]]:
    """Return the results of one annotation: its own, and one for each attribute."""
    form = FORMS[task.type]
    written = form.write(annotation, content)
    region = annotation.region or {}
    if extra := set(region) - form.keys:
        yield Loss("region", annotation.item, f"there is no place for {', '.join(sorted(extra))}")
    shared: dict[str, Any] = {"to_name": task.inputs[0] if task.inputs else "item"}
    if annotation.annotation is not None:
        shared["id"] = annotation.annotation
    own = {"type": written.type, **shared, **written.beside}
    if written.type == "relation":
        own.pop("to_name")
    else:
        own |= {"from_name": task.id, "value": written.value}
    if annotation.confidence is not None:
        own["score"] = annotation.confidence
    if annotation.note is not None:
        own["meta"] = {"text": [annotation.note]}
    found = [own]
    for name, value in (annotation.attributes or {}).items():
        kind = _attribute_type(value)
        if kind is None or not region or "id" not in shared:
            message = f"there is no place for attribute `{name}` {value!r}"
            yield Loss("attributes", annotation.item, message)
            continue
        said = {kind: [value] if isinstance(value, str) else value}
        found.append({"type": kind, **shared, "from_name": name, "value": said})
    return found


def _attribute_type(value: Any) -> str | None:
    if isinstance(value, str):
        return "choices"
    if isinstance(value, list) and len(value) > 1 and all(isinstance(one, str) for one in value):
        return "choices"
    return "number" if type(value) in (int, float) else None


def _join(results: list[dict[str, Any]], one: dict[str, Any]) -> None:
    """Add a result; choices that differ in nothing else are one result."""
    if one["type"] == "choices" and "id" not in one:
        rest = {key: value for key, value in one.items() if key != "value"}
        for other in results:
            if {key: value for key, value in other.items() if key != "value"} == rest:
                other["value"]["choices"] += one["value"]["choices"]
                return
    results.append(one)
