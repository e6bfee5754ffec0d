"""A file of "CVAT for images 1.1" in the making."""

import re
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from schemactl.files.dataset import Document, Loss
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    tasks_left_out,
)
from schemactl.files.pixels import rows_of
from schemactl.files.xml_text import escape, quoteattr
from schemactl.model.annotation import Annotation
from schemactl.model.label import Attribute, Label
from schemactl.model.points import read_points
from schemactl.model.release import ReleasedSchema
from schemactl.model.run_lengths import read_counts
from schemactl.model.schema import Task
from schemactl.model.task import number
from schemactl.model.taxonomy import Taxonomy

_CONTENT = frozenset({"file", "width", "height"})
_INPUTS = {"yes-no": "checkbox", "choice": "select", "number": "number"}
# Characters that XML cannot say, and one that reads back as another.
_UNSAID = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ORIGINS = {"human": "manual", "model": "auto"}


class Unspeakable(Exception):
    """A region that cannot be written; the text says why."""


class Shape(NamedTuple):
    """An element: its name, its attributes, and elements in it that are written already."""

    name: str
    attributes: dict[str, Any]
    inner: str = ""


class Form(NamedTuple):
    """What CVAT calls a task type, which keys of a region have a place, and how it is written."""

    type: str
    keys: frozenset[str]
    write: Callable[[dict[str, Any]], Shape]


