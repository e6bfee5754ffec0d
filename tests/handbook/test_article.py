"""Tests of articles; that they are what Markdown makes is tested with the shortcut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify, unique  # type: ignore[import-untyped]

from schemactl.handbook.article import Anchors, Heading, _new_anchor, article, front_and_text
from schemactl.handbook.configuration import ANCHORS
from schemactl.handbook.markup import fragment, heading, page

SHOWN = Anchors("#", "Link", 2)


def test_a_page_is_parted_into_front_matter_and_text() -> None:
    assert front_and_text(page({"title": "a: b"}, "<div>x</div>")) == (
        {"title": "a: b"},
        "<div>x</div>\n",
    )
    assert front_and_text("---\ntitle: x\n---\n\n# y\n") is None


def test_an_article_has_headings_with_links_to_themselves() -> None:
    blocks = [fragment("a"), heading(1, "One & two"), heading(2, "B", "b"), heading(3, "C")]
    found = article("\n\n".join(blocks), SHOWN)
    assert found is not None
    assert found.content.splitlines()[2] == (
        '<h1 id="one-two">One &#38; two'
        '<a class="headerlink" href="#one-two" title="Link">#</a></h1>'
    )
    # The third level is deeper than the table of contents.
    assert found.headings == [Heading(1, "one-two", "One &#38; two"), Heading(2, "b", "B")]


@pytest.mark.parametrize("text", ["# First", "<div>a</div>\n\nwords", "<div>\tx</div>", ""])
def test_what_has_another_form_is_no_article(text: str) -> None:
    assert article(text, SHOWN) is None


def test_settings_are_escaped_once() -> None:
    told = {**ANCHORS, "permalink": "<", "permalink_title": 'a "b"'}
    assert Anchors.of(told) == Anchors("&lt;", "a &quot;b&quot;", 3)


NAMES = st.text("aZé_-1 2.ž\u0301漢", max_size=8)


@given(st.lists(NAMES, max_size=6), st.sets(st.sampled_from(["a", "a_1", "_1", "1", "a-1"])))
def test_anchors_are_those_of_markdown(names: list[str], taken: set[str]) -> None:
    used, known = set(taken), set(taken)
    for name in names:
        assert _new_anchor(name, used) == unique(slugify(name, "-"), known)
    assert used == known
