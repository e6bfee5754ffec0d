"""A folder of YOLO in the making: data.yaml, labels, the list of images, and labelmap.json."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

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
from schemactl.model.annotation import Annotation, Content
from schemactl.model.points import read_points
from schemactl.model.release import ReleasedSchema
from schemactl.model.task import number
from schemactl.model.taxonomy import Taxonomy

_TYPES = ("box", "polygon")
_KEPT = frozenset({"region", "confidence"})
_SIDES = ("x", "y", "width", "height")
_LEAST = 3


def image_name(line: str) -> str:
    """Return the name of a listed image: its path below the last folder `images`."""
    parts = PurePosixPath(line.strip()).parts
    if "images" not in parts:
        return PurePosixPath(*parts).as_posix()
    at = len(parts) - 1 - parts[::-1].index("images")
    return PurePosixPath(*parts[:at], *parts[at + 1 :]).as_posix()


def write_folder(
    path: Path, documents: Iterable[Document], schema: ReleasedSchema
) -> Iterator[Loss]:
    """Write the folder and yield what it cannot say."""
    for type_name in _TYPES:
        yield from tasks_left_out(schema, type_name)
    classes = _classes(schema)
    path.mkdir(parents=True, exist_ok=True)
    _write_tables(path, schema, classes)
    positions = {label_id: at for at, (label_id, _) in enumerate(classes)}
    seen: set[str] = set()
    with (path / "train.txt").open("w", encoding="utf-8", newline="\n") as images:
        for document in documents:
            stem = str(PurePosixPath(document.item).with_suffix("")) if document.item else ""
            if wrong := _wrong_name(document.item, stem, seen):
                yield Loss("item", document.item, wrong)
                continue
            rows: list[str] = []
            losses = list(_rows(rows, document, schema, positions))
            if not rows and not any(_finds_nothing(one, schema) for one in document.annotations):
                yield from losses
                yield Loss("item", document.item, "without labels, it would say that it has none")
                continue
            seen.add(stem)
            images.write(f"./images/{document.item}\n")
            yield from losses
            file = path / "labels" / f"{stem}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(rows), encoding="utf-8", newline="\n")


def _rows(
    rows: list[str], document: Document, schema: ReleasedSchema, positions: dict[str, int]
) -> Iterator[Loss]:
    """Add the lines of an image, and yield what they do not say."""
    yield from stamps_left_out(document, None)
    # The image itself has its size.
    yield from content_left_out(document, frozenset({"file", "width", "height"}))
    if document.content.file not in (None, document.item):
        message = f"the image is named by its item, not by its file {document.content.file!r}"
        yield Loss("file", document.item, message)
    for annotation in document.annotations:
        yield from _add(rows, annotation, document.content, schema, positions)


def _finds_nothing(annotation: Annotation, schema: ReleasedSchema) -> bool:
    task = schema.task(annotation.task or "")
    return annotation.label is None and task is not None and task.type in _TYPES


def _classes(schema: ReleasedSchema) -> list[tuple[str, int]]:
    """Return ids and indexes in the order of tasks, then of indexes; a label counts once."""
    found: dict[str, int] = {}
    for task in schema.tasks:
        if task.type in _TYPES:
            labels = [place.label for place in Taxonomy(task).places]
            known = sorted((one.index, one.id) for one in labels if one.index is not None)
            for index, label_id in known:
                found.setdefault(label_id, index)
    return list(found.items())


def _write_tables(path: Path, schema: ReleasedSchema, classes: list[tuple[str, int]]) -> None:
    names = {str(at): label_id for at, (label_id, _) in enumerate(classes)}
    data = {"path": ".", "train": "train.txt", "val": "train.txt", "names": names}
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


def _add(
    rows: list[str],
    annotation: Annotation,
    content: Content,
    schema: ReleasedSchema,
    positions: dict[str, int],
) -> Iterator[Loss]:
    task = schema.task(annotation.task or "")
    region = annotation.region or {}
    if task is None or task.type not in _TYPES:
        yield annotation_left_out(annotation, "YOLO has no such task")
        return
    if annotation.label is None:
        yield from fields_left_out(annotation, frozenset())
        if sum(one.type in _TYPES for one in schema.tasks) > 1:
            yield Loss("task", annotation.item, f"it is not said that `{task.id}` found nothing")
        return
    numbers = _shares(task.type, region, content)
    if annotation.label not in positions or numbers is None:
        reason = "a label with an index, a region and the size of its image are needed"
        yield annotation_left_out(annotation, reason)
        return
    keys = _SIDES if task.type == "box" else ("points",)
    if extra := set(region) - set(keys):
        yield Loss("region", annotation.item, f"there is no place for {', '.join(sorted(extra))}")
    is_box = task.type == "box"
    yield from fields_left_out(annotation, _KEPT if is_box else frozenset({"region"}))
    if is_box and annotation.confidence is not None:
        numbers.append(annotation.confidence)
    rows.append(" ".join(map(str, [positions[annotation.label], *numbers])) + "\n")


def _shares(type_name: str, region: dict[str, Any], content: Content) -> list[float] | None:
    """Return a region in shares of its image; None where it cannot be told."""
    width, height = content.width, content.height
    if not width or not height:
        return None
    if type_name == "box":
        sides = [number(region.get(side)) for side in _SIDES]
        x, y, wide, tall = sides
        if x is None or y is None or wide is None or tall is None:
            return None
        return [(x + wide / 2) / width, (y + tall / 2) / height, wide / width, tall / height]
    points = read_points(region.get("points"))
    if points is None or len(points) < _LEAST:
        return None
    return [share for x, y in points for share in (x / width, y / height)]
