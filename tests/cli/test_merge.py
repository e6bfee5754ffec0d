"""Tests of `schemactl merge`: git calls it, and validation has nothing to say afterwards."""

import os
import subprocess
import sys
from pathlib import Path

from tests.builders import SHORT_FORM, a_repository

FILE = "schemas/sentiment/schema.yaml"
DRIVER = f'"{sys.executable}" -m schemactl merge %O %A %B'


def git(folder: Path, *arguments: str, code: int = 0) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    settings = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    settings += ["-c", f"merge.labels.driver={DRIVER}"]
    done = subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder,
        check=False,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def label(name: str) -> str:
    return f"  - id: {name}\n    definition: The writer is {name}.\n"


def two_branches(folder: Path, ours: str, theirs: str) -> None:
    attributes = "schemas/*/schema.yaml merge=labels\n"
    a_repository(folder, {FILE: SHORT_FORM, ".gitattributes": attributes})
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin")
    git(folder, "checkout", "-q", "-b", "work")
    a_repository(folder, {FILE: theirs})
    git(folder, "commit", "-q", "-a", "-m", "Theirs")
    git(folder, "checkout", "-q", "main")
    a_repository(folder, {FILE: ours})
    git(folder, "commit", "-q", "-a", "-m", "Ours")


def test_branches_that_add_different_labels_merge(tmp_path: Path) -> None:
    two_branches(tmp_path, SHORT_FORM + label("bored"), SHORT_FORM + label("moved"))
    git(tmp_path, "merge", "--no-edit", "work")
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert text == SHORT_FORM + label("bored") + label("moved")
    command = [sys.executable, "-m", "schemactl", "validate", "--profile", "minimal"]
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == 0


def test_branches_that_edit_the_same_words_conflict(tmp_path: Path) -> None:
    ours = SHORT_FORM.replace("is pleased", "is glad")
    two_branches(tmp_path, ours, SHORT_FORM.replace("is pleased", "is happy"))
    said = git(tmp_path, "merge", "--no-edit", "work", code=1)
    assert f"CONFLICT (content): Merge conflict in {FILE}" in said
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "<<<<<<< ours\n" in text
    assert "is glad" in text
    assert "is happy" in text
