"""Tests of the data options on the command line."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from schemactl.cli.data_options import data_options
from schemactl.cli.options import workspace_option
from schemactl.data.options import Column, DataOptions
from schemactl.errors import SchemactlError
from schemactl.workspace import Workspace


@click.command()
@data_options
def verb(options: DataOptions) -> DataOptions:
    """Return the options."""
    return options


def parsed(*arguments: str) -> DataOptions:
    found = verb.main(list(arguments), standalone_mode=False)
    assert isinstance(found, DataOptions)
    return found


def test_without_options_they_are_the_defaults() -> None:
    assert parsed() == DataOptions()


def test_every_option_reaches_its_field() -> None:
    found = parsed(
        *("--as", "csv", "--task", "intent", "--column", "item=id", "--separator", ","),
        *("--empty", "none", "--label-as", "name", "--out-label-as", "index"),
        *("--path-separator", ">", "--item-from", "content", "--header-row", "0"),
    )
    columns = (Column("item", "id"),)
    expected = ("csv", "intent", columns, ",", "none", "name", "index", ">", "content", 0)
    assert found[: len(expected)] == expected


def test_what_is_no_column_is_refused() -> None:
    with pytest.raises(SchemactlError, match="is not understood"):
        parsed("--column", "item")


def test_the_help_names_them() -> None:
    text = CliRunner().invoke(verb, ["--help"]).output
    assert "--label-as [id|name|index|position]" in text


@click.command()
@workspace_option
@data_options
def verb_in_a_repository(options: DataOptions, workspace: Workspace) -> tuple[Path | None, Path]:
    """Return the folder of the options and that of the repository."""
    return options.folder, workspace.private


def test_a_repository_gives_the_folder_of_what_is_private(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    found, private = verb_in_a_repository.main(["--root", str(tmp_path)], standalone_mode=False)
    assert found == private == tmp_path / ".schemactl"
