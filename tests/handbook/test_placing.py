"""Tests of placing."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.handbook import placing
from schemactl.handbook.listing import listing
from schemactl.handbook.placing import SPARE, Tree, place, prepare

FIRST = {"a.html": "1", "b/c.html": "2", "b/d/e.html": "3", "f.html": "4"}
SECOND = {"a.html": "1", "b/c.html": "changed", "g/h.html": "5"}


class Build:
    """A work folder with the files of a build, and the place of its site."""

    def __init__(self, root: Path) -> None:
        self.work = root / "work"
        self.target = root / "out" / "site"

    def place(self, files: dict[str, str]) -> None:
        """Write files as a build does, and place them with one file more."""
        html = self.work / "html"
        for name in listing(html):
            if name not in files:
                (html / name).unlink()
        for name, text in files.items():
            file = html / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                file.unlink(missing_ok=True)
                file.write_text(text, encoding="utf-8")

        def finish(site: Path) -> None:
            (site / "policy.txt").write_text("p", encoding="utf-8")

        place([Tree(html, listing(html))], self.target, self.work, finish)
        assert self.site() == {**files, "policy.txt": "p"}
        assert [one.name for one in self.target.parent.iterdir()] == ["site"]

    def site(self) -> dict[str, str]:
        return {
            name: (self.target / name).read_text(encoding="utf-8") for name in listing(self.target)
        }


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path)


def test_a_site_holds_what_a_build_made_each_time(build: Build) -> None:
    for files in (FIRST, SECOND, FIRST, FIRST, SECOND, SECOND):
        build.place(files)


def test_files_have_second_names_and_folders_that_are_empty_are_gone(build: Build) -> None:
    build.place(FIRST)
    build.place(SECOND)
    build.place(SECOND)
    assert (build.work / "html" / "a.html").samefile(build.target / "a.html")
    assert not (build.target / "b" / "d").exists()


def test_what_is_spare_is_linked_no_more_than_it_must_be(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.place(FIRST)
    made: list[str] = []
    link = os.link

    def noted(source: str, goal: str) -> None:
        made.append(Path(goal).name)
        link(source, goal)

    monkeypatch.setattr(os, "link", noted)
    build.place({**FIRST, "a.html": "other"})
    assert made == ["a.html"]
    build.place({**FIRST, "a.html": "other"})
    assert made == ["a.html", "a.html"]
    build.place({**FIRST, "a.html": "other"})
    assert made == ["a.html", "a.html"]


def test_files_of_the_site_before_the_last_are_kept_to_be_written_again(tmp_path: Path) -> None:
    html, site, retired = (tmp_path / name for name in ("html", "site", "retired"))
    html.mkdir()
    for number in range(4):
        for name in ("changed.html", "same.html", f"only-{number}.html"):
            file = html / name
            if name != "same.html" or not file.exists():
                file.unlink(missing_ok=True)
                file.write_text(str(number))
        (html / f"only-{number - 1}.html").unlink(missing_ok=True)
        place([Tree(html, listing(html))], site, tmp_path, lambda _: None, retired)
    assert [(one.name, one.read_text()) for one in retired.iterdir()] == [("changed.html", "1")]
    assert (site / "changed.html").read_text() == "3"


def a_file(spare: Path) -> None:
    placing._forget(spare)
    spare.write_text("x", encoding="utf-8")


def a_link(spare: Path) -> None:
    placing._forget(spare)
    elsewhere = spare.parent.parent / "elsewhere"
    (elsewhere / "b").mkdir(parents=True)
    (elsewhere / "kept").write_text("x", encoding="utf-8")
    spare.symlink_to(elsewhere)


def folders_for_files(spare: Path) -> None:
    (spare / "a.html").unlink()
    (spare / "a.html" / "deep").mkdir(parents=True)
    (spare / "a.html" / "deep" / "x").write_text("x", encoding="utf-8")


def files_for_folders(spare: Path) -> None:
    placing._forget(spare / "b")
    (spare / "b").write_text("x", encoding="utf-8")


def other_files(spare: Path) -> None:
    (spare / "b" / "c.html").unlink()
    (spare / "b" / "c.html").write_text("2", encoding="utf-8")
    (spare / "b" / "more.html").write_text("2", encoding="utf-8")
    (spare / "f.html").unlink()
    (spare / "f.html").symlink_to("a.html")


def nothing(spare: Path) -> None:
    placing._forget(spare)


@pytest.mark.parametrize(
    "spoil", [a_file, a_link, folders_for_files, files_for_folders, other_files, nothing]
)
def test_whatever_the_spare_folder_has_become_a_site_is_right(
    build: Build, spoil: Callable[[Path], None]
) -> None:
    build.place(FIRST)
    build.place(FIRST)
    spoil(build.work / SPARE)
    build.place(SECOND)
    build.place(FIRST)
    assert not any(one.is_symlink() for one in build.target.rglob("*"))
    if spoil is a_link:
        assert (build.work.parent / "elsewhere" / "kept").is_file()


def test_a_folder_that_cannot_be_brought_up_to_date_is_made_anew(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.place(FIRST)
    forgotten: list[Path] = []
    forget = placing._forget

    def fails_once(*_: object) -> None:
        monkeypatch.setattr(placing, "_link", whole)
        raise PermissionError(errno.EACCES, "no")

    def noted(folder: Path) -> None:
        forgotten.append(folder)
        forget(folder)

    whole = placing._link
    monkeypatch.setattr(placing, "_link", fails_once)
    monkeypatch.setattr(placing, "_forget", noted)
    build.place(SECOND)
    assert forgotten[0] == build.work / SPARE


def test_a_file_of_the_same_number_on_another_disk_is_another_file(tmp_path: Path) -> None:
    html, spare = tmp_path / "html", tmp_path / "spare"
    html.mkdir()
    (html / "a.html").write_text("1", encoding="utf-8")
    [(name, state)] = listing(html).items()
    elsewhere = os.stat_result([*state[:2], state.st_dev + 1, *state[3:]])
    prepare([Tree(html, {name: state})], spare)
    for one, is_linked in ((state, True), (elsewhere, False)):
        replaced = html / "b.html"
        replaced.write_text("2", encoding="utf-8")
        replaced.replace(html / name)
        prepare([Tree(html, {name: one})], spare)
        assert ((spare / name).read_text(encoding="utf-8") == "1") == is_linked


def test_a_build_that_was_cut_off_leaves_the_next_one_whole(build: Build) -> None:
    build.place(FIRST)
    build.target.rename(build.work / "replaced")
    build.place(SECOND)
    (build.work / "html" / "a.html").write_text("in place", encoding="utf-8")
    prepare([Tree(build.work / "html", listing(build.work / "html"))], build.work / SPARE)
    build.place(FIRST)
    assert not (build.work / "replaced").exists()


def test_a_site_that_was_a_link_leaves_what_it_led_to(build: Build, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "theirs").write_text("x", encoding="utf-8")
    build.target.parent.mkdir()
    build.target.symlink_to(real)
    build.place(FIRST)
    assert not build.target.is_symlink()
    build.place(SECOND)
    assert (real / "theirs").is_file()


def test_on_another_disk_a_site_is_put_together_beside_it(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.place(FIRST)
    rename = Path.rename

    def across(self: Path, goal: Path) -> Path:
        if build.work in (self.parent, goal.parent):
            raise OSError(errno.EXDEV, "another disk")
        return rename(self, goal)

    monkeypatch.setattr(Path, "rename", across)
    build.place(SECOND)
    assert not (build.work / SPARE).exists()
    placing._forget(build.target)
    build.place(FIRST)
    build.place(SECOND)


def test_another_failure_is_told_and_leaves_the_site(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.place(FIRST)
    before = build.site()

    def refused(_self: Path, _goal: Path) -> Path:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        build.place(SECOND)
    assert build.site() == before


def test_where_files_have_no_second_names_they_are_copied(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_source: str, _goal: str) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", refused)
    for files in (FIRST, SECOND, FIRST):
        build.place(files)
    assert not (build.work / "html" / "a.html").samefile(build.target / "a.html")
