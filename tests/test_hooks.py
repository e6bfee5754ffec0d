"""The hooks for pre-commit: their entries and filters, and pre-commit itself where it is there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository
from tests.diff.repository import git

ROOT = Path(__file__).parents[1]
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
SCHEMA = "schemas/sentiment/schema.yaml"
BROKEN = SHORT_FORM.replace("  - id: negative", "  - id: positive")
UNTIDY = SHORT_FORM.replace("name: sentiment", "name:    sentiment")


def labels(root: Path, text: str, folder: str = "") -> Workspace:
    workspace = a_repository(root / folder, {SCHEMA: text})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    return workspace


def environment() -> dict[str, str]:
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PATH": programs}


def test_each_hook_is_one_process_for_the_whole_repository() -> None:
    assert {hook["id"] for hook in HOOKS} == {"schemactl-validate", "schemactl-fmt"}
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert hook["require_serial"] is True
        assert hook["name"]
        assert hook["description"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_filters_meet_label_files_and_nothing_else(hook: dict[str, Any]) -> None:
    wanted = [SCHEMA, f"services/labels/{SCHEMA}", "schemactl.yaml", "guidelines/a/guideline.yaml"]
    if hook["id"] == "schemactl-validate":
        wanted += ["guidelines/a/index.md", "registry/schemas/a/1.0.0/schema.json"]
    assert [name for name in wanted if not re.search(hook["files"], name)] == []
    others = ["README.md", "src/schemas.py", "myschemas/a.yaml", "schemactl.yaml.orig", "a.yaml"]
    assert [name for name in others if re.search(hook["files"], name)] == []


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
@pytest.mark.parametrize("folder", ["", "services/labels"])
def test_entries_run_as_they_are_written(tmp_path: Path, hook: dict[str, Any], folder: str) -> None:
    for number, (text, code) in enumerate(
        [(SHORT_FORM, 0), (BROKEN if hook["id"] == "schemactl-validate" else UNTIDY, 1)]
    ):
        root = tmp_path / str(number)
        labels(root, text, folder)
        arguments = ["--root", folder] if folder else []
        command = [*shlex.split(hook["entry"]), *arguments]
        done = subprocess.run(
            command, cwd=root, env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr


def test_pre_commit_runs_them(tmp_path: Path) -> None:
    """Run the hooks by pre-commit, with the schemactl that is installed here."""
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    local = {"repos": [{"repo": "local", "hooks": hooks}]}
    workspace = labels(tmp_path, SHORT_FORM)
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(local))
    git(tmp_path, "add", "-A")
    assert pre_commit(tmp_path).returncode == 0
    workspace.schema_file("sentiment").write_text(BROKEN)
    done = pre_commit(tmp_path)
    assert done.returncode == 1
    assert "duplicate-label-id" in done.stdout


def pre_commit(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        cwd=folder,
        env={**environment(), "PRE_COMMIT_HOME": str(folder / ".git" / "pre-commit")},
        capture_output=True,
        text=True,
        check=False,
    )
