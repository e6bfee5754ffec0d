"""A lineage as a drawing: effects left of causes, named, and the nearest where it is a tangle."""

import re
from xml.etree import ElementTree

from schemactl.model.lineage import Edge
from schemactl.model.traced import Lineage
from schemactl.registry.graph import MOST_NODES, drawing, svg

MODEL = "model:mood@1"
EDGES = (
    Edge(MODEL, "dataset:a@1", "trained_on"),
    Edge(MODEL, "dataset:b@1", "trained_on"),
    Edge("dataset:a@1", "schema:s@1.0.0", "labeled_under"),
    Edge("dataset:b@1", "schema:s@1.0.0", "labeled_under"),
    Edge("dataset:b@1", "dataset:a@1", "derived_from"),
)


def a_lineage(*edges: Edge) -> Lineage:
    """Return the lineage of a model of which only the steps matter."""
    return Lineage(MODEL, (), edges, (), ())


def test_the_drawing_has_a_name_and_every_step() -> None:
    shown = drawing(a_lineage(*EDGES))
    assert f"What {MODEL} comes from" in shown
    assert "4 things and 5 steps" in shown
    assert shown.count("trained on</text>") == 2
    assert "derived from</text>" in shown
    assert re.findall(r'class="first"><title>([^<]*)', shown) == [MODEL]
    assert "style=" not in shown


def test_hostile_and_long_names_stay_in_their_box() -> None:
    shown = drawing(a_lineage(Edge(MODEL, f"dataset:{'x' * 62}@<b>", "trained_on")))
    assert "<b>" not in shown
    assert f"{'x' * 23}…</text>" in shown
    assert f"dataset:{'x' * 62}@&lt;b&gt;</title>" in shown


def test_a_tangle_a_circle_and_nothing_are_no_trouble() -> None:
    many = [Edge(MODEL, f"dataset:d{n}@1", "trained_on") for n in range(MOST_NODES)]
    shown = drawing(a_lineage(*many))
    assert f"The {MOST_NODES} nearest of {MOST_NODES + 1} things" in shown
    assert shown.count("<rect") == MOST_NODES
    assert drawing(a_lineage()) == ""
    circle = (Edge(MODEL, "dataset:a@1", "trained_on"), Edge("dataset:a@1", MODEL, "part_of"))
    assert "<svg" in drawing(a_lineage(*circle))


def test_a_file_stands_alone_and_asks_for_nothing() -> None:
    whole = svg(a_lineage(*EDGES), down=True)
    root = ElementTree.fromstring(whole)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert f"What comes from {MODEL}" in whole
    assert whole.count("http") == 1
    alone = ElementTree.fromstring(svg(a_lineage()))
    assert len(alone.findall("{*}g")) == 1
