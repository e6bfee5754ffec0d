"""coco: one JSON object with lists of images, categories, and annotations by their numbers."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.coco_file import write_file
from schemactl.files.coco_rewriting import LISTS, CocoRewriting
from schemactl.files.dataset import BOM, Document, Layout, Loss, Record, Shape, Use
from schemactl.files.json_documents import as_list, as_text
from schemactl.files.json_element import decode, decode_objects
from schemactl.files.json_elements import read_elements
from schemactl.files.labels_after import LabelsAfter
from schemactl.files.rewriting import Rewriting
from schemactl.model.annotation import Annotation, Content, Problem
from schemactl.model.release import ReleasedSchema

NAME = "coco"
SHAPE = Shape(is_document=True)

_FIRST = re.compile(rb'\s*\{\s*"(info|licenses|images|annotations|categories|type)"\s*:')
_LIST = re.compile(rb'"(images|annotations|categories)"\s*:\s*\[\s*[\]{]')
_KEYS = (b'"file_name"', b'"category_id"', b'"image_id"', b'"supercategory"')
_STAMP = re.compile(r"(schema:)?[^\s@]+@\d+\.\d+\.\d+\S*\Z")
_SIDES = 4
_PARTS = 3


class _Category(NamedTuple):
    name: str
    points: list[Any]


class _Tables(NamedTuple):
    """What annotations point to; the images are all that is kept in memory of a long file."""

    categories: dict[Any, _Category]
    images: dict[Any, tuple[str, Content]]
    stamps: tuple[str | None, str | None]


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the keys of the outermost object, and by those that its lists hold."""
    del path
    head = head.removeprefix(BOM)
    if not _FIRST.match(head):
        return False
    lists = set(_LIST.findall(head))
    # A long table of categories may be all that the head shows.
    is_named = b"categories" in lists and b'"name"' in head
    return len(lists) > 1 or is_named or (bool(lists) and any(key in head for key in _KEYS))


def read(path: Path, layout: Layout) -> Iterator[Record]:
    """Yield one record per image, category, annotation and license, and one for all else.

    The item is the name of the image's file, else its number. An annotation has the region that
    the type of the task asks for: its box, outline, mask or points.
    """
    del layout
    tables = _tables(path)
    seen: dict[str, set[Any]] = {"images": set(), "categories": set()}
    for element, value in decode_objects(path, read_elements(path, LISTS)):
        key, line, offset, raw, is_one_of = element
        values = value
        if not is_one_of:
            values = value if isinstance(value, dict) else {"value": value}
            yield Record(line, offset, raw, values, (), key)
            continue
        uses: tuple[Use, ...] = ()
        problems: tuple[Problem, ...] = ()
        if key == "annotations":
            use, problems = _annotation(values, tables)
            uses = (use,)
        elif key in seen:
            problems = tuple(_row_problems(str(key), values, seen[key]))
        fields = (line, offset, raw, values, uses, key, None, problems)
        # The generated constructor would take several times as long.
        yield tuple.__new__(Record, fields)


def _tables(path: Path) -> _Tables:
    categories: dict[Any, _Category] = {}
    images: dict[Any, tuple[str, Content]] = {}
    stamps: tuple[str | None, str | None] = (None, None)
    for element in read_elements(path, LISTS, {"images", "categories", "info"}):
        values = decode(path, element)
        if not isinstance(values, dict):
            continue
        number = _number(values.get("id"))
        if element.key == "info":
            stamps = _stamp(values.get("version")), _stamp(values.get("guideline"))
        elif element.key == "images":
            file = as_text(values.get("file_name"))
            content = Content(None, file, _side(values, "width"), _side(values, "height"))
            images.setdefault(number, (file or str(number), content))
        else:
            name = as_text(values.get("name")) or str(number)
            points = as_list(values.get("keypoints"))
            categories.setdefault(number, _Category(name, points))
    return _Tables(categories, images, stamps)


def _stamp(value: Any) -> str | None:
    return value if isinstance(value, str) and _STAMP.match(value) else None


def _number(value: Any) -> Any:
    """Return a number of an image or category, which some write as text; None for others."""
    return value if type(value) is int or type(value) is str else None


def _side(values: dict[str, Any], key: str) -> float | None:
    value = values.get(key)
    return value if type(value) is int or type(value) is float else None


def _row_problems(key: str, values: dict[str, Any], seen: set[Any]) -> Iterator[Problem]:
    """Yield what is wrong with a row of a table that annotations point to."""
    kind = "image" if key == "images" else "category"
    number = _number(values.get("id"))
    label = as_text(values.get("name")) if kind == "category" else None
    item = as_text(values.get("file_name")) if kind == "image" else None
    if number is None:
        message = f"the id of the {kind} is {values.get('id')!r}: a whole number is expected"
        yield Problem(f"malformed-{kind}", item, None, label, message)
    elif number in seen:
        message = f"two entries of `{key}` have the id {number!r}; the first counts"
        yield Problem(f"duplicate-{kind}-id", item, None, label, message)
    seen.add(number)


