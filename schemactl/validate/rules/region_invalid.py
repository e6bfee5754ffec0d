"""A region without an extent, or without its picture or sound, cannot be shown in the handbook."""

import math
from collections.abc import Iterator

from schemactl.model.finding import Finding, Pointer
from schemactl.model.label import ExampleRegion
from schemactl.model.taxonomy import Case, Taxonomy
from schemactl.validate.subject import SchemaSubject

_FORMS = ("box", "polygon", "polyline", "points", "segment")
_FEWEST = {"polygon": 3, "polyline": 2}
_HINT = "a box is [x, y, width, height] in pixels from the upper left corner of the image"
_SECONDS = "a segment is [start, end] in seconds from the beginning of the sound"
_POINT = "a point is [x, y] in pixels from the upper left corner of the image"
_NAMES = ("x", "y", "the width", "the height")
_FIRST_SIZE = 2

# What is wrong, where below the region, and the hint.
_Wrong = tuple[str, Pointer, str]


def check(subject: SchemaSubject) -> Iterator[Finding]:
    """Yield every region of an example that cannot be drawn, or that has no image."""
    for taxonomy in subject.taxonomies:
        for case in taxonomy.cases:
            if case.example.regions:
                yield from _in_case(case, taxonomy)


def _in_case(case: Case, taxonomy: Taxonomy) -> Iterator[Finding]:
    label = case.place.label.id
    regions = case.example.regions
    if not case.example.image and any(region.segment is None for region in regions):
        message = "regions need an image to be drawn on"
        yield Finding((*case.pointer, "regions"), message, "add `image:`", label)
    if not case.example.audio and any(region.segment is not None for region in regions):
        message = "segments need a sound to be heard in"
        yield Finding((*case.pointer, "regions"), message, "add `audio:`", label)
    for position, region in enumerate(case.example.regions):
        for message, below, hint in _wrong(region, taxonomy):
            yield Finding((*case.pointer, "regions", position, *below), message, hint, label)


def _wrong(region: ExampleRegion, taxonomy: Taxonomy) -> Iterator[_Wrong]:
    given = [form for form in _FORMS if getattr(region, form)]
    if len(given) != 1:
        found = f"has {' and '.join(given)}" if given else "says nowhere where it is"
        yield f"the region {found}", (), f"give one of {', '.join(_FORMS)}"
    yield from _of_box(region)
    yield from _of_segment(region)
    yield from _of_corners(region)
    known = {point.id for point in taxonomy.task.points}
    for name, point in region.points.items():
        if name not in known:
            message = f"task `{taxonomy.task.id}` has no point `{name}`"
            yield message, ("points", name), "name a point of the task"
        yield from _of_point(point, ("points", name))


def _of_box(region: ExampleRegion) -> Iterator[_Wrong]:
    for number, value in enumerate(region.box or ()):
        is_legal = value > 0 if number >= _FIRST_SIZE else value >= 0
        if not is_legal or not math.isfinite(value):
            yield f"{_NAMES[number]} of a box is {value}", ("box", number), _HINT


def _of_segment(region: ExampleRegion) -> Iterator[_Wrong]:
    start, end = region.segment or (0, 1)
    if not 0 <= start < end < math.inf:
        yield f"the segment from {start} to {end} has no length", ("segment",), _SECONDS


def _of_corners(region: ExampleRegion) -> Iterator[_Wrong]:
    for form, corners in (("polygon", region.polygon), ("polyline", region.polyline)):
        if 0 < len(corners) < _FEWEST[form]:
            message = f"a {form} of {len(corners)} points"
            yield message, (form,), f"it has at least {_FEWEST[form]}"
        for position, corner in enumerate(corners):
            yield from _of_point(corner, (form, position))


def _of_point(point: tuple[float, float], below: Pointer) -> Iterator[_Wrong]:
    for number, value in enumerate(point):
        if value < 0 or not math.isfinite(value):
            yield f"{_NAMES[number]} of a point is {value}", (*below, number), _POINT