def write_file(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write an XML file and yield what it cannot say."""
    for type_name in FORMS:
        yield from tasks_left_out(schema, type_name)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n')
        file.write("  <version>1.1</version>\n  <meta>\n    <task>\n      <labels>\n")
        file.writelines(_labels(schema))
        file.write("      </labels>\n    </task>\n  </meta>\n")
        for at, document in enumerate(documents):
            yield from _image(file, at, document, schema)
        file.write("</annotations>\n")


def _image(file: TextIO, at: int, document: Document, schema: ReleasedSchema) -> Iterator[Loss]:
    content = document.content
    if _UNSAID.search(document.item):
        yield Loss("item", document.item, f"XML has no way to write {document.item!r}")
        return
    yield from stamps_left_out(document, None)
    yield from content_left_out(document, _CONTENT)
    if content.file not in (None, document.item):
        message = f"the image is named by its item, not by its file {content.file!r}"
        yield Loss("file", document.item, message)
    told = {"id": at, "name": document.item, "width": content.width, "height": content.height}
    file.write(f"  <image{_written(told)}>\n")
    for annotation in document.annotations:
        shape = yield from _shape(annotation, schema)
        file.write(shape)
    file.write("  </image>\n")


def _labels(schema: ReleasedSchema) -> Iterator[str]:
    for task in schema.tasks:
        for place in Taxonomy(task).places if task.type in FORMS else ():
            yield f"        {label_element(task, place.label)}\n"


def label_element(task: Task, label: Label) -> str:
    """Return the element of a label in the table of labels."""
    asked = "".join(map(_asked, task.attributes))
    color = "" if label.color is None else _tag("color", label.color)
    kind = _tag("type", FORMS[task.type].type)
    return f"<label>{_tag('name', label.id)}{color}{kind}<attributes>{asked}</attributes></label>"


def _asked(attribute: Attribute) -> str:
    values = "\n".join(value.id for value in attribute.values)
    kind = _tag("input_type", _INPUTS.get(attribute.type, "text"))
    return f"<attribute>{_tag('name', attribute.id)}{kind}{_tag('values', values)}</attribute>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _written(attributes: dict[str, Any]) -> str:
    return "".join(
        f" {name}={quoteattr(str(value))}"
        for name, value in attributes.items()
        if value is not None
    )


def _shape(annotation: Annotation, schema: ReleasedSchema) -> Generator[Loss, None, str]:
    """Return the element of an annotation; nothing where CVAT has no such thing."""
    task = schema.task(annotation.task or "")
    form = FORMS.get(task.type) if task is not None else None
    if task is None or form is None:
        yield annotation_left_out(annotation, "CVAT has no such task")
        return ""
    if annotation.label is None:
        yield annotation_left_out(annotation, "an image without shapes says nothing")
        return ""
    region = annotation.region or {}
    try:
        shape = form.write(region)
    except Unspeakable as error:
        yield annotation_left_out(annotation, str(error))
        return ""
    if extra := set(region) - form.keys:
        yield Loss("region", annotation.item, f"there is no place for {', '.join(sorted(extra))}")
    source = _ORIGINS.get(annotation.origin or "")
    kept = {"region", "attributes", *(["origin"] if source else [])}
    yield from fields_left_out(annotation, frozenset(kept))
    inner = yield from _attributes(annotation, task)
    own = _written({"label": annotation.label, "source": source, **shape.attributes})
    return f"    <{shape.name}{own}>{shape.inner}{inner}</{shape.name}>\n"


def _attributes(annotation: Annotation, task: Task) -> Generator[Loss, None, str]:
    types = {one.id: one.type for one in task.attributes}
    found = ""
    for name, value in (annotation.attributes or {}).items():
        kind = types.get(name)
        is_said = not _UNSAID.search(str(value)) and (
            (isinstance(value, bool) and kind == "yes-no")
            or (type(value) in (int, float) and kind == "number")
            or (
                isinstance(value, str)
                and value == value.strip()
                and kind not in ("yes-no", "number")
            )
        )
        if not is_said:
            message = f"there is no place for attribute `{name}` {value!r}"
            yield Loss("attributes", annotation.item, message)
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        found += f"<attribute{_written({'name': name})}>{escape(text)}</attribute>"
    return found


def _tagged(region: dict[str, Any]) -> Shape:
    if region:
        raise Unspeakable("a tag has no place")
    return Shape("tag", {})


def _box(region: dict[str, Any]) -> Shape:
    x, y, width, height = (number(region.get(key)) for key in ("x", "y", "width", "height"))
    if x is None or y is None or width is None or height is None:
        raise Unspeakable("a box needs x, y, width and height")
    corners = {"xtl": x, "ytl": y, "xbr": x + width, "ybr": y + height}
    return Shape("box", {"occluded": 0, **corners, "z_order": 0})


def _outline(name: str) -> Callable[[dict[str, Any]], Shape]:
    def write(region: dict[str, Any]) -> Shape:
        points = read_points(region.get("points"))
        if not points:
            raise Unspeakable("only one ring of points has a place")
        listed = ";".join(f"{x},{y}" for x, y in points)
        return Shape(name, {"occluded": 0, "points": listed, "z_order": 0})

    return write


def _mask(region: dict[str, Any]) -> Shape:
    counts, size = read_counts(region.get("counts")), region.get("size")
    if counts is None or not isinstance(size, list | tuple) or sum(counts) != size[0] * size[1]:
        raise Unspeakable("a mask needs its size and run lengths of so many pixels")
    height, width = size
    runs, at = [], 0
    for begin, end in rows_of(counts, width, height):
        runs += [begin - at, end - begin]
        at = end
    runs += [height * width - at] if at < height * width else []
    corner = {"left": region.get("x", 0), "top": region.get("y", 0)}
    sides = {**corner, "width": width, "height": height}
    return Shape("mask", {"occluded": 0, "rle": ", ".join(map(str, runs)), **sides, "z_order": 0})


def _skeleton(region: dict[str, Any]) -> Shape:
    points = region.get("points")
    if not isinstance(points, dict) or not points:
        raise Unspeakable("a skeleton needs points")
    inner = ""
    for name, (x, y, seen) in points.items():
        told = {"label": name, "outside": int(seen == 0), "occluded": int(seen == 1)}
        inner += f"<points{_written({**told, 'points': f'{x},{y}'})}></points>"
    return Shape("skeleton", {"z_order": 0}, inner)


_POINTS = frozenset({"points"})
FORMS = {
    "classification": Form("tag", frozenset(), _tagged),
    "box": Form("rectangle", frozenset({"x", "y", "width", "height"}), _box),
    "polygon": Form("polygon", _POINTS, _outline("polygon")),
    "polyline": Form("polyline", _POINTS, _outline("polyline")),
    "mask": Form("mask", frozenset({"size", "counts", "x", "y"}), _mask),
    "keypoints": Form("skeleton", _POINTS, _skeleton),
}
