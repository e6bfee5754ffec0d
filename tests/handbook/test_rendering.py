"""Tests of rendering: what is made again, and that nobody could tell."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from schemactl.handbook import rendering
from schemactl.handbook.book import Book, compile_book
from schemactl.handbook.configuration import SiteSettings
from schemactl.handbook.listing import listing
from schemactl.handbook.patching import Swap
from schemactl.handbook.rendering import render_book, render_tree
from schemactl.handbook.shares import Found, generate_shares
from tests.handbook.editions import PAGES, an_edition, rich, short

PAGE = "tickets/labels/refund.html"


def a_book(definition: str = "Back.") -> Book:
    data = rich()
    data["tasks"][0]["labels"][0]["labels"][1]["definition"] = definition
    return compile_book([an_edition(data, PAGES)])


def times(html: Path) -> dict[str, int]:
    return {
        path.relative_to(html).as_posix(): path.stat().st_mtime_ns for path in html.rglob("*.html")
    }


def content(html: Path) -> dict[str, bytes]:
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*")
        if path.is_file()
    }


def test_only_pages_that_changed_are_made_and_the_whole_is_the_same(tmp_path: Path) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), a_book())
    before = times(html)
    render_book(tmp_path / "a", SiteSettings(), a_book("Money that goes back."))
    changed = {name for name, time in times(html).items() if before[name] != time}
    assert PAGE in changed
    assert "tickets/labels/other.html" not in changed
    whole = render_book(tmp_path / "b", SiteSettings(), a_book("Money that goes back."))
    assert content(html) == content(whole)


def test_another_text_needs_no_generator_and_changes_no_file_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), a_book())
    shown = tmp_path / "site"
    shutil.copytree(html, shown, copy_function=os.link)
    before = content(shown)
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "generate_shares", None)
        render_book(tmp_path / "a", SiteSettings(), a_book("Money that goes back."))
    assert content(shown) == before
    whole = render_book(tmp_path / "b", SiteSettings(), a_book("Money that goes back."))
    assert content(html) == content(whole) != before


def test_a_search_that_found_another_thing_is_left_to_the_generator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render_book(tmp_path / "a", SiteSettings(), a_book())
    changed = a_book("Money that goes back.")
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "_swapped", lambda *_: None)
        html = render_book(tmp_path / "a", SiteSettings(), changed)
    assert content(html) == content(render_book(tmp_path / "b", SiteSettings(), changed))


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ('[{"a":1},{"a":2}]', '[{"a":3},{"a":2}]'),
        ('[{"a":2}]', None),
        ('[{"a":1},{"a":1}]', None),
    ],
)
def test_entries_of_the_search_are_exchanged_where_they_stand_once(
    index: str, expected: str | None
) -> None:
    swaps = [Swap([{"a": 1}], [{"a": 3}]), Swap([], [])]
    assert rendering._swapped(index, swaps) == expected


def test_another_heading_needs_the_generator_beside_pages_that_do_not(tmp_path: Path) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), a_book())
    shown = tmp_path / "site"
    shutil.copytree(html, shown, copy_function=os.link)
    before = content(shown)
    book = a_book("Money that goes back.")
    more = book.pages["tickets/labels/other.md"] + "\n## More {#more}\n\n<div>x</div>\n"
    book = book._replace(pages={**book.pages, "tickets/labels/other.md": more})
    render_book(tmp_path / "a", SiteSettings(), book)
    assert content(shown) == before
    whole = render_book(tmp_path / "b", SiteSettings(), book)
    assert content(html) == content(whole)


def test_a_source_that_somebody_edited_is_no_ground_for_a_patch(tmp_path: Path) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), a_book())
    (tmp_path / "a" / "docs" / PAGE).with_suffix(".md").write_text("edited", encoding="utf-8")
    render_book(tmp_path / "a", SiteSettings(), a_book("Money that goes back."))
    whole = render_book(tmp_path / "b", SiteSettings(), a_book("Money that goes back."))
    assert content(html) == content(whole)


def test_sources_are_put_right_before_a_page_is_generated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sources(name: str) -> dict[str, bytes]:
        return content(tmp_path / name / "docs")

    for definition in ("Back.", "Money.", "Money that goes back."):
        render_book(tmp_path / "a", SiteSettings(), a_book(definition))
    render_book(tmp_path / "b", SiteSettings(), a_book("Money that goes back."))
    assert sources("a") == sources("b")
    (tmp_path / "a" / "docs" / "tickets" / "labels" / "other.md").unlink()
    (tmp_path / "a" / "docs" / "tickets" / "old.md").write_text("x", encoding="utf-8")
    assert generated(monkeypatch, tmp_path / "a", a_book("Money.")) == []
    (tmp_path / "a" / "html" / PAGE).unlink()
    for name in ("a", "b"):
        render_book(tmp_path / name, SiteSettings(), a_book("Money."))
    assert sources("a") == sources("b")
    assert content(tmp_path / "a" / "html") == content(tmp_path / "b" / "html")


def test_nothing_is_made_where_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = render_book(tmp_path, SiteSettings(), a_book())
    monkeypatch.setattr(rendering, "generate", None)
    assert render_book(tmp_path, SiteSettings(), a_book()) == html


def test_a_page_that_somebody_edited_is_made_again(tmp_path: Path) -> None:
    html = render_book(tmp_path, SiteSettings(), a_book())
    right = (html / PAGE).read_bytes()
    (html / PAGE).write_bytes(b"edited")
    render_book(tmp_path, SiteSettings(), a_book())
    assert (html / PAGE).read_bytes() == right


@pytest.mark.parametrize("name", ["search/search_index.json", "404.html"])
def test_a_file_that_somebody_edited_or_took_away_is_made_again(tmp_path: Path, name: str) -> None:
    html = render_book(tmp_path, SiteSettings(), a_book())
    before = content(html)
    (html / name).write_bytes(b"edited")
    render_book(tmp_path, SiteSettings(), a_book())
    assert content(html) == before
    (html / name).unlink()
    render_book(tmp_path, SiteSettings(), a_book())
    assert content(html) == before


def test_another_frame_makes_every_page_again(tmp_path: Path) -> None:
    html = render_book(tmp_path, SiteSettings(), a_book())
    before = times(html)
    render_book(tmp_path, SiteSettings(site_name="Another"), a_book())
    after = times(html)
    assert all(before[name] != after[name] for name in before)


def of_many(name: str = "Six", more: int = 0, branch: str = "Group 3") -> Book:
    """Return a book of more labels than every page shows in full, one of them with a name."""
    groups = [
        {
            "id": f"g{group}",
            "name": branch if group == 3 else f"Group {group}",
            "labels": [
                {"id": f"g{group}-{n}", "name": name if (group, n) == (3, 6) else f"L {group} {n}"}
                for n in range(12 + (more if group == 3 else 0))
            ],
        }
        for group in range(9)
    ]
    return compile_book([an_edition(short(*groups, hierarchy={"choose": "any-level"}))])


@pytest.mark.parametrize("after", [of_many("Another"), of_many(more=1)], ids=["renamed", "added"])
def test_another_name_in_the_navigation_makes_the_pages_that_show_it(
    tmp_path: Path, after: Book
) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), of_many())
    shown = tmp_path / "site"
    shutil.copytree(html, shown, copy_function=os.link)
    before, served = times(html), content(shown)
    render_book(tmp_path / "a", SiteSettings(), after)
    assert content(shown) == served
    assert content(html) == content(render_book(tmp_path / "b", SiteSettings(), after))
    same = {name for name, time in times(html).items() if before.get(name) == time}
    assert "topics/labels/g5-3.html" in same
    assert "topics/labels/g3-5.html" not in same


def test_another_name_of_a_branch_makes_the_pages_of_the_branch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), of_many())
    shown = tmp_path / "site"
    shutil.copytree(html, shown, copy_function=os.link)
    served = content(shown)
    after = of_many(branch="Another", name="Seven")
    made = generated(monkeypatch, tmp_path / "a", after)
    assert content(shown) == served
    assert content(html) == content(render_book(tmp_path / "b", SiteSettings(), after))
    others = [name for name in made if "/labels/" in name and "/labels/g3" not in name]
    # The page before the branch leads on to it.
    assert others == ["topics/labels/g2-11.html"]


def of_groups(*numbers: int) -> Book:
    groups = [
        {
            "id": f"g{group}",
            "name": f"Group {group}",
            "labels": [{"id": f"g{group}-{n}", "name": f"L {group} {n}"} for n in range(12)],
        }
        for group in numbers
    ]
    return compile_book([an_edition(short(*groups, hierarchy={"choose": "any-level"}))])


def of_list(*added: str) -> Book:
    names = [*(f"Label {number:03}" for number in range(150)), *added]
    labels = [{"id": name.lower().replace(" ", "-"), "name": name} for name in sorted(names)]
    return compile_book([an_edition(short(*labels))])


@pytest.mark.parametrize(
    ("before", "after", "most"),
    [
        (of_groups(*range(12)), of_groups(*range(6), 20, *range(6, 12)), 20),
        (of_groups(*range(6), 20, *range(6, 12)), of_groups(*range(12)), 3),
        (of_groups(*range(12)), of_groups(*range(12), 20), 20),
        # Each range of a long list begins with another label then, and leads to it.
        (of_list(), of_list("Label 070b"), 4),
    ],
    ids=["added", "removed", "added last", "in ranges"],
)
def test_a_branch_more_or_less_makes_the_pages_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: Book, after: Book, most: int
) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), before)
    shown = tmp_path / "site"
    shutil.copytree(html, shown, copy_function=os.link)
    served = content(shown)
    made = generated(monkeypatch, tmp_path / "a", after)
    assert content(shown) == served
    assert content(html) == content(render_book(tmp_path / "b", SiteSettings(), after))
    assert len([name for name in made if "/labels/" in name]) <= most


def generated(monkeypatch: pytest.MonkeyPatch, work: Path, book: Book) -> list[str]:
    """Render a book again; return the pages that the generator was asked for."""
    made: list[str] = []

    def spy(file: Path, html: Path, missing: Sequence[str], *rest: Any) -> list[Found]:
        made.extend(missing)
        return generate_shares(file, html, missing, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(rendering, "generate_shares", spy)
        render_book(work, SiteSettings(), book)
    return made


@pytest.mark.parametrize("definition", ["Back.", "Money that goes back.", "Money {back}."])
def test_the_files_are_those_that_are_there(tmp_path: Path, definition: str) -> None:
    for text in ("Back.", definition):
        tree = render_tree(tmp_path, SiteSettings(), a_book(text))
        assert tree.files == listing(tree.folder)


def test_pages_and_files_that_are_gone_do_not_stay(tmp_path: Path) -> None:
    book = a_book()
    html = render_book(tmp_path, SiteSettings(), book)
    less = book._replace(pages={k: v for k, v in book.pages.items() if "/vs/" not in k})
    render_book(tmp_path, SiteSettings(), less)
    assert not list((html / "tickets" / "vs").glob("*.html"))
    shutil.rmtree(html)
    render_book(tmp_path, SiteSettings(), less)
    assert (html / PAGE).is_file()
