"""Tests of rendered: which pages of the last build still hold."""

from pathlib import Path

import pytest

from schemactl.handbook.listing import listing
from schemactl.handbook.rendered import (
    STATE,
    Rendered,
    read_rendered,
    stamps,
    standing,
    write_rendered,
)
from schemactl.handbook.surroundings import ELSEWHERE

BEFORE = Rendered(
    "frame",
    {"a.md": "1", "b.md": "2", "alone.md": "3"},
    {"a.md": "x", "b.md": "y", ELSEWHERE: "z"},
    {"a.html": [1, 1], "b.html": [1, 1], "alone.html": [1, 1], "style.css": [1, 1]},
)


def test_what_is_left_is_read_again(tmp_path: Path) -> None:
    write_rendered(tmp_path, BEFORE)
    assert read_rendered(tmp_path) == BEFORE


@pytest.mark.parametrize(
    "state",
    ["[]", "{", '{"pages": []}', '{"frame": "", "pages": {}, "around": {}, "stamps": 1}'],
)
def test_a_state_that_says_nothing_is_none(tmp_path: Path, state: str) -> None:
    assert read_rendered(tmp_path) == Rendered()
    (tmp_path / STATE).write_text(state, encoding="utf-8")
    assert read_rendered(tmp_path) == Rendered()


def test_all_pages_stand_where_nothing_differs() -> None:
    assert standing(BEFORE, BEFORE, BEFORE.pages) == ["a.md", "b.md", "alone.md"]
    assert standing(Rendered(), BEFORE, BEFORE.pages) == []


def test_a_page_that_was_edited_does_not_stand() -> None:
    edited = BEFORE._replace(stamps={**BEFORE.stamps, "a.html": [2, 1]})
    assert standing(BEFORE, edited, ["a.md", "b.md", "new.md"]) == ["b.md"]


def test_a_page_beside_the_navigation_has_the_surroundings_of_such_pages() -> None:
    assert [BEFORE.surrounding(page) for page in BEFORE.pages] == ["x", "y", "z"]
    assert Rendered().surrounding("a.md") is None


def test_no_page_stands_in_another_frame_or_beside_an_edited_style() -> None:
    assert standing(BEFORE, BEFORE._replace(frame="other"), BEFORE.pages) == []
    edited = {**BEFORE.stamps, "style.css": [9, 9]}
    assert standing(BEFORE, BEFORE._replace(stamps=edited), BEFORE.pages) == []


def test_stamps_are_size_and_time(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.html").write_text("four")
    time = (tmp_path / "a" / "b.html").stat().st_mtime_ns
    assert stamps(listing(tmp_path)) == {"a/b.html": [4, time]}
