"""Flow drawing: bands keep the order of rows, and add up on both sides."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from schemactl.migrate.flow_drawing import ENDS, MOST_DRAWN, Flow, drawing

FLOWS = st.lists(
    st.builds(Flow, st.sampled_from("abc"), st.sampled_from("xyz"), st.just("mapped"),
              st.integers(1, 10**6)),
    min_size=1, max_size=9, unique_by=lambda one: one[:2],
)  # fmt: skip


def drawn(*flows: Flow) -> ElementTree.Element:
    """Return the drawing of flows."""
    text = "\n".join(drawing(flows))
    return ElementTree.fromstring(text[: text.index("</svg>") + len("</svg>")])


def test_people_and_what_is_dropped_stand_below_the_labels() -> None:
    svg = drawn(
        Flow("a", ENDS["queued"], "queued", 2),
        Flow("b", ENDS["dropped"], "dropped", 1),
        Flow("c", "x", "mapped", 1),
    )
    texts = ["".join(one.itertext()) for one in svg.findall("text")]
    assert texts == ["a 2", "b 1", "c 1", "x 1", "people decide 2", "dropped 1"]
    bars = [str(one.get("class")).split() for one in svg.findall("rect")]
    assert bars[3:] == [["bar"], ["bar", "queued"], ["bar", "dropped"]]
    assert [one.get("class") for one in svg.findall("path")] == [
        *("flow queued", "flow dropped", "flow mapped")
    ]


def test_where_no_label_changes_nothing_is_drawn() -> None:
    assert list(drawing([Flow("k", "k", "unchanged", 1)])) == ["<p>No label changes.</p>"]


def test_the_largest_of_many_flows_are_drawn() -> None:
    lines = list(drawing([Flow(f"a{at}", f"b{at}", "mapped", at + 1) for at in range(100)]))
    assert sum(line.startswith("<path") for line in lines) == MOST_DRAWN
    assert lines[-1] == "<p>The 60 largest of 100 flows are drawn.</p>"


@given(FLOWS)
def test_bands_fill_their_labels(flows: list[Flow]) -> None:
    svg = drawn(*flows)
    tall = {
        side: sum(float(str(one.get("height"))) for one in svg.findall("rect") if one.get("x") == x)
        for side, x in (("left", "260"), ("right", "694"))
    }
    sizes = []
    for path in svg.findall("path"):
        begin, end = re.findall(r"700 ([\d.]+)V|694 ([\d.]+)V", str(path.get("d")))[0]
        bottom = re.findall(r"V([\d.]+)C", str(path.get("d")))[0]
        sizes.append(float(bottom) - float(begin or end))
    # Bands and bars that are too thin to be seen are drawn a little thicker.
    spare = 1.6 * len(flows) + 0.1
    assert abs(sum(sizes) - tall["left"]) < spare
    assert abs(sum(sizes) - tall["right"]) < spare
    assert len(svg.findall("path")) == len(flows)
