"""Flow drawing: what became of labels, as bands between the old ones and the new ones (SVG)."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

MOST_DRAWN = 60
# Where annotations go that have no new label yet, or none at all; they stand below the labels.
ENDS = {"queued": "people decide", "dropped": "dropped"}

_LEFT, _RIGHT, _WIDTH = 260.0, 700.0, 960.0
_GAP, _LEAST, _LINE = 14.0, 1.5, 16.0
_SHORTEST, _TALLEST = 120.0, 560.0
_PER_LABEL = 44.0
_BAR = 6.0
_LONGEST_NAME = 28


class Flow(NamedTuple):
    """Annotations that went from a label to a label, or to one of the `ENDS`."""

    source: str
    target: str
    kind: str
    number: int


# The top and bottom of each label of a column, by its name.
_Column = dict[str, tuple[float, float]]


def drawing(flows: Sequence[Flow]) -> Iterator[str]:
    """Yield the largest flows that change something as bands between two columns of labels."""
    moving = [one for one in flows if one.kind != "unchanged"]
    drawn = sorted(moving, key=lambda one: -one.number)[:MOST_DRAWN]
    if not drawn:
        yield "<p>No label changes.</p>"
        return
    kept = sorted((one for one in moving if one in drawn), key=_end)
    lefts, rights = _sizes(moving, kept)
    tall = min(max(_PER_LABEL * max(len(lefts), len(rights)), _SHORTEST), _TALLEST)
    scale = tall / sum(one.number for one in kept)
    left, right = _column(lefts, scale), _column(rights, scale)
    height = max(bottom for column in (left, right) for _, bottom in column.values()) + _GAP
    shown = f'viewBox="0 0 {_WIDTH:.0f} {height:.0f}"'
    yield f'<svg {shown} role="img" aria-label="The first table below as a drawing">'
    tops = [{name: top for name, (top, _) in column.items()} for column in (left, right)]
    for one in sorted(kept, key=lambda one: list(lefts).index(one.source)):
        yield _band(one, tops, one.number * scale)
    yield from _labels(left, lefts, _LEFT, -1)
    yield from _labels(right, rights, _RIGHT, 1)
    yield "</svg>"
    if len(drawn) < len(moving):
        yield f"<p>The {len(drawn)} largest of {len(moving)} flows are drawn.</p>"


def _end(one: Flow) -> int:
    """Return where a flow stands in the right column: people and what is dropped at its end."""
    return list(ENDS).index(one.kind) + 1 if one.kind in ENDS else 0


def _sizes(moving: Sequence[Flow], kept: Sequence[Flow]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the annotations of each label on either side, in the order of the rows."""
    lefts: dict[str, int] = {one.source: 0 for one in moving if one in kept}
    rights: dict[str, int] = {}
    for one in kept:
        lefts[one.source] += one.number
        rights[one.target] = rights.get(one.target, 0) + one.number
    return lefts, rights


def _column(sizes: Mapping[str, int], scale: float) -> _Column:
    found, at = {}, _GAP
    for name, number in sizes.items():
        size = max(number * scale, _LEAST)
        found[name] = (at, at + size)
        at += max(size, _LINE) + _GAP
    return found


def _band(one: Flow, tops: Sequence[dict[str, float]], size: float) -> str:
    begin, end = tops[0][one.source], tops[1][one.target]
    tops[0][one.source] += size
    tops[1][one.target] += size
    size = max(size, _LEAST)
    first, last = _LEFT + _BAR, _RIGHT - _BAR
    middle = (first + last) / 2
    path = (
        f"M{first:.0f} {begin:.2f}C{middle:.0f} {begin:.2f} {middle:.0f} {end:.2f} "
        f"{last:.0f} {end:.2f}V{end + size:.2f}C{middle:.0f} {end + size:.2f} {middle:.0f} "
        f"{begin + size:.2f} {first:.0f} {begin + size:.2f}Z"
    )
    said = escape(f"{one.source} → {one.target}: {one.number:,}")
    return f'<path class="flow {one.kind}" d="{path}"><title>{said}</title></path>'


def _labels(column: _Column, sizes: Mapping[str, int], x: float, side: int) -> Iterator[str]:
    """Yield a bar for each label, with its name and its annotations beside it."""
    anchor = "end" if side < 0 else "start"
    kinds = {name: kind for kind, name in ENDS.items()} if side > 0 else {}
    for name, (top, bottom) in column.items():
        short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        bar = min(x, x - side * _BAR)
        y = max((top + bottom) / 2, top + _LINE / 2 - 2) + 5
        yield (
            f'<rect class="bar {kinds.get(name, "")}" x="{bar:.0f}" y="{top:.2f}" '
            f'width="{_BAR:.0f}" height="{bottom - top:.2f}"/>'
        )
        yield (
            f'<text x="{x + side * 8:.0f}" y="{y:.2f}" text-anchor="{anchor}">{escape(short)}'
            f' <tspan class="count">{sizes[name]:,}</tspan></text>'
        )
