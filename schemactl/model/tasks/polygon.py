"""polygon: labels on outlines, in pixels from the upper left."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.geometry import Area, Path
from schemactl.model.matching import matched_distance
from schemactl.model.points import checked_points, lie_on_one_line, points_schema, read_points
from schemactl.model.region import Region, RegionForm, check_region, place_of, region_object
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS
from schemactl.model.taxonomy import Taxonomy

NAME = "polygon"
FIELDS = LABEL_FIELDS | REGION_FIELDS | {"over"}

_LEAST = 3

_Shape = tuple[tuple[Path, ...], tuple[Path, ...]]


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of a polygon: one ring of points or several rings, and its holes.

    Rings are as in COCO: the parts of one object that something in front of it cuts in pieces.
    A ring is closed without its first point standing at the end again.
    """
    ring = points_schema(_LEAST)
    rings = {"type": "array", "items": ring, "minItems": 1}
    properties = {"points": ring, "rings": rings, "holes": {"type": "array", "items": ring}}
    schema = region_object(_FORM, task, properties)
    schema["required"].remove("points")
    return {**schema, "oneOf": [{"required": ["points"]}, {"required": ["rings"]}]}


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no polygon, or the polygon is not well formed."""
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, _task: Task) -> str:
    if ("points" in region) == ("rings" in region):
        return "either points or rings are given, as one or several outlines"
    rings = region["rings"] if "rings" in region else [region["points"]]
    holes = region.get("holes", [])
    if not isinstance(rings, list | tuple) or not rings or not isinstance(holes, list | tuple):
        return "rings and holes are lists of lists of [x, y]"
    for ring in (*rings, *holes):
        points, wrong = checked_points(ring, _LEAST)
        if wrong:
            return wrong
        if lie_on_one_line(points):
            return "the points lie on one line and enclose nothing"
    return ""


_FORM = RegionForm("a polygon", ("points",), ("rings", "holes"), _wrong, framed=True)


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - mean IoU of the matched polygons, where one without partner counts as IoU 0.

    Polygons match within the same label, input and frame. IoU is Jaccard's (1912) index of the
    exact areas, holes left out; the matching is that of `matched_distance`.
    """
    areas: dict[_Shape, Area] = {}

    def overlap(a: _Shape, b: _Shape) -> float:
        if a == b:
            return 1.0
        for shape in (a, b):
            if shape not in areas:
                areas[shape] = Area(*shape)
        return areas[a].overlap(areas[b])

    return matched_distance(_shapes(first, task), _shapes(second, task), overlap)


def _shapes(answer: Sequence[Annotation], task: Task) -> dict[Hashable, list[_Shape]]:
    found: dict[Hashable, list[_Shape]] = defaultdict(list)
    for annotation in answer:
        region = annotation.region
        if region is not None:
            rings = region["rings"] if "rings" in region else [region.get("points")]
            shape = (_paths(rings), _paths(region.get("holes", [])))
            found[annotation.label, *place_of(region, task)].append(shape)
    return found


def _paths(rings: object) -> tuple[Path, ...]:
    listed = rings if isinstance(rings, list | tuple) else ()
    paths = (read_points(ring) or () for ring in listed)
    return tuple(sorted(path for path in paths if len(path) >= _LEAST))
