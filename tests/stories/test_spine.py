"""The first acceptance test: what was released on one machine is proven and traced on another."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SCHEMA = """\
schemactl: 1
name: sentiment
version: 1.0.0
type: classification
labels:
  - id: positive
    definition: The writer is pleased.
  - id: negative
    definition: The writer is displeased.
  - id: none
    definition: The writer shows no feeling.
"""
RECORDS = "".join(
    json.dumps({"item": f"i{number}", "label": label}) + "\n"
    for number, label in enumerate(["positive", "negative", "positive", "none"])
)


def schemactl(folder: Path, *arguments: str, code: int = 0) -> str:
    """Run the command as a user would, and return what it wrote to stdout."""
    command = [sys.executable, "-m", "schemactl", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def result(folder: Path, *arguments: str) -> Any:
    """Run the command and read its JSON."""
    return json.loads(schemactl(folder, *arguments, "--format", "json"))


def git(folder: Path, *arguments: str) -> None:
    """Run git without the settings of the person who runs the tests."""
    identity = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", *identity, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)


def a_released_repository(folder: Path) -> Path:
    """Release a 12-line schema, register a dataset and a model, and commit it all."""
    (folder / "schemas" / "sentiment").mkdir(parents=True)
    (folder / "schemas" / "sentiment" / "schema.yaml").write_text(SCHEMA, newline="\n")
    (folder / "records.jsonl").write_text(RECORDS, newline="\n")
    git(folder, "init", "-q", "-b", "main")
    schemactl(folder, "validate")
    schemactl(folder, "release")
    schemactl(
        folder, "register", "dataset", "reviews@1", "records.jsonl", "--schema", "sentiment@1.0.0"
    )
    schemactl(folder, "register", "model", "classifier@1", "--dataset", "reviews@1")
    schemactl(folder, "registry", "checkpoint")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Release sentiment 1.0.0")
    return folder


def a_clone_with_windows_line_ends(origin: Path, target: Path) -> Path:
    """Clone as git does where core.autocrlf is true; the database is not in git."""
    git(target.parent, "clone", "-q", "-c", "core.autocrlf=true", str(origin), target.name)
    assert b"\r\n" in (target / "schemas" / "sentiment" / "schema.yaml").read_bytes()
    assert not (target / "registry" / "registry.db").exists()
    return target


def test_a_clone_on_another_system_verifies_and_traces_to_the_same_digests(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    a_released_repository(origin)
    traced_here = result(origin, "trace", "model:classifier@1")

    clone = a_clone_with_windows_line_ends(origin, tmp_path / "clone")
    schemactl(clone, "registry", "verify")
    assert result(clone, "trace", "model:classifier@1") == traced_here

    missing = [(gap["ref"], gap["what"]) for gap in traced_here["missing"]]
    assert [ref for ref, _ in missing] == ["dataset:reviews@1", "batch:reviews@1#all"]
    assert "guideline" in missing[0][1]
    assert traced_here["complete"] is False
    digests = {node["ref"]: node["digest"] for node in traced_here["nodes"]}
    assert digests["schema:sentiment@1.0.0"].startswith("sha256:")
    assert digests["dataset:reviews@1"].startswith("sha256:")
    definitions = {label["id"]: label["definition"] for label in traced_here["labels"]}
    assert definitions["positive"] == "The writer is pleased."
    counts = {label["id"]: label["annotations"] for label in traced_here["labels"]}
    assert counts == {"positive": 2, "negative": 1, "none": 1}


def test_the_working_copy_with_windows_line_ends_equals_its_release(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    a_released_repository(origin)
    clone = a_clone_with_windows_line_ends(origin, tmp_path / "clone")
    report = result(clone, "validate")
    assert report["summary"]["errors"] == 0


def test_an_edited_release_is_found_and_not_read(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    a_released_repository(origin)
    released = origin / "registry" / "schemas" / "sentiment" / "1.0.0" / "schema.json"
    released.write_bytes(released.read_bytes().replace(b"pleased", b"content"))
    schemactl(origin, "registry", "verify", code=1)
    report = json.loads(schemactl(origin, "validate", "--format", "json", code=1))
    assert {found["rule"] for found in report["diagnostics"]} >= {"release-edited"}


def test_a_released_version_is_never_released_again(tmp_path: Path) -> None:
    a_released_repository(tmp_path)
    schemactl(tmp_path, "release", "schema:sentiment", code=2)
    schema = tmp_path / "schemas" / "sentiment" / "schema.yaml"
    schema.write_text(schema.read_text().replace("pleased", "content"))
    schemactl(tmp_path, "validate", code=1)
    schemactl(tmp_path, "release", "schema:sentiment", code=2)
    schema.write_text(schema.read_text().replace("version: 1.0.0", "version: 0.9.0"))
    schemactl(tmp_path, "release", "schema:sentiment", code=1)
