"""Tests of bound."""

from schemactl.handbook.markup import fragment, heading, page
from schemactl.handbook.pages.bound import chapter


def test_a_page_becomes_a_chapter_with_addresses_as_seen_from_where_it_is_bound() -> None:
    text = (
        '<p id="a"><a href="#b">1</a> <a href="../labels/x.html#y">2</a> <a href="other.html">3</a>'
        ' <img src="../assets/p.png"> <a href="https://example.org/">4</a></p>'
    )
    blocks = [fragment("frame", "frame"), heading(1, "A & b"), heading(3, "Deep", "d")]
    made = list(chapter(page({"title": "A"}, *blocks, fragment(text)), "s/guide/task", "s/print"))
    assert made == [
        "\n<h2>A &#38; b</h2>",
        "\n<h4>Deep</h4>",
        '\n<div><p><a href="guide/task.html#b">1</a> <a href="labels/x.html#y">2</a> '
        '<a href="guide/other.html">3</a> <img src="assets/p.png"> '
        '<a href="https://example.org/">4</a></p></div>',
    ]
