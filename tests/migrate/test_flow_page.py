"""Flow page: a drawing and its table, in which nothing of the data can run."""

from typing import Any
from xml.etree import ElementTree

from schemactl.migrate.flow_page import flow_page

STEP = {"change": "merge", "from": ["a"], "to": ["b"], "fidelity": "lossy", "annotations": 3}


def told(*flows: tuple[str | None, str | None, str, int]) -> dict[str, Any]:
    """Return a report of flows."""
    kinds = {"in": 9, "unchanged": 1, "mapped": 3, "queued": 4, "dropped": 1}
    names = ("from", "to", "kind", "annotations")
    flow = [dict(zip(names, one, strict=True)) for one in flows]
    return {"from": "s@1", "to": "s@2", "annotations": kinds, "steps": [STEP], "flow": flow}


def drawing(page: str) -> ElementTree.Element:
    """Return the drawing of a page."""
    begin, end = page.index("<svg"), page.index("</svg>") + len("</svg>")
    return ElementTree.fromstring(page[begin:end])


def test_each_flow_is_a_band_and_a_row() -> None:
    page = flow_page(
        told(("a", "b", "mapped", 3), ("c", None, "queued", 4), ("k", "k", "unchanged", 1))
    )
    bands = drawing(page).findall("path")
    assert [band.get("class") for band in bands] == ["flow mapped", "flow queued"]
    assert [band.findtext("title") for band in bands] == ["a → b: 3", "c → people decide: 4"]
    assert "<td>k</td><td>k</td>" in page
    assert "merge a → b" in page


def test_where_no_label_changes_nothing_is_drawn() -> None:
    page = flow_page(told(("k", "k", "unchanged", 1)))
    assert "<svg" not in page
    assert "No label changes." in page


def test_the_largest_of_many_flows_are_drawn() -> None:
    page = flow_page(told(*((f"a{at}", f"b{at}", "mapped", at + 1) for at in range(100))))
    assert len(drawing(page).findall("path")) == 60
    assert "The 60 largest of 100 flows are drawn." in page
    assert "<td>a0</td>" in page


def test_texts_of_the_data_are_escaped() -> None:
    page = flow_page(told(("<script>", '"&', "mapped", 1), (None, "b", "mapped", 1)))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "(nothing applies)" in page
    assert "default-src 'none'" in page
