"""A folder of YOLO in the making: data.yaml, labels, the list of images, and labelmap.json."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import orjson

from schemactl.files.dataset import Document, Loss
from schemactl.files.losses import (
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    tasks_left_out,
)
from schemactl.files.yaml_write import render_yaml
from schemactl.files.yolo_pose import pose_row, table_of
from schemactl.model.annotation import Annotation, Content
from schemactl.model.points import read_points
from schemactl.model.release import ReleasedSchema
from schemactl.model.schema import Task
from schemactl.model.task import number
from schemactl.model.taxonomy import Taxonomy

_FLAT = ("box", "polygon")
_POSE = ("keypoints",)
_KEPT = frozenset({"region", "confidence"})
_SIDES = ("x", "y", "width", "height")
_LEAST = 3
_NEEDED = "a label with an index, a region and the size of its image are needed"


def image_name(line: str) -> str:
    """Return the name of a listed image: its path below the last folder `images`."""
    parts = PurePosixPath(line.strip()).parts
    if "images" not in parts:
        return PurePosixPath(*parts).as_posix()
    at = len(parts) - 1 - parts[::-1].index("images")
    return PurePosixPath(*parts[:at], *parts[at + 1 :]).as_posix()


class _Kind(NamedTuple):
    """What a folder holds: poses, or boxes and outlines; and the labels, as classes."""

    tasks: dict[str, Task]
    positions: dict[str, int]
    # Why annotations of other tasks are not there.
    reason: str

    def of(self, annotation: Annotation) -> Task | None:
        """Return the task of an annotation, where the folder has such."""
        return self.tasks.get(annotation.task or "")


def write_folder(
    path: Path, documents: Iterable[Document], schema: ReleasedSchema
) -> Iterator[Loss]:
    """Write the folder and yield what it cannot say.

    It holds poses where the first region is one, since lines of training sets for poses all have
    the same points; else boxes and outlines.
    """
    types, documents = _types(iter(documents), schema)
    kind, classes = _kind(schema, types)
    for type_name in types:
        yield from tasks_left_out(schema, type_name)
    path.mkdir(parents=True, exist_ok=True)
    _write_tables(path, schema, kind, classes)
    seen: set[str] = set()
    with (path / "train.txt").open("w", encoding="utf-8", newline="\n") as images:
        for document in documents:
            stem = str(PurePosixPath(document.item).with_suffix("")) if document.item else ""
            if wrong := _wrong_name(document.item, stem, seen):
                yield Loss("item", document.item, wrong)
                continue
            rows: list[str] = []
            losses = list(_rows(rows, document, kind))
            if not rows and not any(_finds_nothing(one, kind) for one in document.annotations):
                yield from losses
                yield Loss("item", document.item, "without labels, it would say that it has none")
                continue
            seen.add(stem)
            images.write(f"./images/{document.item}\n")
            yield from losses
            file = path / "labels" / f"{stem}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(rows), encoding="utf-8", newline="\n")


def _types(
    documents: Iterator[Document], schema: ReleasedSchema
) -> tuple[tuple[str, ...], Iterator[Document]]:
    """Return the types of the tasks that are written, and all documents."""
    pointed = {task.id for task in schema.tasks if task.type in _POSE and task.points}
    flat = {task.id for task in schema.tasks if task.type in _FLAT}
    before = []
    for document in documents:
        before.append(document)
        for annotation in document.annotations:
            if annotation.label is not None and annotation.task in pointed | flat:
                types = _POSE if annotation.task in pointed else _FLAT
                return types, chain(before, documents)
    return (_POSE if pointed and not flat else _FLAT), iter(before)


def _kind(schema: ReleasedSchema, types: tuple[str, ...]) -> tuple[_Kind, list[tuple[str, int]]]:
    """Return what the folder holds, and ids and indexes of its classes."""
    tasks = {task.id: task for task in schema.tasks if task.type in types}
    reason = "YOLO has no such task"
    if types == _POSE:
        first = next(task for task in tasks.values() if task.points)
        tasks = {name: task for name, task in tasks.items() if _points(task) == _points(first)}
        reason = f"the folder has poses with the points of `{first.id}`"
    elif any(task.type in _POSE for task in schema.tasks):
        reason = "the folder has boxes and outlines, and no task with named points came first"
    classes = _classes(tasks)
    positions = {label_id: at for at, (label_id, _) in enumerate(classes)}
    return _Kind(tasks, positions, reason), classes


def _points(task: Task) -> list[str]:
    return [point.id for point in task.points]


def _rows(rows: list[str], document: Document, kind: _Kind) -> Iterator[Loss]:
    """Add the lines of an image, and yield what they do not say."""
    yield from stamps_left_out(document, None)
    # The image itself has its size.
    yield from content_left_out(document, frozenset({"file", "width", "height"}))
    if document.content.file not in (None, document.item):
        message = f"the image is named by its item, not by its file {document.content.file!r}"
        yield Loss("file", document.item, message)
    for annotation in document.annotations:
        yield from _add(rows, annotation, document.content, kind)


def _finds_nothing(annotation: Annotation, kind: _Kind) -> bool:
    return annotation.label is None and kind.of(annotation) is not None


def _classes(tasks: dict[str, Task]) -> list[tuple[str, int]]:
    """Return ids and indexes in the order of tasks, then of indexes; a label counts once."""
    found: dict[str, int] = {}
    for task in tasks.values():
        labels = [place.label for place in Taxonomy(task).places]
        known = sorted((one.index, one.id) for one in labels if one.index is not None)
        for index, label_id in known:
            found.setdefault(label_id, index)
    return list(found.items())


def _write_tables(
    path: Path, schema: ReleasedSchema, kind: _Kind, classes: list[tuple[str, int]]
) -> None:
    names = {at: label_id for at, (label_id, _) in enumerate(classes)}
    data: dict[str, Any] = {"path": ".", "train": "train.txt", "val": "train.txt", "names": names}
    first = next(iter(kind.tasks.values()), None)
    if first is not None and first.type in _POSE:
        data |= table_of(_points(first), len(classes))
    (path / "data.yaml").write_text(render_yaml(data), encoding="utf-8", newline="\n")
    (path / "labelmap.json").write_bytes(labelmap_of(schema, classes))


def labelmap_of(schema: ReleasedSchema, classes: list[tuple[str, int]]) -> bytes:
    """Return the bytes of labelmap.json; ids and indexes of classes stand in their order."""
    labels = [
        {"position": at, "index": index, "id": label_id}
        for at, (label_id, index) in enumerate(classes)
    ]
    written = orjson.dumps(labels, option=orjson.OPT_SORT_KEYS)
    found: dict[str, Any] = {
        "schema": f"{schema.name}@{schema.version}",
        "labels": labels,
        "digest": f"sha256:{hashlib.sha256(written).hexdigest()}",
    }
    return orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n"


def _wrong_name(item: str, stem: str, seen: set[str]) -> str:
    parts = PurePosixPath(item).parts
    if not item or item.startswith("/") or ".." in parts or not item.isprintable():
        return f"{item!r} cannot be the name of a file"
    if "\\" in item or ":" in item or PurePosixPath(item).as_posix() != item:
        return f"{item!r} cannot be the name of a file"
    return f"another image has the labels of {stem!r}" if stem in seen else ""


def _add(rows: list[str], annotation: Annotation, content: Content, kind: _Kind) -> Iterator[Loss]:
    task = kind.of(annotation)
    region = annotation.region or {}
    if task is None:
        yield annotation_left_out(annotation, kind.reason)
        return
    if annotation.label is None:
        yield from fields_left_out(annotation, frozenset())
        if len(kind.tasks) > 1:
            yield Loss("task", annotation.item, f"it is not said that `{task.id}` found nothing")
        return
    numbers = _shares(task, region, content)
    if annotation.label not in kind.positions or isinstance(numbers, str):
        yield annotation_left_out(annotation, numbers if isinstance(numbers, str) else _NEEDED)
        return
    is_box = task.type == "box"
    keys = _SIDES if is_box else ("points",)
    if extra := set(region) - set(keys):
        yield Loss("region", annotation.item, f"there is no place for {', '.join(sorted(extra))}")
    if task.type in _POSE:
        message = "the box of the object is not known; that around its points is said"
        yield Loss("box", annotation.item, message)
    yield from fields_left_out(annotation, _KEPT if is_box else frozenset({"region"}))
    if is_box and annotation.confidence is not None:
        numbers.append(annotation.confidence)
    rows.append(" ".join(map(str, [kind.positions[annotation.label], *numbers])) + "\n")


def _shares(task: Task, region: dict[str, Any], content: Content) -> list[float] | str:
    """Return a region in shares of its image, or why there is none."""
    if task.type in _POSE:
        return pose_row(region, task, content)
    width, height = content.width, content.height
    if not width or not height:
        return _NEEDED
    if task.type == "box":
        sides = [number(region.get(side)) for side in _SIDES]
        x, y, wide, tall = sides
        if x is None or y is None or wide is None or tall is None:
            return _NEEDED
        return [(x + wide / 2) / width, (y + tall / 2) / height, wide / width, tall / height]
    points = read_points(region.get("points"))
    if points is None or len(points) < _LEAST:
        return _NEEDED
    return [share for x, y in points for share in (x / width, y / height)]
