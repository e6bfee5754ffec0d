"""`schemactl migrate answer` as a command."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from tests.builders import a_repository, release_schema

FILE = "schemas/cards/schema.yaml"
SCHEMA = """\
schemactl: 1
name: cards
version: {version}
type: classification
labels:
"""
OLD = ("praise", "complaint")
NEW = ("praise", "defect", "delay")
MIGRATION = """\
schemactl: 1
from: {schema: cards, version: 1.0.0, digest: "DIGEST"}
to: {schema: cards, version: 2.0.0}
steps:
  - change: split
    from: complaint
    to:
      - label: defect
        criterion: The thing is broken.
      - label: delay
        criterion: The thing is late.
    otherwise: relabel
    because: Two teams.
"""
CONTENT = '{"item": "1", "label": "complaint"}\n{"item": "2", "label": "praise"}\n'


def a_version(version: str, labels: tuple[str, ...]) -> str:
    """Return a schema with these labels."""
    listed = "".join(f"  - id: {one}\n    definition: The card says {one}.\n" for one in labels)
    return SCHEMA.format(version=version) + listed


def cards_in(folder: Path) -> Path:
    """Make a repository with two releases, and a file to migrate in it."""
    workspace = a_repository(folder, {FILE: a_version("1.0.0", OLD)})
    first = release_schema(workspace, "cards")
    migration = "schemas/cards/migrations/2.0.0.yaml"
    written = MIGRATION.replace("DIGEST", first.digest)
    a_repository(folder, {FILE: a_version("2.0.0", NEW), migration: written})
    release_schema(workspace, "cards")
    (folder / "in.jsonl").write_text(CONTENT)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the repository."""
    return cards_in(tmp_path)


def migrate(root: Path, *more: str) -> int:
    """Apply the migration."""
    way = ["--schema", "cards", "--from", "1.0.0", "--to", "2.0.0", "--root", str(root)]
    files = [f"--{name}={root / name}" for name in ("out", "queue", "undo")]
    return run(["migrate", "apply", str(root / "in.jsonl"), *way, *files, *more])


def answer(root: Path, *more: str, label: str = "delay") -> int:
    """Answer the only question."""
    (root / "answers.jsonl").write_text(json.dumps({"item": "1", "label": label}) + "\n")
    files = [f"--queue={root / 'queue'}", f"--answers={root / 'answers.jsonl'}"]
    target = [f"--out={root / 'answered'}", "--root", str(root)]
    return run(["migrate", "answer", str(root / "out"), *files, *target, *more])


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """Return what the last command printed, as JSON."""
    return json.loads(capsys.readouterr().out)


def test_the_circle_closes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate(root) == 0
    capsys.readouterr()
    assert answer(root, "--format", "json") == 0
    found = told(capsys)
    assert found["records"]["out"] == 2
    assert found["answers"]["answered"] == 1
    assert (root / "answered").read_text() == CONTENT.replace("complaint", "delay")
    back = ["--undo", str(root / "undo"), "--out", str(root / "back")]
    assert run(["migrate", "undo", str(root / "answered"), *back, "--root", str(root)]) == 0
    assert (root / "back").read_text() == CONTENT


def test_what_is_not_on_offer_is_a_bad_answer(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert migrate(root) == 0
    assert answer(root, label="praise") == 1
    assert "choose defect or delay" in capsys.readouterr().err
    assert not (root / "answered").exists()


def test_a_queue_for_a_tool_is_answered_with_what_the_tool_exports(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert migrate(root, "--queue-as", "doccano", "--format", "json") == 0
    assert told(capsys)["queue"]["as"] == "doccano"
    row = json.loads((root / "queue").read_text())
    assert (row["old"], row["candidates"]) == ("complaint", ["defect", "delay"])
    assert "defect: The thing is broken. (" in row["ask"]
    other = root / "export.jsonl"
    other.write_text(json.dumps({**row, "label": ["delay"]}) + "\n")
    assert answer(root, "--answers", str(other)) == 0
    assert (root / "answered").read_text() == CONTENT.replace("complaint", "delay")
    assert migrate(root, "--queue-as", "csv", "--engine", "spark") == 2


def test_a_conflict_is_told_and_stays_open(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate(root) == 0
    other = root / "other.csv"
    other.write_text("item,label,annotator\n1,defect,ben\n")
    assert answer(root, "--answers", str(other)) == 0
    out = capsys.readouterr().out
    assert "answers: 0 questions settled, 1 open" in out
    assert "conflict: record 1 (1): cards/defect 1, cards/delay 1" in out
    assert (root / "answered.queue.jsonl").exists()


def test_the_answered_file_is_registered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate(root) == 0
    assert answer(root, "--register", "cards@2") == 0
    capsys.readouterr()
    trace = ["trace", "dataset:cards@2", "--root", str(root), "--format", "json"]
    assert run(trace) == 0
    assert {node["ref"] for node in told(capsys)["nodes"]} >= {
        "dataset:cards@2",
        "schema:cards@2.0.0",
    }


def test_releases_that_are_not_those_of_the_queue_are_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert migrate(root) == 0
    queue = (root / "queue").read_text()
    plan = json.loads(queue.partition("\n")[0])["plan"]
    (root / "queue").write_text(queue.replace(plan, "sha256:" + "0" * 64))
    assert answer(root) == 2
    assert "is not that of the queue" in capsys.readouterr().err
