"""Tests of prose."""

import pytest

from schemactl.handbook.links import Spot
from schemactl.handbook.passages import Passage, Remark, Surroundings
from schemactl.handbook.prose import read_prose, slug_of


def find(name: str) -> tuple[str, Spot] | None:
    return ("../labels/refund.html", Spot("", "", "Refund", "2")) if name == "refund" else None


AROUND = Surroundings(
    find,
    lambda name: "../assets/a.png" if name == "a.png" else None,
    lambda name: "other.html" if name == "other.md" else None,
)


def read(text: str) -> tuple[str, list[Remark]]:
    passages, remarks = read_prose(text, AROUND)
    return "".join(passage.content for passage in passages), remarks


def test_pages_are_cut_at_their_headings() -> None:
    passages, remarks = read_prose("# Top *a*\n\none\n\ntwo\n\n## Top a\n\n> ## in\n", AROUND)
    assert passages[0] == Passage(1, "Top a", "top-a")
    assert passages[1].content.replace("\n", "") == "<p>one</p><p>two</p>"
    assert passages[2] == Passage(2, "Top a", "top-a-2")
    assert "<h2>in</h2>" in passages[3].content
    assert remarks == []


def test_links_are_resolved_outside_code() -> None:
    shown, _ = read("[[refund]] `[[refund]]` [[nobody]] [x](other.md)")
    assert '<a class="ref" href="../labels/refund.html">Refund</a>&nbsp;<kbd>2</kbd>' in shown
    assert "<code>[[refund]]</code>" in shown
    assert "[[nobody]]" in shown
    assert '<a href="other.html">x</a>' in shown


@pytest.mark.parametrize(
    ("evil", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ('<img src=x onerror="alert(1)">', "&lt;img"),
        ('a <b onclick="x()">b</b>', "&lt;b onclick"),
        ("<iframe src='https://example.org'></iframe>", "&lt;iframe"),
        ('<form action="x"><input></form>', "&lt;form"),
        ("<meta http-equiv=refresh content='0'>", "&lt;meta"),
        ('# a {: onclick="x()" #__config }', ""),
        ('text\n{: style="position:fixed" }', "{: style="),
        ("{{ config }} {% raw %}", "{{ config }}"),
        ('--8<-- "/etc/passwd"', "--8&lt;--"),
    ],
)
def test_what_could_act_is_shown_as_text_with_a_remark(evil: str, shown: str) -> None:
    found, remarks = read(evil)
    assert shown in found
    assert remarks
    assert "<script" not in found
    assert 'id="' not in found


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//example.org/x",
        "missing.md",
        "file:///x",
    ],
)
def test_addresses_that_act_or_lead_nowhere_are_dropped(address: str) -> None:
    for text in (f"[a]({address})", f"[a][b]\n\n[b]: {address}"):
        shown, remarks = read(text)
        assert "href" not in shown
        assert remarks


def test_harmless_addresses_stay() -> None:
    shown, remarks = read("[a](https://example.org/x?a=1&b=2) <mailto:a@example.org> [b](#top)")
    assert shown.count("href") == 3
    assert remarks == []


def test_pictures_come_from_the_guideline_only() -> None:
    shown, remarks = read('![seen](a.png "t") ![far](https://example.org/b.png) ![gone](c.png)')
    assert '<img alt="seen" src="../assets/a.png">' in shown
    assert '<a href="https://example.org/b.png">far</a>' in shown
    assert "<a>gone</a>" in shown
    assert [remark.value for remark in remarks] == ["https://example.org/b.png", "c.png"]


def test_a_picture_inside_a_link_stays_readable() -> None:
    shown, _ = read("[![far](https://example.org/b.png)](javascript:x)")
    assert "far" in shown
    assert "javascript" not in shown


def test_cells_of_tables_carry_their_header_without_styles() -> None:
    shown, _ = read("| A | B |\n|--|:-:|\n| 1 | 2 |\n")
    assert '<td data-label="A">1</td>' in shown
    assert 'align="center"' in shown
    assert "style" not in shown


def test_code_in_fences_is_text() -> None:
    shown, remarks = read("```\n<script>{{ a }}</script>\n# no heading\n```\n")
    assert "&lt;script&gt;" in shown
    assert remarks == []


def test_long_lines_are_read() -> None:
    shown, _ = read("a" * 1_000_000)
    assert len(shown) > 1_000_000


def test_anchors_never_look_like_those_of_the_theme() -> None:
    assert slug_of("__config") == "config"
    assert slug_of("Größe & Farbe!") == "größe-farbe"
    assert slug_of("!!!") == "section"


def test_comments_and_front_matter_are_not_shown_and_the_rest_keeps_its_place() -> None:
    text = (
        "---\nlayout: page\ntitle: 'A'\n---\n\n# Top\n\none <!-- not\nthis --> two `<!-- x -->` <b>"
    )
    shown, remarks = read(text)
    assert shown.startswith("Top<p>one")
    assert "layout" not in shown
    assert "not" not in shown
    assert "<code>&lt;!-- x --&gt;</code>" in shown
    assert [(remark.message, remark.start) for remark in remarks] == [
        ("front matter is not shown", 0),
        ("HTML is shown as text", text.index("<b>")),
    ]


@pytest.mark.parametrize(
    "text", ["---\nA line of prose\n---\n", "<!-- never ends", "a\n---\nb: c\n---"]
)
def test_what_only_looks_like_front_matter_or_a_comment_is_shown(text: str) -> None:
    shown, _ = read(text)
    assert any(word in shown for word in ("A line", "never ends", "b: c"))


def test_a_heading_may_be_indented_a_little_but_not_in_code() -> None:
    text = "# One\n\n  ## Two words\n\n```\n  # three\n```\n"
    passages, remarks = read_prose(
        text, Surroundings(lambda _: None, lambda _: None, lambda _: None)
    )
    assert [one.anchor for one in passages if one.level] == ["one", "two-words"]
    assert "  # three" in passages[-1].content
    assert remarks == []


def test_a_link_to_no_heading_is_told_and_is_none() -> None:
    shown, remarks = read("# Here\n\n[a](#here) [b](#there) [c](#there)")
    assert '<a href="#here">a</a> <a>b</a> <a>c</a>' in shown
    assert [(one.value, one.message) for one in remarks] == [
        ("#there", "#there is no heading of this page: no link leads there")
    ]
