"""Trace page: the drawing has its tables, gaps are said, and recorded text cannot act."""

from schemactl.audit.trace_page import trace_page
from schemactl.model.lineage import Edge
from schemactl.model.traced import Lineage, Missing, Node, TracedLabel

MODEL, DATA = "model:mood@1", "dataset:d@1"
LINEAGE = Lineage(
    MODEL,
    (
        Node(MODEL, "model", None, "2026-11-20T12:00:00Z", {"entry": 7, "as_of": "2024-05-01"}),
        Node(DATA, "dataset", f"sha256:{'1' * 64}", None, {"entry": 6}),
    ),
    (Edge(MODEL, DATA, "trained_on"),),
    (),
    (
        TracedLabel(
            "glad", "mood", "<Glad>", "Says & means it.", "schema:s@1.0.0", None, (DATA,), 3
        ),
    ),
)


def test_the_drawing_is_said_by_tables() -> None:
    page = trace_page(LINEAGE)
    assert f"<h1>What {MODEL} comes from</h1>" in page
    assert "<svg" in page
    row = f'<th scope="row">{MODEL}</th><td>trained on</td><td>{DATA}</td>'
    assert row in page
    assert f"<code>sha256:{'1' * 64}</code>" in page
    assert "asserted later, to be so since 2024-05-01" in page
    assert "&lt;Glad&gt;" in page
    assert "<Glad>" not in page
    assert "Says &amp; means it." in page
    assert "<script" not in page
    assert " style=" not in page


def test_what_is_missing_comes_first() -> None:
    page = trace_page(LINEAGE._replace(missing=(Missing(DATA, "guideline"),)), down=True)
    assert f"What comes from {MODEL}" in page
    assert page.index("dataset:d@1: guideline") < page.index("<svg")
