"""Tests of embed."""

from schemactl.handbook.pages.embed import embed_path, render
from tests.handbook.editions import an_atlas, an_entry, rich, text_of


def test_a_label_stands_alone_with_its_version() -> None:
    atlas = an_atlas()
    entry = an_entry(atlas)
    shown = render(atlas, entry)
    assert embed_path(atlas, entry) == "tickets/embed/billing-dispute"
    assert shown.startswith("<!doctype html>")
    assert 'href="../../assets/handbook.css"' in shown
    assert "<script" not in shown
    # What would need a script is not there.
    assert "data-do" not in shown
    text = text_of(shown)
    assert "Link to paste: billing-dispute.html" in text
    assert "The customer says that a charge is wrong." in text
    assert "schema:tickets@2.0.0 sha256:abababababab · Whole page" in text


def test_names_are_escaped_and_drafts_say_so() -> None:
    data = rich()
    data["tasks"][0]["labels"][1]["name"] = "</title><script>"
    atlas = an_atlas(data, digest="")
    shown = render(atlas, an_entry(atlas, "other"))
    assert "<script" not in shown
    assert "Draft, do not label from this." in text_of(shown)
