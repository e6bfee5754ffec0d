"""Tests of recycling: a file is used again where it has no other name."""

import os
from pathlib import Path

import pytest

from schemactl.handbook.recycling import recycle, retire

NAME = "label.html"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a page that has a second name in a site; there is a folder of retired ones."""
    for folder in ("html", "site", "spare"):
        (tmp_path / folder).mkdir()
    page = tmp_path / "html" / NAME
    page.write_text("before")
    os.link(page, tmp_path / "site" / NAME)
    return page


@pytest.mark.parametrize("old", ["", "é", "a longer text than that of now"])
def test_a_retired_file_takes_the_new_text(tmp_path: Path, page: Path, old: str) -> None:
    retired = tmp_path / "spare" / NAME
    retired.write_text(old)
    number = retired.stat().st_ino
    recycle(page.parent, NAME, "now é\n", retired.parent)
    assert page.read_bytes() == "now é\n".encode()
    assert page.stat().st_ino == number
    assert not retired.exists()
    assert (tmp_path / "site" / NAME).read_text() == "before"


def test_a_page_that_was_not_there_is_written(tmp_path: Path, page: Path) -> None:
    (tmp_path / "spare" / "new.html").write_text("old")
    for name in ("new.html", "newer.html"):
        recycle(page.parent, name, "now", tmp_path / "spare")
        assert page.with_name(name).read_text() == "now"
    recycle(page.parent, NAME, "now", None)
    assert page.read_text() == "now"
    assert (tmp_path / "site" / NAME).read_text() == "before"


@pytest.mark.parametrize("kind", ["link", "name", "folder"])
def test_what_is_not_a_file_of_ours_alone_is_left_as_it_is(
    tmp_path: Path, page: Path, kind: str
) -> None:
    retired, other = tmp_path / "spare" / NAME, tmp_path / "other.html"
    other.write_text("somebody's")
    if kind == "link":
        retired.symlink_to(other)
    elif kind == "name":
        os.link(other, retired)
    else:
        retired.mkdir()
    recycle(page.parent, NAME, "now", retired.parent)
    assert page.read_text() == "now"
    assert other.read_text() == "somebody's"
    assert (tmp_path / "site" / NAME).read_text() == "before"


def test_a_file_is_kept_where_it_has_no_other_name(tmp_path: Path, page: Path) -> None:
    kept = tmp_path / "retired" / "labels" / NAME
    retire(page, kept)
    assert not page.exists()
    assert not kept.exists()
    retire(tmp_path / "site" / NAME, kept)
    assert kept.read_text() == "before"
    link = page.with_name("link")
    link.symlink_to(kept)
    retire(link, tmp_path / "other")
    assert not link.is_symlink()
    assert not (tmp_path / "other").exists()
