"""A COCO file in the making: its images, its annotations beside them, and its categories."""

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import orjson

from schemactl.files.coco_shapes import SHAPES, Unspeakable
from schemactl.files.dataset import Document, Loss
from schemactl.files.exact_json import write_exactly
from schemactl.files.losses import (
    Stamps,
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
    tasks_left_out,
)
from schemactl.model.annotation import Annotation
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Task
from schemactl.model.taxonomy import Place, Taxonomy

_KEPT = frozenset({"region", "attributes", "confidence"})
_CONTENT = frozenset({"file", "width", "height"})
_COPY = 2**20

Numbers = dict[tuple[str | None, str | None], int]


def write_file(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a COCO file and yield what it cannot say.

    Annotations wait in a file of their own, since the list of images comes first.
    """
    for type_name in SHAPES:
        yield from tasks_left_out(schema, type_name)
    numbers: Numbers = {}
    categories = list(_categories(schema, numbers))
    stamps = Stamps(f"{schema.name}@{schema.version}", None)
    image = number = 0
    with path.open("wb") as file, TemporaryFile(dir=path.parent) as later:
        file.write(b'{"images": [')
        for image, document in enumerate(documents, 1):
            guideline = stamps.guideline or stamps_of(document, schema).guideline
            stamps = stamps._replace(guideline=guideline)
            yield from _not_said(document, stamps)
            _add(file, image, _image(image, document))
            for annotation in document.annotations:
                values = yield from _annotation(annotation, document, schema, numbers)
                if values is not None:
                    number += 1
                    _add(later, number, {"id": number, "image_id": image, **values})
        file.write(b'\n],\n"annotations": [')
        _append(file, later)
        file.write(b'\n],\n"categories": [')
        for count, category in enumerate(categories, 1):
            _add(file, count, category)
        info = {"version": stamps.schema}
        info |= {"guideline": stamps.guideline} if stamps.guideline else {}
        file.write(b'\n],\n"info": ' + orjson.dumps(info) + b"}\n")


def _not_said(document: Document, stamps: Stamps) -> Iterator[Loss]:
    yield from stamps_left_out(document, stamps)
    yield from content_left_out(document, _CONTENT)
    if document.content.file not in (None, document.item):
        message = f"the image is named by its item, not by its file {document.content.file!r}"
        yield Loss("file", document.item, message)


def _add(file: IO[bytes], number: int, values: dict[str, Any]) -> None:
    file.write((b",\n" if number > 1 else b"\n") + write_exactly(values))


def _append(file: IO[bytes], later: IO[bytes]) -> None:
    later.seek(0)
    while block := later.read(_COPY):
        file.write(block)


def _categories(schema: ReleasedSchema, numbers: Numbers) -> Iterator[dict[str, Any]]:
    """Yield the categories of all tasks: by index where there is one task, else counted on."""
    tasks = [task for task in schema.tasks if task.type in SHAPES]
    count = 0
    for task in tasks:
        for place in Taxonomy(task).places:
            index = place.label.index
            if index is None:
                continue
            number = index if len(tasks) == 1 else count
            count += 1
            numbers[task.id, place.label.id] = number
            yield category_of(task, place, number)


def category_of(task: Task, place: Place, number: Any) -> dict[str, Any]:
    """Return the row of a label in the table of categories."""
    return {
        "id": number,
        "name": place.label.id,
        **({"supercategory": place.parent} if place.parent else {}),
        **_skeleton(task),
    }


def _skeleton(task: Task) -> dict[str, Any]:
    if task.type != "keypoints":
        return {}
    names = [point.id for point in task.points]
    # COCO counts points from 1.
    bones = [[names.index(a) + 1, names.index(b) + 1] for a, b in task.skeleton]
    return {"keypoints": names, "skeleton": bones}


def _image(number: int, document: Document) -> dict[str, Any]:
    content = document.content
    sides = {"width": content.width, "height": content.height}
    told = {side: value for side, value in sides.items() if value is not None}
    return {"id": number, "file_name": document.item, **told}


def _annotation(
    annotation: Annotation, document: Document, schema: ReleasedSchema, numbers: Numbers
) -> Generator[Loss, None, dict[str, Any] | None]:
    """Return an annotation as COCO has it, or None where it has no such thing."""
    task = schema.task(annotation.task or "")
    shape = SHAPES.get(task.type) if task is not None else None
    number = numbers.get((annotation.task, annotation.label))
    if task is None or shape is None:
        yield annotation_left_out(annotation, "COCO has no such task")
        return None
    if number is None:
        yield annotation_left_out(annotation, "a category is a label with an index")
        return None
    region = annotation.region or {}
    try:
        shaped = shape.write(region, task, document.content)
    except Unspeakable as error:
        yield annotation_left_out(annotation, str(error))
        return None
    if extra := set(region) - shape.keys:
        yield Loss("region", annotation.item, f"there is no place for {', '.join(sorted(extra))}")
    if task.type == "keypoints" and "area" not in region and shaped.get("area"):
        message = "the area of the object is not known; that of the box around its points is said"
        yield Loss("area", annotation.item, message)
    yield from fields_left_out(annotation, _KEPT)
    values = {"category_id": number, "iscrowd": 0, **shaped}
    if annotation.attributes:
        values["attributes"] = annotation.attributes
    if annotation.confidence is not None:
        values["score"] = float(annotation.confidence)
    return values
