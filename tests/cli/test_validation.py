"""A run of `validate`: checked, mended and checked again, accepted and checked again."""

import json
from pathlib import Path

import pytest

from schemactl.cli.reports.catalog import FORMATS
from schemactl.cli.validation import validated
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository

SCHEMA = "schemas/sentiment/schema.yaml"
CUT = SHORT_FORM + "unsure: {say: Flag it, then wait}\n"
TWICE = SHORT_FORM.replace("id: negative", "id: positive")


@pytest.fixture(autouse=True)
def collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the garbage collector on: this process does not end with the report."""
    monkeypatch.setattr("gc.disable", lambda: None)


def repository(root: Path, text: str) -> Workspace:
    """Return a repository with the one schema."""
    return a_repository(root, {SCHEMA: text})


@pytest.mark.parametrize("output_format", FORMATS)
def test_the_report_comes_with_its_exit_code(output_format: str, tmp_path: Path) -> None:
    told = validated(repository(tmp_path, TWICE), (), None, output_format)
    assert told.code == 1
    assert "duplicate-label-id" in told.text


def test_what_is_mended_is_checked_again(tmp_path: Path) -> None:
    workspace = repository(tmp_path, CUT)
    assert validated(workspace, (), None, "json").code == 1
    told = validated(workspace, (), None, "json", fix=True)
    assert told.code == 0
    assert json.loads(told.text)["summary"]["errors"] == 0
    assert '"Flag it, then wait"' in workspace.schema_file("sentiment").read_text()


def test_what_is_accepted_is_checked_again(tmp_path: Path) -> None:
    workspace = repository(tmp_path, TWICE)
    told = validated(workspace, (), None, "json", with_baseline=True)
    assert told.code == 0
    assert json.loads(told.text)["summary"]["suppressed"] > 0
