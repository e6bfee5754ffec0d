"""Boxes that are turned, as the outlines that they are."""

import math

Point = tuple[float, float]


def turned_box(corner: Point, size: Point, degrees: float, pivot: Point) -> list[list[float]]:
    """Return the corners of a box that is turned clockwise (y downwards) around a point."""
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    found = []
    for right, down in ((0, 0), (1, 0), (1, 1), (0, 1)):
        x = corner[0] + right * size[0] - pivot[0]
        y = corner[1] + down * size[1] - pivot[1]
        found.append([pivot[0] + x * cosine - y * sine, pivot[1] + x * sine + y * cosine])
    return found