def _annotation(values: dict[str, Any], tables: _Tables) -> tuple[Use, tuple[Problem, ...]]:
    wrong: list[tuple[str, str]] = []
    number = values.get("image_id")
    # Compared by type, since 1.0 and true are equal to 1.
    image = tables.images.get(number) if type(number) is int else None
    item, content = image or _image(number, tables, wrong)
    number = values.get("category_id")
    found = tables.categories.get(number) if type(number) is int else None
    category = found or _category(number, tables, wrong)
    regions: Regions = {}
    for key, read_region in _REGIONS:
        # Most annotations have an empty outline and no points.
        if values.get(key) and (message := read_region(values, category, regions)):
            wrong.append(("malformed-annotation", message))
    score, attributes, own = values.get("score"), values.get("attributes"), values.get("id")
    if not attributes or type(attributes) is not dict:
        attributes = None
    confidence = score if type(score) is float else None
    named = str(own) if own is not None else None
    schema, guideline = tables.stamps
    # In the order of the fields; the generated constructor would take as long as all the rest.
    fields = (
        *(item, None, category.name, regions.get("box"), None, attributes, None, None, None),
        *(schema, guideline, confidence, named, "final", None, (), None, None, None),
    )
    use = tuple.__new__(Use, (tuple.__new__(Annotation, fields), (), content, regions, ()))
    if not wrong:
        return use, ()
    return use, tuple(Problem(kind, item or None, None, category.name, m) for kind, m in wrong)


def _image(number: Any, tables: _Tables, wrong: list[tuple[str, str]]) -> tuple[str, Content]:
    found = tables.images.get(_number(number)) if number is not None else None
    if found is not None:
        return found
    wrong.append(("unknown-image", f"`images` has none with the id {number!r}"))
    return (str(number) if number is not None else "", Content())


def _category(number: Any, tables: _Tables, wrong: list[tuple[str, str]]) -> _Category:
    found = tables.categories.get(_number(number)) if number is not None else None
    if found is not None:
        return found
    wrong.append(("unknown-category", f"`categories` has none with the id {number!r}"))
    return _Category(str(number), [])


Regions = dict[str, dict[str, Any]]


def _box(values: dict[str, Any], category: _Category, regions: Regions) -> str:
    del category
    box = values["bbox"]
    if type(box) is not list or len(box) != _SIDES:
        return f"`bbox` is {box!r}: [x, y, width, height] is expected"
    regions["box"] = {"x": box[0], "y": box[1], "width": box[2], "height": box[3]}
    return ""


def _segmentation(values: dict[str, Any], category: _Category, regions: Regions) -> str:
    del category
    shape = values["segmentation"]
    if type(shape) is dict:
        regions["mask"] = {"size": shape.get("size"), "counts": shape.get("counts")}
        return ""
    if type(shape) is not list or not all(type(ring) is list for ring in shape):
        return "`segmentation` is neither lists of numbers nor run lengths"
    if any(len(ring) % 2 for ring in shape):
        return "a ring of `segmentation` has an odd number of coordinates"
    rings = [[[x, y] for x, y in zip(ring[::2], ring[1::2], strict=True)] for ring in shape]
    regions["polygon"] = {"points": rings[0]} if len(rings) == 1 else {"rings": rings}
    return ""


def _keypoints(values: dict[str, Any], category: _Category, regions: Regions) -> str:
    points = values["keypoints"]
    names = category.points
    if type(points) is not list or len(points) != _PARTS * len(names):
        return f"`keypoints` are not {len(names)} times x, y and visibility"
    found = {str(name): points[_PARTS * at : _PARTS * (at + 1)] for at, name in enumerate(names)}
    area = values.get("area")
    regions["keypoints"] = {"points": found, **({"area": area} if area else {})}
    return ""


_REGIONS = (("bbox", _box), ("segmentation", _segmentation), ("keypoints", _keypoints))


def write(path: Path, documents: Iterable[Document], schema: ReleasedSchema) -> Iterator[Loss]:
    """Write the images with their boxes, outlines, masks and points.

    The name of a category is the label's id and its number is the label's index; the schema and
    the guideline stand in `info`.
    """
    return write_file(path, documents, schema)


def rewriting(path: Path, layout: Layout, schema: ReleasedSchema) -> Rewriting:
    """Return what rewrites the file; an annotation that leaves takes a comma along."""
    return CocoRewriting(path, LabelsAfter(schema, layout.has_names))
