"""Layout: where the things of a graph stand, and which ways its steps take between them.

After Sugiyama, Tagawa and Toda (1981): things stand in columns by their longest way from a
beginning; a step that crosses a column has a lane of its own in it; within columns, things and
lanes are sorted by the mean place of their neighbours, back and forth.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from schemactl.model.lineage import Edge

WIDE = 180.0
_HIGH, _LANE, _PORT = 44.0, 14.0, 15.0
_ACROSS, _BETWEEN = 330.0, 14.0
_MARGIN = 8.0
_ROUNDS = 12

# A thing by its ref, or the lane of a step (by its number) in a column.
Key = tuple[str, int]
Point = tuple[float, float]


class Box(NamedTuple):
    """Where a thing stands: the corner of its box, and its height."""

    x: float
    y: float
    high: float


class Layout(NamedTuple):
    """The boxes by ref, the points of each step from its effect to its cause, and the size."""

    boxes: dict[str, Box]
    ways: list[list[Point]]
    width: float
    height: float


def layout(refs: Sequence[str], edges: Sequence[Edge], first: str) -> Layout:
    """Return where everything stands; causes stand right of their effects."""
    depths = _depths(refs, edges, first)
    chains = [_chain(number, edge, depths) for number, edge in enumerate(edges)]
    columns = _columns(refs, chains, depths)
    high = _heights(refs, edges)
    tops = _sorted(columns, chains, high)
    least = min(tops.values())
    boxes = {
        ref: Box(
            _MARGIN + depths[ref] * _ACROSS,
            _MARGIN + tops[ref, -1] - least,
            high.get((ref, -1), _HIGH),
        )
        for ref in refs
    }
    middles = {key: _MARGIN + top - least + high.get(key, _LANE) / 2 for key, top in tops.items()}
    ways = _ways(chains, boxes, middles, depths)
    return Layout(
        boxes,
        ways,
        max(box.x for box in boxes.values()) + WIDE + _MARGIN,
        max(middle + high.get(key, _LANE) / 2 for key, middle in middles.items()) + _MARGIN,
    )


def _depths(refs: Sequence[str], edges: Sequence[Edge], first: str) -> dict[str, int]:
    """Return the column of each thing; what begins elsewhere stands next to what it leads to."""
    depths = dict.fromkeys(refs, 0)
    # As often as there are things, so that even a circle, which there should not be, ends.
    for _ in refs:
        before = dict(depths)
        for edge in edges:
            depths[edge.target] = max(depths[edge.target], depths[edge.source] + 1)
        if depths == before:
            break
    depths = {ref: min(depth, len(refs)) for ref, depth in depths.items()}
    for ref in {edge.source for edge in edges} - {edge.target for edge in edges} - {first}:
        depths[ref] = min(depths[edge.target] for edge in edges if edge.source == ref) - 1
    return depths


def _chain(number: int, edge: Edge, depths: Mapping[str, int]) -> list[Key]:
    """Return the effect, the lanes of the step in the columns between, and the cause."""
    between = range(depths[edge.source] + 1, depths[edge.target])
    return [
        (edge.source, -1),
        *((f"{number}/{depth}", number) for depth in between),
        (edge.target, -1),
    ]


def _columns(
    refs: Sequence[str], chains: Sequence[list[Key]], depths: Mapping[str, int]
) -> list[list[Key]]:
    columns: list[list[Key]] = [[] for _ in range(max(depths.values()) + 1)]
    for ref in refs:
        columns[depths[ref]].append((ref, -1))
    for chain in chains:
        for depth, key in enumerate(chain[1:-1], depths[chain[0][0]] + 1):
            columns[depth].append(key)
    return columns


def _heights(refs: Sequence[str], edges: Sequence[Edge]) -> dict[Key, float]:
    """Return the heights of boxes, in which each step has room for its name."""
    found = {}
    for ref in refs:
        ins = sum(edge.target == ref for edge in edges)
        outs = sum(edge.source == ref for edge in edges)
        found[ref, -1] = max(_HIGH, _PORT * (max(ins, outs) + 1))
    return found


def _sorted(
    columns: Sequence[list[Key]], chains: Sequence[list[Key]], high: Mapping[Key, float]
) -> dict[Key, float]:
    """Return the tops of everything, once each column is sorted by its neighbours' places."""
    left: dict[Key, list[Key]] = {}
    right: dict[Key, list[Key]] = {}
    for chain in chains:
        for one, other in pairwise(chain):
            right.setdefault(one, []).append(other)
            left.setdefault(other, []).append(one)
    tops: dict[Key, float] = {}
    for column in columns:
        tops |= _stacked(column, high)
    for turn in range(_ROUNDS):
        neighbours = left if turn % 2 == 0 else right
        for column in columns if turn % 2 == 0 else reversed(columns):
            wanted = {
                key: _mean([tops[n] + high.get(n, _LANE) / 2 for n in neighbours[key]])
                if key in neighbours
                else tops[key] + high.get(key, _LANE) / 2
                for key in column
            }
            column.sort(key=lambda key: wanted[key])
            tops |= _stacked(column, high)
    return tops


def _stacked(column: Sequence[Key], high: Mapping[Key, float]) -> dict[Key, float]:
    """Return the tops of things that stand above each other, around the middle."""
    total = sum(high.get(key, _LANE) + _BETWEEN for key in column) - _BETWEEN
    found, at = {}, -total / 2
    for key in column:
        found[key] = at
        at += high.get(key, _LANE) + _BETWEEN
    return found


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _ways(
    chains: Sequence[list[Key]],
    boxes: Mapping[str, Box],
    middles: Mapping[Key, float],
    depths: Mapping[str, int],
) -> list[list[Point]]:
    begins = _ports([(chain[0], chain[1]) for chain in chains], boxes, middles)
    ends = _ports([(chain[-1], chain[-2]) for chain in chains], boxes, middles)
    ways = []
    for number, chain in enumerate(chains):
        source, target = boxes[chain[0][0]], boxes[chain[-1][0]]
        way = [(source.x + WIDE, begins[number])]
        for depth, key in enumerate(chain[1:-1], depths[chain[0][0]] + 1):
            x = _MARGIN + depth * _ACROSS
            way += [(x, middles[key]), (x + WIDE, middles[key])]
        ways.append([*way, (target.x, ends[number])])
    return ways


def _ports(
    ends: Sequence[tuple[Key, Key]], boxes: Mapping[str, Box], middles: Mapping[Key, float]
) -> list[float]:
    """Return where steps meet a side of their box: in the order of what is next on their way."""
    found = [0.0] * len(ends)
    for ref, box in boxes.items():
        here = [number for number, (own, _) in enumerate(ends) if own == (ref, -1)]
        here.sort(key=lambda number: middles[ends[number][1]])
        for place, number in enumerate(here, 1):
            found[number] = box.y + box.high * place / (len(here) + 1)
    return found
