"""Tests of sources: what the generator reads, written again only where it differs."""

from pathlib import Path

import orjson

from schemactl.handbook.book import Book
from schemactl.handbook.configuration import SiteSettings
from schemactl.handbook.file_texts import pieces
from schemactl.handbook.sources import ASSETS, frame_digest, replace, write_docs, write_frame
from tests.handbook.test_rendering import a_book, content


def write(work: Path, settings: SiteSettings, book: Book) -> None:
    write_frame(work, settings, book)
    write_docs(work, settings, pieces(book.pages))


def test_sources_that_did_not_change_keep_their_time(tmp_path: Path) -> None:
    write(tmp_path, SiteSettings(), a_book())
    file = tmp_path / "docs" / "tickets" / "labels" / "other.md"
    (tmp_path / "docs" / "old.md").write_text("x", encoding="utf-8")
    before = file.stat().st_mtime_ns
    write(tmp_path, SiteSettings(), a_book("Other."))
    assert file.stat().st_mtime_ns == before
    assert not (tmp_path / "docs" / "old.md").exists()


def test_a_theme_that_somebody_touched_is_ours_again(tmp_path: Path) -> None:
    write(tmp_path, SiteSettings(), a_book())
    theme, own = tmp_path / "theme", content(ASSETS / "theme")
    assert content(theme) == own
    (theme / "main.html").write_text("theirs", encoding="utf-8")
    (theme / "more.html").write_text("theirs", encoding="utf-8")
    write(tmp_path, SiteSettings(), a_book())
    assert content(theme) == own


def test_a_theme_of_a_user_stands_over_ours_as_long_as_it_is_given(tmp_path: Path) -> None:
    over = tmp_path / "over"
    (over / "deep").mkdir(parents=True)
    (over / "main.html").write_text("theirs", encoding="utf-8")
    (over / "deep" / "x.html").write_text("theirs", encoding="utf-8")
    work, own = tmp_path / "work", content(ASSETS / "theme")
    for theme in (None, over, None):
        write(work, SiteSettings(theme=theme), a_book())
        assert content(work / "theme") == own | (content(over) if theme else {})


def test_the_frame_differs_where_all_pages_do_and_not_by_the_navigation(tmp_path: Path) -> None:
    book = a_book()
    digests = []
    for name, navigation in (("A", book.navigation), ("A", []), ("B", book.navigation)):
        settings = SiteSettings(site_name=name)
        write(tmp_path, settings, book._replace(navigation=navigation))
        assert orjson.loads((tmp_path / "mkdocs.yml").read_bytes())["site_name"] == name
        digests.append(frame_digest(tmp_path, settings))
    assert digests[0] == digests[1] != digests[2]


def test_what_is_replaced_is_a_new_file(tmp_path: Path) -> None:
    file, second = tmp_path / "a", tmp_path / "b"
    replace(file, "1")
    second.hardlink_to(file)
    replace(file, "2")
    assert (file.read_text(), second.read_text()) == ("2", "1")
