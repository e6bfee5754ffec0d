"""yolo: data.yaml, and a text file of normalised boxes, outlines or poses per image."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from math import isfinite
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use, unreadable
from schemactl.files.image_size import image_size
from schemactl.files.json_documents import malformed
from schemactl.files.labelmap import FILE
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Rewriting
from schemactl.files.signs.yolo import table_of
from schemactl.files.stream import line_chunks
from schemactl.files.yaml_tree import Document as YamlDocument
from schemactl.files.yolo_folder import image_name, write_folder
from schemactl.files.yolo_pose import Points, points_of, read_points
from schemactl.files.yolo_rewriting import YoloRewriting
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema

NAME = "yolo"
SHAPE = Shape(is_document=True, is_folder=True, attributes="none")

_LISTED = "classes.txt"
_SPLITS = ("train", "val", "test")
_IMAGES = (".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG")
_BOX = 5
_LEAST = 3
# Where the size of an image is not known, regions are measured in shares of it.
_UNIT = Content(width=1.0, height=1.0)


class _Table(NamedTuple):
    """What data.yaml says: the names of classes, the points of an object, and the images."""

    names: dict[str, str]
    points: Points
    images: dict[str, str]


def _table_file(path: Path) -> Path:
    file = table_of(path)
    if file is None:
        raise SchemactlError(f"{path}: no data.yaml", "name the folder that holds data.yaml")
    return file


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per table of classes, and one per line of the label files by their names.

    A class is the name that data.yaml gives to its number. The item is the image below `images`,
    without suffix where neither the image nor a list of images tells it. An empty file says that
    somebody looked and found nothing.
    """
    del layout
    file = _table_file(path)
    content = file.read_bytes()
    data = _loaded(file, content)
    table = _table(path, file, data)
    problems = tuple(_wrong_table(data, table))
    yield Record(1, 0, content, data, (), "names", file.name, problems)
    yield from _other_tables(path)
    for labels in _label_files(path):
        yield from _label_file(path, labels, table)


def data_files(path: Path) -> list[Path]:
    """Return the files that are read for their labels, in the order of their records."""
    tables = [file for file in (path / _LISTED, path / FILE) if file.is_file()]
    return [_table_file(path), *tables, *_label_files(path)]


def _label_files(path: Path) -> list[Path]:
    found = sorted(path.rglob("*.txt"))
    return [labels for labels in found if "labels" in labels.relative_to(path).parts[:-1]]


def _other_tables(path: Path) -> Iterator[Record]:
    """Yield what tools write beside data.yaml, which says nothing that is not said there."""
    file = path / _LISTED
    if file.is_file():
        content = file.read_bytes()
        names = content.decode("utf-8", "replace").splitlines()
        yield Record(1, 0, content, {"names": names}, (), "classes", file.name)
    file = path / FILE
    if file.is_file():
        content = file.read_bytes()
        try:
            values = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            hint = "remove the file, or write it again"
            raise unreadable(file, error.lineno, f"not valid JSON: {error.msg}", hint) from None
        yield Record(1, 0, content, {"labelmap": values}, (), "labelmap", file.name)


def _loaded(file: Path, content: bytes) -> dict[str, Any]:
    document = YamlDocument(str(file), content)
    for problem in document.problems:
        raise unreadable(file, problem.region.line or 1, problem.message, problem.hint)
    if not isinstance(document.data, dict):
        raise unreadable(file, 1, "no mapping with `names`", "write `names` of the classes")
    return document.data


def _table(path: Path, file: Path, data: dict[str, Any]) -> _Table:
    names = data.get("names")
    if isinstance(names, list):
        names = {str(at): name for at, name in enumerate(names)}
    if not isinstance(names, dict):
        raise unreadable(file, 1, "`names` is no list or mapping", "name the classes there")
    images: dict[str, str] = {}
    for split in _SPLITS:
        listed = path / str(data.get(split))
        if listed.suffix == ".txt" and listed.is_file():
            for line in listed.read_text(encoding="utf-8", errors="replace").splitlines():
                image = image_name(line)
                images[str(PurePosixPath(image).with_suffix(""))] = image
    classes = {str(key): str(name) for key, name in names.items()}
    return _Table(classes, points_of(data, list(classes)), images)


