"""labelbox: the export of Labelbox, version 2: one JSON object per data row."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.datasets import jsonl
from schemactl.files.exact_json import write_exactly
from schemactl.files.json_documents import (
    as_object,
    as_text,
    malformed,
    numbered_objects,
    objects_in,
    with_uses,
)
from schemactl.files.json_edits import Way, value_at
from schemactl.files.labelbox_place import (
    classify,
    in_frame,
    nested_questions,
    objects_of,
    read_place,
    unread_type,
    write_place,
)
from schemactl.files.labelbox_rewriting import LabelboxRewriting
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
    tasks_left_out,
)
from schemactl.files.rewriting import Rewriting
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Task
from schemactl.model.task import number

NAME = "labelbox"
SHAPE = Shape(is_document=True)

_FAR = ("http://", "https://", "gs://", "s3://")
_ANSWERS = ("radio_answer", "checklist_answers", "text_answer")


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per data row; the item is its global key, else its id.

    Labels and questions are known by their values, which hold ids where we made the ontology.
    """
    for record in jsonl.read(path, layout):
        yield with_uses(record, _uses(record.values))


def _uses(values: dict[str, Any]) -> Iterator[Use | Problem]:
    row = as_object(values.get("data_row"))
    item = as_text(row.get("global_key")) or as_text(row.get("id")) or ""
    content = _content(row, as_object(values.get("media_attributes")))
    stamps = {
        str(field.get("schema_name") or field.get("name")): as_text(field.get("value"))
        for field in objects_in(values.get("metadata_fields"))
    }
    for name, project in as_object(values.get("projects")).items():
        for at, label in numbered_objects(as_object(project).get("labels")):
            details = as_object(label.get("label_details"))
            bare = Annotation(
                item,
                annotator=as_text(details.get("created_by")),
                at=as_text(details.get("created_at")),
                schema=stamps.get("schema"),
                guideline=stamps.get("guideline"),
            )
            way = ("projects", name, "labels", at, "annotations")
            said = as_object(label.get("annotations"))
            for found, inner in _label_uses(bare, said):
                if isinstance(found, Annotation):
                    is_unread = found.region is None and inner[0] in ("objects", "frames")
                    regions = {unread_type(value_at(said, inner)): None} if is_unread else {}
                    yield Use(found, (), content, regions, (*way, *inner))
                else:
                    yield found


def _content(row: dict[str, Any], media: dict[str, Any]) -> Content:
    data = as_text(row.get("row_data"))
    is_file = data is not None and data.startswith(_FAR)
    file = data if is_file else as_text(row.get("external_id"))
    size = (number(media.get("width")), number(media.get("height")))
    return Content(None if is_file else data, file, *size, number(media.get("duration")))


# What was found, and the way to it.
_Found = tuple[Annotation | Problem, Way]


def _label_uses(bare: Annotation, annotations: dict[str, Any]) -> Iterator[_Found]:
    for one, frame, way in objects_of(annotations):
        for found in _object(bare, one):
            yield in_frame(found, frame), way
    for at, one in numbered_objects(annotations.get("classifications")):
        for own, inner in _classification(bare, one):
            yield own, ("classifications", at, *inner)
    for at, one in numbered_objects(annotations.get("relationships")):
        yield _relation(bare, one), ("relationships", at)


def _relation(bare: Annotation, one: dict[str, Any]) -> Annotation:
    ends = as_object(one.get("unidirectional_relationship") or one.get("relationship"))
    region = {
        "from": as_text(ends.get("source") or ends.get("source_object_feature_id")),
        "to": as_text(ends.get("target") or ends.get("target_object_feature_id")),
    }
    own = as_text(one.get("feature_id"))
    return bare._replace(label=_named(one), region=region, annotation=own)


def _object(bare: Annotation, one: dict[str, Any]) -> Iterator[Annotation | Problem]:
    """Yield an object; one whose place cannot be read has a label all the same."""
    label = _named(one)
    if label is None:
        yield malformed(bare.item, "an object has no name")
        return
    region = read_place(one, label)
    if region is None:
        kind = one.get("annotation_kind") or label
        what = (
            "the mask is at an address, which an export only names"
            if unread_type(one) == "mask"
            else f"{kind!r} has no place that can be read"
        )
        yield malformed(bare.item, f"`{label}`: {what}")
    own = bare._replace(label=label, region=region, annotation=as_text(one.get("feature_id")))
    yield own._replace(attributes=_attributes(one))


def _named(one: dict[str, Any]) -> str | None:
    return as_text(one.get("value")) or as_text(one.get("name"))


def _classification(bare: Annotation, one: dict[str, Any]) -> Iterator[_Found]:
    task = _named(one)
    if not any(key in one for key in _ANSWERS):
        yield malformed(bare.item, f"the classification {task!r} has no answer that is known"), ()
        return
    own = bare._replace(task=task, annotation=as_text(one.get("feature_id")))
    if "text_answer" in one:
        text = as_text(as_object(one["text_answer"]).get("content"))
        yield own._replace(value=text), ("text_answer",)
        return
    answers = _answers(one)
    if not answers and isinstance(one.get("checklist_answers"), list):
        yield own, ("checklist_answers",)
    for answer, way in answers:
        label = _named(answer)
        if label is None:
            yield malformed(bare.item, f"an answer to {task!r} has no name"), ()
        else:
            yield own._replace(label=label, attributes=_attributes(answer)), way


