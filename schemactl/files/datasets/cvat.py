"""cvat: "CVAT for images 1.1" and "CVAT for video 1.1": XML, by itself or in its zip archive."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple, cast

from schemactl.errors import SchemactlError
from schemactl.files.cvat_file import write_file
from schemactl.files.cvat_rewriting import CvatRewriting
from schemactl.files.cvat_shape import Misread, frame_of, regions_of
from schemactl.files.dataset import Document, Layout, Loss, Record, Shape, Use
from schemactl.files.json_documents import as_count, malformed, with_uses
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Rewriting
from schemactl.files.signs.cvat import MEMBER, ZIP, leads_out
from schemactl.files.stream import open_data
from schemactl.files.xml_records import Node, read_records
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema
from schemactl.model.task import number

NAME = "cvat"
SHAPE = Shape(is_document=True)

_HINT = "export the task or project again, as CVAT for images 1.1 or for video 1.1"
_ORIGINS = {"manual": "human", "auto": "model"}

# Of a label: the type of input of each attribute, and its values where it lists them.
_Asked = dict[str, dict[str, tuple[str, tuple[str, ...]]]]


class _Meta(NamedTuple):
    """What stands before the images and tracks."""

    labels: _Asked | None = None
    videos: dict[str, Content] = {}
    annotator: str | None = None


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open the XML. Raises SchemactlError for an archive that is broken or not to be trusted."""
    with path.open("rb") as file:
        is_zip = file.read(len(ZIP)) == ZIP
    try:
        if not is_zip:
            with open_data(path) as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if outside := next(filter(leads_out, names), None):
                raise SchemactlError(f"{path}: {outside!r} leads out of the archive", _HINT)
            members = [name for name in names if PurePosixPath(name).name == MEMBER]
            if len(members) != 1:
                found = f"{len(members)} files {MEMBER} where one is expected"
                raise SchemactlError(f"{path}: {found}", _HINT)
            with archive.open(members[0]) as member:
                yield cast(BinaryIO, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise SchemactlError(f"{path}: the archive cannot be read: {error}", _HINT) from None


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per image or track, and one for each element before them.

    The item is the name of the image, or of the video. Frames between key frames, which CVAT
    computed, are no annotations. In an archive, offsets and lines are those of its XML.
    """
    del layout
    meta = _Meta()
    with _opened(path) as file:
        for found in read_records(path, file, "annotations"):
            node = found.node
            if node.name == "meta":
                meta = _read_meta(node)
            record = Record(found.line, found.offset, found.raw, node.told(), (), node.name)
            yield with_uses(record, _uses(node, meta))


def _read_meta(meta: Node) -> _Meta:
    """Return the labels with their attributes, and what is known of the videos."""
    about = [one for one in meta.children if one.name in ("task", "project", "job")]
    tasks = [task for one in about for task in _below(one, "task")]
    labels: _Asked = {}
    for one in about:
        for label in _below(one, "label"):
            labels[_said(label, "name")] = dict(map(_attribute, _below(label, "attribute")))
    videos = {_said(task, "id"): _video(meta, task) for task in [*tasks, *about]}
    by = about[0].child("assignee", "username") if about else None
    return _Meta(labels or None, videos, by.text or None if by else None)


def _below(node: Node, name: str) -> Iterator[Node]:
    for child in node.children:
        if child.name == name:
            yield child
        yield from _below(child, name)


def _said(node: Node, *names: str) -> str:
    found = node.child(*names)
    return found.text if found else ""


def _attribute(node: Node) -> tuple[str, tuple[str, tuple[str, ...]]]:
    kind = _said(node, "input_type")
    values = tuple(_said(node, "values").split("\n")) if kind in ("select", "radio") else ()
    return _said(node, "name"), (kind, values)


def _video(meta: Node, task: Node) -> Content:
    source = _said(task, "source") or _said(meta, "source") or _said(task, "name")
    size = task.child("original_size") or meta.child("original_size")
    width, height = (_float(_said(size, side)) if size else None for side in ("width", "height"))
    frames = _float(_said(task, "size"))
    count = None if frames is None else as_count(int(frames))
    return Content(None, source, width, height, None, count)


def _float(text: str | None) -> float | None:
    try:
        return number(float(text or ""))
    except ValueError:
        return None


def _uses(node: Node, meta: _Meta) -> Iterator[Use | Problem]:
    if node.name == "image":
        item = node.attributes.get("name") or node.attributes.get("id", "")
        width, height = (_float(node.attributes.get(side)) for side in ("width", "height"))
        content = Content(file=item or None, width=width, height=height)
        for at, shape in enumerate(node.children):
            yield from _shape(shape, shape, Annotation(item), content, meta, at)
    elif node.name == "track":
        videos = meta.videos
        content = videos.get(node.attributes.get("task_id", ""), Content())
        content = content if content.file else next(iter(videos.values()), Content())
        bare = Annotation(content.file or "", annotation=node.attributes.get("id"))
        for at, shape in enumerate(node.children):
            is_shown = shape.attributes.get("outside") != "1"
            if is_shown and shape.attributes.get("keyframe") != "0":
                yield from _shape(node, shape, bare, content, meta, at)


def _shape(
    labeled: Node, shape: Node, bare: Annotation, content: Content, meta: _Meta, at: int
) -> Iterator[Use | Problem]:
    """Yield the use of a label; the label of a track stands at the track."""
    label = labeled.attributes.get("label")
    if label is None:
        yield malformed(bare.item, f"<{labeled.name}> has no label")
        return
    try:
        regions = regions_of(shape)
        if shape is not labeled:
            at = frame_of(shape)
            regions = {key: {**region, "frame": at} for key, region in regions.items()}
    except Misread as error:
        yield malformed(bare.item, str(error))
        regions = {"": {}}
    asked = (meta.labels or {}).get(label)
    if asked is None and meta.labels is not None:
        message = f"<labels> has no label {label!r}"
        yield Problem("undeclared-label", bare.item, None, label, message)
    told = [*_own_attributes(labeled), *(_own_attributes(shape) if shape is not labeled else [])]
    for node in told:
        name = node.attributes.get("name", "")
        values = (asked or {}).get(name, ("", ()))[1]
        if values and node.text not in values:
            message = f"attribute `{name}` is {node.text!r}, none of its values in <labels>"
            yield Problem("undeclared-value", bare.item, None, label, message)
    origin = _ORIGINS.get(labeled.attributes.get("source", ""))
    annotation = bare._replace(
        label=label,
        region=next(iter(regions.values()), None) or None,
        attributes=_attributes(told, asked or {}) or None,
        annotator=meta.annotator if origin != "model" else None,
        origin=origin,
    )
    yield Use(annotation, (), content, regions, (at,))


def _attributes(told: list[Node], asked: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    """Return the values by the names of the attributes, in the type of their input."""
    named = ((node.attributes.get("name", ""), node.text) for node in told)
    return {name: _typed(text, asked.get(name, ("", ()))[0]) for name, text in named}


def _own_attributes(node: Node) -> list[Node]:
    return [child for child in node.children if child.name == "attribute"]


def _typed(text: str, kind: str) -> Any:
    if kind == "checkbox" and text in ("true", "false"):
        return text == "true"
    if kind == "number":
        value = _float(text)
        whole = value is not None and value == int(value)
        return text if value is None else int(value) if whole else value
    return text


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write images with their shapes and tags; labels are named by their ids.

    CVAT has no place for the stamps, nor for who annotated what, when.
    """
    return write_file(path, documents, schema)


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the elements of a file."""
    return CvatRewriting(path, LabelsAfter(schema, layout.has_names))
