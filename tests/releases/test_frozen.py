"""Freezing needs a noun that was read without problems, and sources inside the repository."""

from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.model.finding import Diagnostic, Region
from schemactl.releases.frozen import sources, whole
from tests.builders import a_document, a_repository


def test_a_noun_without_problems_is_whole() -> None:
    assert whole(a_document("a: b"), "noun") == "noun"


def test_the_first_problem_is_said_with_its_place() -> None:
    document = a_document("a: [")
    with pytest.raises(AnswerIsBad, match=r"^file.yaml:1:"):
        whole(document, "noun")


def test_a_problem_without_a_place_names_the_file() -> None:
    document = a_document("a: b")
    document.problems.append(Diagnostic("r", "error", "too large", "file.yaml", Region()))
    with pytest.raises(AnswerIsBad, match=r"^file.yaml: too large") as failure:
        whole(document, "noun")
    assert "schemactl validate" in failure.value.hint


def test_nothing_to_freeze_is_a_bad_answer() -> None:
    with pytest.raises(AnswerIsBad, match="cannot be read"):
        whole(a_document("a: b"), None)


def test_sources_are_kept_byte_by_byte(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"s/a.yaml": b"\xef\xbb\xbfa\r\n", "s/m/1.yaml": b"x"})
    files = [tmp_path / "s" / "a.yaml", tmp_path / "s" / "m" / "1.yaml"]
    assert sources(workspace, tmp_path / "s", files) == {
        "source/a.yaml": b"\xef\xbb\xbfa\r\n",
        "source/m/1.yaml": b"x",
    }


def test_no_source_leads_out(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path / "root", {"s/a": ""})
    (tmp_path / "secret").touch()
    (workspace.root / "s" / "b").symlink_to(tmp_path / "secret")
    with pytest.raises(SchemactlError, match="leads out"):
        sources(workspace, workspace.root / "s", [workspace.root / "s" / "b"])
