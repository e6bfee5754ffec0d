"""Tests of trace."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from schemactl.cli.main import run
from tests.builders import released_mood
from tests.cli.migrations import a_repository


@pytest.fixture(autouse=True)
def _traced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a repository with a model of one dataset that had no guideline."""
    monkeypatch.delenv("SCHEMACTL_REGISTRY_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.jsonl").write_text('{"item": "1", "label": "positive"}\n')
    released_mood(tmp_path)
    assert run(["register", "dataset", "d@1", "data.jsonl", "--schema", "mood@1.0.0"]) == 0
    assert run(["register", "model", "m@1", "--dataset", "d@1"]) == 0


def test_the_shape_of_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["trace", "model:m@latest", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {*found} >= {"ref", "complete", "missing", "nodes", "edges", "labels"}
    assert (found["ref"], found["complete"]) == ("model:m@1", False)
    assert found["missing"] == [
        {"ref": "dataset:d@1", "what": "guideline"},
        {"ref": "batch:d@1#all", "what": "guideline"},
    ]
    assert {*found["nodes"][0]} >= {"ref", "kind", "digest", "at"}
    assert found["edges"] == [
        {"from": "model:m@1", "to": "dataset:d@1", "relation": "trained_on"},
        {"from": "dataset:d@1", "to": "schema:mood@1.0.0", "relation": "labeled_under"},
        {"from": "dataset:d@1", "to": "batch:d@1#all", "relation": "part_of"},
        {"from": "batch:d@1#all", "to": "schema:mood@1.0.0", "relation": "labeled_under"},
    ]
    assert found["labels"][0] == {
        "id": "positive",
        "task": "mood",
        "name": "positive",
        "definition": "The writer is pleased.",
        "schema": "schema:mood@1.0.0",
        "guideline": None,
        "via": ["dataset:d@1"],
        "annotations": 1,
    }


def test_incomplete_is_a_bad_answer_only_where_completeness_is_required() -> None:
    assert run(["trace", "model:m@1"]) == 0
    assert run(["trace", "model:m@1", "--require-complete"]) == 1
    assert run(["trace", "schema:mood@1.0.0", "--require-complete"]) == 0


@pytest.mark.parametrize("label", ["negative", "mood/negative"])
def test_one_label_can_be_asked_for(label: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["trace", "model:m@1", "--label", label, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["labels"]
    assert [one["id"] for one in found] == ["negative"]


def test_an_unknown_label_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["trace", "model:m@1", "--label", "negativ", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["hint"] == "did you mean negative?"


@pytest.mark.parametrize("ref", ["model:x@1", "m@1", "schema:mood@draft", "batch:b@1"])
def test_what_is_not_in_the_registry_is_refused(ref: str) -> None:
    assert run(["trace", ref]) == 2


def test_the_batch_of_all_is_found_by_the_name_of_its_dataset(
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    assert run(["trace", "dataset:d@1#all", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["ref"] == "batch:d@1#all"


def test_a_page_and_a_drawing_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["--html", "trace.html", "--svg", "trace.svg"]
    assert run(["trace", "model:m@1", *files]) == 0
    capsys.readouterr()
    page = (tmp_path / "trace.html").read_text(encoding="utf-8")
    drawing = (tmp_path / "trace.svg").read_text(encoding="utf-8")
    for ref in ("model:m@1", "dataset:d@1", "schema:mood@1.0.0", "batch:d@1#all"):
        assert f"<title>{ref}</title>" in drawing
        assert f'<th scope="row">{ref}</th>' in page
    assert run(["trace", "schema:mood@1.0.0", "--down", "--svg", "trace.svg"]) == 0
    assert "What comes from schema:mood@1.0.0" in (tmp_path / "trace.svg").read_text()


def test_a_label_is_shown_on_both_sides_of_a_migration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "other"
    data = a_repository(root, capsys)
    assert run(["release", "--root", str(root)]) == 0
    at = ["--root", str(root)]
    told = ["--schema", "mood@1.0.0", *at]
    assert run(["register", "dataset", "d@1", str(data), *told]) == 0
    files = [f"--{one}={root / one}.jsonl" for one in ("out", "queue", "undo")]
    ways = ["--schema", "mood", "--from", "1.0.0", "--to", "2.0.0", *at]
    apply = ["migrate", "apply", str(data), *ways, *files]
    said = ["--actor", "me", "--note", "n", "--reason", "new names"]
    assert run([*apply, "--register", "d@2", "--parent", "d@1", *said]) == 0
    for wanted, expected in (
        ("happy", {"happy", "glad"}),
        ("glad", {"happy", "glad"}),
        ("sad", {"sad", "bad"}),
        ("bad", {"bad", "sad", "cross"}),
        ("calm", {"calm"}),
    ):
        capsys.readouterr()
        ask = ["trace", "dataset:d@2", "--label", wanted, "--format", "json", *at]
        assert run(ask) == 0
        found = json.loads(capsys.readouterr().out)
        assert {label["id"] for label in found["labels"]} == expected
    assert [node["reason"] for node in found["nodes"]][:2] == ["new names", None]
    text = ["trace", "migration:d@2", *at]
    assert run(text) == 0
    assert "migration:d@2  3 annotations  sha256:" in capsys.readouterr().out


def test_only_a_record_needs_the_formats() -> None:
    # A child process: here everything is imported already.
    told = "import sys; from schemactl.cli.main import run; assert run(sys.argv[1:]) == 0; " + (
        "print([name for name in ('numpy', 'schemactl.files.datasets.catalog', 'alembic')"
        " if name in sys.modules])"
    )
    for arguments, loaded in (
        (["trace", "model:m@1"], []),
        (["trace", "dataset:d@1", "--record", "1"], ["numpy", "schemactl.files.datasets.catalog"]),
    ):
        child = [sys.executable, "-c", told, *arguments]
        done = subprocess.run(child, capture_output=True, encoding="utf-8", check=True)
        assert done.stdout.splitlines()[-1] == str(loaded)
