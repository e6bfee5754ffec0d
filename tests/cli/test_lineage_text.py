"""Tests of lineage as text."""

import click

from schemactl.cli.lineage_text import counted, difference_as_text, lineage_as_text
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.lineage import Edge
from schemactl.model.traced import Lineage, Missing, Node, TracedLabel


def a_dataset(ref: str, state: str = "ready") -> Node:
    """Return a dataset as a node."""
    facts = {"annotations": 1, "state": state}
    return Node(ref, "dataset", f"sha256:{'a' * 64}", "2026-11-20T12:00:00Z", facts)


LINEAGE = Lineage(
    "model:m@1",
    (
        Node("model:m@1", "model", None, None, {}),
        a_dataset("dataset:a@1"),
        a_dataset("dataset:b@1", "draft"),
    ),
    (
        Edge("model:m@1", "dataset:a@1", "trained_on"),
        Edge("model:m@1", "dataset:b@1", "trained_on"),
        Edge("dataset:a@1", "schema:s@1.0.0", "labeled_under"),
        Edge("dataset:b@1", "dataset:a@1", "derived_from"),
    ),
    (Missing("schema:s@1.0.0", "entry"),),
    (
        TracedLabel("p", "t", "Pleased", "Is\npleased.", "schema:s@1.0.0", None, ("a",), 3),
        TracedLabel("n", "t", "n", "", "schema:s@1.0.0", "guideline:g@1.0.0", (), 0),
    ),
)


def test_causes_are_a_tree_in_which_each_thing_is_told_once() -> None:
    assert [click.unstyle(line) for line in lineage_as_text(LINEAGE)] == [
        "model:m@1",
        "├─ trained_on dataset:a@1  1 annotation  sha256:aaaaaaaaaaaa  2026-11-20T12:00:00Z",
        "│  └─ labeled_under schema:s@1.0.0",
        "└─ trained_on dataset:b@1  1 annotation  draft  sha256:aaaaaaaaaaaa  2026-11-20T12:00:00Z",
        "   └─ derived_from dataset:a@1 (see above)",
        "",
        "what labels meant in schema:s@1.0.0",
        "  t/p (Pleased)  [3]  Is pleased.",
        "",
        "what labels meant in schema:s@1.0.0, guided by guideline:g@1.0.0",
        "  t/n  no definition",
        "",
        "missing: entry of schema:s@1.0.0",
        "not complete",
    ]


def test_a_long_line_of_predecessors_is_no_problem() -> None:
    chain = tuple(Edge(f"schema:s@{n}", f"schema:s@{n + 1}", "succeeds") for n in range(3000))
    lines = list(lineage_as_text(Lineage("schema:s@0", (), chain, (), ())))
    assert len(lines) == 3003
    assert click.unstyle(lines[-1]) == "complete"


def test_a_difference_names_file_rule_and_hint() -> None:
    found = Diagnostic("release-edited", "error", "was edited", "a.json", Region(), None, "restore")
    assert [click.unstyle(line) for line in difference_as_text(found)] == [
        "a.json: error: was edited [release-edited]",
        "  hint: restore",
    ]


def test_numbers_agree_with_their_nouns() -> None:
    assert counted(1, "entry", "entries") == "1 entry"
    assert counted(0, "entry", "entries") == "0 entries"
    assert counted(2, "model") == "2 models"
