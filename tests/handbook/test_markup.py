"""Tests of markup."""

import json

import markdown  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from schemactl.handbook.markup import (
    first_sentence,
    fragment,
    front_matter,
    heading,
    is_web_address,
    page,
    paragraphs,
    sanitise,
    table,
    title,
)

EVIL = '<script>alert(1)</script>{: onclick="x()" }{{ 1 }}`a` *b* [c](javascript:d) | # &copy;'


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert paragraphs("a\nb <i>\n\n  c") == "<p>a b &lt;i&gt;</p><p>c</p>"
    assert paragraphs("one\nline") == "one line"


@pytest.mark.parametrize(
    ("text", "short"),
    [("One. Two.", "One."), ("aaaa bbbb cccc", "aaaa …"), ("No end", "No end")],
)
def test_the_first_sentence_fits_a_line(text: str, short: str) -> None:
    assert first_sentence(text, 9) == short


def test_a_heading_shows_what_was_written() -> None:
    built = markdown.markdown(heading(2, EVIL, "x"), extensions=["attr_list", "tables"])
    assert built.startswith('<h2 id="x">')
    assert "<script" not in built
    assert "<a" not in built
    assert "<em>" not in built
    assert "&#60;script" in built


@given(st.text(alphabet="ab<>&`*_#[]{}()!|\\\n \"'~-+=1.", max_size=40))
def test_no_markdown_reader_changes_a_fragment(text: str) -> None:
    block = fragment(paragraphs(text), "x")
    built = markdown.markdown(f"# a\n\n{block}\n\nb", extensions=["tables", "fenced_code"])
    assert block in built


def test_titles_are_safe_where_the_theme_does_not_escape() -> None:
    assert title('<b> & "c" &amp; d') == "&lt;b&gt; & &quot;c&quot; &amp;amp; d"


def test_front_matter_is_one_line_of_json() -> None:
    assert page({"title": "a: b\n---"}, "x", "", "y") == (
        '---\n{"title": "a: b\\n---"}\n---\n\nx\n\ny\n'
    )


@given(st.text())
def test_front_matter_says_the_same_as_json_and_as_yaml(text: str) -> None:
    written = front_matter({"title": text})
    assert json.loads(written) == {"title": text}
    assert yaml.safe_load(written) == {"title": text}


def test_a_picture_in_a_title_is_no_pair_of_surrogates() -> None:
    assert front_matter({"title": "é 😀"}) == '{"title": "\\u00e9 😀"}'


@pytest.mark.parametrize(
    ("evil", "left"),
    [
        ("<script>alert(1)</script>ok", "ok"),
        ('<img src="a.png" onerror="x()">', '<img src="a.png">'),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<p style="position:fixed" id="__config">a</p>', "<p>a</p>"),
        ("<iframe src=x></iframe><form><input></form><meta http-equiv=refresh>", ""),
        ("<svg><script>x()</script></svg>", ""),
    ],
)
def test_what_can_act_is_removed(evil: str, left: str) -> None:
    assert sanitise(evil) == left


def test_cells_carry_their_header() -> None:
    assert '<td data-label="A &amp; B">1</td>' in table(["A & B"], [["1"]])


def test_only_web_addresses_become_links() -> None:
    assert is_web_address("https://example.org/a")
    assert not is_web_address("javascript:alert(1)")
    assert not is_web_address("http://[")
