"""Tests of blank."""

from pathlib import Path

import pytest

from schemactl.registry.blank import URL_VARIABLE, is_blank
from schemactl.workspace import Workspace


def test_only_where_nothing_says_of_a_registry_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    workspace = Workspace(tmp_path)
    assert is_blank(workspace)
    monkeypatch.setenv(URL_VARIABLE, "postgresql://db/registry")
    assert not is_blank(workspace)
    monkeypatch.delenv(URL_VARIABLE)
    workspace.settings_file.write_text("", encoding="utf-8")
    assert not is_blank(workspace)
    workspace.settings_file.unlink()
    workspace.registry.mkdir()
    assert not is_blank(workspace)
