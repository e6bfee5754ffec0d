"""Tests of forms: pieces of HTML with gaps, learned and filled again."""

import pytest

from schemactl.handbook.forms import link_form, list_form, outermost, own_item

LINK = (
    '<li class="md-nav__item">\n'
    '  <a href="a.html" class="md-nav__link">\n <span class="md-ellipsis">\n  A &amp; B\n </span>'
    "</a></li>"
)
LIST = (
    '\n <li class="x"><input id="__nav_2_1"><label id="__nav_2_1_label"> <span> Branch </span>'
    '</label>\n<nav aria-labelledby="__nav_2_1_label"><label> Branch </label>'
    '<ul class="md-nav__list">\n <li>Branch</li>\n </ul></nav></li>'
)


def test_a_link_is_written_again_with_another_name_and_address() -> None:
    form = link_form(f"\n {LINK}", "A &amp; B", "a.html")
    assert form is not None
    assert form.filled("A &amp; B", "a.html") == f"\n {LINK}"
    other = LINK.replace("a.html", "../b.html").replace("A &amp; B", r"\1 <b>")
    assert form.filled(r"\1 <b>", "../b.html") == f"\n {other}"


@pytest.mark.parametrize(
    ("html", "name", "address"),
    [(LINK, "A", "a.html"), (LINK, "A &amp; B", "b.html"), ("<li>A</li>", "A", "a.html")],
)
def test_what_shows_another_thing_teaches_nothing(html: str, name: str, address: str) -> None:
    assert link_form(html, name, address) is None


def test_a_list_is_written_again_at_another_place() -> None:
    element = outermost(LIST, 0)
    assert element is not None
    form = list_form(LIST, 0, element, "Branch", "__nav_2_1")
    assert form is not None
    assert form.around("\n <li>Branch</li>", "Branch", "__nav_2_1") == LIST
    other = form.around("", "Other", "__nav_3")
    assert 'id="__nav_3"' in other
    assert 'aria-labelledby="__nav_3_label"' in other
    assert other.count(" Other ") == 2
    assert "Branch" not in other


def test_an_item_without_a_list_has_no_form_of_one() -> None:
    element = outermost(LINK, 0)
    assert element is not None
    assert list_form(LINK, 0, element, "A", "__nav_1") is None


def test_lists_and_items_are_found_with_what_is_in_them() -> None:
    html = "<p>x</p><ul a><li>1</li><li b><ul></ul></li></ul><ul></ul>"
    found = outermost(html, 0)
    assert found is not None
    assert html[found.begin : found.end] == "<ul a><li>1</li><li b><ul></ul></li></ul>"
    assert html[found.opened :].startswith("<li>1")
    assert [len(one.inner) for one in found.inner] == [0, 1]


@pytest.mark.parametrize("html", ["", "<ul><li>", "</li>", "text"])
def test_broken_lists_are_none(html: str) -> None:
    assert outermost(html, 0) is None


def test_the_item_of_the_page_is_found_with_its_table_of_contents() -> None:
    own = '<li class="md-nav__item md-nav__item--active"><ul><li>Part</li></ul></li>'
    html = f"<ul><li>A</li>{own}<li>B</li></ul>"
    assert own_item(html, 0, len(html)) == own
    assert own_item(html, 0, 12) == ""
    assert own_item("<ul></ul>", 0, 9) == ""
