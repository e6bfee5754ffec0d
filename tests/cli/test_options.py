"""Options that several verbs share."""

from pathlib import Path

import click
import pytest

from schemactl.cli.options import format_option, workspace_option
from schemactl.errors import SchemactlError
from schemactl.workspace import Workspace
from tests.builders import a_repository


@click.command()
@format_option("text", "json")
@workspace_option
def command(workspace: Workspace, output_format: str) -> str:
    """Return what was chosen."""
    return f"{workspace.root} {output_format}"


def chosen(*arguments: str) -> str:
    """Return what the command got."""
    found: str = command.main(list(arguments), standalone_mode=False)
    return found


def test_the_first_format_is_the_default(tmp_path: Path) -> None:
    root = str(tmp_path)
    assert chosen("--root", root) == f"{root} text"
    assert chosen("--root", root, "--format", "json") == f"{root} json"


def test_another_format_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(click.BadParameter, match="xml"):
        chosen("--root", str(tmp_path), "--format", "xml")


def test_without_a_root_the_nearest_repository_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_repository(tmp_path, {"schemas/s/schema.yaml": ""})
    monkeypatch.chdir(tmp_path / "schemas" / "s")
    assert chosen() == f"{tmp_path} text"


def test_a_root_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="no folder"):
        chosen("--root", str(tmp_path / "none"))
