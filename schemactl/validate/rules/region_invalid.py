"""A box without an area, or without a picture, cannot be drawn in the handbook."""

import math
from collections.abc import Iterator

from schemactl.model.finding import Finding
from schemactl.model.taxonomy import Case
from schemactl.validate.subject import SchemaSubject

_HINT = "a box is [x, y, width, height] in pixels from the upper left corner of the image"
_NAMES = ("x", "y", "the width", "the height")
_FIRST_SIZE = 2


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every box of an example that has no area, starts outside, or has no image."""
    for taxonomy in subject.taxonomies:
        for case in taxonomy.cases:
            if case.example.regions:
                yield from _in_case(case)


def _in_case(case: Case) -> Iterator[Finding]:
    label = case.place.label.id
    if not case.example.image:
        message = "boxes need an image to be drawn on"
        yield Finding((*case.pointer, "regions"), message, "add `image:`", label)
    for position, region in enumerate(case.example.regions):
        for number, value in enumerate(region.box):
            is_legal = value > 0 if number >= _FIRST_SIZE else value >= 0
            if not is_legal or not math.isfinite(value):
                pointer = (*case.pointer, "regions", position, "box", number)
                yield Finding(pointer, f"{_NAMES[number]} of a box is {value}", _HINT, label)
