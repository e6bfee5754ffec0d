"""ground-truth: augmented manifests of SageMaker Ground Truth: labels beside their metadata."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.datasets import jsonl
from schemactl.files.exact_json import write_exactly
from schemactl.files.json_documents import (
    as_object,
    as_text,
    content_id,
    malformed,
    objects_in,
    with_uses,
)
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
)
from schemactl.files.manifest_answer import (
    METADATA,
    SEGMENTS,
    Job,
    answers_of,
    attributes_of,
    kind_of_job,
    write_answer,
)
from schemactl.files.manifest_rewriting import ManifestRewriting
from schemactl.files.rewriting import Rewriting
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema
from schemactl.model.task import number
from schemactl.model.taxonomy import Taxonomy

NAME = "ground-truth"
SHAPE = Shape(is_document=True, attributes="none")

_ORIGINS = {"yes": "human", "no": "model"}

# The name that a number has stood for, by label attribute, job and number.
Names = dict[tuple[str, str | None, str], str]


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per line; tasks are the names of the label attributes.

    The item is `item` among the other keys, else `source-ref`, else a digest of `source`.
    """
    names: Names = {}
    for record in jsonl.read(path, layout):
        yield with_uses(record, _uses(record.values, names))


def _uses(values: dict[str, Any], names: Names) -> Iterator[Use | Problem]:
    text, file = as_text(values.get("source")), as_text(values.get("source-ref"))
    item = as_text(values.get("item")) or file or (content_id(text) if text else "")
    schema, guideline = as_text(values.get("schema")), as_text(values.get("guideline"))
    for task, metadata in attributes_of(values):
        size = _image_size(values[task])
        content = Content(text, file, number(size.get("width")), number(size.get("height")))
        job = as_text(metadata.get("job-name"))
        bare = Annotation(
            item,
            task,
            at=as_text(metadata.get("creation-date")),
            batch=None if job is None else job.removeprefix("labeling-job/"),
            schema=schema,
            guideline=guideline,
            origin=_ORIGINS.get(str(metadata.get("human-annotated"))),
        )
        for at, found in enumerate(answers_of(values[task], metadata)):
            if isinstance(found, str):
                yield malformed(item, f"`{task}`: {found}")
                continue
            if found.label is not None and found.number is not None:
                first = names.setdefault((task, job, found.number), found.label)
                if first != found.label:
                    message = f"`{task}`: class {found.number} was {first!r}, now {found.label!r}"
                    yield Problem("class-clash", item, None, found.label, message)
            label, region, confidence, _ = found
            own = bare._replace(label=label, region=region, confidence=confidence)
            regions = {"mask": None} if kind_of_job(metadata) == SEGMENTS else {}
            yield Use(own, (), content, regions, (task, at))


def _image_size(value: Any) -> dict[str, Any]:
    sizes = objects_in(as_object(value).get("image_size"))
    return sizes[0] if sizes else {}


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a label attribute per task; numbers are indexes, with the class map beside them."""
    with path.open("wb") as file:
        for document in documents:
            stamps = stamps_of(document, schema)
            content = document.content
            yield from stamps_left_out(document, stamps)
            by_task = _by_task(document)
            kept = {"text"} if content.file is None else {"file"}
            if any((task := schema.task(name)) and task.type == "box" for name in by_task):
                kept |= {"width", "height"}
            yield from content_left_out(document, frozenset(kept))
            source = {"source-ref": content.file} if content.file else {"source": content.text}
            values: dict[str, Any] = {**source, "item": document.item, **stamps._asdict()}
            for name, annotations in by_task.items():
                yield from _add(values, schema, name, annotations)
                boxes = values.get(name)
                if isinstance(boxes, dict) and content.width is not None:
                    boxes["image_size"] = [{"width": content.width, "height": content.height}]
            file.write(write_exactly({k: v for k, v in values.items() if v is not None}) + b"\n")


def _by_task(document: Document) -> dict[str, list[Annotation]]:
    found: dict[str, list[Annotation]] = {}
    for annotation in document.annotations:
        found.setdefault(annotation.task or "", []).append(annotation)
    return found


def _add(
    values: dict[str, Any], schema: ReleasedSchema, name: str, annotations: list[Annotation]
) -> Iterator[Loss]:
    task = schema.task(name)
    written = None
    if task is not None:
        indexes = {
            place.label.id: place.label.index
            for place in Taxonomy(task).places
            if place.label.index is not None
        }
        over: Literal["image", "text"] = "text" if "source" in values else "image"
        job = Job(task.type, task.choose.max != 1, indexes, over)
        written = write_answer(job, annotations)
    if written is None:
        for annotation in annotations:
            yield annotation_left_out(annotation, "a manifest has no such annotation")
        return
    value, metadata = written
    first = annotations[0]
    told = {"job-name": first.batch, "creation-date": first.at}
    told["human-annotated"] = {"human": "yes", "model": "no"}.get(first.origin or "")
    metadata |= {key: one for key, one in told.items() if one is not None}
    values[name], values[f"{name}{METADATA}"] = value, metadata
    for annotation in annotations:
        kept = {"region", "confidence"} if annotation.label is not None else set()
        # A job has one name, one date and one kind of workers.
        kept |= {key for key in ("batch", "at") if getattr(annotation, key) == getattr(first, key)}
        kept |= {"origin"} if annotation.origin in (first.origin, None) else set()
        kept -= {"origin"} if annotation.origin not in (None, "human", "model") else set()
        yield from fields_left_out(annotation, frozenset(kept))


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the lines of a file."""
    lines = partial(jsonl.read, path, layout)
    return ManifestRewriting(lines, LabelsAfter(schema, layout.has_names))
