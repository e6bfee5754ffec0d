"""Layout: causes right of effects, nothing on top of anything else, steps around boxes."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.lineage import Edge
from schemactl.registry.layout import WIDE, Layout, layout

CHAIN = (
    Edge("m", "d2", "trained_on"),
    Edge("d2", "d1", "derived_from"),
    Edge("d2", "s", "labeled_under"),
    Edge("d1", "s", "labeled_under"),
    Edge("m", "s", "trained_on"),
)


def apart(found: Layout) -> bool:
    """Tell whether no two boxes overlap."""
    return all(
        one.x != other.x or one.y + one.high <= other.y or other.y + other.high <= one.y
        for one, other in combinations(found.boxes.values(), 2)
    )


def crossed(found: Layout, edges: tuple[Edge, ...]) -> list[str]:
    """Return the boxes that a step goes through; it may only cross a column on a level."""
    through = []
    for way, edge in zip(found.ways, edges, strict=True):
        for (x, y), _ in zip(way[1::2], way[2::2], strict=False):
            through += [
                f"{edge}: {ref}"
                for ref, box in found.boxes.items()
                if box.x == x and box.y <= y <= box.y + box.high
            ]
    return through


def test_causes_stand_right_and_long_steps_go_around() -> None:
    found = layout(["m", "d2", "d1", "s"], CHAIN, "m")
    assert [found.boxes[ref].x for ref in ("m", "d2", "d1", "s")] == [8, 338, 668, 998]
    assert apart(found)
    assert crossed(found, CHAIN) == []
    ends = [way[-1] for way in found.ways if way[-1][0] == found.boxes["s"].x]
    assert len(set(ends)) == 3
    assert found.width == 998 + WIDE + 8


def test_what_begins_elsewhere_stands_beside_what_it_leads_to() -> None:
    edges = (*CHAIN, Edge("report", "d1", "derived_from"))
    found = layout(["m", "d2", "d1", "s", "report"], edges, "m")
    assert found.boxes["report"].x == found.boxes["d2"].x


def test_a_circle_ends() -> None:
    found = layout(["a", "b"], [Edge("a", "b", "part_of"), Edge("b", "a", "part_of")], "a")
    assert len(found.boxes) == 2


@given(st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=30))
def test_no_box_is_hidden(pairs: set[tuple[int, int]]) -> None:
    edges = tuple(
        Edge(f"n{min(pair):02}", f"n{max(pair):02}", "derived_from")
        for pair in sorted(pairs)
        if pair[0] != pair[1]
    )
    refs = sorted({"n00", *(ref for edge in edges for ref in edge[:2])})
    found = layout(refs, edges, "n00")
    assert apart(found)
    assert crossed(found, edges) == []
    assert all(found.boxes[edge.source].x < found.boxes[edge.target].x for edge in edges)
    assert all(box.y >= 0 and box.y + box.high <= found.height for box in found.boxes.values())
