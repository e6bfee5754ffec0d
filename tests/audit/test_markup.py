"""Recorded text stays text, whatever it holds, and a page allows nothing but its own style."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from schemactl.audit.markup import block, cell, framed, identifier, shown, table


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> _Tags:
    """Return the tags and the text of some HTML."""
    found = _Tags()
    found.feed(html)
    found.close()
    return found


@given(st.text())
def test_no_text_becomes_a_tag(text: str) -> None:
    assert parsed(shown(text)).tags == []
    assert parsed(block(text)).tags == []
    assert '"' not in shown(text)


def test_what_turns_the_text_around_is_spelt_out() -> None:
    assert shown("a\u202eb") == "a\\u202eb"
    assert shown("a\x00b") == "a\\x00b"


def test_endless_text_is_cut_and_said_to_be() -> None:
    html = shown("<" * 1_000_000)
    assert len(html) < 10_000
    assert "998000 characters more" in html


def test_lines_of_a_block_stay_lines() -> None:
    assert block("a\n<b>") == "a\n&lt;b&gt;"


def test_ids_are_safe_and_differ() -> None:
    assert re.fullmatch("x[0-9a-f]{12}", identifier('"><script>'))
    assert identifier("a") != identifier("b")


def test_a_table_without_rows_says_so() -> None:
    assert "none recorded" in "".join(table("Things", ("a",), []))
    html = "".join(table("Things", ("a", "b"), [("1", "2")]))
    assert parsed(html).text.strip() == "Thingsab12"
    assert parsed(html).tags.count("th") == 3


def test_the_policy_names_the_style_sheet() -> None:
    html = framed("t", "p{color:red}\n", ["<p>x</p>"])
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html


def test_only_what_is_too_long_for_a_column_breaks_within_a_word() -> None:
    assert cell("dataset:cards@2 and more") == "dataset:cards@2 and more"
    assert cell(f"sha256:{'0' * 64}").startswith('<span class="long">sha256:')
    assert cell("") == ""
