"""Poses in YOLO: the points of an object behind its box, and what data.yaml says of them.

The format is that of Ultralytics: `kpt_shape` is the number of points and of numbers per point,
`flip_idx` says which points change places in a mirror, and `kpt_names` names the points of each
class.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from schemactl.files.json_documents import as_list
from schemactl.model.annotation import Content
from schemactl.model.schema import Task

_SHOWN = 2
_DIMENSIONS = (2, 3)
_SEEN = (0, 1, 2)
# A point that is not set has three zeros.
_UNSET = (0, 0, 0)
_SIDES = {"left": "right", "right": "left"}
_WORDS = re.compile(r"(?<![a-z])(left|right)(?![a-z])")


class Points(NamedTuple):
    """How many points an object has, how many numbers a point, and the names by class."""

    number: int = 0
    dimensions: int = 0
    names: dict[str, list[str]] = {}

    @property
    def width(self) -> int:
        """Return how many numbers stand behind a box."""
        return self.number * self.dimensions


def points_of(data: dict[str, Any], classes: Sequence[str]) -> Points:
    """Return what data.yaml says of points; names count where they are as many as the points."""
    shape = [int(one) if str(one).isdecimal() else 0 for one in as_list(data.get("kpt_shape"))]
    number, dimensions = (*shape, 0, 0)[:2]
    if dimensions not in _DIMENSIONS:
        return Points()
    said = data.get("kpt_names")
    if isinstance(said, list):
        said = dict.fromkeys(classes, said)
    if not isinstance(said, dict):
        return Points(number, dimensions, {})
    names = {str(key): [str(one) for one in as_list(value)] for key, value in said.items()}
    told = {key: value for key, value in names.items() if len(set(value)) == number}
    return Points(number, dimensions, told)


def read_points(
    numbers: Sequence[float], points: Points, name: str, content: Content
) -> dict[str, list[float]]:
    """Return the points of an object of a class by their names, else by their numbers from 1.

    Without visibility a point is a visible one.
    """
    width, height = content.width or 1.0, content.height or 1.0
    names = points.names.get(name) or [str(at + 1) for at in range(points.number)]
    found = {}
    for at in range(points.number):
        x, y, *rest = numbers[at * points.dimensions : (at + 1) * points.dimensions]
        [seen] = rest or [_SHOWN]
        # What is no visibility stays as it is, and is found to be none.
        found[names[at]] = [x * width, y * height, int(seen) if seen in _SEEN else seen]
    return found


def table_of(names: Sequence[str], classes: int) -> dict[str, Any]:
    """Return what data.yaml says of points with these names, which all classes have."""
    return {
        "kpt_shape": [len(names), len(_UNSET)],
        **_mirrored(names),
        "kpt_names": {at: list(names) for at in range(classes)},
    }


def _mirrored(names: Sequence[str]) -> dict[str, list[int]]:
    """Return which points change places in a mirror, where their names tell left from right.

    Without it, pictures are not mirrored in training, which is right where it is not known.
    """
    swapped = [_WORDS.sub(lambda word: _SIDES[word[0]], name) for name in names]
    if swapped == list(names) or set(swapped) != set(names):
        return {}
    return {"flip_idx": [names.index(name) for name in swapped]}


def names_after(
    said: dict[str, Any], models: Mapping[str, str], classes: Sequence[str]
) -> dict[str, list[str]]:
    """Return the names of points by class; `models` leads from numbers to those before.

    A class without one has the names that all others have, and none where these differ.
    """
    names = {str(key): [str(one) for one in as_list(value)] for key, value in said.items()}
    shared = {tuple(one) for one in names.values()}
    usual = list(next(iter(shared))) if len(shared) == 1 else None
    told = {number: names.get(models.get(number, ""), usual) for number in classes}
    return {number: one for number, one in told.items() if one is not None}


def pose_row(region: dict[str, Any], task: Task, content: Content) -> list[float] | str:
    """Return box and points in shares of the image, or why there are none.

    The box is the one around the points that are set, since that of the object is not known.
    """
    width, height = content.width, content.height
    points = region.get("points")
    if not width or not height or not isinstance(points, dict):
        return "a label with an index, a region and the size of its image are needed"
    names = [point.id for point in task.points]
    if unknown := sorted(set(points) - set(names)):
        return f"the folder has no point {unknown[0]!r}"
    placed = [points.get(name, _UNSET) for name in names]
    if any(seen not in _SEEN for _, _, seen in placed):
        return "the visibility of a point is 0, 1 or 2"
    across = [x / width for x, _, seen in placed if seen]
    down = [y / height for _, y, seen in placed if seen]
    if not across:
        return "no point is set"
    left, top = min(across), min(down)
    wide, tall = max(across) - left, max(down) - top
    shares = [share for x, y, seen in placed for share in (x / width, y / height, seen)]
    return [left + wide / 2, top + tall / 2, wide, tall, *shares]
