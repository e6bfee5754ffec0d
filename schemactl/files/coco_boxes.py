"""COCO boxes: many annotations at once, where they say a box and nothing else that counts."""

from collections.abc import Callable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
import numpy as np
import orjson
from numpy.typing import NDArray

from schemactl.files.coco_tables import CocoTables
from schemactl.files.json_element import Stretch, may_repeat_keys

_SIDES = 4
# So many stretches in a row that are not alike, and boxes are no longer expected to be.
_PATIENCE = 8
# What these say of an annotation counts; with any other value it is read by itself.
_TYPES: dict[str, Any] = {
    "image_id": int,
    "category_id": int,
    "bbox": tuple[float, float, float, float],
    "segmentation": list[list[Any]],
    "attributes": None,
    "keypoints": None,
}


class Boxes(NamedTuple):
    """Annotations of a stretch: the places of their images and categories in the tables.

    `sides` are x, y, width and height of each; `has_outline` tells which have an outline, too.
    """

    images: NDArray[np.int64]
    categories: NDArray[np.int64]
    has_outline: NDArray[np.bool_]
    sides: NDArray[np.float64]


class _Shape(NamedTuple):
    """How annotations with the same keys are decoded."""

    keys: int
    decode: Callable[[bytes], list[Any]]
    image: Callable[[Any], int]
    category: Callable[[Any], int]
    box: Callable[[Any], Sequence[float]]
    outline: Callable[[Any], list[list[Any]]] | None


class BoxReader:
    """Reads annotations that have the keys and types of those before."""

    def __init__(self, tables: CocoTables) -> None:
        """Take what annotations point to."""
        self.images = tables.images
        # Compared by type, since 1.0 and true are equal to 1.
        self.categories = {key: at for at, key in enumerate(tables.categories) if type(key) is int}
        self.shape: _Shape | None = None
        self.failures = 0

    def read(self, stretch: Stretch) -> Boxes | None:
        """Return the boxes in a stretch of annotations; None where one is read by itself."""
        if self.failures > _PATIENCE:
            return None
        found = None if self.shape is None else self._read(stretch, self.shape)
        if found is None:
            self.shape = _shape_of(stretch.element(0).raw)
            found = None if self.shape is None else self._read(stretch, self.shape)
        self.failures = self.failures + 1 if found is None else 0
        return found

    def _read(self, stretch: Stretch, shape: _Shape) -> Boxes | None:
        text, count = stretch.text, len(stretch.opens)
        # Objects with none inside, which were cut at their own brackets.
        if text.count(b"{") != count or may_repeat_keys(text, count * shape.keys):
            return None
        try:
            rows = shape.decode(b"[" + text + b"]")
            numbers = np.array(list(map(shape.image, rows)), dtype=np.int64)
            categories = list(map(self.categories.__getitem__, map(shape.category, rows)))
        except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, OverflowError):
            return None
        images = self.images.places(numbers)
        if images is None:
            return None
        outlines = [[]] * count if shape.outline is None else list(map(shape.outline, rows))
        if len(rows) != count or any(len(ring) % 2 for rings in outlines for ring in rings):
            return None
        sides = chain.from_iterable(map(shape.box, rows))
        return Boxes(
            images,
            np.array(categories, dtype=np.int64),
            np.array(list(map(bool, outlines)), dtype=np.bool_),
            np.fromiter(sides, np.float64, count * _SIDES).reshape(count, _SIDES),
        )


def _shape_of(raw: bytes) -> _Shape | None:
    """Learn from an annotation what those after it look like."""
    try:
        first = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    if type(first) is not dict or not {"image_id", "category_id", "bbox"} <= first.keys():
        return None
    if any(orjson.dumps(key) != b'"' + key.encode() + b'"' for key in first):
        return None
    names = {key: f"c{position}" for position, key in enumerate(first)}
    fields = [(name, _TYPES.get(key, Any), msgspec.field(name=key)) for key, name in names.items()]
    made = msgspec.defstruct("Box", fields, gc=False, forbid_unknown_fields=True)
    image, category, box = (names[key] for key in ("image_id", "category_id", "bbox"))
    outline = attrgetter(names["segmentation"]) if "segmentation" in names else None
    decode = msgspec.json.Decoder(list[made]).decode  # type: ignore[valid-type]
    return _Shape(
        len(names), decode, attrgetter(image), attrgetter(category), attrgetter(box), outline
    )
