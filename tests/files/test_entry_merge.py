"""Tests of entry merge: what both branches added is kept, everything else stays a conflict."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.entry_merge import merge_entries

BASE = "name: s\nlabels:\n  - id: a\n    definition: A.\n"


def label(name: str, more: str = "") -> str:
    return f"  - id: {name}\n    definition: {name}.\n{more}"


def merged(folder: Path, base: str, ours: str, theirs: str) -> tuple[str, int]:
    files = [folder / name for name in ("base", "ours", "theirs")]
    for file, text in zip(files, (base, ours, theirs), strict=True):
        file.write_text(text, encoding="utf-8", newline="\n")
    found = merge_entries(*files)
    return found.content.decode(), found.conflicts


def test_labels_that_both_added_at_the_end_are_kept(tmp_path: Path) -> None:
    b, c = label("b"), label("c")
    assert merged(tmp_path, BASE, BASE + b, BASE + c) == (BASE + b + c, 0)


def test_alike_lines_inside_of_them_are_not_mixed(tmp_path: Path) -> None:
    b = label("b", "    examples:\n      - id: b-1\n        content: same\n")
    c = label("c", "    examples:\n      - id: c-1\n        content: same\n")
    assert merged(tmp_path, BASE, BASE + b, BASE + c) == (BASE + b + c, 0)


def test_labels_in_the_middle_and_other_edits_go_together(tmp_path: Path) -> None:
    base = BASE + label("z") + "constraints: []\n"
    ours = base.replace(label("z"), label("b") + label("z")).replace("name: s", "name: t")
    theirs = base.replace(label("z"), label("c") + label("z"))
    text, conflicts = merged(tmp_path, base, ours, theirs)
    assert conflicts == 0
    assert text == ours.replace(label("b"), label("b") + label("c"))


@pytest.mark.parametrize("ours", [label("b").rstrip("\n"), f"  # Why\n\n{label('b')}"])
def test_a_file_may_end_without_a_line_and_hold_comments(tmp_path: Path, ours: str) -> None:
    theirs = BASE + label("c")
    text, conflicts = merged(tmp_path, BASE, BASE + ours, theirs)
    assert conflicts == 0
    assert text == BASE + ours.rstrip("\n") + "\n" + label("c")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (BASE.replace("A.", "B."), BASE.replace("A.", "C.")),
        (BASE + label("b"), BASE + label("b", "    name: B\n")),
        (BASE + label("b"), BASE + "constraints: []\n"),
        (BASE + label("b"), BASE + "    name: A\n"),
        (BASE + label("b"), BASE + label("c").replace("  - ", "      - ")),
        (BASE + "  - {id: b, name: [}\n", BASE + label("c")),
    ],
)
def test_everything_else_stays_a_conflict(tmp_path: Path, ours: str, theirs: str) -> None:
    text, conflicts = merged(tmp_path, BASE, ours, theirs)
    assert conflicts == 1
    assert text.count("<<<<<<< ours\n") == text.count("=======\n") == 1
    assert text.endswith(">>>>>>> theirs\n")


def test_entries_before_lines_of_the_entry_around_them_stay_a_conflict(tmp_path: Path) -> None:
    base = "labels:\n  - id: a\n    name: A\n"
    ours = base.replace("    name", "    definition: A.\n  - id: b\n    name")
    theirs = base.replace("    name", "    definition: A.\n  - id: c\n    name")
    assert merged(tmp_path, base, ours, theirs)[1] == 1


def test_one_conflict_stays_where_another_is_settled(tmp_path: Path) -> None:
    base = "version: 1.0.0\n" + BASE
    ours = base.replace("1.0.0", "1.1.0") + label("b")
    theirs = base.replace("1.0.0", "2.0.0") + label("c")
    text, conflicts = merged(tmp_path, base, ours, theirs)
    assert conflicts == 1
    assert text.endswith(label("b") + label("c"))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="git merged nothing"):
        merged(tmp_path, "a\0b", "b\0c", "c\0d")
