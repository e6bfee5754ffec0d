"""The tables of a COCO file: images and categories, to which annotations point by number."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.coco_rewriting import CATEGORIES, LISTS
from schemactl.files.json_documents import as_list, as_text
from schemactl.files.json_element import Stretch, decode_stretch
from schemactl.files.json_elements import read_stretches
from schemactl.model.annotation import Content
from schemactl.model.task import number as as_number

IMAGES, ANNOTATIONS = "images", "annotations"
# Objects in so many bytes stay in the cache of a processor, and are gone before Python's
# collector looks at them.
PART = 2**16

_STAMP = re.compile(r"(schema:)?[^\s@]+@\d+\.\d+\.\d+\S*\Z")


class Category(NamedTuple):
    """The name of a category, and what its points are called."""

    name: str
    points: list[Any]


class CocoTables(NamedTuple):
    """What annotations point to; the images are all that is kept in memory of a long file."""

    categories: dict[Any, Category]
    images: dict[Any, tuple[str, Content]]
    stamps: tuple[str | None, str | None]


def read_tables(path: Path) -> CocoTables:
    """Read the tables of a file. Raises SchemactlError for what is no JSON."""
    return read_names(path)._replace(images=read_images(path))


def read_names(path: Path) -> CocoTables:
    """Read the tables without images, and look for the whole of the file. Raises SchemactlError."""
    categories: dict[Any, Category] = {}
    stamps: tuple[str | None, str | None] = (None, None)
    for part in _parts(read_stretches(path, LISTS, {CATEGORIES, "info"})):
        for values in decode_stretch(path, part):
            if not isinstance(values, dict):
                continue
            if part.key == CATEGORIES:
                name = as_text(values.get("name")) or str(number_of(values.get("id")))
                category = Category(name, as_list(values.get("keypoints")))
                categories.setdefault(number_of(values.get("id")), category)
            else:
                stamps = _stamp(values.get("version")), _stamp(values.get("guideline"))
    return CocoTables(categories, {}, stamps)


def read_images(path: Path) -> dict[Any, tuple[str, Content]]:
    """Read the table of images. Raises SchemactlError for what is no JSON before its end."""
    images: dict[Any, tuple[str, Content]] = {}
    for part in _parts(read_stretches(path, LISTS, {IMAGES}, last=IMAGES)):
        for values in decode_stretch(path, part):
            if isinstance(values, dict):
                number, image = _image(values)
                images.setdefault(number, image)
    return images


def _parts(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    for stretch in stretches:
        yield from stretch.parts(PART)


def _image(values: dict[str, Any]) -> tuple[Any, tuple[str, Content]]:
    number, file = number_of(values.get("id")), as_text(values.get("file_name"))
    content = Content(None, file, _side(values, "width"), _side(values, "height"))
    return number, (file or str(number), content)


def _stamp(value: Any) -> str | None:
    return value if isinstance(value, str) and _STAMP.match(value) else None


def number_of(value: Any) -> Any:
    """Return a number of an image or category, which some write as text; None for others."""
    return value if type(value) is int or type(value) is str else None


def _side(values: dict[str, Any], key: str) -> float | None:
    return as_number(values.get(key))