def _answers(one: dict[str, Any]) -> list[tuple[dict[str, Any], Way]]:
    """Return the answers with the ways to them."""
    radio = as_object(one.get("radio_answer"))
    listed = numbered_objects(one.get("checklist_answers"))
    found: list[tuple[dict[str, Any], Way]] = [(radio, ("radio_answer",))] if radio else []
    return [*found, *((answer, ("checklist_answers", at)) for at, answer in listed)]


def _attributes(one: dict[str, Any]) -> dict[str, Any] | None:
    """Return what was asked of an object or of an answer, and asked of those answers in turn."""
    found: dict[str, Any] = {}
    for inner in objects_in(one.get("classifications")):
        name = _named(inner)
        if name is None:
            continue
        if "text_answer" in inner:
            found[name] = as_text(as_object(inner["text_answer"]).get("content"))
        elif "checklist_answers" in inner:
            found[name] = [_named(answer) for answer in objects_in(inner["checklist_answers"])]
        else:
            found[name] = _named(as_object(inner.get("radio_answer")))
        for answer, _ in _answers(inner):
            found |= _attributes(answer) or {}
    return found or None


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write data rows with one label per annotator and time; ids stand as names and values."""
    tasks = {task.id: task for task in schema.tasks}
    for type_name in (*_OBJECTS, "relation"):
        yield from tasks_left_out(schema, type_name)
    with path.open("wb") as file:
        for document in documents:
            stamps = stamps_of(document, schema)
            yield from stamps_left_out(document, stamps)
            yield from content_left_out(document, _CONTENT)
            labels: dict[tuple[str | None, str | None], _Label] = {}
            for annotation in document.annotations:
                who = (annotation.annotator, annotation.at)
                label = labels.setdefault(who, _Label([], {}, []))
                yield from _add(label, tasks.get(annotation.task or ""), annotation)
            written = [_label(*who, label) for who, label in labels.items()]
            metadata = [
                {"schema_name": key, "value": value}
                for key, value in stamps._asdict().items()
                if value is not None
            ]
            values = {
                **_row(document),
                "metadata_fields": metadata,
                "projects": {schema.name: {"name": schema.name, "labels": written}},
            }
            file.write(write_exactly(values) + b"\n")


_OBJECTS = ("box", "polygon", "polyline", "keypoints", "span")
_CONTENT = frozenset({"text", "file", "width", "height", "duration"})


class _Label(NamedTuple):
    """What one annotator said of a data row at one time."""

    objects: list[dict[str, Any]]
    classifications: dict[str, dict[str, Any]]
    relationships: list[dict[str, Any]]


def _row(document: Document) -> dict[str, Any]:
    content = document.content
    row = {"id": document.item, "global_key": document.item, "row_data": content.text}
    if content.file is not None:
        is_far = content.text is None and content.file.startswith(_FAR)
        row["row_data" if is_far else "external_id"] = content.file
    media = {"width": content.width, "height": content.height, "duration": content.duration}
    return {
        "data_row": {key: value for key, value in row.items() if value is not None},
        "media_attributes": {key: value for key, value in media.items() if value is not None},
    }


def _label(annotator: str | None, at: str | None, label: _Label) -> dict[str, Any]:
    told = {"created_by": annotator, "created_at": at}
    return {
        "label_kind": "Default",
        "version": "1.0.0",
        "label_details": {key: one for key, one in told.items() if one is not None},
        "annotations": {
            "objects": label.objects,
            "classifications": list(label.classifications.values()),
            "relationships": label.relationships,
        },
    }


def _add(label: _Label, task: Task | None, annotation: Annotation) -> Iterator[Loss]:
    type_name = "" if task is None else task.type
    kept = {"annotator", "at", "region", "annotation"}
    nested = nested_questions(annotation.attributes or {})
    kept |= {"attributes"} if nested is not None else set()
    kept |= {"value"} if type_name == "text" else set()
    if type_name in ("classification", "text"):
        kept -= {"annotation"}
    yield from fields_left_out(annotation, frozenset(kept))
    named = {} if annotation.annotation is None else {"feature_id": annotation.annotation}
    named |= {"name": annotation.label or "", "value": annotation.label or ""}
    place = write_place(type_name, annotation)
    if type_name in ("classification", "text"):
        is_one = task is not None and task.choose.max == 1
        classify(label.classifications, annotation, nested or [], is_one)
    elif type_name == "relation" and annotation.region is not None:
        ends = {"source": annotation.region.get("from"), "target": annotation.region.get("to")}
        label.relationships.append({**named, "unidirectional_relationship": ends})
    elif place is None:
        yield annotation_left_out(annotation, "labelbox has no such annotation")
    else:
        label.objects.append({**named, **place, "classifications": nested or []})


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the data rows of a file."""
    del path, layout
    return LabelboxRewriting(schema)
