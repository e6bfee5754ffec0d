"""The label repository on disk: where its root is, what is in it, and that paths stay inside."""

from contextlib import suppress
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.workspace import Workspace, find_workspace
from tests.builders import a_repository


@pytest.mark.parametrize("mark", ["schemactl.yaml", "schemas/s/schema.yaml"])
def test_the_root_is_the_nearest_folder_upwards(
    mark: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_repository(tmp_path, {mark: "", "a/b/c.txt": ""})
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert find_workspace().root == tmp_path


def test_without_a_root_the_message_says_what_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SchemactlError, match="no label repository here") as failure:
        find_workspace()
    assert "schemactl init" in failure.value.hint


def test_a_given_root_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="no folder"):
        find_workspace(tmp_path / "nowhere")


def test_names_are_those_of_folders_with_a_working_copy(tmp_path: Path) -> None:
    workspace = a_repository(
        tmp_path,
        {
            "schemas/b/schema.yaml": "",
            "schemas/a/schema.yaml": "",
            "schemas/empty/notes.txt": "",
            "schemas/readme.md": "",
            "guidelines/g/guideline.yaml": "",
        },
    )
    assert workspace.schema_names() == ["a", "b"]
    assert workspace.guideline_names() == ["g"]
    assert Workspace(tmp_path / "schemas").schema_names() == []


def test_every_thing_has_its_place() -> None:
    workspace = Workspace(Path("root"))
    shown = {
        workspace.schema_file("s"): "schemas/s/schema.yaml",
        workspace.guideline_file("g"): "guidelines/g/guideline.yaml",
        workspace.migrations("s"): "schemas/s/migrations",
        workspace.release_folder("schema", "s", "1.0.0"): "registry/schemas/s/1.0.0",
        workspace.journal: "registry/journal",
        workspace.database: "registry/registry.db",
        workspace.settings_file: "schemactl.yaml",
    }
    assert {workspace.relative(path): path for path in shown} == {v: k for k, v in shown.items()}


def test_a_path_outside_is_shown_whole() -> None:
    assert Workspace(Path("root")).relative(Path("other/x")) == "other/x"


def test_a_path_and_a_link_may_lead_to_another_place_inside(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a/x.txt": ""})
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert workspace.inside(tmp_path / "b" / "x.txt") == tmp_path / "a" / "x.txt"


def test_no_path_and_no_link_may_lead_out(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path / "root", {"a.txt": ""})
    (tmp_path / "secret").write_text("")
    (workspace.root / "link").symlink_to(tmp_path / "secret")
    for path in (workspace.root / "link", workspace.root / ".." / "secret"):
        with pytest.raises(SchemactlError, match="leads out of the repository"):
            workspace.inside(path)


def test_links_in_a_circle_are_a_failure_or_harmless(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.txt": ""})
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    # Python 3.13 and later give the path back, earlier ones fail.
    with suppress(SchemactlError):
        assert not workspace.inside(tmp_path / "one").exists()
