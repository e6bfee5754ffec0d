"""Geometry of the plane, exact: the door to shapely."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemactl.model.points import Point

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Path = tuple[Point, ...]

# Segments by which a quarter of a circle is drawn: the radius is off by less than one in 3,000.
_QUARTER = 32


class Area:
    """An area: the union of its rings without its holes.

    A ring that crosses itself encloses what an even number of its turns does not, as COCO's
    painting has it.
    """

    def __init__(self, rings: Sequence[Path], holes: Sequence[Path] = ()) -> None:
        """Build the area; the order of the rings says nothing."""
        self._shape = _union(sorted(rings))
        if holes:
            self._shape = self._shape.difference(_union(sorted(holes)))
        self._bounds = self._shape.bounds

    @property
    def size(self) -> float:
        """The area in square pixels."""
        return float(self._shape.area)

    def overlap(self, other: "Area") -> float:
        """Return the area of the intersection over the area of the union (Jaccard 1912)."""
        common = self.common(other)
        union = self.size + other.size - common
        return min(1.0, common / union) if union > 0 else 0.0

    def common(self, other: "Area") -> float:
        """Return the area of the intersection."""
        left, top, right, bottom = self._bounds
        other_left, other_top, other_right, other_bottom = other._bounds
        if right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top:
            return 0.0
        return float(self._shape.intersection(other._shape).area)


def _union(rings: Sequence[Path]) -> "BaseGeometry":
    import shapely

    return shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])


def length_within(
    lines: Sequence[Path], others: Sequence[Path], reach: float
) -> tuple[float, float]:
    """Return the length of some lines, and how much of it lies within reach of others.

    What two of the lines share counts once.
    """
    import shapely

    own = shapely.union_all([shapely.LineString(line) for line in sorted(lines)])
    near = shapely.union_all([shapely.LineString(line) for line in sorted(others)])
    around = near.buffer(reach, quad_segs=_QUARTER)
    return float(own.length), float(own.intersection(around).length)
