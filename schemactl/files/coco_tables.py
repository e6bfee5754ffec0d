"""The tables of a COCO file: images and categories, to which annotations point by number."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.files.image_table import Image, ImageTable
from schemactl.files.json_documents import as_list, as_text
from schemactl.files.json_element import Element, decode, decode_stretch
from schemactl.files.json_elements import read_stretches
from schemactl.model.task import number as as_number

IMAGES, CATEGORIES, ANNOTATIONS = "images", "categories", "annotations"
LISTS = frozenset({IMAGES, CATEGORIES, ANNOTATIONS, "licenses"})
# Objects in so many bytes stay in the cache of a processor, and are gone before Python's
# collector looks at them.
PART = 2**16

_STAMP = re.compile(r"(schema:)?[^\s@]+@\d+\.\d+\.\d+\S*\Z")


class Category(NamedTuple):
    """The name of a category, and what its points are called."""

    name: str
    points: list[Any]


class CocoTables(NamedTuple):
    """What annotations point to; the ids of images are what memory keeps of a long file."""

    categories: dict[Any, Category]
    images: ImageTable
    stamps: tuple[str | None, str | None]


def read_tables(path: Path) -> CocoTables:
    """Read the tables of a file. Raises SchemactlError for what is no JSON."""
    categories: dict[Any, Category] = {}
    infos: list[dict[str, Any]] = [{}]
    images = ImageTable(_images(path, categories, infos))
    stamps = _stamp(infos[-1].get("version")), _stamp(infos[-1].get("guideline"))
    return CocoTables(categories, images, stamps)


def _images(
    path: Path, categories: dict[Any, Category], infos: list[dict[str, Any]]
) -> Iterator[Image]:
    """Yield the images of a file, and collect all else on the way."""
    for stretch in read_stretches(path, LISTS, {IMAGES, CATEGORIES, "info"}):
        for part in stretch.parts(PART):
            for values in decode_stretch(path, part):
                if not isinstance(values, dict):
                    continue
                if part.key == IMAGES:
                    yield _image(values)
                elif part.key == CATEGORIES:
                    categories.setdefault(*_category(values))
                else:
                    infos.append(values)


def read_categories(path: Path) -> CocoTables:
    """Read the table of categories alone. Raises SchemactlError for what is no JSON up to it."""
    categories: dict[Any, Category] = {}
    for element in category_elements(path):
        values = decode(path, element)
        if isinstance(values, dict):
            categories.setdefault(*_category(values))
    return CocoTables(categories, ImageTable(), (None, None))


def category_elements(path: Path) -> list[Element]:
    """Return the rows of the table of categories. Raises SchemactlError as reading does.

    They are kept until another file is read: whoever rewrites a file looks at them twice, and
    mostly they stand at its end.
    """
    state = path.stat()
    return _category_elements(path, state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=1)
def _category_elements(path: Path, *state: int) -> list[Element]:
    del state
    listed = read_stretches(path, LISTS, {CATEGORIES}, last=CATEGORIES)
    return [one for each in listed if each.is_one_of for one in each.elements()]


def _category(values: dict[str, Any]) -> tuple[Any, Category]:
    number = number_of(values.get("id"))
    name = as_text(values.get("name")) or str(number)
    return number, Category(name, as_list(values.get("keypoints")))


def _image(values: dict[str, Any]) -> Image:
    number, file = number_of(values.get("id")), as_text(values.get("file_name"))
    return Image(number, file, _side(values, "width"), _side(values, "height"))


def _stamp(value: Any) -> str | None:
    return value if isinstance(value, str) and _STAMP.match(value) else None


def number_of(value: Any) -> Any:
    """Return a number of an image or category, which some write as text; None for others."""
    return value if type(value) is int or type(value) is str else None


def _side(values: dict[str, Any], key: str) -> float | None:
    return as_number(values.get(key))
