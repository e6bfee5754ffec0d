"""Tests of patching: a page with another text is what the generator makes of it, or is left."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from schemactl.handbook import patching
from schemactl.handbook.article import Anchors, article, front_and_text, joined
from schemactl.handbook.configuration import ANCHORS, SiteSettings
from schemactl.handbook.markup import fragment, heading, page
from schemactl.handbook.navigation import titles_by_page
from schemactl.handbook.patching import Page, Swap, entries, patched
from schemactl.handbook.rendering import render_book
from schemactl.handbook.shares import INDEX
from tests.handbook.test_rendering import a_book

SHOWN = Anchors.of(ANCHORS)
FRONT = {"tags": ["a", "", "b"], "search": {"boost": 2}}


def a_page(text: str, front: dict[str, object] | None = None, name: str = "Name") -> str:
    blocks = [fragment("top"), heading(1, name), fragment(text), heading(2, "More", "m")]
    return page(FRONT if front is None else front, *blocks)


def content_of(text: str) -> str:
    parts = front_and_text(text)
    assert parts is not None
    made = article(parts[1], SHOWN)
    assert made is not None
    return made.content


def patch(before: str, after: str, title: str | None = "Title") -> patching.Patched | None:
    """Patch a page that stands in a frame; the frame has the title, too."""
    html = f"<html>Name{patching._TOLD_TO_SEARCH.sub('', content_of(before))}</html>"
    return patched(Page("a/b.html", title, before, after), html, SHOWN)


def test_a_new_text_takes_the_place_of_the_old_one() -> None:
    found = patch(a_page("old <b>x</b>"), a_page('new &amp; <i data-search-exclude="1">y</i>'))
    assert found is not None
    assert "<html>Name<div>top</div>" in found.html
    assert "<div>new &amp; <i>y</i></div>" in found.html
    # Only the section whose text changed is found anew.
    [swap] = found.swaps
    assert [[(doc["location"], doc["text"]) for doc in docs] for docs in swap] == [
        [("a/b.html#name", "old x")],
        [("a/b.html#name", "new &amp;")],
    ]
    assert swap.after == [
        {
            "location": "a/b.html#name",
            "title": "Name",
            "text": "new &amp;",
            "tags": ["a", "b"],
            "boost": 2,
        }
    ]


def test_parts_that_are_written_alike_are_exchanged_as_a_whole() -> None:
    twice = [fragment("same"), heading(1, "One"), fragment("same"), heading(2, "Two")]
    before, after = page(FRONT, *twice), page(FRONT, *twice).replace("same", "other", 1)
    found = patch(before, after)
    assert found is not None
    assert "Name<div>other</div>" in found.html
    assert "<div>same</div>" in found.html
    assert [[doc["text"] for doc in swap.after] for swap in found.swaps] == [["other"]]


@pytest.mark.parametrize(
    "after",
    [
        a_page("x", {"title": "another"}),
        a_page("x", name="Another name"),
        a_page("x").replace("## More", "## Less"),
        a_page("x\tx"),
        "---\ntitle: x\n---\n\n# y\n",
        a_page("<script>x</script>"),
    ],
)
def test_what_the_frame_shows_is_left_to_the_generator(after: str) -> None:
    assert patch(a_page("x"), after) is None


def test_a_page_without_a_title_is_left_to_the_generator() -> None:
    assert patch(a_page("x"), a_page("y"), None) is None
    titled: dict[str, object] = {"title": "From the front", "search": {"exclude": True}}
    found = patch(a_page("x", titled), a_page("y", titled), None)
    assert found is not None
    assert found.swaps == [Swap([], [])]


def test_html_that_is_not_of_the_former_text_is_left_alone() -> None:
    before, after = a_page("x"), a_page("y")
    assert patched(Page("a.html", "", before, after), "<html></html>", SHOWN) is None


def test_where_words_are_cut_nothing_is_patched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patching, "_cuts_words", lambda: True)
    assert patch(a_page("x"), a_page("y")) is None


def test_what_a_search_finds_is_what_the_theme_finds(tmp_path: Path) -> None:
    book = a_book()
    html = render_book(tmp_path, SiteSettings(), book)
    there = json.loads((html / INDEX).read_text(encoding="utf-8"))["docs"]
    titles = titles_by_page(book.navigation)
    # The page of all schemas begins with its heading, which is no article.
    for path, text in book.pages.items() - {("index.md", book.pages["index.md"])}:
        name = path.replace(".md", ".html")
        one, parts = Page(name, titles.get(path), text, text), front_and_text(text)
        assert parts is not None
        expected = [doc for doc in there if doc["location"].partition("#")[0] == name]
        assert entries(one, parts[0], content_of(text)) == expected
        made = article(parts[1], SHOWN)
        assert made is not None
        # Read from heading to heading, it is the same.
        begins = [0, *made.begins, len(made.blocks)]
        ranges = list(pairwise(dict.fromkeys(begins)))
        found = [
            entries(one, parts[0], joined(made.blocks[begin:end]), begin == 0)
            for begin, end in ranges
        ]
        assert [doc for docs in found for doc in docs or ()] == expected
