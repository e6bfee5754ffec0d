"""Writable: what of an annotation formats can take apart; data that says nonsense is left out."""

from collections.abc import Callable, Iterator
from typing import Any

from schemactl.data.placed import Placed
from schemactl.files.dataset import Loss, Use
from schemactl.files.losses import annotation_left_out
from schemactl.model.annotation import Annotation
from schemactl.model.task import number

_PAIR = 2
_TRIPLE = 3
_OUTLINES = frozenset({"polygon", "mask"})

Writable = tuple[Annotation | None, list[Loss]]


def writable(placed: Placed) -> Writable:
    """Return the annotation as documents can take it apart, and what was left out of it.

    None where its place is none: a region of which a part is of another type than such regions
    have. Whether it is a good one is not asked.
    """
    annotation = placed.annotation
    losses: list[Loss] = []
    if annotation.attributes is not None and not isinstance(annotation.attributes, dict):
        message = f"attributes {annotation.attributes!r} are no object"
        losses.append(Loss("attributes", annotation.item, message))
        annotation = annotation._replace(attributes=None)
    kind = "" if placed.task is None else placed.task.taxonomy.task.type
    if annotation.region is not None and not is_place(annotation.region, kind):
        return None, [*losses, annotation_left_out(annotation, "its region is ill-formed")]
    return annotation, losses


def other_places(use: Use, placed: Placed) -> Iterator[Loss]:
    """Yield a loss for each place of a use that the type of its task does not ask for.

    The box around an outline or a mask is told by that. One place may be named by several types.
    """
    kind = "" if placed.task is None else placed.task.taxonomy.task.type
    if len(use.regions) > 1 and kind in use.regions:
        told = {kind, "box"} if kind in _OUTLINES else {kind}
        for other, region in use.regions.items():
            if other not in told and region != use.regions[kind]:
                message = f"its {other} has no place in task `{placed.annotation.task}`"
                yield Loss("region", placed.annotation.item, f"{message} of type {kind}")


def is_place(region: Any, type_name: str) -> bool:
    """Tell whether all that is known of regions has the type that it has in such a task."""
    if not isinstance(region, dict):
        return False
    if type_name == "span" and any(type(region.get(key, 0)) is not int for key in ("start", "end")):
        return False
    return all(_TESTS[key](value, type_name) for key, value in region.items() if key in _TESTS)


def _is_number(value: Any, _: str) -> bool:
    return number(value) is not None


def _is_text(value: Any, _: str) -> bool:
    return isinstance(value, str)


def _is_numbers(value: Any, _: str) -> bool:
    return isinstance(value, list) and all(number(one) is not None for one in value)


def _is_path(value: Any, _: str) -> bool:
    return isinstance(value, list) and all(
        _is_numbers(one, "") and len(one) == _PAIR for one in value
    )


def _is_paths(value: Any, _: str) -> bool:
    return isinstance(value, list) and all(_is_path(one, "") for one in value)


def _is_points(value: Any, type_name: str) -> bool:
    if type_name != "keypoints":
        return _is_path(value, "")
    return isinstance(value, dict) and all(
        _is_numbers(one, "") and len(one) == _TRIPLE for one in value.values()
    )


def _is_counts(value: Any, _: str) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(type(one) is int for one in value)
    )


_TESTS: dict[str, Callable[[Any, str], bool]] = {
    **dict.fromkeys(("x", "y", "width", "height", "start", "end", "area"), _is_number),
    **dict.fromkeys(("from", "to", "input"), _is_text),
    **dict.fromkeys(("center", "size", "rotation"), _is_numbers),
    **dict.fromkeys(("rings", "holes"), _is_paths),
    "frame": lambda value, _: type(value) is int,
    "points": _is_points,
    "counts": _is_counts,
}
