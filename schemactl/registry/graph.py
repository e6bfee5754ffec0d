"""Graph: a lineage as a drawing, causes to the right of their effects; tables say the same.

It is SVG that asks for nothing and runs nothing: every name in it is escaped.
"""

from html import escape
from typing import NamedTuple

from schemactl.model.lineage import Edge
from schemactl.model.traced import Lineage
from schemactl.registry.layout import WIDE, Box, Point, layout

# Beyond this a drawing is a tangle: only the nearest are drawn, and the tables say the rest.
MOST_NODES = 40

_LONGEST = 24
_NAME = 85
_STYLE = """\
svg{background:#fff;color:#1b1b1b;font:13px system-ui,sans-serif}
rect{fill:#f2f4f7;stroke:#68707d}
.first rect{stroke:#1f5fae;stroke-width:2.5px}
path{fill:none;stroke:#68707d;stroke-width:1.2px}
circle{fill:#68707d}
text{fill:#1b1b1b}
.kind,.step{fill:#525a66;font-size:11px}
.step{paint-order:stroke;stroke:#fff;stroke-width:4px}
@media(prefers-color-scheme:dark){
svg{background:#16191d;color:#e8eaed}rect{fill:#23282f;stroke:#9aa3af}
.first rect{stroke:#8ec7f0}path{stroke:#9aa3af}circle{fill:#9aa3af}text{fill:#e8eaed}
.kind,.step{fill:#b4bcc8}.step{stroke:#16191d}}
"""


class _Drawn(NamedTuple):
    """What is drawn of a lineage: its things, the steps between them, and its size."""

    refs: list[str]
    edges: list[Edge]
    number: int
    width: float
    height: float
    body: str


def drawing(one: Lineage, *, down: bool = False) -> str:
    """Return a lineage as inline SVG, or nothing where it has no steps."""
    found = _drawn(one)
    if found is None:
        return ""
    return (
        '<div class="graph" role="group" tabindex="0" aria-label="Drawing, scrolls sideways">'
        f"{_svg(one, found, down, '')}</div>"
    )


def svg(one: Lineage, *, down: bool = False) -> str:
    """Return a lineage as an SVG file, with its own look; what has no steps is drawn alone."""
    found = _drawn(one) or _put([one.ref], [], 1, one.ref)
    style = f"<style>\n{_STYLE}</style>"
    attribute = ' xmlns="http://www.w3.org/2000/svg"'
    return f"{_svg(one, found, down, attribute, style)}\n"


def _svg(one: Lineage, found: _Drawn, down: bool, attribute: str, style: str = "") -> str:
    what = f"What comes from {one.ref}" if down else f"What {one.ref} comes from"
    told = f"{len(found.refs)} things and {len(found.edges)} steps"
    if len(found.refs) < found.number:
        told = f"The {len(found.refs)} nearest of {found.number} things"
    return (
        f'<svg{attribute} viewBox="0 0 {found.width:g} {found.height:g}" '
        f'width="{found.width:g}" height="{found.height:g}" '
        'role="img" aria-labelledby="_graph_title _graph_text">'
        f'<title id="_graph_title">{escape(what)}</title>'
        f'<desc id="_graph_text">{told}; the tables say the same.</desc>'
        f"{style}{found.body}</svg>"
    )


def _drawn(one: Lineage) -> _Drawn | None:
    edges = [edge for edge in one.edges if edge.source != edge.target]
    refs = list(dict.fromkeys([one.ref, *(ref for edge in edges for ref in edge[:2])]))
    near = refs[:MOST_NODES]
    kept = [edge for edge in edges if edge.source in near and edge.target in near]
    return _put(near, kept, len(refs), one.ref) if kept else None


def _put(refs: list[str], edges: list[Edge], number: int, first: str) -> _Drawn:
    placed = layout(refs, edges, first)
    lines = "".join(_line(way, edge) for way, edge in zip(placed.ways, edges, strict=True))
    names = "".join(_box(box, ref, ref == first) for ref, box in placed.boxes.items())
    return _Drawn(refs, edges, number, placed.width, placed.height, lines + names)


def _line(way: list[Point], edge: Edge) -> str:
    (x, y), *rest = way
    path = f"M{x:g} {y:g}"
    for place, (to_x, to_y) in enumerate(rest):
        if place % 2:
            # Across a column, in a lane of its own.
            path += f" L{to_x:g} {to_y:g}"
        else:
            # The name stands on the last stretch, which is level.
            end = to_x - _NAME if place == len(rest) - 1 else to_x
            middle = (x + end) / 2
            path += f" C{middle:g} {y:g} {middle:g} {to_y:g} {end:g} {to_y:g} L{to_x:g} {to_y:g}"
        x, y = to_x, to_y
    name = escape(edge.relation.replace("_", " "))
    return (
        f'<path d="{path}"/><circle cx="{x:g}" cy="{y:g}" r="3"/>'
        f'<text class="step" x="{x - 7:g}" y="{y - 3:g}" text-anchor="end">{name}</text>'
    )


def _box(box: Box, ref: str, is_first: bool) -> str:
    kind, _, name = ref.partition(":")
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    own = ' class="first"' if is_first else ""
    return (
        f"<g{own}><title>{escape(ref)}</title>"
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{WIDE:g}" height="{box.high:g}" rx="3"/>'
        f'<text class="kind" x="{box.x + 10:g}" y="{box.y + 17:g}">{escape(kind)}</text>'
        f'<text x="{box.x + 10:g}" y="{box.y + 34:g}">{escape(shown)}</text></g>'
    )
