"""Tests of guideline pages."""

from pathlib import Path

from schemactl.handbook.pages.guide import Guide, render, render_index, unresolved
from schemactl.handbook.pictures import Asset
from tests.handbook.editions import PAGES, a_guideline, an_atlas, rich, text_of


def test_links_lead_to_labels_examples_and_rules() -> None:
    guide = Guide(an_atlas(pages=PAGES))
    shown = render(guide, "task.md")
    assert 'href="../labels/refund.html">Refund</a>' in shown
    assert 'href="../labels/billing-dispute.html#bd-001">bd-001</a>' in shown
    assert 'href="../rules.html#T1">T1</a>' in shown
    assert "# The task\n" in shown
    assert "## Read first {#read-first}\n" in shown
    assert shown.count("The task") == 2


def test_pages_know_each_other_and_their_pictures() -> None:
    pages = {"index.md": "[next](b.md#here) ![p](p.png) ![far](//x.org/a.png)", "b.md": "no title"}
    assets = {"p.png": Asset(Path("p"), "1.png", 1, 1)}
    guide = Guide(an_atlas(pages=pages, guide_assets=assets))
    shown = render(guide, "index.md")
    assert 'href="b.html#here"' in shown
    assert 'src="../assets/1.png"' in shown
    assert [remark.message for remark in guide.remarks] == [
        "the picture '//x.org/a.png' is not shown"
    ]
    assert guide.title("b.md") == "B"


def test_the_index_lists_the_pages() -> None:
    guide = Guide(an_atlas(pages=PAGES))
    text = text_of(render_index(guide, a_guideline(PAGES).guideline))
    assert text.endswith("# How to label The task")


def test_a_label_of_two_tasks_must_be_addressed() -> None:
    data = rich()
    data["tasks"][1] = {"id": "tone", "type": "classification", "labels": [{"id": "other"}]}
    found = list(unresolved(an_atlas(data, pages={"a.md": "x\n[[other]] [[tone/other]]"})))
    assert [(one.region.line, one.region.column) for one in found] == [(2, 1)]
    assert found[0].hint == "did you mean [[intent/other]] or [[tone/other]]?"
