"""Tests of the root of the site."""

from schemactl.handbook.pages.root import render
from tests.handbook.editions import an_atlas, short, text_of


def test_every_schema_has_a_card() -> None:
    shown = render([an_atlas(), an_atlas(short("a", "b"), digest="")], "Our <labels>")
    text = text_of(shown.partition("\n---\n")[2])
    assert '"hide": ["toc"]' in shown
    assert "2 schemas. Choose the one" in text
    assert "Ticket routing What the customer wants. 4 labels" in text
    assert "schema:topics@1.0.0" in text
    assert "sha256" not in text
    assert "topics Draft, do not label from this 2 labels" in text
    assert 'href="tickets/index.html"' in shown
    assert "# Our &#60;labels&#62;" in shown
