"""Tests of lineage."""

from schemactl.handbook.pages.lineage import lineage_pages
from schemactl.handbook.pages.records import folder_beside
from schemactl.model.lineage import Edge
from schemactl.model.traced import Lineage, Missing, Node, TracedLabel
from tests.handbook.editions import text_of

MODEL = "model:mood@1"
LABEL = TracedLabel("a<b", "mood", "A", "Text <in> force.", "schema:mood@1.0.0", None, (), 1200)


def a_lineage(
    nodes: tuple[Node, ...] = (Node(MODEL, "model", None, "2026-11-20T12:00:00Z", {}),),
    missing: tuple[Missing, ...] = (),
) -> Lineage:
    """Return the lineage of a model that nothing is known of but one label."""
    return Lineage(MODEL, nodes, (Edge(MODEL, "dataset:x@1", "trained_on"),), missing, (LABEL,))


def test_a_model_shows_the_words_its_labels_had() -> None:
    pages = dict(lineage_pages([a_lineage()], {}))
    assert list(pages) == ["audit/index.md", "audit/model-mood-1.md"]
    text = text_of(pages["audit/model-mood-1.md"])
    assert "Text <in> force." in text
    assert "mood/a<b" in text
    assert "1,200" in text
    assert "model:mood@1 trained on dataset:x@1" in text
    assert "schemactl registry verify" in text


def test_a_model_is_listed_with_its_day_and_found_by_it() -> None:
    pages = dict(lineage_pages([a_lineage()], {}))
    assert "2026-11-20" in text_of(pages["audit/index.md"])
    assert '"tags": ["model:mood@1", "2026-11-20"]' in pages["audit/model-mood-1.md"]
    assert '"hide": ["toc", "tags"]' in pages["audit/model-mood-1.md"]


def test_gaps_are_named() -> None:
    gap = Missing("dataset:x@1", "has no guideline")
    text = text_of(dict(lineage_pages([a_lineage(missing=(gap,))], {}))["audit/model-mood-1.md"])
    assert "The record is incomplete." in text
    assert "dataset:x@1: has no guideline" in text


def test_releases_lead_to_their_frozen_copies_and_no_model_needs_no_page() -> None:
    node = Node("schema:mood@1.0.0", "schema", "sha256:00", None, {})
    pages = dict(lineage_pages([a_lineage(nodes=(node,))], {node.ref: "mood/v/1.0.0/index"}))
    assert 'href="../mood/v/1.0.0/index.html"' in pages["audit/model-mood-1.md"]
    assert list(lineage_pages([], {})) == []


def test_the_pages_give_way_to_a_schema_of_their_name() -> None:
    assert folder_beside(["mood"]) == "audit"
    folder = folder_beside(["audit", "mood"])
    pages = dict(lineage_pages([a_lineage()], {}, folder))
    assert list(pages) == ["audit_/index.md", "audit_/model-mood-1.md"]
    assert 'href="model-mood-1.html"' in pages["audit_/index.md"]


def test_the_lineage_is_drawn() -> None:
    page = dict(lineage_pages([a_lineage()], {}))["audit/model-mood-1.md"]
    assert page.index("<svg") < page.index("<table", page.index("Where it comes from"))
