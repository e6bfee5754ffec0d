"""mask: labels on painted pixels, as run lengths."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, NamedTuple

from schemactl.model.annotation import Annotation, Problem
from schemactl.model.intervals import Interval, common_length, length, merged
from schemactl.model.matching import matched_distance
from schemactl.model.region import Region, RegionForm, check_region, place_of, region_object
from schemactl.model.run_lengths import TEXT, Counts, painted, read_counts
from schemactl.model.schema import Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS, problem
from schemactl.model.taxonomy import Taxonomy

NAME = "mask"
FIELDS = LABEL_FIELDS | REGION_FIELDS | {"over", "instances", "every_pixel"}

_CORNER = ("x", "y")
_PLANE = 2

_Pixels = tuple[Interval, ...]


class _Mask(NamedTuple):
    counts: Counts
    size: tuple[int, int]
    corner: tuple[int, int]

    @property
    def bottom(self) -> int:
        return self.size[0] + self.corner[1]


def region_schema(task: Task) -> dict[str, Any]:
    """Return the JSON Schema of a mask: height and width, and run lengths as COCO has them.

    `x` and `y` say where the upper left of a mask lies that is smaller than its picture.
    """
    whole = {"type": "integer", "minimum": 0}
    side = {"type": "integer", "minimum": 1}
    text = {"type": "string", "pattern": TEXT}
    properties = {
        "size": {"type": "array", "items": side, "minItems": _PLANE, "maxItems": _PLANE},
        "counts": {"anyOf": [{"type": "array", "items": whole, "minItems": 1}, text]},
        "x": whole,
        "y": whole,
    }
    return region_object(_FORM, task, properties)


def check(annotation: Annotation, task: Task, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield a problem where the label has no mask, or the mask is not well formed."""
    del taxonomy
    yield from check_region(annotation, task, _FORM)


def _wrong(region: Region, _task: Task) -> str:
    size = region.get("size")
    if not isinstance(size, list | tuple) or len(size) != _PLANE or not all(map(_is_side, size)):
        return "size is [height, width], whole numbers above 0"
    if any(type(region.get(key, 0)) is not int or region.get(key, 0) < 0 for key in _CORNER):
        return "x and y are whole numbers from 0"
    counts = read_counts(region.get("counts"))
    if counts is None:
        return "counts are no run lengths, neither a list nor compressed"
    if sum(counts) != size[0] * size[1]:
        return f"counts are of {sum(counts)} pixels, size of {size[0] * size[1]}"
    if not any(counts[1::2]):
        return "no pixel is painted"
    return ""


def _is_side(value: object) -> bool:
    return type(value) is int and value > 0


_FORM = RegionForm("a mask", ("size", "counts"), _CORNER, _wrong, framed=True)


def distance(first: Sequence[Annotation], second: Sequence[Annotation], task: Task) -> float:
    """Return 1 - mean IoU, of matched masks where there are instances, else of labels.

    With `instances` each mask is a thing of its own: masks match within the same label, input and
    frame as `matched_distance` has it, and one without partner counts as IoU 0. Without, all masks
    of a label are one, and the mean is over the labels that either has used (mean IoU as in
    PASCAL VOC, Everingham et al. 2010). IoU is Jaccard's (1912) index of the pixels.
    """
    one, other = _masks(first, task), _masks(second, task)
    tall = max(
        (mask.bottom for found in (one, other) for ms in found.values() for mask in ms), default=1
    )
    return matched_distance(_pixels(one, tall, task), _pixels(other, tall, task), _overlap)


def _masks(answer: Sequence[Annotation], task: Task) -> dict[Hashable, list[_Mask]]:
    found: dict[Hashable, list[_Mask]] = defaultdict(list)
    for annotation in answer:
        region = annotation.region
        if region is not None and not _wrong(region, task):
            found[annotation.label, *place_of(region, task)].append(_read(region))
    return found


def _read(region: Region) -> _Mask:
    height, width = region["size"]
    counts = read_counts(region["counts"]) or []
    return _Mask(counts, (height, width), (region.get("x", 0), region.get("y", 0)))


def _pixels(
    masks: dict[Hashable, list[_Mask]], tall: int, task: Task
) -> dict[Hashable, list[_Pixels]]:
    found: dict[Hashable, list[_Pixels]] = {}
    for key, of_key in masks.items():
        each = [painted(*mask, tall) for mask in of_key]
        if not task.instances:
            each = [merged([stretch for one in each for stretch in one])]
        found[key] = [tuple(one) for one in each]
    return found


def _overlap(first: _Pixels, second: _Pixels) -> float:
    common = common_length(list(first), list(second))
    union = length(list(first)) + length(list(second)) - common
    return common / union if union > 0 else 0.0


def unpainted(annotations: Sequence[Annotation], task: Task) -> Iterator[Problem]:
    """Yield what keeps one annotator's masks on one item from giving every pixel one label.

    Asked where the task has `every_pixel`: pixels that no mask covers, and pixels that masks of
    several labels cover. The picture is as large as the masks reach.
    """
    places: dict[Hashable, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        region = annotation.region
        if region is not None and not _wrong(region, task):
            places[place_of(region, task)].append(annotation)
    for _, found in sorted(places.items(), key=lambda entry: repr(entry[0])):
        masks = [(annotation.label, _read(annotation.region or {})) for annotation in found]
        tall = max(mask.bottom for _, mask in masks)
        wide = max(mask.size[1] + mask.corner[0] for _, mask in masks)
        labels: dict[str | None, list[Interval]] = defaultdict(list)
        for label, mask in masks:
            labels[label] += painted(*mask, tall)
        each = [merged(stretches) for stretches in labels.values()]
        covered = length(merged([stretch for one in each for stretch in one]))
        whole = found[0]._replace(label=None)
        if left := tall * wide - covered:
            yield problem("unpainted-pixels", whole, f"{left:g} pixels have no label")
        if twice := sum(map(length, each)) - covered:
            yield problem("repainted-pixels", whole, f"{twice:g} pixels have several labels")
