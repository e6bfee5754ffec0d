"""Flow page: where labels go, as a self-contained page: a drawing and the table that it shows."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

_STYLE = """\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{text-align:left;padding:.15rem .5rem;border-bottom:1px solid #8884}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
svg{display:block;width:100%;height:auto}
svg text{font:12px system-ui,sans-serif;fill:currentColor}
.unchanged{fill:#8887}.mapped{fill:#2f6f9f}.queued{fill:#b26a00}.dropped{fill:#b3261e}
.flow{fill-opacity:.45}
.wide{overflow-x:auto}
@media(prefers-color-scheme:dark){.mapped{fill:#8ec7f0}.queued{fill:#ffc46b}.dropped{fill:#ffb4ab}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MOST_DRAWN = 60
_HEIGHT, _GAP, _LEAST = 600.0, 6.0, 1.0
_LEFT, _RIGHT, _WIDTH = 220.0, 720.0, 960.0
_LONGEST_NAME = 28
_ENDS = {"queued": "people decide", "dropped": "dropped"}
_NOTHING = "(nothing applies)"


class _Flow(NamedTuple):
    source: str
    target: str
    kind: str
    number: int


def flow_page(told: Mapping[str, Any]) -> str:
    """Return the page of a report; every text of the data is escaped, and there is no script."""
    title = f"{told['from']} → {told['to']}"
    flows = [_flow(one) for one in told["flow"]]
    counted = told["annotations"]
    kinds = ", ".join(f"{counted[kind]} {kind}" for kind in ("unchanged", "mapped", *_ENDS))
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>",
            f"<h1>{escape(title)}</h1>",
            f"<p>{counted['in']} annotations: {kinds}.</p>",
            *_drawing(flows),
            "<h2>From label to label</h2>",
            *_table(
                ("from", "to", "annotations"),
                [(one.source, one.target, str(one.number)) for one in flows],
            ),
            "<h2>Steps</h2>",
            *_table(("step", "fidelity", "annotations"), [_step(one) for one in told["steps"]]),
            "</main>\n</body>\n</html>\n",
        ]
    )


def _flow(told: Mapping[str, Any]) -> _Flow:
    kind = told["kind"]
    target = _ENDS.get(kind) or told["to"] or _NOTHING
    return _Flow(told["from"] or _NOTHING, target, kind, told["annotations"])


def _step(step: Mapping[str, Any]) -> tuple[str, str, str]:
    ends = [", ".join(step[end]) for end in ("from", "to") if step[end]]
    named = f"{step['change']} {' → '.join(ends)}".strip()
    return named, step["fidelity"], str(step["annotations"])


def _drawing(flows: Sequence[_Flow]) -> Iterator[str]:
    """Yield the largest flows that change something as bands between two columns of labels."""
    moving = [one for one in flows if one.kind != "unchanged"]
    drawn = sorted(moving, key=lambda one: -one.number)[:_MOST_DRAWN]
    if not drawn:
        yield "<p>No label changes.</p>"
        return
    kept = [one for one in moving if one in drawn]
    scale = _HEIGHT / sum(one.number for one in kept)
    left = _column([(one.source, one.number) for one in kept], scale)
    right = _column([(one.target, one.number) for one in kept], scale)
    height = max(bottom for column in (left, right) for _, bottom in column.values()) + _GAP
    shown = f'viewBox="0 0 {_WIDTH:.0f} {height:.0f}"'
    yield f'<svg {shown} role="img" aria-label="The table below as a drawing">'
    tops = [{name: top for name, (top, _) in column.items()} for column in (left, right)]
    for one in kept:
        yield _band(one, tops, max(one.number * scale, _LEAST))
    yield from _names(left, _LEFT - 6, "end")
    yield from _names(right, _RIGHT + 6, "start")
    yield "</svg>"
    if len(drawn) < len(moving):
        yield f"<p>The {len(drawn)} largest of {len(moving)} flows are drawn.</p>"


def _column(parts: Sequence[tuple[str, int]], scale: float) -> dict[str, tuple[float, float]]:
    """Return the top and bottom of each name, in the order in which they come."""
    sizes: dict[str, float] = {}
    for name, count in parts:
        sizes[name] = sizes.get(name, 0.0) + max(count * scale, _LEAST)
    found, at = {}, _GAP
    for name, size in sizes.items():
        found[name] = (at, at + size)
        at += max(size, 12.0) + _GAP
    return found


def _band(one: _Flow, tops: Sequence[dict[str, float]], size: float) -> str:
    begin, end = tops[0][one.source], tops[1][one.target]
    tops[0][one.source] += size
    tops[1][one.target] += size
    middle = (_LEFT + _RIGHT) / 2
    path = (
        f"M{_LEFT:.0f} {begin:.2f}C{middle:.0f} {begin:.2f} {middle:.0f} {end:.2f} "
        f"{_RIGHT:.0f} {end:.2f}V{end + size:.2f}C{middle:.0f} {end + size:.2f} {middle:.0f} "
        f"{begin + size:.2f} {_LEFT:.0f} {begin + size:.2f}Z"
    )
    said = escape(f"{one.source} → {one.target}: {one.number}")
    return f'<path class="flow {one.kind}" d="{path}"><title>{said}</title></path>'


def _names(column: Mapping[str, tuple[float, float]], x: float, anchor: str) -> Iterator[str]:
    for name, (top, bottom) in column.items():
        short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
        y = (top + bottom) / 2 + 4
        yield f'<text x="{x:.0f}" y="{y:.2f}" text-anchor="{anchor}">{escape(short)}</text>'


def _table(head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    *names, last = head
    yield '<div class="wide"><table>\n<thead><tr>'
    yield "".join(f'<th scope="col">{name}</th>' for name in names)
    yield f'<th scope="col" class="n">{last}</th></tr></thead>\n<tbody>'
    for *cells, number in rows:
        told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        yield f'<tr>{told}<td class="n">{escape(number)}</td></tr>'
    yield "</tbody>\n</table></div>"