def _wrong_table(data: dict[str, Any], table: _Table) -> Iterator[Problem]:
    count = data.get("nc")
    if count is not None and str(count) != str(len(table.names)):
        message = f"`nc` is {count}, but `names` has {len(table.names)}"
        yield Problem("miscounted-classes", None, None, None, message)
    names = list(table.names.values())
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        message = f"several classes are named {name!r}"
        yield Problem("duplicate-class-name", None, None, name, message)


def _label_file(path: Path, labels: Path, table: _Table) -> Iterator[Record]:
    part = labels.relative_to(path).as_posix()
    folders = part.removesuffix(".txt").split("/")
    at = len(folders) - 1 - folders[::-1].index("labels")
    item = "/".join((*folders[:at], *folders[at + 1 :]))
    stem = "/".join((*folders[:at], "images", *folders[at + 1 :]))
    item, content = _image(path, item, stem, table)
    count = 0
    for chunk in line_chunks(labels):
        line, offset = chunk.line, chunk.offset
        for raw in BytesIO(chunk.lines):
            if raw.strip():
                count += 1
                yield _record(
                    labels, Record(line, offset, raw, {}, (), "labels", part), item, content, table
                )
            line, offset = line + 1, offset + len(raw)
    if not count:
        uses = (Use(Annotation(item), (), content),)
        yield Record(1, 0, b"", {}, uses, "labels", part)


def _image(path: Path, item: str, stem: str, table: _Table) -> tuple[str, Content]:
    """Return the item, and what its image tells."""
    listed = table.images.get(item)
    names = [listed] if listed is not None else [item + suffix for suffix in _IMAGES]
    for name in names:
        file = path / (stem + PurePosixPath(name).suffix)
        if file.is_file():
            size = image_size(file)
            if size is not None:
                return name, Content(file=name, width=size.width, height=size.height)
            return name, _UNIT._replace(file=name)
    return (item, _UNIT) if listed is None else (listed, _UNIT._replace(file=listed))


def _record(labels: Path, bare: Record, item: str, content: Content, table: _Table) -> Record:
    try:
        first, *rest = bare.raw.decode("utf-8-sig").split()
    except UnicodeDecodeError:
        raise unreadable(labels, bare.line, "not UTF-8", "save the file as UTF-8") from None
    numbers = [_number(text) for text in rest]
    values = {"class": first, "numbers": rest}
    label = table.names.get(first)
    problems = []
    if label is None:
        message = f"`names` has no class {first}"
        problems.append(Problem("unknown-class", item, None, first, message))
    known = [one for one in numbers if one is not None]
    regions, confidence = _regions(known, content, table.points, first)
    if len(known) < len(numbers) or not regions:
        problems.append(malformed(item, "neither a box nor an outline of numbers"))
    annotation = Annotation(
        item,
        label=first if label is None else label,
        region=next(iter(regions.values()), None),
        confidence=confidence,
    )
    use = Use(annotation, (), content, regions or {"": {}})
    return bare._replace(values=values, uses=(use,), problems=tuple(problems))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _regions(
    numbers: list[float], content: Content, points: Points, name: str
) -> tuple[dict[str, dict[str, Any]], float | None]:
    """Return the regions by task type and the confidence, where there is one."""
    width, height = content.width or 1.0, content.height or 1.0
    shares = _BOX - 1
    is_pose = points.width > 0 and len(numbers) == shares + points.width
    if len(numbers) in (shares, _BOX) or is_pose:
        across, down, wide, tall = numbers[:shares]
        box = {
            "x": (across - wide / 2) * width,
            "y": (down - tall / 2) * height,
            "width": wide * width,
            "height": tall * height,
        }
        regions: dict[str, dict[str, Any]] = {"box": box}
        if is_pose:
            found = read_points(numbers[shares:], points, name, content)
            return {**regions, "keypoints": {"points": found}}, None
        return regions, numbers[shares] if len(numbers) == _BOX else None
    if len(numbers) >= 2 * _LEAST and len(numbers) % 2 == 0:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return {"polygon": {"points": [[x * width, y * height] for x, y in pairs]}}, None
    return {}, None


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write a folder; a class is the rank of the label's index, as labelmap.json says."""
    return write_folder(path, documents, schema)


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the files of a folder."""
    file = _table_file(path)
    table = _table(path, file, _loaded(file, file.read_bytes()))
    return YoloRewriting(table.names, LabelsAfter(schema, layout.has_names), table.points)
