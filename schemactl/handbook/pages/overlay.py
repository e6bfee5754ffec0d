"""What is drawn over a picture: numbered boxes, outlines, lines and named points."""

from collections.abc import Sequence

from schemactl.handbook.markup import escape
from schemactl.handbook.pictures import Asset
from schemactl.model.identifiers import NOTHING
from schemactl.model.label import ExampleRegion

Bones = Sequence[tuple[str, str]]
_Corner = tuple[float, float]
_WIDTH = 400
_ROW = 24


def overlay(asset: Asset, regions: Sequence[ExampleRegion], bones: Bones = ()) -> str:
    """Return the regions as one drawing of the picture's size; bones join named points."""
    if all(region.segment for region in regions) or not asset.width or not asset.height:
        return ""
    unit = max(asset.width, asset.height) / 100
    drawn = "".join(
        _region(region, number, unit, bones)
        for number, region in enumerate(regions, start=1)
        if region.segment is None
    )
    return (
        f'<svg viewBox="0 0 {asset.width:g} {asset.height:g}" aria-hidden="true" '
        f'focusable="false">{drawn}</svg>'
    )


def timeline(regions: Sequence[ExampleRegion]) -> str:
    """Return the segments of a sound as numbered bars in time; those that overlap have rows."""
    heard = [(one.segment, one, n) for n, one in enumerate(regions, start=1) if one.segment]
    if not heard:
        return ""
    # A little longer than what is marked: how long the sound is, only the player knows.
    length = 1.05 * max(end for (_, end), _, _ in heard)
    rows: list[float] = []
    drawn = ""
    for (start, end), region, number in heard:
        row = next((at for at, free in enumerate(rows) if free <= start), len(rows))
        rows[row : row + 1] = [end]
        drawn += _bar(_WIDTH * start / length, _WIDTH * end / length, row, region, number)
    height = len(rows) * _ROW
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {height}" aria-hidden="true" '
        f'focusable="false">{drawn}</svg>'
    )


def _bar(left: float, right: float, row: int, region: ExampleRegion, number: int) -> str:
    kind = "wrong" if region.use == NOTHING else "right"
    width = max(right - left, 3)
    top = row * _ROW + 4
    return (
        f'<g class="{kind}"><rect x="{left:.4g}" y="{top}" width="{width:.4g}" height="16" rx="2"/>'
        f'<text x="{left + width / 2:.4g}" y="{top + 12}" text-anchor="middle">{number}</text></g>'
    )


def extent(region: ExampleRegion) -> str:
    """Return how large a region is, in words."""
    if region.segment is not None:
        start, end = region.segment
        return f"{start:g} to {end:g} seconds"
    if region.box is not None:
        return f"{' &times; '.join(f'{side:g}' for side in region.box[2:])} pixels"
    if region.points:
        return escape(", ".join(region.points))
    kind = "outline" if region.polygon else "line"
    return f"{kind} of {len(region.polygon or region.polyline)} points"


def _region(region: ExampleRegion, number: int, unit: float, bones: Bones) -> str:
    # What is not to be marked is dashed, so that colour is not the only difference.
    kind = "wrong" if region.use == NOTHING else "right"
    shapes, (x, y) = _shapes(region, unit, bones)
    # A light line below the coloured one is seen on any picture.
    twice = "".join(f'<{shape} class="{line}"/>' for line in ("halo", "line") for shape in shapes)
    dots = "".join(
        f'<circle cx="{a:g}" cy="{b:g}" r="{unit:g}"/>' for a, b in region.points.values()
    )
    radius = 2.2 * unit
    return (
        f'<g class="{kind}">{twice}{dots}<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
        f'<text x="{x:g}" y="{y + radius * 0.4:g}" font-size="{radius * 1.3:g}" '
        f'text-anchor="middle">{number}</text></g>'
    )


def _shapes(region: ExampleRegion, unit: float, bones: Bones) -> tuple[list[str], _Corner]:
    """Return the elements of a region without their ends, and where its number stands."""
    if region.box is not None:
        x, y, width, height = region.box
        return [f'rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'], (x, y)
    if region.points:
        points = region.points
        joined = [(points[a], points[b]) for a, b in bones if a in points and b in points]
        lines = [f'line x1="{a:g}" y1="{b:g}" x2="{c:g}" y2="{d:g}"' for (a, b), (c, d) in joined]
        xs, ys = zip(*points.values(), strict=True)
        # Beside the first point, which the number would hide.
        return lines, (min(xs) - 3.5 * unit, min(ys) - 3.5 * unit)
    kind, corners = ("polygon", region.polygon) if region.polygon else ("polyline", region.polyline)
    path = " ".join(f"{x:g},{y:g}" for x, y in corners)
    return [f'{kind} points="{path}"'], corners[0]
