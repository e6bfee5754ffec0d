"""Tests of sections: the theme's own reader finds the same on every page."""

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]

from schemactl.handbook.sections import sections

Found = list[tuple[bool, str | None, str, str]]

_TEXTS = st.sampled_from(
    ["a", "some words", " ", "\n", " two\nlines ", "&amp;", "&lt;b&gt;", "&nbsp;", "&#10;", "&#9;x"]
)
_TAGS = st.sampled_from(
    [
        *("div", "p", "ul", "li", "ol", "span", "code", "pre", "sup", "table", "td", "svg"),
        *(f"h{level}" for level in range(1, 7)),
    ]
)
_ATTRIBUTES = st.sampled_from(
    [
        *("", "", "", ' class="card"', ' class="linenodiv"', ' data-search-exclude="1"'),
        *(' id="a"', ' id="b&amp;c"', ' id="d" data-search-exclude="1"', ' title="1 &gt; 0"'),
    ]
)
_LEAVES = _TEXTS | st.sampled_from(
    [
        *("<br>", '<img src="x" alt="y">', '<rect id="r" x="1"/>', "<p></p>", "<li> </li>"),
        '<a class="headerlink" href="#a" title="Link">#</a>',
    ]
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = st.lists(children, max_size=4).map("".join)
    return st.builds(
        lambda tag, attributes, content: f"<{tag}{attributes}>{content}</{tag}>",
        _TAGS,
        _ATTRIBUTES,
        inside,
    )


_PAGES = st.lists(_element(st.recursive(_LEAVES, _element, max_leaves=25)), min_size=1, max_size=6)


def by_the_theme(content: str) -> Found:
    parser = Parser()
    parser.feed(content)
    parser.close()
    return [(s.is_excluded(), s.id, "".join(s.title), "".join(s.text)) for s in parser.data]


def ours(content: str) -> Found:
    found = sections(content)
    assert found is not None
    return [(s.is_excluded(), s.id, "".join(s.title), "".join(s.text)) for s in found]


@given(_PAGES)
def test_the_theme_finds_the_same(pieces: list[str]) -> None:
    content = "\n".join(pieces)
    try:
        expected = by_the_theme(content)
    except ValueError:  # an end, in a section that does not hold its beginning
        reject()
    assert ours(content) == expected


def test_a_heading_within_another_element_ends_with_it() -> None:
    content = (
        '<div class="frame" data-search-exclude="1"><div>left out</div> quirk</div>\n'
        '<h1 id="t">Title<a class="headerlink" href="#t" title="x">#</a></h1>\n'
        '<div><h2 id="in">Inner</h2><p>below</p></div>\n<div>after &lt;it&gt;</div>'
    )
    assert ours(content) == by_the_theme(content)
    assert ours(content)[-1] == (False, "in", "Inner", "<p>below</p>")


@pytest.mark.parametrize(
    "content",
    [
        *("words first", "<div>1 < 2</div>", "<div><!-- said --></div>", "<DIV>x</DIV>"),
        *("<div><script>x</script></div>", "<div><style>x</style></div>", "<div title='x'></div"),
    ],
)
def test_what_the_compiler_does_not_write_is_left_to_the_theme(content: str) -> None:
    assert sections(content) is None
