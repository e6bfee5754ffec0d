"""The starter: a repository that is complete, and never written over anything."""

import json
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.exchange import starter
from schemactl.exchange.starter import starter_files, write_starter
from schemactl.files.guideline_file import read_guideline_file
from schemactl.files.schema_file import read_schema_file
from schemactl.files.settings_file import read_settings_file
from schemactl.files.yaml_tree import Document
from schemactl.workspace import Workspace

SHORT = starter_files(example=False)
EXAMPLE = starter_files(example=True)


def test_both_hold_what_a_repository_needs() -> None:
    shared = {
        *("schemactl.yaml", "mkdocs.yml", "README.md", ".gitattributes", ".gitignore"),
        ".github/workflows/labels.yml",
    }
    assert shared < SHORT.keys()
    assert shared < EXAMPLE.keys()
    assert b"registry/** -text\n" in SHORT[".gitattributes"]
    assert b"schemactl validate --format github" in SHORT[".github/workflows/labels.yml"]
    assert "examples/support-tickets/annotations-2.0.0.jsonl" in EXAMPLE


@pytest.mark.parametrize("files", [SHORT, EXAMPLE])
def test_every_file_is_text_with_plain_line_ends(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        assert b"\r" not in content, path
        assert content.endswith(b"\n"), path
        assert not path.startswith("/")


def test_the_short_one_reads_without_problems(tmp_path: Path) -> None:
    write_starter(tmp_path, SHORT)
    workspace = Workspace(tmp_path)
    schema = read_schema_file(workspace, workspace.schema_file("comment-cards"))
    guideline = read_guideline_file(workspace, workspace.guideline_file("comment-cards"))
    settings = read_settings_file(workspace)
    workflow = Document("labels.yml", SHORT[".github/workflows/labels.yml"])
    for document in (schema.document, guideline.document, settings.document, workflow):
        assert document is not None
        assert document.problems == []
    assert schema.schema is not None
    known = {label.id for label in schema.schema.tasks[0].labels}
    records = SHORT["data/cards.jsonl"].decode().splitlines()
    assert {json.loads(record)["label"] for record in records} == known


def test_the_example_has_the_releases_before_its_drafts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, text in {
        "schemas/support-tickets/schema.yaml": "version: 2.0.0\n",
        "guidelines/support-tickets/guideline.yaml": "version: 2.0.0\n",
        "registry/schemas/support-tickets/1.0.0/manifest.json": "{}\n",
        "registry/schemas/support-tickets/2.0.0/manifest.json": "{}\n",
        "registry/guidelines/support-tickets/2.0.0/manifest.json": "{}\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(starter, "_SHIPPED_EXAMPLE", tmp_path)
    found = [path for path in starter_files(example=True) if path.startswith("registry/")]
    assert found == ["registry/schemas/support-tickets/1.0.0/manifest.json"]


def test_the_readme_names_five_commands() -> None:
    for files in (SHORT, EXAMPLE):
        commands = [
            line
            for line in files["README.md"].decode().splitlines()
            if line.startswith("schemactl ")
        ]
        assert len(commands) == 5


def test_what_is_in_the_way_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "mkdocs.yml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SchemactlError, match=r"README\.md, .*mkdocs\.yml; nothing was written"):
        write_starter(tmp_path, SHORT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "mkdocs.yml"]
    assert (tmp_path / "README.md").read_text() == "mine"


def test_many_files_in_the_way_are_counted(tmp_path: Path) -> None:
    write_starter(tmp_path, SHORT)
    with pytest.raises(SchemactlError, match="and 6 more"):
        write_starter(tmp_path, SHORT)


def test_a_file_where_a_folder_must_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "schemas").write_text("")
    with pytest.raises(SchemactlError, match="schemas is no folder"):
        write_starter(tmp_path, SHORT)
    with pytest.raises(SchemactlError, match="schemas is no folder"):
        write_starter(tmp_path / "schemas", SHORT)


def test_attributes_of_git_keep_their_lines(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_bytes(b"* text=auto")
    write_starter(tmp_path, SHORT)
    assert (tmp_path / ".gitattributes").read_bytes() == b"* text=auto\nregistry/** -text\n"


def test_a_failure_half_way_takes_back_what_was_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="a"):
        write_starter(tmp_path, {"a": b"", "a/b": b""})
    assert list(tmp_path.iterdir()) == []
