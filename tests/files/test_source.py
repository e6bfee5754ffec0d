"""The bytes of a user's file: inside the repository, with clear failures."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.source import read_bytes, read_document, read_document_lines, read_text
from schemactl.files.yaml_tree import LARGEST_FILE
from tests.builders import a_repository, places


def test_a_missing_file_and_a_folder_are_failures(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a/b.txt": ""})
    with pytest.raises(SchemactlError, match="no such file"):
        read_bytes(workspace, tmp_path / "c.txt")
    with pytest.raises(SchemactlError, match="a is a folder"):
        read_bytes(workspace, tmp_path / "a")


def test_no_link_leads_out(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path / "root", {"a.txt": ""})
    (tmp_path / "secret.yaml").write_text("a: b")
    (workspace.root / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(SchemactlError, match="leads out of the repository"):
        read_document(workspace, workspace.root / "link.yaml")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_has_lf_line_ends_and_no_mark(line_end: str, tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.md": "\ufeffa\n\nb\n".replace("\n", line_end)})
    assert read_text(workspace, tmp_path / "a.md") == ("a\n\nb\n", [])


def test_a_text_that_is_no_utf_8_is_a_problem_at_its_place(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.md": "a\ncafé".encode("latin-1")})
    text, problems = read_text(workspace, tmp_path / "a.md")
    assert (text, places(problems)) == ("", [("not-utf-8", 2, 4)])


def test_a_text_that_is_too_large_is_a_problem(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.md": b" " * (LARGEST_FILE + 9)})
    _, problems = read_text(workspace, tmp_path / "a.md")
    assert [problem.rule for problem in problems] == ["file-limits"]


def test_a_document_knows_its_path_in_the_repository(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a/b.yaml": "x: y"})
    document = read_document(workspace, tmp_path / "a" / "b.yaml")
    assert (document.path, document.data) == ("a/b.yaml", {"x": "y"})


def test_lines_are_shown_where_the_file_can_be_read(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.yaml": "x: 1\r\ny: 2\r"})
    assert read_document_lines(workspace, "a.yaml") == ["x: 1", "y: 2", ""]
    assert read_document_lines(workspace, "gone.yaml") == []
