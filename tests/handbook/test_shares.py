"""Tests of shares: several processes make what one makes."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.handbook import rendering, shares
from schemactl.handbook.configuration import SiteSettings
from schemactl.handbook.rendering import render_book
from schemactl.handbook.shares import generate_shares, processes_for, searched
from tests.handbook.test_generator import a_folder
from tests.handbook.test_rendering import PAGE, a_book, content


@pytest.fixture(autouse=True)
def _no_head_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few pages have a share for everybody."""
    monkeypatch.setattr(shares, "HEAD_START", 0)


def test_three_processes_make_what_one_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = render_book(tmp_path / "one", SiteSettings(), a_book())
    monkeypatch.setattr(rendering, "processes_for", lambda _: 3)
    shared = render_book(tmp_path / "three", SiteSettings(), a_book())
    assert content(shared) == content(whole)
    assert sorted(one.name for one in (tmp_path / "three").iterdir() if one.is_dir()) == [
        "docs",
        "html",
        "theme",
    ]


def test_shares_of_what_changed_leave_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = render_book(tmp_path / "a", SiteSettings(), a_book())
    before = {path: path.stat().st_mtime_ns for path in html.rglob("*.html")}
    monkeypatch.setattr(rendering, "processes_for", lambda _: 2)
    render_book(tmp_path / "a", SiteSettings(), a_book("Money that goes back."))
    kept = {path for path, time in before.items() if path.stat().st_mtime_ns == time}
    assert html / "tickets/labels/other.html" in kept
    assert html / PAGE not in kept
    whole = render_book(tmp_path / "b", SiteSettings(), a_book("Money that goes back."))
    assert content(html) == content(whole)


@pytest.mark.parametrize(
    ("cores", "pages", "expected"), [(1, 9_000, 1), (2, 100, 1), (2, 1_000, 2), (64, 9_000, 8)]
)
def test_few_pages_are_made_by_one_process(
    monkeypatch: pytest.MonkeyPatch, cores: int, pages: int, expected: int
) -> None:
    monkeypatch.setattr(shares, "_cores", lambda: cores)
    assert processes_for(pages) == expected


def test_every_page_is_in_one_share_and_the_first_is_the_largest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shares, "HEAD_START", 60)
    pages = [str(number) for number in range(1_000)]
    dealt = shares._dealt(pages, 3)
    assert sorted(map(len, dealt)) == [313, 313, 374]
    assert len(dealt[0]) == 374
    assert sorted(page for share in dealt for page in share) == sorted(pages)


def test_a_failure_in_another_process_is_told_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_folder(tmp_path, plugins=["nobody-has-this"])
    monkeypatch.setattr(shares, "generate", lambda *_, **__: None)
    with pytest.raises(SchemactlError, match="nobody-has-this"):
        generate_shares(file, tmp_path / "site", ["index.html", "other.html"], 2)


def test_a_process_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = a_folder(tmp_path)
    monkeypatch.setattr(shares, "generate", lambda *_, **__: None)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(SchemactlError, match="ended with 1"):
        generate_shares(file, tmp_path / "site", ["index.html", "other.html"], 2)


def test_the_search_of_some_pages_leaves_out_the_others(tmp_path: Path) -> None:
    assert searched(tmp_path, ["a.html"]) == []
    (tmp_path / "search").mkdir()
    docs = [{"location": "a.html#x"}, {"location": "b.html"}]
    (tmp_path / shares.INDEX).write_text(json.dumps({"docs": docs}))
    assert searched(tmp_path, ["a.html"]) == [{"location": "a.html#x"}]
