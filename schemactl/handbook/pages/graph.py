"""Graph: a lineage as a drawing, causes to the right of their effects; tables say the same."""

from collections.abc import Sequence
from typing import NamedTuple

from schemactl.handbook.markup import escape
from schemactl.model.lineage import Edge
from schemactl.model.traced import Lineage

# Beyond this a drawing is a tangle, and the tables are easier to read.
MOST_NODES = 40

_WIDE, _HIGH = 180, 44
_ACROSS, _BETWEEN = 280, 16
_MARGIN = 8
_LONGEST = 24


class Box(NamedTuple):
    """Where a node stands: the corner of its box."""

    x: float
    y: float


def drawing(one: Lineage) -> str:
    """Return a lineage as inline SVG, or nothing where it is too large or has no steps."""
    edges = [edge for edge in one.edges if edge.source != edge.target]
    refs = list(dict.fromkeys([one.ref, *(ref for edge in edges for ref in edge[:2])]))
    if not edges or len(refs) > MOST_NODES:
        return ""
    boxes = place(refs, edges)
    width = max(box.x for box in boxes.values()) + _WIDE + _MARGIN
    height = max(box.y for box in boxes.values()) + _HIGH + _MARGIN
    lines = "".join(_line(boxes, edge) for edge in edges)
    names = "".join(_box(boxes[ref], ref, ref == one.ref) for ref in refs)
    told = f"{len(refs)} things and {len(edges)} steps; the tables below say the same."
    return (
        '<div class="graph" role="group" tabindex="0" aria-label="Drawing, scrolls sideways">'
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        'role="img" aria-labelledby="_graph_title _graph_text">'
        f'<title id="_graph_title">What {escape(one.ref)} comes from</title>'
        f'<desc id="_graph_text">{told}</desc>{lines}{names}</svg></div>'
    )


def place(refs: Sequence[str], edges: Sequence[Edge]) -> dict[str, Box]:
    """Return where each node stands: as far right as its longest way, near what it joins.

    Within a column nodes follow the mean height of their effects (Sugiyama's barycentre).
    """
    columns: dict[int, list[str]] = {}
    for ref, depth in _depths(refs, edges).items():
        columns.setdefault(depth, []).append(ref)
    heights: dict[str, float] = {}
    for depth in sorted(columns):
        wanted = {ref: _mean(ref, edges, heights) for ref in columns[depth]}
        for row, ref in enumerate(sorted(columns[depth], key=lambda one: wanted[one])):
            heights[ref] = row * (_HIGH + _BETWEEN)
        tallest = max(heights[ref] for ref in columns[depth])
        heights |= {ref: heights[ref] - tallest / 2 for ref in columns[depth]}
    lowest = min(heights.values())
    return {
        ref: Box(_MARGIN + depth * _ACROSS, _MARGIN + heights[ref] - lowest)
        for depth, column in columns.items()
        for ref in column
    }


def _depths(refs: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    depths = dict.fromkeys(refs, 0)
    # As often as there are nodes, so that even a circle, which there should not be, ends.
    for _ in refs:
        before = dict(depths)
        for edge in edges:
            depths[edge.target] = max(depths[edge.target], depths[edge.source] + 1)
        if depths == before:
            break
    return {ref: min(depth, len(refs)) for ref, depth in depths.items()}


def _mean(ref: str, edges: Sequence[Edge], heights: dict[str, float]) -> float:
    known = [heights[e.source] for e in edges if e.target == ref and e.source in heights]
    return sum(known) / len(known) if known else 0


def _line(boxes: dict[str, Box], edge: Edge) -> str:
    start, end = boxes[edge.source], boxes[edge.target]
    x1, y1 = start.x + _WIDE, start.y + _HIGH / 2
    x2, y2 = end.x, end.y + _HIGH / 2
    middle = (x1 + x2) / 2
    path = f"M{x1:g} {y1:g} C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    # Beside the end, where lines that begin together have parted.
    x, y = x2 - 10, y2 - 5
    name = escape(edge.relation.replace("_", " "))
    return (
        f'<path d="{path}"/><circle cx="{x2:g}" cy="{y2:g}" r="3"/>'
        f'<text class="step" x="{x:g}" y="{y:g}" text-anchor="end">{name}</text>'
    )


def _box(box: Box, ref: str, is_first: bool) -> str:
    kind, _, name = ref.partition(":")
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    own = ' class="first"' if is_first else ""
    return (
        f"<g{own}><title>{escape(ref)}</title>"
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{_WIDE}" height="{_HIGH}" rx="3"/>'
        f'<text class="kind" x="{box.x + 10:g}" y="{box.y + 17:g}">{escape(kind)}</text>'
        f'<text x="{box.x + 10:g}" y="{box.y + 34:g}">{escape(shown)}</text></g>'
    )
