"""What the guide on pull requests tells people to copy works as it is written."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository
from tests.stories.test_spine import git, schemactl

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guides" / "pull-requests.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
SCHEMA = "schemas/sentiment/schema.yaml"


def block(language: str, word: str) -> str:
    """Return the block of the guide that has a word."""
    found = [text for kind, text in BLOCKS if kind == language and word in text]
    assert len(found) == 1
    return str(found[0])


def in_shell(folder: Path, line: str) -> str:
    """Run a line as a person would in a terminal."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    nowhere = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": programs, "GIT_PAGER": "cat", **nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Workspace:
    """Return a committed label repository with the diff driver of the guide."""
    attributes = block("text", "diff=labels")
    workspace = a_repository(tmp_path, {SCHEMA: SHORT_FORM, ".gitattributes": attributes})
    git(tmp_path, "init", "-q", "-b", "main")
    in_shell(tmp_path, block("sh", "diff.labels.command"))
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Begin")
    return workspace


def test_git_shows_what_changed_by_meaning(repository: Workspace) -> None:
    text = SHORT_FORM.replace("is pleased", "is very pleased")
    repository.schema_file("sentiment").write_text("# A comment\n" + text)
    shown = in_shell(repository.root, "git diff")
    assert "positive: definition changed" in shown
    assert "{+very+}" in shown
    assert "A comment" not in shown
    git(repository.root, "commit", "-q", "-a", "-m", "Sharpen")
    assert "{+very+}" in in_shell(repository.root, "git log -1 -p --ext-diff")


def test_git_shows_new_and_broken_files_by_lines(repository: Workspace) -> None:
    repository.schema_file("sentiment").write_text("schemactl: [\n")
    assert "+schemactl: [" in in_shell(repository.root, "git diff")
    git(repository.root, "checkout", "-q", "--", ".")
    a_repository(repository.root, {"schemas/fresh/schema.yaml": SHORT_FORM})
    git(repository.root, "add", "-A")
    assert "+name: sentiment" in in_shell(repository.root, "git diff --cached")


def test_the_json_schema_stands_where_the_header_looks(repository: Workspace) -> None:
    in_shell(repository.root, block("sh", "--json-schema"))
    header = block("yaml", "yaml-language-server")
    target = header.partition("$schema=")[2].strip()
    found = json.loads((repository.root / SCHEMA).parent.joinpath(target).read_text())
    assert found["$schema"]
    file = repository.schema_file("sentiment")
    file.write_text(header + SHORT_FORM)
    schemactl(repository.root, "validate")
    schemactl(repository.root, "fmt")
    assert file.read_text().startswith(header)


def test_the_three_commands_work_without_github(repository: Workspace, tmp_path: Path) -> None:
    clone = tmp_path.parent / f"{tmp_path.name}-clone"
    git(tmp_path.parent, "clone", "-q", str(repository.root), clone.name)
    git(clone, "checkout", "-q", "-b", "work")
    in_shell(clone, block("sh", "comment.md"))
    assert (clone / "comment.md").read_text().startswith("<!-- schemactl pull-request . -->\n")


def test_the_workflow_asks_for_what_it_needs() -> None:
    workflow: dict[Any, Any] = yaml.safe_load(block("yaml", "fetch-depth"))
    steps = workflow["jobs"]["labels"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert workflow["permissions"] == {"contents": "read", "pull-requests": "write"}
    hooks = yaml.safe_load(block("yaml", "schemactl-validate"))["repos"][0]["hooks"]
    shipped = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks} == {hook["id"] for hook in shipped}
