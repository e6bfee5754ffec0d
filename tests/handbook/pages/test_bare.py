"""Tests of bare."""

from schemactl.handbook.pages.bare import bare
from tests.handbook.editions import an_atlas, text_of


def test_a_bare_page_finds_its_styles_and_says_its_version() -> None:
    shown = bare(an_atlas(), "tickets/embed/a", "A <b>", "<p>Body</p>", " · more")
    assert 'href="../../assets/handbook.css"' in shown
    assert 'media="print" href="../print.css"' in shown
    assert "<title>A &lt;b&gt;</title>" in shown
    assert "Body schema:tickets@2.0.0 sha256:abababababab · more" in text_of(shown)
    assert "Draft" not in shown
    assert "Draft" in bare(an_atlas(digest=""), "tickets/print", "A", "")
