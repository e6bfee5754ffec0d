"""Tests of register."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.cli.main import run
from tests.builders import released_mood


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with one released schema and a data file."""
    monkeypatch.delenv("SCHEMACTL_REGISTRY_URL", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.jsonl").write_text('{"item": "1", "label": "positive"}\n')
    (tmp_path / "bad.jsonl").write_text('{"item": "1", "label": "postive"}\n')
    released_mood(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    """Run the command and return what it wrote as JSON."""
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == code
    return json.loads(capsys.readouterr().out)


REVIEWS = ("register", "dataset", "reviews@1", "good.jsonl", "--schema", "mood@1.0.0")


@pytest.mark.usefixtures("root")
def test_a_dataset_is_answered_with_its_digests_and_state(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = said(capsys, *REVIEWS)
    digests = said(capsys, "data", "digest", "good.jsonl", "--schema", "mood@1.0.0")
    assert {key: found[key] for key in ("bytes", "rows", "labels")} == {
        key: digests[key] for key in ("bytes", "rows", "labels")
    }
    assert (found["ref"], found["state"], found["reasons"]) == ("dataset:reviews@1", "ready", [])
    assert (found["new"], found["newer"]) == (True, 2)
    assert said(capsys, *REVIEWS)["new"] is False


def test_other_content_under_a_recorded_ref_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, *REVIEWS)
    (root / "good.jsonl").write_text('{"item": "1", "label": "negative"}\n')
    error = said(capsys, *REVIEWS, code=2)["error"]
    assert "is recorded already" in error["message"]
    assert "new version" in error["hint"]


@pytest.mark.usefixtures("root")
def test_data_that_does_not_fit_is_a_bad_answer_unless_it_is_a_draft(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad = [argument.replace("good", "bad") for argument in REVIEWS]
    assert "does not fit" in said(capsys, *bad, code=1)["error"]["message"]
    found = said(capsys, *bad, "--as-draft")
    assert (found["state"], found["reasons"]) == ("draft", ["unknown-label: 1"])
    said(capsys, *bad, "--as-draft", "--require-ready", code=2)


def test_a_missing_file_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "good.jsonl").unlink()
    assert "no such file" in said(capsys, *REVIEWS, code=2)["error"]["message"]


@pytest.mark.usefixtures("root")
def test_a_model_is_answered_with_what_it_was_trained_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said(capsys, *REVIEWS)
    model = ("register", "model", "m@1", "--dataset", "reviews@latest", "--metric", "f1=0.90")
    found = said(capsys, *model, "--artifact", "good.jsonl")
    assert found["datasets"] == ["dataset:reviews@1"]
    assert found["metrics"] == {"f1": "0.9"}
    assert found["digest"].startswith("sha256:")


@pytest.mark.usefixtures("root")
def test_the_revision_of_the_code_is_recorded_and_traced(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said(capsys, *REVIEWS)
    model = ("register", "model", "m@1", "--dataset", "reviews@1", "--code-revision")
    assert said(capsys, *model, "v7-12-g0123abc")["code_revision"] == "v7-12-g0123abc"
    assert said(capsys, "trace", "model:m@1")["nodes"][0]["code_revision"] == "v7-12-g0123abc"
    assert "other code_revision" in said(capsys, *model, "v8", code=2)["error"]["message"]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--digest", "md5:1"),
        ("--digest", f"sha256:{'1' * 64}", "--artifact", "good.jsonl"),
        ("--artifact", "nowhere.bin"),
        ("--metric", "f1"),
        ("--metric", "f1=high"),
        ("--code-revision", ""),
        ("--code-revision", "https://somebody:secret@host/code"),
        ("--code-revision", "a\nb"),
    ],
)
def test_a_model_that_is_not_understood_is_refused(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, *REVIEWS)
    said(capsys, "register", "model", "m@1", "--dataset", "reviews@1", *arguments, code=2)
    assert said(capsys, "registry", "status")["models"] == 0


@pytest.mark.usefixtures("root")
def test_the_text_says_what_no_checkpoint_covers(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run([*REVIEWS]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "recorded dataset:reviews@1 as entry 3"
    assert lines[-1] == (
        "2 entries are newer than the last checkpoint: `schemactl registry checkpoint`"
    )


def test_the_actor_is_the_given_one_or_the_configured_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "schemactl.yaml").write_text("actor: training\n")
    said(capsys, *REVIEWS)
    said(capsys, "register", "model", "m@1", "--dataset", "reviews@1", "--actor", "night-job")
    nodes = said(capsys, "trace", "model:m@1")["nodes"]
    assert {node["ref"]: node["actor"] for node in nodes} == {
        "model:m@1": "night-job",
        "dataset:reviews@1": "training",
        "batch:reviews@1#all": "training",
        "schema:mood@1.0.0": None,
    }
    assert {node["at"] for node in nodes} == {"2026-05-28T20:26:40Z"}
