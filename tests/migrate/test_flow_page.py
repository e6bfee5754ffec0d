"""Flow page: a drawing and its tables, in which nothing of the data can run."""

from typing import Any
from xml.etree import ElementTree

from schemactl.migrate.flow_page import flow_page

STEP = {"change": "merge", "from": ["a"], "to": ["b"], "fidelity": "lossy", "mapped": 3}


def told(*flows: tuple[str | None, str | None, str, int], **more: Any) -> dict[str, Any]:
    """Return a report of flows."""
    kinds = {"in": 9, "unchanged": 1, "mapped": 3, "queued": 4, "dropped": 1}
    names = ("from", "to", "kind", "annotations")
    flow = [dict(zip(names, one, strict=True)) for one in flows]
    found = {"from": "schema:s@1", "to": "s@2", "annotations": kinds, "steps": [STEP], "flow": flow}
    return found | more


def drawings(page: str) -> list[ElementTree.Element]:
    """Return the drawings of a page."""
    return [
        ElementTree.fromstring(f"<svg{part.partition('</svg>')[0]}</svg>")
        for part in page.split("<svg")[1:]
    ]


def test_each_flow_is_a_band_and_a_row() -> None:
    page = flow_page(
        told(("a", "b", "mapped", 3), ("c", None, "queued", 4), ("k", "k", "unchanged", 1))
    )
    bands = drawings(page)[-1].findall("path")
    assert [band.findtext("title") for band in bands] == ["a → b: 3", "c → people decide: 4"]
    assert "<td>k</td><td>k</td>" in page
    assert "merge a → b" in page
    assert "<title>s@1 → s@2</title>" in page


def test_the_fates_are_parts_of_one_strip() -> None:
    page = flow_page(told(("a", "b", "mapped", 3), records={"in": 8, "out": 5}))
    strip = drawings(page)[0]
    wide = {one.get("class"): float(str(one.get("width"))) for one in strip.findall("rect")}
    assert wide == {"unchanged": 106.67, "mapped": 320.0, "queued": 426.67, "dropped": 106.67}
    assert "3 with a new label (33.3%)" in page
    assert "9 annotations in 8 records, of which 5 stay." in page
    none = {"in": 0, "unchanged": 0, "mapped": 0, "queued": 0, "dropped": 0}
    assert "0 annotations." in flow_page(told(annotations=none))


def test_work_for_people_is_told() -> None:
    queue = {"entries": 1200, "hours": 10.0, "cost": 300.5}
    page = flow_page(told(reviewed=7, queue=queue))
    assert "Records for people: 1,200; labels that stay until" in page
    assert "looked at again: 7; hours: 10.0; cost: 300.5." in page
    assert "Nobody has to look at anything." in flow_page(told())


def test_labels_and_unknown_labels_are_listed() -> None:
    labels = {"before": {"a": 3, "k": 1}, "after": {"b": 3, "k": 1}}
    page = flow_page(told(labels=labels, unknown_labels={"<odd>": 2}))
    assert '<td>a</td><td class="n">3</td><td class="n">0</td>' in page
    assert '<td>b</td><td class="n">0</td><td class="n">3</td>' in page
    assert "1 labels in the data are unknown" in page
    assert "&lt;odd&gt; (2)" in page


def test_texts_of_the_data_are_escaped() -> None:
    page = flow_page(told(("<script>", '"&', "mapped", 1), (None, "b", "mapped", 1)))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "(nothing applies)" in page
    assert "default-src 'none'" in page
