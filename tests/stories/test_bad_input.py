"""Wrong input of every kind: one clear message, the right exit code, nothing half done."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = """\
schemactl: 1
name: mood
version: 1.0.0
type: classification
labels:
  - id: happy
    definition: The writer is happy.
  - id: sad
    definition: The writer is sad.
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "schemactl", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "schemas" / "mood"
    folder.mkdir(parents=True)
    (folder / "schema.yaml").write_text(GOOD)
    return tmp_path


BROKEN_FILES = {
    "empty": b"",
    "only a comment": b"# nothing\n",
    "binary": bytes(range(256)) * 20,
    "not UTF-8": b"schemactl: 1\nname: m\xfcde\n",
    "UTF-16": "schemactl: 1\nname: mood\n".encode("utf-16"),
    "tabs": b"schemactl: 1\nlabels:\n\t- id: a\n",
    "unclosed": b"schemactl: 1\nlabels: [a, b\n",
    "alias bomb": b"a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "deep nesting": b"schemactl: 1\nlabels: " + b"[" * 100_000 + b"]" * 100_000,
    "a list": b"- schemactl\n- 1\n",
    "a text": b"schemactl\n",
    "two documents": GOOD.encode() + b"---\n" + GOOD.encode(),
    "tag": GOOD.replace("name: mood", "name: !!python/name:os.system mood").encode(),
    "merge key": GOOD.replace("  - id: sad\n", "  - id: sad\n    <<: {name: x}\n").encode(),
    "duplicate key": GOOD.replace("name: mood", "name: mood\nname: mood").encode(),
    "wrong format version": GOOD.replace("schemactl: 1", "schemactl: 2").encode(),
    "wrong version": GOOD.replace("1.0.0", "1.0").encode(),
    "unknown key": GOOD.replace("definition: The writer is sad", "definiton: x").encode(),
    "label without id": GOOD.replace("- id: sad", "- name: sad").encode(),
    "forbidden id": GOOD.replace("id: sad", "id: sa|d").encode(),
    "reserved id": GOOD.replace("id: sad", "id: nothing").encode(),
    "larger than is read": b"# " + b"x" * (50 * 1024 * 1024),
}


@pytest.mark.parametrize("content", BROKEN_FILES.values(), ids=BROKEN_FILES.keys())
def test_a_broken_schema_is_one_or_more_placed_errors(repository: Path, content: bytes) -> None:
    (repository / "schemas" / "mood" / "schema.yaml").write_bytes(content)
    done = run(repository, "validate", "--format", "json")
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr == ""
    errors = [d for d in json.loads(done.stdout)["diagnostics"] if d["severity"] == "error"]
    assert errors
    assert all(found["file"] == "schemas/mood/schema.yaml" for found in errors)
    if len(content) < 1_000_000:
        assert all(found["line"] and found["column"] for found in errors)
    shown = run(repository, "validate")
    assert shown.returncode == 1
    assert "Traceback" not in shown.stderr + shown.stdout
    assert run(repository, "release").returncode == 1
    assert not (repository / "registry" / "schemas").exists()


def test_windows_line_ends_and_a_byte_order_mark_are_fine(repository: Path) -> None:
    content = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    (repository / "schemas" / "mood" / "schema.yaml").write_bytes(content)
    done = run(repository, "validate")
    assert done.returncode == 0, done.stdout


def test_all_problems_come_in_one_run(repository: Path) -> None:
    text = GOOD.replace("name: mood", "name: mood\ntitel: x").replace(
        "  - id: sad\n", "  - id: happy\n    hotkeys: s\n    also_under: [gone]\n"
    )
    (repository / "schemas" / "mood" / "schema.yaml").write_text(text)
    found = json.loads(run(repository, "validate", "--format", "json").stdout)["diagnostics"]
    rules = {(d["rule"], d["line"]) for d in found if d["severity"] == "error"}
    expected = {("unknown-key", 3), ("unknown-key", 10), ("duplicate-label-id", 9)}
    assert expected <= rules
    assert ("unknown-label", 11) in rules


USAGE = {
    "unknown verb": ["valdate"],
    "unknown option": ["validate", "--frobnicate"],
    "missing path": ["validate", "nowhere"],
    "path outside": ["validate", "/"],
    "missing root": ["validate", "--root", "nowhere"],
    "unknown rule": ["rules", "missing-definitoin"],
    "release of what is not there": ["release", "schema:other"],
    "release of an odd name": ["release", "schema:../x"],
    "trace of nothing": ["trace", "model:nothing@1"],
    "trace of a wrong reference": ["trace", "mood"],
    "trace of an unknown kind": ["trace", "modle:mood@1"],
    "register without file": ["register", "dataset", "d@1", "no.jsonl", "--schema", "mood@1.0.0"],
    "register without release": ["register", "dataset", "d@1", "x", "--schema", "mood@9.0.0"],
    "model of unknown dataset": ["register", "model", "m@1", "--dataset", "gone@1"],
    "import of a missing file": ["import", "csv", "no.csv", "--name", "x", "--column", "id=a"],
    "import of an unknown format": ["import", "docx", "no.docx", "--name", "x"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE.keys())
def test_wrong_usage_is_one_message_with_a_hint(repository: Path, arguments: list[str]) -> None:
    done = run(repository, *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: ")
    assert "hint: " in done.stderr
    assert len(done.stderr.splitlines()) <= 3


def test_outside_a_repository_every_verb_says_how_to_start(tmp_path: Path) -> None:
    done = run(tmp_path, "validate")
    assert done.returncode == 2
    assert "schemactl init" in done.stderr


def test_a_settings_file_that_is_broken_is_reported_with_its_place(repository: Path) -> None:
    (repository / "schemactl.yaml").write_text("profil: strict\n")
    done = run(repository, "validate")
    assert done.returncode == 1
    assert "schemactl.yaml:1:1" in done.stdout
    assert "did you mean `profile`?" in done.stdout


def test_a_link_out_of_the_repository_is_not_followed(repository: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.yaml"
    outside.write_text(GOOD)
    target = repository / "schemas" / "mood" / "schema.yaml"
    target.unlink()
    target.symlink_to(outside)
    done = run(repository, "validate")
    assert done.returncode == 2
    assert "leads out of the repository" in done.stderr


def test_a_file_where_a_folder_belongs_is_one_message(repository: Path) -> None:
    (repository / "registry").write_text("not a folder")
    done = run(repository, "release")
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
