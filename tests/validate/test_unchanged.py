"""Digests of all that findings depend on: every byte and name counts, and nothing else does."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.validate import unchanged
from schemactl.validate.unchanged import (
    digest_below,
    digest_of,
    digest_of_repository,
    digest_of_tool,
    is_worth_it,
)
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a repository with a schema, and with releases of it as far as names go."""
    files = {"schemas/s/schema.yaml": SHORT_FORM, "registry/schemas/s/1.0.0/manifest.json": "{}"}
    return a_repository(tmp_path, files)


@pytest.mark.parametrize(
    "act",
    [
        lambda root: (root / "schemas/s/schema.yaml").write_text(SHORT_FORM + "\n"),
        lambda root: (root / "schemas/s/schema.yaml").rename(root / "schemas/s/schema.yml"),
        lambda root: (root / "schemas/s").rename(root / "schemas/t"),
        lambda root: (root / "schemas/s/a.png").write_bytes(b""),
        lambda root: (root / "schemactl.yaml").write_text("profile: strict\n"),
        lambda root: (root / "guidelines").mkdir(),
        lambda root: (root / "guidelines/g").mkdir(parents=True),
        lambda root: (root / "registry/schemas/s/2.0.0").mkdir(),
        lambda root: (root / "registry/schemas/s/1.0.0/manifest.json").write_text("[]"),
    ],
)
def test_whatever_is_there_counts(workspace: Workspace, act: Callable[[Path], object]) -> None:
    before = digest_of_repository(workspace)
    assert before == digest_of_repository(workspace)
    act(workspace.root)
    after = digest_of_repository(workspace)
    # A folder that holds nothing, and that nobody looks into, is no difference.
    is_empty = (workspace.root / "guidelines").is_dir() and not list(workspace.guidelines.iterdir())
    assert (after == before) is is_empty


def test_what_nobody_reads_and_when_it_was_written_are_no_matter(workspace: Workspace) -> None:
    before = digest_of_repository(workspace)
    (workspace.root / "README.md").write_text("More.\n")
    os.utime(workspace.schema_file("s"), (1, 1))
    assert digest_of_repository(workspace) == before


def test_what_a_link_leads_to_has_no_digest(workspace: Workspace) -> None:
    (workspace.schemas / "s/link.png").symlink_to(workspace.root / "elsewhere.png")
    assert digest_below(workspace.schemas) is None
    assert digest_of((workspace.registry, workspace.schemas)) is None
    assert digest_of((workspace.registry,)) is not None


def test_names_and_contents_are_not_mixed_up(tmp_path: Path) -> None:
    for name, content in (("one", b"ab"), ("other", b"a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_bytes(content)
    (tmp_path / "other" / "xb").write_bytes(b"")
    (tmp_path / "one").rename(tmp_path / "same")
    first = digest_below(tmp_path / "same")
    (tmp_path / "same").rename(tmp_path / "kept")
    (tmp_path / "other").rename(tmp_path / "same")
    assert digest_below(tmp_path / "same") != first


def test_the_tool_is_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "module.py").write_text("one = 1\n")
    monkeypatch.setattr(unchanged, "_PACKAGE", tmp_path)
    try:
        digest_of_tool.cache_clear()
        first = digest_of_tool()
        (tmp_path / "module.py").write_text("one = 2\n")
        digest_of_tool.cache_clear()
        assert digest_of_tool() != first
    finally:
        digest_of_tool.cache_clear()


def test_what_took_no_time_is_not_worth_a_folder() -> None:
    assert not is_worth_it(time.process_time())
    assert is_worth_it(time.process_time() - unchanged.WORTH_SECONDS)
